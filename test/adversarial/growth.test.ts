import { rules } from '../../rules/index.js';
import type { Rule } from '../../src/engine/rule.js';
import { runRules } from '../../src/engine/run.js';
import type { Workspace } from '../../src/workspace/workspace.js';
import { pickled, Tuple, type Writable } from '../io/pickle/pickle-writer.js';
import { dict, tensor, torchZip } from '../io/torch/torch-writer.js';
import { openProject, projectFiles } from '../support/example-project.js';
import * as late from '../support/late-subjects.js';
import { StepCounter } from '../support/steps.js';
import { subjectsOf } from '../support/subjects.js';

type Files = Map<string, Uint8Array>;

const source = 'nnUNet_preprocessed/Dataset121_AbdomenCT';
const target = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const plans = [`${source}/TinyPlans.json`, `${target}/PretrainedPlansCustom.json`] as const;
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const checkpoint = `${model}/fold_0/checkpoint_final.pth`;
const datasets = ['Dataset121_AbdomenCT', 'Dataset122_PancreasCT'] as const;
const everyDatasetJson = datasets.flatMap((name) => [
  `nnUNet_preprocessed/${name}/dataset.json`,
  `nnUNet_raw/${name}/dataset.json`,
]);

// biome-ignore lint/suspicious/noExplicitAny: a file of the project as it is, to be changed
type Changed = any;

function change(files: Files, path: string, edit: (value: Changed) => unknown): void {
  const value: Changed = JSON.parse(new TextDecoder().decode(files.get(path)));
  edit(value);
  files.set(path, new TextEncoder().encode(JSON.stringify(value, null, 4)));
}

/** For the sake of what is done: answers nothing. */
function each<T>(items: readonly T[], act: (item: T, index: number) => unknown): void {
  for (const [index, item] of items.entries()) act(item, index);
}

const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);

function copy(files: Files, from: string, to: string): void {
  const found = files.get(from);
  if (found !== undefined) files.set(to, found);
}

interface Growth {
  readonly name: string;
  readonly size: number;
  readonly grow?: (files: Files, n: number) => void;
  readonly script?: (n: number) => string;
}

