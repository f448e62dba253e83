import { rules } from '../../../rules/index.js';
import { runRules } from '../../engine/run.js';
import { judgeName } from '../../nnunet/installation/judge-name.js';
import type { Dataset } from '../../workspace/subjects.js';
import { plansSubjects } from '../../workspace/subjects-of.js';

/** Names of classes that nnU-Net does not bring along, as the rules find them in plans, and trainers of models; in order. */
export function foreignClasses(datasets: readonly Dataset[]): readonly string[] {
  const { findings } = runRules({
    rules: rules.filter(({ area, messageIds }) => area === 'plans' && messageIds.includes('foreign')),
    subjects: datasets.flatMap(({ plansFiles }) => plansFiles.flatMap((file) => [...plansSubjects(file)])),
    nameFile: (file) => file,
  });
  const named = findings.filter(({ messageId }) => messageId.startsWith('foreign')).map(({ data }) => data['name']);
  const trainers = datasets.flatMap(({ models }) => models.flatMap(({ nameParts }) => nameParts?.trainer ?? []));
  const foreign = trainers.filter((trainer) => judgeName('trainer', trainer).kind === 'foreign');
  return [...new Set([...named, ...foreign])].filter((name) => typeof name === 'string').sort();
}
