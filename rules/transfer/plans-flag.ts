import { defineRule } from '../../src/engine/rule.js';
import { carefulMove } from '../../src/nnunet/command-line/careful-commands.js';
import { finetuneCommand } from '../../src/nnunet/command-line/commands.js';
import { imageDimension } from '../../src/nnunet/dataset/readers.js';
import { compareOrigins, kinshipOf } from '../../src/nnunet/origin/origin.js';
import { moveObstacles } from '../../src/nnunet/plans/move-obstacles.js';
import { nearMiss } from '../../src/nnunet/words/near-miss.js';
import { inQuotes, quotedList } from '../../src/nnunet/words/wording.js';
import type { PlansFile, Transfer } from '../../src/workspace/subjects.js';

interface Missing {
  readonly plans: string;
  readonly dataset: string;
  /** Plans that there are. */
  readonly available: readonly string[];
}

/** `-p` and `-plans_name` name a file of the dataset at hand; without them nnU-Net takes nnUNetPlans. */
export const plansFlag = defineRule({
  id: 'transfer/plans-flag',
  subject: 'transfer',
  severity: 'error',
  severities: { pretrainingMissing: 'warning', obstacle: 'warning', default: 'info' },
  since: '0.1.0',
  summary: 'Each dataset has the plans that you name for it.',
  why: `Each dataset has its own plans names. \`-sp\` is a name in the folder of \`-s\`; \`-tp\`, and later \`-p\`, in the folder of \`-t\`. nnU-Net 2.2 to 2.5.1 printed commands with the two exchanged. A command without \`-p\` uses
\`nnUNetPlans\`. If the dataset has its own plans beside the moved ones, it trains with its own, and nnU-Net does not tell you.`,
  remedy: 'Use the name of a plans file that the dataset has, without .json.',
  sources: [
    'nnunetv2/run/run_training.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1970',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2828',
  ],
  examples: [
    {
      title: 'The plans were not moved yet',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json', delete: true }],
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ plans, dataset, available }: Missing) =>
      `${dataset} has no plans "${plans}"; it has ${available.length === 0 ? 'none' : quotedList(available)}. nnUNetv2_preprocess and nnUNetv2_train stop when they look for them.`,
    exchanged: ({
      plans,
      dataset,
      other,
      otherDataset,
    }: {
      plans: string;
      dataset: string;
      other: string;
      otherDataset: string;
    }) =>
      `The two names are exchanged: "${plans}" are plans of ${otherDataset}, and "${other}" are plans of ${dataset}. nnU-Net looks for each in the other dataset and stops.`,
    pretrainingMissing: ({ plans, dataset, available }: Missing) =>
      `${dataset} has no plans "${plans}"; it has ${available.length === 0 ? 'none' : quotedList(available)}. Finetuning does not need them, but nnplans has nothing to compare with.`,
    obstacle: ({ reason, exception }: { reason: string; exception: string }) =>
      `The plans cannot be moved yet: ${reason} nnUNetv2_move_plans_between_datasets stops with ${exception}.`,
    default: ({ plans, dataset }: { plans: string; dataset: string }) =>
      `${dataset} has its own plans, nnUNetPlans. A command without -p ${plans} uses those, and nnU-Net does not tell you.`,
  },
  *check(transfer) {
    const { pretraining, finetuning, trained, configurations, requested, trainer } = transfer;
    const target = finetuning.dataset;
    if (isMissing(finetuning)) {
      const other = pretraining.dataset;
      const areExchanged =
        target !== undefined && other !== undefined && has(other, finetuning.stem) && has(target, pretraining.stem);
      const data = missing(finetuning);
      if (areExchanged && isMissing(pretraining)) {
        const names = {
          plans: finetuning.stem,
          other: pretraining.stem,
          dataset: target.name,
          otherDataset: other.name,
        };
        yield {
          message: 'exchanged',
          at: { document: finetuning.document },
          data: names,
          remedy: 'Exchange -sp and -tp.',
        };
        return;
      }
      const inTheWay = isMissing(pretraining) ? [] : obstacles(transfer);
      yield {
        message: 'missing',
        at: { document: finetuning.document },
        data,
        ...remedyFor(transfer, inTheWay.length > 0),
      };
      for (const { reason, exception } of inTheWay) {
        const remedy = 'Solve this first, then move the plans.';
        yield { message: 'obstacle', at: { document: finetuning.document }, data: { reason, exception }, remedy };
      }
    } else if (
      target !== undefined &&
      // A command says which plans it means.
      trainer === undefined &&
      finetuning.place === 'preprocessed' &&
      finetuning.stem !== 'nnUNetPlans' &&
      has(target, 'nnUNetPlans')
    ) {
      const configuration = requested[0] ?? configurations[0]?.name ?? 'CONFIGURATION';
      yield {
        message: 'default',
        data: { plans: finetuning.stem, dataset: target.name },
        remedy: `Name them in every command: ${finetuneCommand(target, configuration, finetuning.stem)}`,
      };
    }
    if (isMissing(pretraining) && trained === pretraining) {
      yield {
        message: 'pretrainingMissing',
        at: { document: pretraining.document },
        data: missing(pretraining),
        ...didYouMean(pretraining),
      };
    }
  },
});

