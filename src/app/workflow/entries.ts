import type { NotCheckedEntry, SubjectEntry } from '../../engine/report.js';
import { wordList } from '../../nnunet/words/wording.js';
import { actsOf } from '../../nnunet/workflow/acts.js';
import { stepText } from '../../nnunet/workflow/step-text.js';
import type { OpenedScript } from '../../workspace/open-script.js';
import type { Script, ScriptCommand } from '../../workspace/script-subjects.js';

/** A script in the overview, with what it does step by step. Tasks and turns that do the same are told of once. */
export function scriptEntry({ file, scripts }: OpenedScript, nameFile: (file: string) => string): SubjectEntry {
  const own = nameFile(file);
  const steps = scripts.flatMap(({ commands }) =>
    actsOf(commands).map(({ step, command }) => {
      const { does, dataset, plans } = stepText(step);
      return [placeText(command, own, nameFile), does, dataset, plans].join('\t');
    }),
  );
  const places = scripts.flatMap(({ commands }) => commands.map((command) => placeText(command, own, nameFile)));
  return {
    kind: 'script',
    label: scripts[0]?.label ?? own,
    file: own,
    facts: { commands: new Set(places).size, steps: [...new Set(steps)] },
  };
}

/** `12`, or `common.sh:12` for a command of another file. */
function placeText({ place }: ScriptCommand, own: string, nameFile: (file: string) => string): string {
  if (place === undefined) return '';
  const file = nameFile(place.document.file);
  return file === own ? String(place.position.line) : `${file}:${place.position.line}`;
}

/** What could not be followed, and commands of which some words are known to the running shell only. */
export function unresolvedEntries({ label, commands, notes }: Script): readonly NotCheckedEntry[] {
  const entry = (reason: string): NotCheckedEntry => ({
    rule: 'search',
    subject: label,
    reason,
    leavesOpen: true,
  });
  return [
    ...notes.map(({ reason, place }) => entry(`line ${place.position.line}: ${reason}`)),
    ...commands.flatMap((command) => {
      const unknown = unknownWords(command);
      if (unknown.length === 0) return [];
      const line = command.place === undefined ? '' : `line ${command.place.position.line}: `;
      const are = unknown.length === 1 ? 'is' : 'are';
      return [entry(`${line}${command.invocation.name}: ${wordList(unknown)} ${are} not resolved`)];
    }),
  ];
}

function unknownWords({ invocation: { words } }: ScriptCommand): readonly string[] {
  return [...new Set(words.flatMap(({ unknown = [] }) => unknown))];
}