/** What a dataset, plans, a checkpoint or a script may have many of. */
const growths: readonly Growth[] = [
  {
    name: 'cases',
    size: 30,
    grow(files, n) {
      const fingerprint = `${source}/dataset_fingerprint.json`;
      for (const i of numbers(n)) {
        const to = `abd_${String(i + 100)}`;
        for (const ending of ['.b2nd', '_seg.b2nd', '.pkl'])
          copy(
            files,
            `${source}/TinyPlans_3d_fullres/abd_000${ending}`,
            `${source}/TinyPlans_3d_fullres/${to}${ending}`,
          );
        copy(files, `${source}/gt_segmentations/abd_000.nii.gz`, `${source}/gt_segmentations/${to}.nii.gz`);
        copy(
          files,
          'nnUNet_raw/Dataset121_AbdomenCT/imagesTr/abd_000_0000.nii.gz',
          `nnUNet_raw/Dataset121_AbdomenCT/imagesTr/${to}_0000.nii.gz`,
        );
        copy(
          files,
          'nnUNet_raw/Dataset121_AbdomenCT/labelsTr/abd_000.nii.gz',
          `nnUNet_raw/Dataset121_AbdomenCT/labelsTr/${to}.nii.gz`,
        );
      }
      const more = numbers(n).map((i) => `abd_${i + 100}`);
      change(files, `${source}/splits_final.json`, (folds) =>
        each(folds, (fold: Changed, k: number) => fold[k === 0 ? 'val' : 'train'].push(...more)),
      );
      change(files, fingerprint, (value) => {
        value.shapes_after_crop.push(...more.map(() => [10, 20, 30]));
        value.spacings.push(...more.map(() => [5, 1, 1]));
      });
      for (const path of [`${source}/dataset.json`, 'nnUNet_raw/Dataset121_AbdomenCT/dataset.json'])
        change(files, path, (value) => (value.numTraining = n + 5));
    },
  },
  {
    name: 'cases that only the files name',
    size: 500,
    grow(files, n) {
      change(files, `${target}/splits_final.json`, (folds) =>
        each(folds, (fold: Changed) => fold.train.push(...numbers(n).map((i) => `pan_${i + 100}`))),
      );
      change(files, `${target}/dataset_fingerprint.json`, (value) => {
        value.shapes_after_crop.push(...numbers(n).map((i) => [10, 20, i]));
        value.spacings.push(...numbers(n).map(() => [5, 1, 1]));
      });
      for (const path of everyDatasetJson)
        change(
          files,
          path,
          (value) =>
            (value.dataset = Object.fromEntries(
              numbers(n).map((i) => [`c${i}`, { images: [`a${i}.nii.gz`], label: `b${i}.nii.gz` }]),
            )),
        );
    },
  },
  {
    name: 'configurations',
    size: 60,
    grow: (files, n) =>
      each([...plans, `${model}/plans.json`], (path) =>
        change(files, path, ({ configurations }) =>
          each(
            numbers(n),
            (i) => (configurations[`c${i}`] = { inherits_from: '3d_fullres', batch_size: i, data_identifier: `d${i}` }),
          ),
        ),
      ),
  },
  {
    name: 'configurations that follow each other as a cascade',
    size: 60,
    grow: (files, n) =>
      each(plans, (path) =>
        change(files, path, ({ configurations }) =>
          each(
            numbers(n),
            (i) =>
              (configurations[`c${i}`] = {
                inherits_from: '3d_fullres',
                previous_stage: `c${i + 1}`,
                next_stage: `c${i - 1}`,
                x: 1,
              }),
          ),
        ),
      ),
  },
  {
    name: 'labels',
    size: 200,
    grow: (files, n) =>
      each(everyDatasetJson, (path) =>
        change(files, path, ({ labels }) => each(numbers(n), (i) => (labels[`l${i}`] = i % 3 === 0 ? null : i + 3))),
      ),
  },
  {
    name: 'labels that are right',
    size: 200,
    grow: (files, n) =>
      each(everyDatasetJson, (path) =>
        change(files, path, ({ labels }) => each(numbers(n), (i) => (labels[`l${i}`] = i + 3))),
      ),
  },
  {
    name: 'regions',
    size: 200,
    grow: (files, n) =>
      each(everyDatasetJson, (path) =>
        change(files, path, (value) => {
          for (const i of numbers(n)) value.labels[`r${i}`] = [i + 1, i + 2];
          value.regions_class_order = numbers(n + 2);
        }),
      ),
  },
  {
    name: 'channels',
    size: 200,
    grow(files, n) {
      for (const path of everyDatasetJson)
        change(
          files,
          path,
          (value) =>
            (value.channel_names = Object.fromEntries(numbers(n).map((i) => [i, i % 2 === 0 ? 'CT' : `m${i}`]))),
        );
      for (const path of plans)
        change(files, path, (value) => {
          for (const configuration of Object.values<Changed>(value.configurations)) {
            if (configuration.normalization_schemes === undefined) continue;
            configuration.normalization_schemes = numbers(n).map((i) =>
              i % 3 === 0 ? 'CTNormalization' : 'ZScoreNormalization',
            );
            configuration.use_mask_for_norm = numbers(n).map((i) => i % 2 === 0);
          }
          const [properties] = Object.values<Changed>(value.foreground_intensity_properties_per_channel);
          value.foreground_intensity_properties_per_channel = Object.fromEntries(
            numbers(n).map((i) => [i, { ...properties, mean: i }]),
          );
        });
      for (const folder of [source, target])
        change(files, `${folder}/dataset_fingerprint.json`, (value) => {
          const [properties] = Object.values<Changed>(value.foreground_intensity_properties_per_channel);
          value.foreground_intensity_properties_per_channel = Object.fromEntries(
            numbers(n).map((i) => [i, { ...properties, mean: i + 1 }]),
          );
        });
    },
  },
  {
    name: 'axes',
    size: 200,
    grow: (files, n) =>
      each(plans, (path) =>
        change(files, path, (value) => {
          for (const configuration of Object.values<Changed>(value.configurations)) {
            configuration.patch_size = numbers(n).map(() => 32);
            configuration.spacing = numbers(n).map((i) => i + 1);
            configuration.median_image_size_in_voxels = numbers(n).map(() => 40);
          }
          value.transpose_forward = numbers(n);
          value.transpose_backward = numbers(n);
          value.original_median_spacing_after_transp = numbers(n).map(() => 1);
          value.original_median_shape_after_transp = numbers(n).map(() => 30);
        }),
      ),
  },
  {
    name: 'stages of a network',
    size: 40,
    grow: (files, n) =>
      each(plans, (path) =>
        change(files, path, (value) => {
          for (const { architecture } of Object.values<Changed>(value.configurations)) {
            const kwargs = architecture?.arch_kwargs;
            if (kwargs === undefined) continue;
            const axes = kwargs.kernel_sizes[0].length;
            kwargs.n_stages = n;
            kwargs.features_per_stage = numbers(n).map(() => 8);
            kwargs.n_conv_per_stage = numbers(n).map(() => 2);
            kwargs.n_conv_per_stage_decoder = numbers(n - 1).map(() => 2);
            kwargs.kernel_sizes = numbers(n).map(() => numbers(axes).map(() => 3));
            kwargs.strides = numbers(n).map(() => numbers(axes).map(() => 1));
          }
        }),
      ),
  },
  {
    name: 'keys that nobody knows',
    size: 200,
    grow(files, n) {
      for (const path of [...plans, ...everyDatasetJson])
        change(files, path, (value) => {
          for (const i of numbers(n)) value[`key${i}`] = i;
          for (const configuration of Object.values<Changed>(value.configurations ?? {}))
            for (const i of numbers(n)) configuration[`batch_siz${i}`] = i;
        });
    },
  },
  {
    name: 'folds',
    size: 200,
    grow: (files, n) =>
      change(files, `${target}/splits_final.json`, (folds) =>
        folds.push(...numbers(n).map((i) => ({ train: ['pan_000', `x${i}`], val: ['pan_001', 'pan_002'] }))),
      ),
  },
  {
    name: 'plans of a dataset',
    size: 20,
    grow: (files, n) => each(numbers(n), (i) => copy(files, plans[1], `${target}/p${i}Plans.json`)),
  },
  {
    name: 'plans of a dataset that differ',
    size: 20,
    grow(files, n) {
      for (const i of numbers(n)) {
        copy(files, plans[1], `${target}/p${i}Plans.json`);
        change(
          files,
          `${target}/p${i}Plans.json`,
          (value) => (value.configurations['3d_fullres'].spacing = [i + 1, 1, 1]),
        );
      }
    },
  },
  {
    name: 'datasets',
    size: 12,
    grow(files, n) {
      for (const [path, bytes] of [...files]) {
        const [, root, name, rest] =
          /^(nnUNet_(?:preprocessed|raw))\/(Dataset122_PancreasCT)\/(.*\.json)$/.exec(path) ?? [];
        if (name !== undefined) for (const i of numbers(n)) files.set(`${root}/Dataset${300 + i}_X${i}/${rest}`, bytes);
      }
    },
  },
  {
    name: 'models and folds',
    size: 20,
    grow(files, n) {
      for (const i of numbers(n)) {
        for (const name of ['plans.json', 'dataset.json', 'dataset_fingerprint.json'])
          copy(
            files,
            `${model}/${name}`,
            `nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__P${i}__3d_fullres/${name}`,
          );
        copy(files, checkpoint, `${model}/fold_${i}/checkpoint_final.pth`);
      }
    },
  },
  {
    name: 'weights',
    size: 200,
    grow(files, n) {
      const weights = new Map<Writable, Writable>(
        numbers(n).map((i) => [
          `encoder.stages.${i}.0.convs.0.conv.weight`,
          tensor({ key: '0', shape: [i + 1, 1, 3, 3, 3], elements: 27 * (i + 1) }),
        ]),
      );
      files.set(
        checkpoint,
        torchZip(
          dict({
            network_weights: weights,
            init_args: dict({ plans: dict({}), configuration: '3d_fullres', fold: 0, dataset_json: dict({}) }),
            trainer_name: 'nnUNetTrainer',
          }),
        ),
      );
    },
  },
  {
    name: 'properties of a case',
    size: 200,
    grow: (files, n) =>
      files.set(
        `${source}/TinyPlans_3d_fullres/abd_000.pkl`,
        pickled(
          new Map<Writable, Writable>([
            ['spacing', [1, 1, 1]],
            ['class_locations', new Map<Writable, Writable>(numbers(n).map((i) => [i, [new Tuple(0, 1, 1, 1)]]))],
          ]),
        ),
      ),
  },
  {
    name: 'lines of a script',
    size: 200,
    script: (n) =>
      `${numbers(n)
        .map((i) => `X=${i}`)
        .join('\n')}\nnnUNetv2_train 1 2d 0\n`,
  },
  {
    name: 'commands of a script',
    size: 60,
    script: (n) =>
      numbers(n)
        .map((i) => `nnUNetv2_train ${i % 3} 3d_fullres ${i} -p P${i}`)
        .join('\n'),
  },
  {
    name: 'moves in a script',
    size: 60,
    script: (n) =>
      numbers(n)
        .map(
          (i) =>
            `nnUNetv2_move_plans_between_datasets -s ${i} -t ${i + 1} -sp nnUNetPlans -tp P${i}\nnnUNetv2_preprocess -d ${i + 1} -plans_name P${i} -c 3d_fullres`,
        )
        .join('\n'),
  },
  { name: 'turns of a loop', size: 60, script: (n) => `for i in {1..${n}}; do nnUNetv2_train 121 3d_fullres $i; done` },
  {
    name: 'words of a command',
    size: 100,
    script: (n) =>
      `nnUNetv2_train 121 3d_fullres 0 ${numbers(n)
        .map((i) => `--x${i}`)
        .join(' ')}`,
  },
  {
    name: 'ways through a script',
    size: 40,
    script: (n) =>
      numbers(n)
        .map((i) => `if [ -f ${i} ]; then nnUNetv2_train ${i} 2d 0; else P=${i}; fi`)
        .join('\n'),
  },
  {
    name: 'functions',
    size: 100,
    script: (n) =>
      numbers(n)
        .map((i) => `f${i}() { nnUNetv2_train ${i} 2d 0; }; f${i}`)
        .join('\n'),
  },
];

