import type { SubjectEntry } from '../../engine/report.js';
import { countCases } from '../../nnunet/dataset/case-files.js';
import type { Script } from '../../workspace/script-subjects.js';
import { otherFolders } from '../audit/subjects.js';
import { modelEntry } from '../model-entry.js';
import { effectsOf } from './effects.js';
import type { CommandMatter } from './matter.js';

/** The command itself: what it reads, writes and deletes. */
export function scriptEntry(script: Script, matter: CommandMatter, nameFile: (file: string) => string): SubjectEntry {
  const [command] = script.commands;
  const facts = new Map<string, string | readonly string[]>();
  for (const { text, surroundings } of command === undefined ? [] : [command]) {
    facts.set('command', text);
    const { reads, writes, deletes } = effectsOf(matter, surroundings, nameFile);
    if (reads.length > 0) facts.set('reads', reads);
    if (deletes.length > 0) facts.set('deletes', deletes);
    if (writes.length > 0) facts.set('writes', writes);
  }
  return { kind: 'script', label: script.label, facts: Object.fromEntries(facts) };
}

/** The datasets and models that it uses, one line each. */
export function jobEntries(
  { jobs, model }: CommandMatter,
  nameFile: (file: string) => string,
): readonly SubjectEntry[] {
  return [
    ...jobs.map(({ dataset, plansFile, configurations }) => {
      const identifiers = new Set(configurations.map(({ configuration }) => configuration.dataIdentifier));
      const folders = dataset.dataFolders.filter((folder) => identifiers.has(folder.name));
      return {
        kind: 'dataset',
        label: dataset.label,
        file: nameFile(dataset.folder),
        ...otherFolders(dataset, nameFile),
        facts: {
          plans: plansFile.stem,
          configurations: configurations.map(({ configuration }) => configuration.name),
          cases: countCases(folders.map(({ files }) => files)),
        },
      };
    }),
    ...(model === undefined ? [] : [modelEntry(model, nameFile)]),
  ];
}
