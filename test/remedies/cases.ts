import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A mistake in a dataset, and what nnplans is asked. */
export interface RemedyCase {
  readonly rule: string;
  readonly message: string;
  /** `shell` has the real nnU-Net on its path. */
  readonly provoke: (home: string, shell: (command: string) => void) => void;
  readonly argv: readonly string[];
  /** What is asked afterwards, where the remedy made something of another name. */
  readonly argvAfter?: readonly string[];
  /** Fills in what the remedy leaves to the reader. */
  readonly complete?: (command: string, home: string) => string;
  /** Commands that the reader was told to run next. */
  readonly afterwards?: readonly string[];
  /** The finding is advice, which stays. */
  readonly isTold?: true;
}

const audit = ['audit', 'nnUNet_preprocessed'] as const;
const check = ['check', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'PretrainedPlansCustom'] as const;
const weights = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const moved = `${folder}/PretrainedPlansCustom.json`;
const data = `${folder}/PretrainedPlansCustom_3d_fullres`;

type Json = Record<string, unknown>;

const edit = (path: string, change: (value: Json) => void) => (home: string) => {
  const value = JSON.parse(readFileSync(join(home, path), 'utf8')) as Json;
  change(value);
  writeFileSync(join(home, path), JSON.stringify(value, null, 4));
};
const configurationOf = (plans: Json, name: string) => (plans['configurations'] as Record<string, Json>)[name] ?? {};
const remove = (path: string) => (home: string) => rmSync(join(home, path), { recursive: true });
const caseFile = (ending: string) => (home: string) => {
  const name = readdirSync(join(home, data)).find((one) => one.endsWith(ending));
  if (name === undefined) throw new Error(`no ${ending} in ${data}`);
  rmSync(join(home, data, name));
};
const spacing = edit(moved, (plans) => {
  configurationOf(plans, '3d_fullres')['spacing'] = [2.5, 1, 1];
});
/** With a fold and the checkpoint. */
const started = (command: string) => `${command.replace('FOLD', '0').replace('CHECKPOINT', weights)} -device cpu`;

/** One for each rule whose remedy is a command. */
export const remedyCases: readonly RemedyCase[] = [
  { rule: 'dataset/cases-complete', message: 'broken', provoke: caseFile('_seg.b2nd'), argv: audit },
  {
    rule: 'dataset/interrupted-preprocessing',
    message: 'interrupted',
    provoke: (home) => {
      caseFile('.pkl')(home);
      remove(`${folder}/gt_segmentations`)(home);
    },
    argv: audit,
  },
  { rule: 'dataset/missing-data-folder', message: 'pending', provoke: remove(data), argv: audit },
  { rule: 'dataset/case-shape', message: 'differs', provoke: spacing, argv: audit },
  {
    rule: 'dataset/fingerprint-missing',
    message: 'missing',
    provoke: remove(`${folder}/dataset_fingerprint.json`),
    argv: audit,
  },
  {
    rule: 'dataset/fingerprint-stale',
    message: 'cases',
    provoke: edit(`${folder}/dataset_fingerprint.json`, (value) => {
      for (const key of ['spacings', 'shapes_after_crop']) (value[key] as unknown[]).pop();
    }),
    argv: audit,
  },
  { rule: 'dataset/dataset-json-missing', message: 'missing', provoke: remove(`${folder}/dataset.json`), argv: audit },
  {
    rule: 'dataset/dataset-json-stale',
    message: 'edited',
    provoke: edit(`${folder}/dataset.json`, (value) => {
      value['labels'] = { background: 0, organ: 2, lesion: 1 };
    }),
    argv: audit,
  },
  {
    rule: 'dataset/ground-truth',
    message: 'folderMissing',
    provoke: remove(`${folder}/gt_segmentations`),
    argv: audit,
  },
  {
    rule: 'plans/data-identifier-unique',
    message: 'collides',
    provoke: edit(moved, (plans) => {
      (plans['configurations'] as Json)['3d_iso'] = { inherits_from: '3d_fullres', spacing: [1, 1, 1] };
    }),
    argv: audit,
  },
  {
    rule: 'model/files',
    message: 'missing',
    provoke: remove('nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/plans.json'),
    argv: audit,
  },
  {
    rule: 'transfer/preprocessing-order',
    message: 'otherPlans',
    // The data of the dataset's own plans under the name of the moved ones.
    provoke: (home) => {
      remove(data)(home);
      cpSync(join(home, folder, 'TinyPlans_3d_fullres'), join(home, data), { recursive: true });
    },
    argv: check,
  },
  {
    rule: 'transfer/identifier-collision',
    message: 'dataFolder',
    provoke: edit(moved, (plans) => {
      configurationOf(plans, '3d_fullres')['data_identifier'] = 'TinyPlans_3d_fullres';
    }),
    argv: check,
  },
  {
    rule: 'transfer/wrong-direction',
    message: 'notFromTraining',
    provoke: () => undefined,
    argv: ['check', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'TinyPlans'],
    afterwards: ['nnUNetv2_preprocess -d 122 -plans_name TinyPlansFrom121 -c 2d 3d_fullres -np 1'],
    argvAfter: ['check', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'TinyPlansFrom121'],
  },
  {
    rule: 'transfer/edited-after-transfer',
    message: 'data',
    provoke: edit(moved, (plans) => {
      configurationOf(plans, '3d_fullres')['normalization_schemes'] = ['ZScoreNormalization'];
    }),
    argv: check,
  },
  {
    rule: 'transfer/reader-mismatch',
    message: 'orientation',
    provoke: edit(moved, (plans) => {
      plans['image_reader_writer'] = 'NibabelIOWithReorient';
    }),
    argv: check,
  },
  {
    rule: 'transfer/trainer-network',
    message: 'differs',
    provoke: (home, shell) => {
      rmSync(join(home, 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres'), {
        recursive: true,
      });
      shell(`python '${resolve('test/remedies/make_raw.py')}' '${home}' nnUNetTrainerBN`);
    },
    argv: [...check, '-c', '3d_fullres'],
    complete: (command) => started(command).replace('nnUNetTrainer__', 'nnUNetTrainerBN__'),
    isTold: true,
  },
  {
    rule: 'workflow/preprocessed',
    message: 'missing',
    provoke: remove(data),
    argv: ['check', '--', 'nnUNetv2_train', '122', '3d_fullres', '0', '-p', 'PretrainedPlansCustom'],
  },
  {
    rule: 'workflow/fold',
    message: 'tooFewCases',
    provoke: (home) => {
      for (const name of readdirSync(join(home, data))) rmSync(join(home, data, name));
      rmSync(join(home, folder, 'splits_final.json'), { force: true });
    },
    argv: ['check', '--', 'nnUNetv2_train', '122', '3d_fullres', '0', '-p', 'PretrainedPlansCustom'],
  },
];