const example = projectFiles('examples/transfer');

function workspaceOf({ grow }: Growth, n: number): Workspace {
  const files = new Map(example);
  grow?.(files, n);
  return openProject(files);
}

/** Steps of each rule over all that it looks at; the first to ask for a file also pays for its reading. */
function stepsOfRules(growth: Growth, n: number, counter: StepCounter): ReadonlyMap<string, number> {
  const workspace = workspaceOf(growth, n);
  const choice = {
    script: growth.script?.(n) ?? 'nnUNetv2_train 121 3d_fullres 0',
    command: 'nnUNetv2_train 121 3d_fullres 0',
    checkpoint,
    seesProject: true as const,
  };
  const steps = new Map<string, number>();
  counter.take();
  const looked = growth.script === undefined ? rules : rules.filter(({ subject }) => subject === 'script');
  for (const rule of looked) {
    const subjects = subjectsOf(rule, workspace, choice, () => late);
    steps.set('reading', (steps.get('reading') ?? 0) + counter.take());
    const { crashes } = runRules({ rules: [rule], known: rules, subjects, nameFile: (file) => file });
    expect(crashes).toEqual([]);
    steps.set(rule.id, counter.take());
  }
  return steps;
}

/** They hold each command against each, which the budget of a script ends at a thousand commands; see the last test. */
const pairwise = new Set([
  'workflow/ddp-batch-size',
  'workflow/default-identifier',
  'workflow/identifier-consistent',
  'workflow/missing-dataset-json',
  'workflow/order',
]);

