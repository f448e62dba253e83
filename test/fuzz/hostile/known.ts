import { pickled, type Writable } from '../../io/pickle/pickle-writer.js';
import { dict, torchZip } from '../../io/torch/torch-writer.js';
import type { HostileCase } from './cases.js';

const target = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const plansFile = `${target}/PretrainedPlansCustom.json`;
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const audit = ['audit', 'nnUNet_preprocessed'];
const check = ['check', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'PretrainedPlansCustom'];
const train = 'nnUNetv2_train';

const ofPlans = [
  audit,
  check,
  ['show', plansFile],
  ['diff', plansFile, 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json'],
  ['match', model, 'nnUNet_preprocessed'],
  ['transfer', '-s', plansFile, '-t', '122', '-tp', 'X'],
];

function joined(count: number, each: (i: number) => string, by = ','): string {
  return Array.from({ length: count }, (_, i) => each(i)).join(by);
}

function list(count: number, each: string): string {
  return `[${joined(count, () => each)}]`;
}

/** What once held the program up for as long as one waits, took gigabytes, or ended it; and what lies beside it. At full size, by name. */
export function knownCases(genuine: string): ReadonlyMap<string, () => Omit<HostileCase, 'kind'>> {
  const plans = (text: string) => ({ files: new Map([[plansFile, text]]), commands: ofPlans });
  const configurations = (count: number, each: (i: number) => string) =>
    plans(
      genuine.replace('"configurations": {', () => `"configurations": {${joined(count, (i) => `"c${i}":${each(i)}`)},`),
    );
  const datasetJson = (text: string) => ({
    files: new Map([[`${target}/dataset.json`, text]]),
    commands: [audit, check, ['show', `${target}/dataset.json`], ['init', '.', '--force']],
  });
  const shell = (text: string) => ({
    files: new Map([['run.sh', text]]),
    commands: [
      ['workflow', 'run.sh'],
      ['workflow', '.'],
    ],
  });
  const notebook = (cells: readonly unknown[], times = 1) => {
    const each = JSON.stringify(cells).slice(1, -1);
    return {
      files: new Map([['a.ipynb', `{"cells":[${joined(times, () => each)}]}`]]),
      commands: [['workflow', 'a.ipynb']],
    };
  };
  const labels = (count: number, value: (i: number) => string) =>
    `{"channel_names":{"0":"CT"},"labels":{${joined(count, (i) => `"l${i}":${value(i)}`)}},"numTraining":5,"file_ending":".nii.gz"}`;
  const checkpoint = (): Uint8Array =>
    torchZip(
      dict({
        network_weights: dict({}),
        init_args: dict({
          plans: new Map<Writable, Writable>([
            ['configurations', new Map<Writable, Writable>(Array.from({ length: 180_000 }, (_, i) => [`c${i}`, i]))],
          ]),
          configuration: '2d',
          fold: 0,
          dataset_json: dict({}),
        }),
        trainer_name: 'nnUNetTrainer',
      }),
    );
  return new Map<string, () => Omit<HostileCase, 'kind'>>([
    ['a chain of 50,000 configurations', () => configurations(50_000, (i) => `{"inherits_from":"c${i + 1}"}`)],
    [
      'a chain of 50,000 that comes to an end',
      () => configurations(50_000, (i) => `{"inherits_from":"${i === 0 ? '3d_fullres' : `c${i - 1}`}"}`),
    ],
    [
      'a circle of 50,000 configurations',
      () => configurations(50_000, (i) => `{"inherits_from":"c${(i + 1) % 50_000}"}`),
    ],
    ['50,000 circles', () => configurations(50_000, (i) => `{"inherits_from":"c${i}"}`)],
    ['100,000 configurations', () => configurations(100_000, () => '{}')],
    [
      '100,000 configurations that inherit one',
      () => configurations(100_000, (i) => `{"inherits_from":"3d_fullres","data_identifier":"d${i}"}`),
    ],
    [
      '20,000 whole configurations',
      () =>
        configurations(
          20_000,
          () => /"3d_fullres": (\{[\s\S]*?\n {8}\})/.exec(genuine)?.[1]?.replace(/\s+/g, '') ?? '{}',
        ),
    ],
    [
      'a patch_size of 100,000',
      () => plans(genuine.replace(/"patch_size": \[[^\]]*\]/g, () => `"patch_size": ${list(100_000, '8')}`)),
    ],
    [
      'a spacing of 100,000',
      () => plans(genuine.replace(/"spacing": \[[^\]]*\]/g, () => `"spacing": ${list(100_000, '1.5')}`)),
    ],
    [
      '100,000 stages',
      () =>
        plans(
          genuine
            .replace(/"n_stages": \d+/g, '"n_stages": 100000')
            .replace(/"features_per_stage": \[[^\]]*\]/g, () => `"features_per_stage": ${list(100_000, '8')}`)
            .replace(/"n_conv_per_stage": \[[^\]]*\]/g, () => `"n_conv_per_stage": ${list(100_000, '2')}`)
            .replace(
              /"n_conv_per_stage_decoder": \[[^\]]*\]/g,
              () => `"n_conv_per_stage_decoder": ${list(99_999, '2')}`,
            )
            .replace(/"kernel_sizes": \[[\s\S]*?\]\s*\]/g, () => `"kernel_sizes": ${list(100_000, '[3,3,3]')}`)
            .replace(/"strides": \[[\s\S]*?\]\s*\]/g, () => `"strides": ${list(100_000, '[1,1,1]')}`),
        ),
    ],
    [
      'n_stages of a billion',
      () =>
        plans(
          genuine
            .replace(/"n_stages": \d+/g, '"n_stages": 1000000000')
            .replace(/"n_conv_per_stage": \[[^\]]*\]/g, '"n_conv_per_stage": 1000000000'),
        ),
    ],
    [
      '100,000 channels',
      () =>
        plans(
          genuine
            .replace(
              /"normalization_schemes": \[[^\]]*\]/g,
              () => `"normalization_schemes": ${list(100_000, '"CTNormalization"')}`,
            )
            .replace(/"use_mask_for_norm": \[[^\]]*\]/g, () => `"use_mask_for_norm": ${list(100_000, 'false')}`),
        ),
    ],
    ['a name of 5 MB', () => plans(genuine.replaceAll('torch.nn.LeakyReLU', 'a'.repeat(5_000_000)))],
    ['a class of 100,000 dots', () => plans(genuine.replaceAll('torch.nn.LeakyReLU', `torch${'.nn'.repeat(100_000)}`))],
    ['JSON of 200 MB', () => plans(list(100_000_000, '1'))],
    ['JSON of 60 MB of brackets', () => plans('['.repeat(60_000_000))],
    ['JSON of one string of 60 MB', () => plans(`{"a":"${'x'.repeat(60_000_000)}"}`)],
    ['JSON of one number of 60 MB', () => plans(`{"a":${'9'.repeat(60_000_000)}}`)],
    ['JSON of 60 MB of white space', () => plans(`{${'\n'.repeat(60_000_000)}}`)],
    ['JSON of 1,700,000 values', () => plans(`{"configurations":{"2d":${list(1_700_000, '1')}}}`)],
    ['JSON of 800,000 keys', () => plans(`{"configurations":{${joined(800_000, (i) => `"${i}":{}`)}}}`)],
    ['JSON of 400,000 equal keys', () => plans(`{${joined(400_000, () => '"a":1')}}`)],
    ['JSON of 1,000,000 NaN', () => plans(`{"a":${list(1_000_000, 'NaN')}}`)],
    ['JSON of a string of escapes', () => plans(`{"a":"${'\\u0041'.repeat(10_000_000)}"}`)],
    ['300,000 labels without a value', () => datasetJson(labels(300_000, () => 'null'))],
    ['300,000 labels', () => datasetJson(labels(300_000, String))],
    ['300,000 equal labels', () => datasetJson(labels(300_000, () => '1'))],
    ['300,000 regions', () => datasetJson(labels(300_000, (i) => `[1,${i}]`))],
    [
      'a region of 300,000',
      () =>
        datasetJson(
          `{"channel_names":{"0":"CT"},"labels":{"background":0,"a":[${joined(300_000, String)}]},"regions_class_order":[${joined(300_000, String)}],"numTraining":5,"file_ending":".nii.gz"}`,
        ),
    ],
    [
      '300,000 channels',
      () =>
        datasetJson(
          `{"channel_names":{${joined(300_000, (i) => `"${i}":"CT"`)}},"labels":{"background":0,"a":1},"numTraining":5,"file_ending":".nii.gz"}`,
        ),
    ],
    [
      '100,000 cases in dataset.json',
      () =>
        datasetJson(
          `{"channel_names":{"0":"CT"},"labels":{"background":0,"a":1},"numTraining":100000,"file_ending":".nii.gz","dataset":{${joined(100_000, (i) => `"c${i}":{"images":["a${i}.nii.gz"],"label":"b.nii.gz"}`)}}}`,
        ),
    ],
    [
      'a fingerprint of 100,000 cases',
      () => ({
        files: new Map([
          [
            `${target}/dataset_fingerprint.json`,
            `{"shapes_after_crop":${list(100_000, '[1,2,3]')},"spacings":${list(100_000, '[1,1,1]')},"foreground_intensity_properties_per_channel":{},"median_relative_size_after_cropping":1}`,
          ],
        ]),
        commands: [audit, check],
      }),
    ],
    [
      'splits of 20,000 folds',
      () => ({
        files: new Map([
          [`${target}/splits_final.json`, list(20_000, '{"train":["pan_000","pan_001"],"val":["pan_002"]}')],
        ]),
        commands: [audit, check],
      }),
    ],
    [
      'splits of 200,000 unknown cases',
      () => ({
        files: new Map([
          [
            `${target}/splits_final.json`,
            `[{"train":[${joined(200_000, (i) => `"a${i}"`)}],"val":[${joined(200_000, (i) => `"a${i}"`)}]}]`,
          ],
        ]),
        commands: [audit, check],
      }),
    ],
    ['a here-document of 40 MB', () => shell(`cat <<E\n${'x\n'.repeat(20_000_000)}E\n${train} 1\n`)],
    ['a line of 40 MB', () => shell(`${train} ${'a'.repeat(40_000_000)}\n`)],
    ['a here-document of 1,000,000 characters of variables', () => shell(`bash <<E\n${'$X'.repeat(500_000)}\nE\n`)],
    ['60,000 words', () => shell(`${train} ${'a '.repeat(60_000)}\n`)],
    ['30,000 commands', () => shell(`${train} 1 2d 0\n`.repeat(30_000))],
    [
      'an argument that 30,000 commands get',
      () => shell(`X=${'a'.repeat(100_000)}\n${`${train} $X 2d 0\n`.repeat(30_000)}`),
    ],
    ['functions that call themselves with growing arguments', () => shell(`f() { f "$@" "$@" a; }; f a; ${train} 1`)],
    ['braces within braces', () => shell(`${train} ${'{a,'.repeat(20_000)}b${'}'.repeat(20_000)}`)],
    ['braces beside braces', () => shell(`${train} ${'{a,b}'.repeat(20_000)}`)],
    ['a text that doubles', () => shell(`x=a; for i in {1..200}; do x=$x$x; done; ${train} $x`)],
    ['a script of 300 MB', () => shell('#\n'.repeat(150_000_000))],
    ['a notebook of 290,000 cells', () => notebook([{ cell_type: 'code', source: ['!ls\n'] }], 290_000)],
    ['a notebook of 290,000 cells with values', () => notebook([{ cell_type: 'code', source: ['x = 1\n'] }], 290_000)],
    [
      'a notebook of cells that are no text',
      () =>
        notebook(
          [
            { cell_type: 'code', source: 7 },
            { cell_type: 'code', source: { a: [[['x']]] } },
            null,
            3,
            { cell_type: 'code', source: [['x'], null] },
          ],
          50_000,
        ),
    ],
    [
      'a name of Python that doubles',
      () =>
        notebook([
          {
            cell_type: 'code',
            source: ['x = "aa"\n', ...Array.from({ length: 60 }, () => 'x = f"{x}{x}"\n'), `!${train} {x}`],
          },
        ]),
    ],
    ['a cell of 50 MB', () => notebook([{ cell_type: 'code', source: 'x = 1\n'.repeat(8_000_000) }])],
    [
      'a line of 50 MB in a cell',
      () => notebook([{ cell_type: 'code', source: `!${train} ${'{x} '.repeat(12_000_000)}` }]),
    ],
    [
      'a Makefile of 20,000 variables',
      () => ({
        files: new Map([
          ['Makefile', `${joined(20_000, (i) => `V${i} = $(V${i + 1})$(V${i + 1})`, '\n')}\nall:\n\t${train} $(V0)\n`],
        ]),
        commands: [['workflow', 'Makefile']],
      }),
    ],
    [
      'a Makefile of 20,000 goals',
      () => ({
        files: new Map([['Makefile', joined(20_000, (i) => `t${i}: a b\n\t${train} 1`, '\n')]]),
        commands: [['workflow', 'Makefile']],
      }),
    ],
    [
      '60 checkpoints whose plans have many configurations',
      () => {
        const content = checkpoint();
        return {
          files: new Map(
            Array.from({ length: 60 }, (_, i) => [`${model}/fold_${i}/checkpoint_final.pth`, content] as const),
          ),
          commands: [
            ['audit', model],
            ['match', model, 'nnUNet_preprocessed'],
          ],
        };
      },
    ],
    [
      'a model whose plans have 50,000 configurations',
      () => ({
        files: new Map([
          [
            `${model}/plans.json`,
            genuine.replace(
              '"configurations": {',
              () => `"configurations": {${joined(50_000, (i) => `"c${i}":{"inherits_from":"3d_fullres"}`)},`,
            ),
          ],
        ]),
        commands: [
          ['audit', model],
          ['match', model, 'nnUNet_preprocessed'],
        ],
      }),
    ],
    [
      'properties of a case with 2,000,000 numbers',
      () => ({
        files: new Map([
          [
            'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans_3d_fullres/abd_000.pkl',
            pickled(
              new Map<Writable, Writable>([
                ['spacing', [1, 1, 1]],
                ['class_locations', Array.from({ length: 2_000_000 }, () => 1)],
              ]),
            ),
          ],
        ]),
        commands: [audit],
      }),
    ],
    [
      '30 plans of 50,000 configurations',
      () => ({
        files: new Map(
          Array.from(
            { length: 30 },
            (_, n) =>
              [
                `${target}/p${n}Plans.json`,
                `{"configurations":{${joined(50_000, (i) => `"c${i}":{"inherits_from":"c${i + 1}"}`)}}}`,
              ] as const,
          ),
        ),
        commands: [audit, ['init', '.', '--force']],
      }),
    ],
    [
      'overrides with patterns',
      () => ({
        files: new Map([
          [
            'nnplans.config.json',
            JSON.stringify({
              overrides: Array.from({ length: 3000 }, () => ({
                files: '{a,b}'.repeat(200),
                rules: { 'plans/dead-key': 'off' },
              })),
            }),
          ],
        ]),
        commands: [audit],
      }),
    ],
    [
      'a pattern of a regex that goes back',
      () => ({
        files: new Map([
          [
            'nnplans.config.json',
            JSON.stringify({
              customRules: [
                {
                  id: 'own/x',
                  subject: 'plans',
                  pointer: '/plans_name',
                  schema: { pattern: '^(a+)+$' },
                  message: 'x',
                  severity: 'error',
                },
              ],
            }),
          ],
          [plansFile, genuine.replace('"PretrainedPlansCustom"', `"${'a'.repeat(50_000)}b"`)],
        ]),
        commands: [audit],
      }),
    ],
    [
      'a config that extends itself 2^200 times',
      () => ({
        files: new Map([
          ['nnplans.config.json', '{"extends":["./e0.json","./e0.json"]}'],
          ...Array.from(
            { length: 200 },
            (_, i) =>
              [`e${i}.json`, `{"extends":${i === 199 ? '[]' : `["./e${i + 1}.json","./e${i + 1}.json"]`}}`] as const,
          ),
        ]),
        commands: [audit, ['check', '--print-config', plansFile]],
      }),
    ],
  ]);
}
