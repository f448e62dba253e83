import { tolerancesFor } from '../../engine/active-rules.js';
import { isOpen } from '../../engine/open-findings.js';
import type { Comparison, ComparisonRow, Finding } from '../../engine/report.js';
import { severities } from '../../engine/severity.js';
import { pointerParts } from '../../io/json/value.js';
import { loadingOf, type TransferLoading } from '../../nnunet/compare/transfer-loading.js';
import { lazy } from '../../workspace/lazy.js';
import type { Transfer, TransferConfiguration } from '../../workspace/subjects.js';
import { measuresOf } from '../measures.js';
import type { Setting } from '../setting.js';
import { type ComparisonTerms, comparisonRows, type RowKind } from './rows.js';

/** Every configuration of a transfer side by side, each row with the gravest finding of the rules about it. */
export function comparisonsOf(
  transfer: Transfer,
  findings: readonly Finding[],
  setting: Setting,
): readonly Comparison[] {
  return transfer.configurations.map((pair) => {
    const terms = { tolerances: tolerancesFor(pair, setting), installation: setting.nnunet.installation };
    // Most formats show the rows only.
    const measures = lazy(() => measuresOfSides(pair));
    return {
      pretraining: transfer.pretraining.label,
      finetuning: transfer.finetuning.label,
      configuration: pair.name,
      rows: [
        ...comparisonRows.flatMap((kind) => rowOf(kind, pair, findings, terms)),
        checkpointRow(pair, findings, terms),
      ],
      get measures() {
        return measures();
      },
    };
  });
}

function measuresOfSides({ pretraining, finetuning, transfer }: TransferConfiguration): Comparison['measures'] {
  return {
    pretraining: measuresOf(pretraining, pretraining.plansFile.dataset ?? transfer.pretraining.dataset),
    finetuning: measuresOf(finetuning, finetuning.plansFile.dataset),
  };
}

function rowOf(
  kind: RowKind,
  pair: TransferConfiguration,
  findings: readonly Finding[],
  terms: ComparisonTerms,
): readonly ComparisonRow[] {
  const pretraining = kind.show(pair.pretraining, pair);
  const shown = kind.show(pair.finetuning, pair);
  const areBothShown = pretraining !== undefined && shown !== undefined;
  const difference = areBothShown ? kind.difference?.(pair, terms) : undefined;
  const finetuning = shown === pretraining ? (difference ?? shown) : shown;
  const agrees = areBothShown && kind.difference !== undefined ? difference === undefined : pretraining === finetuning;
  const finding = gravest(kind.rules, pair, findings, !agrees);
  const found = finding?.severity;
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
      ...(finding === undefined ? {} : { finding: finding.identity }),
    },
  ];
}

/** The weights themselves; without a checkpoint those above are predicted from the plans. */
function checkpointRow(
  pair: TransferConfiguration,
  findings: readonly Finding[],
  { installation }: ComparisonTerms,
): ComparisonRow {
  const { checkpoint } = pair.transfer;
  const what = 'checkpoint';
  if (checkpoint === undefined) return { what, pretraining: '–', finetuning: '–', verdict: 'not checked' };
  const found = gravest(['transfer/weights-loadable', 'transfer/checkpoint-match'], pair, findings, true);
  const verdict = found?.severity ?? loadingVerdict(loadingOf(pair, installation));
  return {
    what,
    pretraining: checkpoint.fileName,
    finetuning: '–',
    verdict,
    ...(found === undefined ? {} : { finding: found.identity }),
  };
}

/** Of the weights themselves, whatever rules have run and whichever findings are known. */
function loadingVerdict({ comparison }: TransferLoading): ComparisonRow['verdict'] {
  if (comparison === undefined) return 'not checked';
  return comparison.loads && comparison.dropped.length === 0 ? 'agrees' : 'differs';
}

function gravest(
  rules: readonly string[],
  pair: TransferConfiguration,
  findings: readonly Finding[],
  differs: boolean,
): Finding | undefined {
  const about = findings.filter(
    (finding) => isOpen(finding) && rules.includes(finding.rule) && concerns(finding, pair, differs),
  );
  return severities
    .map((severity) => about.find((finding) => finding.severity === severity))
    .find((finding) => finding !== undefined);
}

/**
 * A finding about another configuration is about this one, too, where both take the value from the same place: outside of all
 * configurations, or from a common ancestor. The engine reports such a place once.
 */
function concerns({ subject, location }: Finding, pair: TransferConfiguration, differs: boolean): boolean {
  if (subject === pair.label || subject === pair.transfer.label) return true;
  if (!subject.startsWith(`${pair.transfer.label}#`)) return false;
  const [key, owner = ''] = pointerParts(location?.pointer ?? '');
  if (key === undefined) return false;
  return key !== 'configurations' || (differs && pair.finetuning.configuration.lineage.includes(owner));
}