/** What a rule does once for every file, and what was computed before by another. */
const noise = 10_000;

test.each(growths)(
  '$name: twice as many take at most two and a half times the steps',
  (growth) => {
    const counter = new StepCounter();
    try {
      stepsOfRules(growth, growth.size, counter);
      const once = stepsOfRules(growth, growth.size, counter);
      const twice = stepsOfRules(growth, 2 * growth.size, counter);
      const grown = [...twice].filter(
        ([rule, steps]) => !pairwise.has(rule) && steps > 2.5 * (once.get(rule) ?? 0) + noise,
      );
      expect(grown.map(([rule, steps]) => `${rule}: ${once.get(rule)} to ${steps}`)).toEqual([]);
    } finally {
      counter.stop();
    }
  },
  300_000,
);

test('of commands, of which some rules hold each against each, no more are read than a thousand', () => {
  const text = numbers(5000)
    .map((i) => `nnUNetv2_train ${i} 3d_fullres 0`)
    .join('\n');
  const [script] = subjectsOf({ subject: 'script' } as Rule, openProject(example), { script: text }, () => late);
  if (script?.kind !== 'script') throw new Error('no script');
  expect(script.commands.length).toBeLessThanOrEqual(1000);
  expect(script.notes.map(({ reason }) => reason).join()).toMatch(/not followed/);
});
