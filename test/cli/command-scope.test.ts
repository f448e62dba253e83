import type { Change } from '../../src/engine/rule.js';
import type { MemoryFile } from '../../src/io/memory-storage.js';
import { nnplans, projectRoots, projectStorage } from '../support/command-line.js';
import { projectFiles, withChanges } from '../support/example-project.js';

const target = 'Dataset122_PancreasCT';
const preprocessed = `nnUNet_preprocessed/${target}`;
const plans = `${preprocessed}/PretrainedPlansCustom.json`;
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const weights = `${model}/fold_0/checkpoint_final.pth`;

const commands = {
  verify: 'nnUNetv2_plan_and_preprocess -d 122 --verify_dataset_integrity',
  plan: 'nnUNetv2_plan_experiment -d 122 -overwrite_plans_name Own',
  preprocess: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
  train: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom',
  'fold 1': 'nnUNetv2_train 122 3d_fullres 1 -p PretrainedPlansCustom',
  'fold all': 'nnUNetv2_train 122 3d_fullres all -p PretrainedPlansCustom',
  finetune: `nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -pretrained_weights /${weights}`,
  move: 'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp TinyPlans -tp Moved',
  predict: `nnUNetv2_predict_from_modelfolder -i /nnUNet_raw/${target}/imagesTr -o /out -m /${model} -f 0`,
} as const;

type Command = keyof typeof commands;

async function findingsOf(command: string, files: Record<string, MemoryFile | undefined>) {
  const { stdout } = await nnplans(`check --format json -- ${command}`, {
    storage: projectStorage('examples/transfer', files),
    env: projectRoots,
  });
  return JSON.parse(stdout).findings as { rule: string; severity: string; message: string }[];
}

function changed(changes: readonly Change[]): Record<string, MemoryFile | undefined> {
  const before = projectFiles('examples/transfer');
  const after = withChanges(before, changes);
  const names = new Set([...before.keys(), ...after.keys()]);
  return Object.fromEntries(
    [...names].filter((name) => before.get(name) !== after.get(name)).map((name) => [name, after.get(name)]),
  );
}

const split = { train: ['pan_000', 'pan_001', 'pan_002', 'pan_003'], val: ['pan_004'] };

/** One mistake, the rule that tells it, the commands that meet it, and others that do not. */
const mistakes: readonly {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly rule: string;
  readonly stops: readonly Command[];
  readonly others: readonly Command[];
}[] = [
  {
    name: 'a wrong number of cases',
    changes: [{ file: `nnUNet_raw/${target}/dataset.json`, set: '/numTraining', to: 99 }],
    rule: 'dataset/num-training',
    stops: ['verify', 'plan'],
    others: ['preprocess', 'train', 'move'],
  },
  {
    name: 'a gap in the labels of the raw copy',
    changes: [{ file: `nnUNet_raw/${target}/dataset.json`, set: '/labels/more', to: 9 }],
    rule: 'dataset/label-values',
    stops: ['verify'],
    others: ['preprocess', 'train', 'move'],
  },
  {
    name: 'an ending that no image has, and no dot before it, in the raw copy',
    changes: [{ file: `nnUNet_raw/${target}/dataset.json`, set: '/file_ending', to: 'png' }],
    rule: 'dataset/reader-matches-ending',
    stops: ['verify', 'plan'],
    others: ['preprocess', 'train'],
  },
  {
    name: 'an empty fingerprint, which training copies as it is',
    changes: [{ file: `${preprocessed}/dataset_fingerprint.json`, write: '' }],
    rule: 'dataset/schema',
    stops: ['plan'],
    others: ['preprocess', 'train', 'finetune'],
  },
  {
    name: 'names in two folds that no data have',
    changes: [0, 1].map((fold) => ({
      file: `${preprocessed}/splits_final.json`,
      set: `/${fold}/train/0`,
      to: `pan_90${fold}`,
    })),
    rule: 'dataset/splits',
    stops: ['train', 'fold 1'],
    others: ['preprocess', 'fold all'],
  },
  {
    name: 'labels that no copy has right',
    changes: [`nnUNet_raw/${target}/dataset.json`, `${preprocessed}/dataset.json`].map((file) => ({
      file,
      set: '/labels/background',
      to: 5,
    })),
    rule: 'dataset/labels',
    stops: ['verify', 'preprocess', 'train'],
    others: ['move'],
  },
  {
    name: 'a fingerprint that cannot be planned from',
    changes: [{ file: `${preprocessed}/dataset_fingerprint.json`, set: '/shapes_after_crop/0/0', to: -1 }],
    rule: 'dataset/schema',
    stops: ['plan'],
    others: ['preprocess', 'train', 'move'],
  },
  {
    name: 'a network that cannot be built',
    changes: [
      { file: plans, set: '/configurations/3d_fullres/architecture/arch_kwargs/conv_op', to: 'torch.nn.Conv9d' },
    ],
    rule: 'plans/network-known',
    stops: ['train', 'finetune'],
    others: ['preprocess'],
  },
  {
    name: 'an ending that only the final validation and preprocessing need',
    changes: [{ file: plans, set: '/transpose_forward', to: [0, 1, 7] }],
    rule: 'plans/transpose-inverse',
    stops: ['preprocess', 'train'],
    others: ['move'],
  },
  {
    name: 'a patch size that only preprocessing makes whole numbers of',
    changes: [{ file: plans, set: '/configurations/3d_fullres/patch_size/0', to: '16' }],
    rule: 'plans/schema',
    stops: ['train', 'finetune'],
    others: ['preprocess', 'move'],
  },
  {
    name: 'a normalization that training does not do again',
    changes: [{ file: plans, set: '/configurations/3d_fullres/normalization_schemes', to: ['CTNormalisation'] }],
    rule: 'plans/normalization-known',
    stops: ['preprocess'],
    others: ['train', 'finetune'],
  },
  {
    name: 'a fold that is no fold',
    changes: [{ file: `${preprocessed}/splits_final.json`, write: JSON.stringify([split, { ...split, train: 1 }]) }],
    rule: 'dataset/schema',
    stops: ['fold 1'],
    others: ['train', 'fold all', 'preprocess'],
  },
  {
    name: 'a case that only one fold validates on, without ground truth',
    changes: [
      {
        file: `${preprocessed}/splits_final.json`,
        write: JSON.stringify([split, { train: split.train, val: ['pan_000'] }]),
      },
      { file: `${preprocessed}/gt_segmentations/pan_000.nii.gz`, delete: true },
    ],
    rule: 'dataset/ground-truth',
    stops: ['fold 1'],
    others: ['train'],
  },
  {
    name: 'plans of the model that has lent its weights',
    changes: [{ file: `${model}/plans.json`, set: '/configurations/3d_fullres/spacing', to: 'wide' }],
    rule: 'plans/schema',
    stops: ['predict'],
    others: ['finetune', 'train'],
  },
];

