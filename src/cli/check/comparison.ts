import type { Comparison, ComparisonRow, Finding } from '../../engine/report.js';
import { severities } from '../../engine/severity.js';
import type { Transfer, TransferConfiguration } from '../../workspace/subjects.js';
import { comparisonRows, type RowKind } from './rows.js';

/** Every configuration of a transfer side by side, each row with the gravest finding of the rules about it. */
export function comparisonsOf(transfer: Transfer, findings: readonly Finding[]): readonly Comparison[] {
  return transfer.configurations.map((pair) => ({
    pretraining: transfer.pretraining.label,
    finetuning: transfer.finetuning.label,
    configuration: pair.name,
    rows: comparisonRows.flatMap((kind) => rowOf(kind, pair, findings)),
  }));
}

function rowOf(kind: RowKind, pair: TransferConfiguration, findings: readonly Finding[]): readonly ComparisonRow[] {
  const pretraining = kind.show(pair.pretraining, pair);
  const finetuning = kind.show(pair.finetuning, pair);
  const found = gravest(kind, pair, findings);
  const agrees = pretraining === finetuning;
  if (found === undefined && kind.onlyWhenDifferent === true && agrees) return [];
  if (found === undefined && pretraining === undefined && finetuning === undefined) {
    return kind.isOptional === true
      ? []
      : [{ what: kind.what, pretraining: '–', finetuning: '–', verdict: 'not checked' }];
  }
  return [
    {
      what: kind.what,
      pretraining: pretraining ?? '–',
      finetuning: finetuning ?? '–',
      verdict: found ?? (agrees ? 'agrees' : 'differs'),
    },
  ];
}

function gravest(kind: RowKind, pair: TransferConfiguration, findings: readonly Finding[]) {
  const about = findings.filter(
    (finding) =>
      kind.rules.includes(finding.rule) && (finding.subject === pair.label || finding.subject === pair.transfer.label),
  );
  return severities.find((severity) => about.some((finding) => finding.severity === severity));
}
