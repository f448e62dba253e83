import type { SubjectEntry } from '../../engine/report.js';
import type { Origin } from '../../nnunet/origin/origin.js';
import { counted, wordList } from '../../nnunet/words/wording.js';
import type { PlansFile, Transfer } from '../../workspace/subjects.js';

/** The two sides and where their plans come from, for the head of the report. */
export function transferEntries(transfer: Transfer, nameFile: (file: string) => string): readonly SubjectEntry[] {
  const { pretraining, finetuning, checkpoint } = transfer;
  return [
    plansEntry(pretraining, 'pretraining', nameFile),
    plansEntry(finetuning, 'finetuning', nameFile),
    ...(checkpoint === undefined
      ? []
      : [{ kind: 'checkpoint', label: checkpoint.label, file: nameFile(checkpoint.path) }]),
    {
      kind: 'transfer',
      label: transfer.label,
      facts: {
        origin: originSentence(transfer),
        configurations: transfer.configurations.map((pair) => pair.name),
      },
    },
  ];
}

function plansEntry(file: PlansFile, role: string, nameFile: (file: string) => string): SubjectEntry {
  const dataset = file.dataset?.name ?? file.plans.datasetName;
  return {
    kind: 'plans',
    label: file.label,
    file: nameFile(file.document.file),
    facts: {
      role,
      ...(dataset === undefined ? {} : { dataset }),
      plans: file.place === 'preprocessed' ? file.stem : nameFile(file.document.file),
      configurations: file.plans.configurationNames,
    },
  };
}

/** Which datasets both plans were made from, by the fingerprints that were found. */
function originSentence({ origins, pretraining, finetuning }: Transfer): string {
  const trained = originText(origins.trained);
  const tuned = originText(origins.finetuning);
  if (trained === undefined && tuned === undefined) {
    const compared = [...new Set([...origins.trained.compared, ...origins.finetuning.compared])];
    return compared.length === 0
      ? 'not known: no fingerprint to compare the plans with'
      : `not known: none of the ${counted(compared.length, 'fingerprint')} that nnplans found fits`;
  }
  if (trained === tuned) {
    return pretraining === finetuning ? `made from ${trained}` : `both made from ${trained}`;
  }
  return `pretraining: ${trained ?? 'not known'} · finetuning: ${tuned ?? 'not known'}`;
}

/** `Dataset121_AbdomenCT (its fingerprint fits)`; `undefined` where no fingerprint fits. */
export function originText(origin: Origin): string | undefined {
  const [only, second] = origin.datasets;
  if (only !== undefined && second === undefined) return `${only} (its fingerprint fits)`;
  if (only !== undefined) return `${wordList(origin.datasets, 'or')} (their fingerprints are equal)`;
  const [near, nearer] = origin.partly;
  return near !== undefined && nearer === undefined
    ? `${near.dataset} (${wordList(near.resemblance.agrees)} fit, ${wordList(near.resemblance.differs)} not)`
    : undefined;
}
