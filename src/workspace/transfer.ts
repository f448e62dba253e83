import type { Checkpoint } from './model-subjects.js';
import type { PlansConfiguration, PlansFile, Transfer, TransferConfiguration } from './subjects.js';

/**
 * Two plans files side by side.
 * @param requested configurations to be checked; empty: all that both sides have
 */
export function makeTransfer(
  pretraining: PlansFile,
  finetuning: PlansFile,
  requested: readonly string[] = [],
  checkpoint?: Checkpoint,
): Transfer {
  const label = `${pretraining.label} → ${finetuning.label}`;
  const names = requested.length > 0 ? requested : pretraining.plans.configurationNames;
  const find = (file: PlansFile, name: string): PlansConfiguration | undefined =>
    file.configurations.find((candidate) => candidate.configuration.name === name);
  const configurations: TransferConfiguration[] = [];
  const transfer: Transfer = {
    kind: 'transfer',
    label,
    pretraining,
    finetuning,
    configurations,
    requested,
    checkpoint,
  };
  for (const name of names) {
    const from = find(pretraining, name);
    const to = find(finetuning, name);
    if (from === undefined || to === undefined) continue;
    configurations.push({
      kind: 'transfer-configuration',
      label: `${label}#${name}`,
      name,
      transfer,
      pretraining: from,
      finetuning: to,
    });
  }
  return transfer;
}