type KnownDataset = NonNullable<PlansFile['dataset']>;

function isMissing({ document }: PlansFile): boolean {
  return document.problems.some(({ kind }) => kind === 'missing');
}

function has(dataset: KnownDataset, stem: string): boolean {
  return dataset.plansFiles.some((file) => file.stem === stem);
}

function missing({ stem, dataset, label }: PlansFile): Missing {
  return {
    plans: stem,
    dataset: dataset?.name ?? label,
    available: (dataset?.plansFiles ?? []).map((file) => file.stem),
  };
}

/** The name that was meant, else the plans of the dataset that are those of the pretraining, else the move that would make them. */
function remedyFor({ pretraining, finetuning }: Transfer, isStopped: boolean): { readonly remedy?: string } {
  const [source, target] = [pretraining.dataset, finetuning.dataset];
  const meant = didYouMean(finetuning);
  if (meant.remedy !== undefined || source === undefined || target === undefined || isMissing(pretraining))
    return meant;
  const moved = target.plansFiles.filter(({ plans }) => kinshipOf(compareOrigins(pretraining.plans, plans)) === 'same');
  if (moved.length > 0)
    return {
      remedy: `Use ${quotedList(
        moved.map(({ stem }) => stem),
        'or',
      )}: there the dataset has the plans of the pretraining.`,
    };
  if (isStopped) return { remedy: `Solve what stops the move, then move ${pretraining.label} there.` };
  return {
    remedy: carefulMove(source, target, pretraining.stem, finetuning.stem, 'Move the plans of the pretraining: '),
  };
}

function didYouMean({ stem, dataset }: PlansFile): { readonly remedy?: string } {
  const meant = nearMiss(
    stem,
    (dataset?.plansFiles ?? []).map((file) => file.stem),
  );
  return meant === undefined ? {} : { remedy: `Did you mean ${inQuotes(meant)}?` };
}

/** What would stop the move that is still to come. */
function obstacles({ pretraining, finetuning }: Transfer) {
  const [source, target] = [pretraining.dataset, finetuning.dataset];
  if (source === undefined || target === undefined) return [];
  const { rawDatasetJson, roots } = target;
  const found = moveObstacles({
    source: {
      name: source.name,
      hasPreprocessedFolder: true,
      plans: { value: pretraining.document.value },
      identifier: pretraining.stem,
    },
    target: {
      name: target.name,
      hasPreprocessedFolder: target.roots.folderNames.get('nnUNet_preprocessed')?.includes(target.name) ?? true,
      identifier: finetuning.stem,
      rawDatasetJson:
        rawDatasetJson?.problems.some(({ kind }) => kind === 'missing') === true ? undefined : rawDatasetJson,
      rawImages: target.rawImages,
      dimension: imageDimension(target.fingerprint.value),
    },
  });
  // What the raw folder holds cannot be held against it where nobody said where that is.
  return found.filter(({ kind }) => roots.raw !== undefined || kind === 'target-folder-missing');
}