describe('a command is judged by what it reads', () => {
  describe.each(mistakes)('$name', ({ changes, rule, stops, others }) => {
    test.each(stops)('stops %s', async (command) => {
      const found = (await findingsOf(commands[command], changed(changes))).filter((one) => one.rule === rule);
      expect(found.map(({ severity }) => severity)).toContain('error');
    });

    test.each(others)('is information to %s', async (command) => {
      const found = (await findingsOf(commands[command], changed(changes))).filter((one) => one.rule === rule);
      expect(found.map(({ severity }) => severity).filter((severity) => severity === 'error')).toEqual([]);
      for (const { message } of found) expect(message).toMatch(/^Not this job( \(nnUNetv2_\w+.*? reads it\))?: /);
    });
  });
});

describe('weights that a command names are looked at, whatever they are', () => {
  const spoilt: readonly (readonly [string, MemoryFile])[] = [
    ['nothing', ''],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n'],
    ['cut short', projectFiles('examples/transfer').get(weights)?.slice(0, 4000) ?? ''],
    // {} in the form before torch 1.6
    ['a bare state dict', 'L119547037146038801333356L\n.I1001\n.(dp0\n.(dp0\n.(lp0\n.'],
  ];

  test.each(spoilt)('%s', async (_name, content) => {
    for (const file of [weights, 'elsewhere/weights.pth']) {
      const command = commands.finetune.replace(weights, file);
      const found = await findingsOf(command, { [file]: content });
      expect(found.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual([
        expect.stringMatching(/^model\/checkpoint-(corrupt|keys)$/),
      ]);
    }
  });
});

test('the validation of an earlier stage of a cascade asks the data of the later one for their size only', async () => {
  const folder = 'nnUNet_preprocessed/Dataset126_WholeBodyCT';
  const lowres = [...projectFiles('cascade')].filter(([file]) => file.startsWith(`${folder}/TinyPlans_3d_lowres/`));
  const misplaced = lowres.map(([file, bytes]) => [file.replace('_3d_lowres/', '_3d_fullres/'), bytes] as const);
  const errors = async (configuration: string) => {
    const { stdout } = await nnplans(`check --format json -- nnUNetv2_train 126 ${configuration} 0 -p TinyPlans`, {
      storage: projectStorage('cascade', Object.fromEntries(misplaced)),
      env: projectRoots,
    });
    const { findings } = JSON.parse(stdout) as { findings: readonly { rule: string; severity: string }[] };
    return findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  };
  expect(await errors('3d_fullres')).toContain('dataset/case-shape');
  expect(await errors('3d_lowres')).not.toContain('dataset/case-shape');
});
