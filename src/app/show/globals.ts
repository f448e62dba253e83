import type { PickleTrace } from '../../io/pickle/trace.js';
import { pickleDangers } from '../../nnunet/checkpoint/pickle-dangers.js';
import { firstFew, wordList } from '../../nnunet/words/wording.js';
import { type Fact, fact } from '../../report/description.js';

/** What Python would import, and call, to open a pickle. */
export function globalFacts(trace: PickleTrace, knownGlobals: ReadonlySet<string>): readonly Fact[] {
  const { globals } = trace;
  const names = [...new Set(globals.map(({ module, name }) => `${module}.${name}`))].sort();
  const dangers = pickleDangers(trace, knownGlobals);
  if (names.length === 0 && dangers.length === 0) return fact('needs', 'needs', [], 'no class or function');
  const modules = [...new Set(globals.map(({ module }) => module.split('.')[0] ?? ''))].sort();
  const odd = dangers.flatMap(({ kind, name }) => (kind === 'unread' ? [] : [name]));
  const text =
    dangers.length === 0
      ? `${wordList(modules)}: data and nothing else`
      : odd.length === 0
        ? `${wordList(modules)} and what could not be read`
        : `${wordList(modules)}; among them ${firstFew(odd, 3)}`;
  return fact('needs', 'needs', names, text);
}
