import type { PyGlobal } from '../../io/pickle/values.js';
import { isDangerousModule, isDataGlobal } from '../../nnunet/checkpoint/pickled-globals.js';
import { firstFew, wordList } from '../../nnunet/words/wording.js';
import { type Fact, fact } from '../../report/description.js';

/** What Python would import, and call, to open a pickle. */
export function globalFacts(globals: readonly PyGlobal[]): readonly Fact[] {
  const names = [...new Set(globals.map(fullName))].sort();
  if (names.length === 0) return fact('needs', 'needs', [], 'no class or function');
  const strange = strangers(globals);
  const modules = [...new Set(globals.map(({ module }) => module.split('.')[0] ?? ''))].sort();
  const text =
    strange.length === 0
      ? `${wordList(modules)}: data and nothing else`
      : `${wordList(modules)}; among them ${firstFew(strange.map(fullName), 3)}`;
  return fact('needs', 'needs', names, text);
}

/** @param opening "Loading it": with what the sentence begins */
export function globalRemarks(globals: readonly PyGlobal[], opening: string): readonly string[] {
  const running = strangers(globals).filter(({ module, name }) => isDangerousModule(module, name));
  if (running.length > 0) {
    return [`${opening} runs ${firstFew([...new Set(running.map(fullName))], 3)} with your rights. Do not.`];
  }
  const called = strangers(globals).filter((one) => one.called);
  if (called.length === 0) return [];
  return [
    `${opening} runs code of ${firstFew([...new Set(called.map(fullName))], 3)}, which nnU-Net's own files do not.`,
  ];
}

function strangers(globals: readonly PyGlobal[]): readonly PyGlobal[] {
  return globals.filter(({ module, name }) => !isDataGlobal(module, name));
}

function fullName({ module, name }: PyGlobal): string {
  return `${module}.${name}`;
}
