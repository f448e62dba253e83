import type { NamedDataset } from '../../nnunet/command-line/commands.js';
import { datasetNumber } from '../../nnunet/dataset/dataset-ids.js';
import { type TransferStep, transferSteps } from '../../nnunet/plans/transfer-steps.js';
import { modelAt } from '../../workspace/open-found.js';
import { folderOf, relativeTo } from '../../workspace/paths.js';
import type { Prospect } from './prospect.js';

/** What is still to be done once the file is there. */
export function stepsAfterMove(prospect: Prospect, cwd: string): readonly TransferStep[] {
  const { source, target, identifier, owner } = prospect;
  const sourceDataset = source.plansFile.dataset ?? datasetNamed(source.plansFile.plans.datasetName);
  const isPlansOfPretraining = owner === 'pretraining';
  const configuration = usualConfiguration(prospect) ?? 'CONFIGURATION';
  // Plans that go to the pretraining dataset have trained nothing there yet.
  const path = isPlansOfPretraining
    ? (source.checkpoint?.path ?? trainedCheckpoint(prospect, configuration))
    : undefined;
  const checkpoint = path === undefined ? undefined : relativeTo(cwd, path);
  const steps = transferSteps(
    {
      pretraining: isPlansOfPretraining ? sourceDataset : target,
      pretrainingPlans: isPlansOfPretraining ? source.identifier : identifier,
      finetuning: isPlansOfPretraining ? target : sourceDataset,
      finetuningPlans: isPlansOfPretraining ? identifier : source.identifier,
      configuration,
      checkpoint,
      bringer: isPlansOfPretraining ? source.bringer : undefined,
    },
    owner,
  );
  const after = steps.slice(steps.findIndex(({ name }) => name === 'move') + 1);
  const missing: TransferStep[] =
    target.fingerprint.value === undefined ? steps.filter(({ name }) => name === 'fingerprint') : [];
  const needsDatasetJson = target.datasetJson.value === undefined;
  return [...missing, ...after.filter(({ name }) => name !== 'dataset-json' || needsDatasetJson)];
}

/** The weights that a model trained with these plans already has. */
function trainedCheckpoint({ source: { plansFile }, reach }: Prospect, configuration: string): string | undefined {
  const models =
    plansFile.place === 'model'
      ? [modelAt(reach, folderOf(plansFile.document.file))]
      : (plansFile.dataset?.models ?? []).filter(({ nameParts }) => nameParts?.plans === plansFile.stem);
  const finals = models
    .filter(({ nameParts }) => nameParts?.configuration === configuration)
    .flatMap(({ folds }) => folds.flatMap((fold) => fold.checkpoints))
    .filter(({ fileName }) => fileName === 'checkpoint_final.pth');
  return (finals.find(({ fold }) => fold?.fold === 'all') ?? finals[0])?.path;
}

/** That of the model which brings the plans, else what most people train; the others are named in the head of the report. */
function usualConfiguration({ source, transfer, reach, written }: Prospect): string | undefined {
  const isModel = source.plansFile.place === 'model';
  const own = isModel ? modelAt(reach, folderOf(source.plansFile.document.file)).nameParts?.configuration : undefined;
  const names = [...transfer.configurations.map(({ name }) => name), ...written.plans.configurationNames];
  return own ?? (names.includes('3d_fullres') && source.checkpoint === undefined ? '3d_fullres' : names[0]);
}

function datasetNamed(name: string | undefined): NamedDataset {
  return { name: name ?? 'PRETRAINING_DATASET', id: datasetNumber(name ?? '') };
}
