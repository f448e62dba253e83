import type { JsonValue } from '../../../src/io/json/value.js';
import type { Writable } from '../../io/pickle/pickle-writer.js';
import { binaryFixture, projectFiles } from '../../support/example-project.js';
import {
  b2ndBytes,
  caseBytes,
  checkpointBytes,
  imageBytes,
  npyBytes,
  npzBytes,
  pickleBytes,
  zipBytes,
} from './binary-bytes.js';
import { Draw } from './draw.js';
import { broken, mutatedJson, oddKeys, oddText, oddValue, raw, type Tree, text, treeOf, written } from './json-text.js';
import { knownCases } from './known.js';
import { makefileText, notebookText, pythonText, ShellGrammar } from './script-text.js';

/** Files laid over the example project, and the commands that read them there. */
export interface HostileCase {
  readonly kind: string;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly commands: readonly (readonly string[])[];
}

export const project = projectFiles('examples/transfer');
const source = 'nnUNet_preprocessed/Dataset121_AbdomenCT';
const target = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const sourcePlans = `${source}/TinyPlans.json`;
const targetPlans = `${target}/PretrainedPlansCustom.json`;
const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const checkpoint = `${model}/fold_0/checkpoint_final.pth`;
const dataFolder = `${source}/TinyPlans_3d_fullres`;

function genuine(path: string): JsonValue {
  return JSON.parse(new TextDecoder().decode(project.get(path)));
}

const audit = ['audit', 'nnUNet_preprocessed'];
const auditAll = ['audit', 'nnUNet_preprocessed', 'nnUNet_results', '--format', 'json'];
const check = ['check', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'PretrainedPlansCustom'];
const train = [
  'check',
  '--',
  'nnUNetv2_train',
  '122',
  '3d_fullres',
  '0',
  '-p',
  'PretrainedPlansCustom',
  '-pretrained_weights',
  checkpoint,
];
const transfer = ['transfer', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'Moved'];
const formats = ['table', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'];

function formatted(draw: Draw, command: readonly string[]): readonly string[] {
  return draw.chance(0.5) ? command : [...command, '--format', draw.pick(formats)];
}

/** What one kind of file may be, and which commands read it. */
type Kind = (draw: Draw) => {
  readonly files: readonly (readonly [string, string | Uint8Array])[];
  readonly commands: readonly (readonly string[])[];
};

/** Plans whose shape as a whole is hostile: very many configurations, which hang on each other. */
function manyConfigurations(draw: Draw): string {
  const plans = treeOf(genuine(targetPlans));
  if (!('members' in plans)) throw new Error('plans are an object');
  const configurations = plans.members.find(([key]) => key === 'configurations')?.[1];
  if (configurations === undefined || !('members' in configurations)) throw new Error('without configurations');
  const full = configurations.members.find(([key]) => key === '3d_fullres')?.[1] as Tree;
  const isWhole = draw.chance(0.3);
  const each = isWhole ? written(full).length : 60;
  const parent = draw.pick<(i: number, n: number) => string>([
    (i) => `c${i + 1}`,
    (i, n) => `c${(i + 1) % n}`,
    (i) => `c${Math.max(0, i - 1)}`,
    () => '3d_fullres',
    (_, n) => `c${n - 1}`,
    (i) => `c${i >> 1}`,
    (i) => `c${i}`,
  ]);
  const n = draw.count(100_000, each);
  const other = draw.pick<(i: number) => [string, Tree][]>([
    () => [],
    () => [['batch_size', raw('2')]],
    (i) => [['data_identifier', text(`d${i}`)]],
    () => [['spacing', raw('[1,1,1]')]],
    () => [['previous_stage', text('c0')]],
    (i) => [['next_stage', text(`c${i + 1}`)]],
    (i) => [['next_stage', { list: [text(`c${i}`), text('2d')] }]],
  ]);
  for (let i = 0; i < n; i += 1) {
    const own: [string, Tree][] = [
      ...(draw.chance(0.98) ? ([['inherits_from', text(parent(i, n))]] as [string, Tree][]) : []),
      ...other(i),
    ];
    configurations.members.push([
      draw.chance(0.999) ? `c${i}` : draw.pick(oddKeys),
      isWhole && 'members' in full ? { members: [...full.members, ...other(i)] } : { members: own },
    ]);
  }
  if (draw.chance(0.5)) configurations.members.push(['3d_lowres', { members: [['inherits_from', text('c0')]] }]);
  return broken(draw, written(plans));
}

function plansText(draw: Draw): string {
  const kind = draw.below(10);
  if (kind < 3) return manyConfigurations(draw);
  if (kind === 3) return broken(draw, written(oddValue(draw)));
  return mutatedJson(draw, genuine(targetPlans));
}

function datasetJsonText(draw: Draw): string {
  const labels: Tree = {
    members: draw.list<[string, Tree]>(
      300_000,
      (i) => [
        `l${i}`,
        draw.pick([raw('null'), raw(String(i)), raw('1'), raw('[1,2,3]'), raw('"1"'), raw('1.5'), raw('[]')]),
      ],
      14,
    ),
  };
  const tree: Tree = {
    members: [
      [
        'channel_names',
        draw.pick<() => Tree>([
          () => raw('{"0":"CT"}'),
          () => ({
            members: draw.list<[string, Tree]>(
              200_000,
              (i) => [String(i), text(draw.pick(['CT', 'T1', 'nonorm']))],
              12,
            ),
          }),
          () => oddValue(draw),
        ])(),
      ],
      ['labels', draw.chance(0.7) ? labels : oddValue(draw)],
      ['numTraining', draw.chance(0.5) ? raw('5') : oddValue(draw)],
      ['file_ending', draw.chance(0.5) ? text('.nii.gz') : text(oddText(draw))],
      ...(draw.chance(0.3)
        ? ([
            [
              'regions_class_order',
              draw.pick<() => Tree>([
                () => ({ list: draw.list(200_000, (i) => raw(String(i)), 5) }),
                () => oddValue(draw),
              ])(),
            ],
          ] as [string, Tree][])
        : []),
      ...(draw.chance(0.3)
        ? ([
            [
              'dataset',
              {
                members: draw.list<[string, Tree]>(
                  100_000,
                  (i) => [
                    `c${i}`,
                    draw.pick<Tree>([
                      raw('{"images":["a.nii.gz"],"label":"b.nii.gz"}'),
                      raw('{}'),
                      raw('{"images":[],"label":null}'),
                    ]),
                  ],
                  50,
                ),
              },
            ],
          ] as [string, Tree][])
        : []),
      ...(draw.chance(0.2) ? ([[oddText(draw).slice(0, 1000), oddValue(draw)]] as [string, Tree][]) : []),
    ],
  };
  return draw.chance(0.4) ? mutatedJson(draw, genuine(`${target}/dataset.json`)) : broken(draw, written(tree));
}

function fingerprintText(draw: Draw): string {
  if (draw.chance(0.5)) return mutatedJson(draw, genuine(`${target}/dataset_fingerprint.json`));
  const rows = () =>
    ({
      list: draw.list(
        300_000,
        () => draw.pick([raw('[10,20,30]'), raw('[1.5,1,1]'), raw('[]'), raw('null'), raw('[1e400,1,1]')]),
        12,
      ),
    }) as Tree;
  const channel = raw('{"max":1,"mean":0,"median":0,"min":-1,"percentile_00_5":-1,"percentile_99_5":1,"std":1}');
  return broken(
    draw,
    written({
      members: [
        [
          'foreground_intensity_properties_per_channel',
          { members: draw.list<[string, Tree]>(50_000, (i) => [String(i), channel], 100) },
        ],
        ['median_relative_size_after_cropping', oddValue(draw)],
        ['shapes_after_crop', rows()],
        ['spacings', rows()],
      ],
    }),
  );
}

function splitsText(draw: Draw): string {
  if (draw.chance(0.4)) return mutatedJson(draw, genuine(`${target}/splits_final.json`));
  const cases = (most: number): Tree => ({
    list: draw.list(most, (i) => text(draw.chance(0.9) ? `pan_${i}` : draw.pick(['pan_000', ...oddKeys])), 12),
  });
  return broken(
    draw,
    written({
      list: draw.list(
        draw.pick([5, 5000, 100_000]),
        () => ({
          members: [
            ['train', cases(draw.pick([4, 200_000]))],
            ['val', cases(draw.pick([4, 100_000]))],
          ],
        }),
        40,
      ),
    }),
  );
}

function configText(draw: Draw): string {
  const pattern = () =>
    draw.pick([
      'legacy/**',
      '**'.repeat(draw.count(3000)),
      `${'*a'.repeat(draw.count(2000))}b`,
      `{${draw.list(5000, (i) => `a${i}`, 6).join(',')}}`,
      '{a,b}'.repeat(draw.count(2000)),
      '!(a|b)*'.repeat(draw.count(2000)),
      '[a-z]'.repeat(draw.count(5000)),
      '?'.repeat(draw.count(5000)),
      '('.repeat(draw.count(2000)),
      '+(a)'.repeat(draw.count(2000)),
      '{1..1000000}',
      '{'.repeat(draw.count(5000)),
    ]);
  const regex = () =>
    draw.pick([
      '(a+)+$',
      '^(a|a)*b',
      '(.*)*x',
      '('.repeat(draw.count(20_000)),
      'a{1000}{1000}{1000}',
      `(a?){${draw.pick([30, 1000, 100_000])}}a{30}`,
      '\\p{L}'.repeat(draw.count(5000)),
      '(?=a)'.repeat(draw.count(5000)),
      `[${'a-z'.repeat(draw.count(10_000))}]`,
      '(a|b|c)'.repeat(draw.count(5000)),
      '\\1',
      '(?<a>x)'.repeat(draw.count(3000)),
    ]);
  const refs = (): JsonValue =>
    draw.pick<JsonValue>([
      { $ref: '#' },
      {
        allOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }],
        $defs: { a: { allOf: [{ $ref: '#/$defs/b' }, { $ref: '#/$defs/b' }] }, b: { not: { $ref: '#/$defs/a' } } },
      },
      { $ref: 'https://x.example/y' },
    ]);
  const schema = (): JsonValue =>
    draw.pick<() => JsonValue>([
      () => ({ type: 'object', pattern: regex() }),
      () => ({ patternProperties: { [regex()]: { type: 'number' } } }),
      () => ({ propertyNames: { pattern: regex() } }),
      refs,
      () => ({ enum: draw.list(100_000, (i) => i, 6) }),
      () => ({ uniqueItems: true, minItems: 1e9 }),
      () => ({ anyOf: draw.list(5000, () => ({ pattern: regex() }), 200) }),
    ])();
  const config: JsonValue = {
    extends: draw.pick<() => JsonValue>([
      () => ['recommended'],
      () => ['./nnplans.config.json'],
      () => ['./other.json'],
      () => draw.list<string>(20_000, () => './other.json', 14),
      () => ['/dev/zero'],
      () => [oddText(draw)],
      () => ['../'.repeat(draw.count(2000))],
    ])(),
    rules: {
      'transfer/spacing-match': draw.pick<JsonValue>([
        'error',
        ['error', { rtol: 1e308 }],
        ['error', { rtol: -1 }],
        'off',
      ]),
      ...(draw.chance(0.3) ? Object.fromEntries(draw.list(50_000, (i) => [`plans/x${i}`, 'off'], 20)) : {}),
    },
    overrides: draw.list<JsonValue>(
      draw.pick([2, 3000]),
      () => ({
        files: pattern(),
        pointer: draw.pick(['/configurations/2d', '/'.repeat(draw.count(10_000)), '', oddText(draw).slice(0, 5000)]),
        rules: { 'plans/dead-key': 'off' },
      }),
      100,
    ),
    suppressions: draw.list<JsonValue>(
      draw.pick([2, 5000]),
      () => ({
        rule: draw.pick(['plans/dead-key', 'plans/*', 'transfer/spacing-match']),
        files: pattern(),
        reason: oddText(draw).slice(0, 20_000),
        until: draw.pick(['2027-01-31', '9999-99-99', 'x']),
      }),
      200,
    ),
    knownClasses: draw.list<JsonValue>(draw.pick([3, 100_000]), (i) => `Net${i}`, 10),
    knownGlobals: draw.list<JsonValue>(draw.pick([3, 100_000]), (i) => `a.b C${i}`, 10),
    transfers: draw.list<JsonValue>(
      draw.pick([1, 300]),
      () => ({
        pretraining: '121/TinyPlans',
        finetuning: '122/PretrainedPlansCustom',
        configurations: draw.list<JsonValue>(draw.pick([2, 50_000]), () => '3d_fullres', 14),
      }),
      200,
    ),
    customRules: draw.list<JsonValue>(
      draw.pick([2, 300]),
      (i) => ({
        id: `own/r${i}`,
        subject: draw.pick(['plans', 'dataset', 'configuration', 'fingerprint', 'splits']),
        pointer: draw.pick(['', '/configurations', '/labels', '/*/*', '/**', '/x'.repeat(draw.count(10_000))]),
        schema: schema(),
        message: draw.pick(['x', '{value}'.repeat(draw.count(3000)), '${x}', oddText(draw).slice(0, 1000)]),
        severity: 'error',
      }),
      300,
    ),
  };
  const kept = draw.chance(0.4) ? config : Object.fromEntries(Object.entries(config).filter(() => draw.chance(0.4)));
  return draw.chance(0.3) ? mutatedJson(draw, kept) : broken(draw, JSON.stringify(kept));
}

function baselineText(draw: Draw): string {
  const entry = (i: number): JsonValue => ({
    rule: 'plans/dead-key',
    messageId: 'dead',
    subject: `s${draw.chance(0.5) ? i : 0}`,
    pointer: draw.pick(['/a', '/'.repeat(50)]),
    data: draw.pick<JsonValue>([{}, { a: 1 }, { x: [[[]]] }]),
  });
  const one: JsonValue = {
    schemaVersion: '1',
    entries: draw.list(draw.pick([5, 100_000]), entry, 100),
    findings: draw.list(3, entry, 100),
  };
  return draw.chance(0.4) ? mutatedJson(draw, one) : broken(draw, JSON.stringify(one));
}

function plansWritable(draw: Draw): Writable {
  const many = (): Writable =>
    new Map<Writable, Writable>(
      draw.list<[Writable, Writable]>(
        50_000,
        (i) => [`c${i}`, new Map<Writable, Writable>([['inherits_from', draw.pick([`c${i + 1}`, 'c0'])]])],
        60,
      ),
    );
  const deep = (): Writable => {
    let value: Writable = 1;
    for (let left = draw.count(3000, 4); left > 0; left -= 1)
      value = draw.chance(0.5) ? [value] : new Map<Writable, Writable>([['a', value]]);
    return value;
  };
  return new Map<Writable, Writable>([
    ['plans_name', 'TinyPlans'],
    ['dataset_name', 'Dataset121_AbdomenCT'],
    ['configurations', draw.pick<() => Writable>([many, deep, () => draw.list<Writable>(200_000, () => 1, 5)])()],
    [
      'x',
      draw.pick<() => Writable>([
        deep,
        () => draw.repeat('a', 3_000_000),
        () => draw.list<Writable>(200_000, () => [1, 2], 20),
      ])(),
    ],
  ]);
}

const caseFile = project.get(`${dataFolder}/abd_000.pkl`) ?? new Uint8Array(0);
const arrayFile = project.get(`${dataFolder}/abd_000.b2nd`) ?? new Uint8Array(0);
const images = [
  'plain.nii.gz',
  'plain.nrrd',
  'plain.mha',
  'grey.png',
  'palette.png',
  'plain.gipl',
  'uncompressed.nii',
  'nifti-2.nii.gz',
].map((name) => [name, binaryFixture(`images/${name}`)] as const);

/** Plans stand in one of three places: as the target's, as the source's, or in the model's folder. */
function placed(
  draw: Draw,
  plans: string,
): { readonly path: string; readonly files: readonly (readonly [string, string])[] } {
  const path = draw.pick([targetPlans, targetPlans, sourcePlans, `${model}/plans.json`, `${target}/nnUNetPlans.json`]);
  return { path, files: [[path, plans]] };
}

export const kinds: Readonly<Record<string, Kind>> = {
  plans: (draw) => {
    const { path, files } = placed(draw, plansText(draw));
    const [a, b] = draw.chance(0.5) ? [path, sourcePlans] : [path, path];
    return {
      files,
      commands: [
        audit,
        auditAll,
        check,
        ['diff', a, b],
        ['diff', sourcePlans, path],
        ['show', path],
        ['match', checkpoint, 'nnUNet_preprocessed'],
        ['match', model],
        transfer,
        train,
        ['init', '.', '--force'],
        ['audit', path],
        ['transfer', '-s', path, '-t', '122', '-tp', 'X'],
        [...audit, '--fix-dry-run'],
      ],
    };
  },
  twoPlans: (draw) => {
    const plans = plansText(draw);
    return {
      files: [
        [targetPlans, plans],
        [sourcePlans, draw.chance(0.5) ? plans : plans.replaceAll('1', '2')],
      ],
      commands: [
        check,
        ['diff', sourcePlans, targetPlans],
        ['diff', sourcePlans, targetPlans, '--format', 'json'],
        transfer,
        audit,
      ],
    };
  },
  dataset: (draw) => {
    const path = draw.pick([
      `${target}/dataset.json`,
      `${target}/dataset.json`,
      `${source}/dataset.json`,
      'nnUNet_raw/Dataset122_PancreasCT/dataset.json',
      `${model}/dataset.json`,
    ]);
    return {
      files: [[path, datasetJsonText(draw)]],
      commands: [
        audit,
        auditAll,
        check,
        ['show', path],
        transfer,
        train,
        ['audit', target],
        ['init', '.', '--force'],
        [...audit, '--fix-dry-run'],
      ],
    };
  },
  fingerprint: (draw) => {
    const path = draw.pick([
      `${target}/dataset_fingerprint.json`,
      `${source}/dataset_fingerprint.json`,
      `${model}/dataset_fingerprint.json`,
    ]);
    return { files: [[path, fingerprintText(draw)]], commands: [audit, check, ['show', path], transfer, train] };
  },
  splits: (draw) => ({
    files: [[`${target}/splits_final.json`, splitsText(draw)]],
    commands: [audit, check, ['show', `${target}/splits_final.json`], train],
  }),
  everyJson: (draw) => {
    const text = draw.pick([
      plansText,
      datasetJsonText,
      fingerprintText,
      splitsText,
      (one: Draw) => written(oddValue(one)),
    ])(draw);
    const paths = [
      targetPlans,
      `${target}/dataset.json`,
      `${target}/dataset_fingerprint.json`,
      `${target}/splits_final.json`,
      `${model}/plans.json`,
    ];
    return { files: paths.map((path) => [path, text] as const), commands: [audit, auditAll, check, train] };
  },
  manyFiles: (draw) => {
    const text = draw.pick([plansText, datasetJsonText])(draw);
    const copies = Math.max(1, Math.min(60, Math.floor(100_000_000 / (text.length + 100))));
    return {
      files: Array.from({ length: draw.count(copies) }, (_, i) => [`${target}/p${i}Plans.json`, text] as const),
      commands: [audit, check, transfer, ['init', '.', '--force']],
    };
  },
  shell: (draw) => {
    const grammar = new ShellGrammar(draw);
    return {
      files: [
        ['run.sh', grammar.script()],
        ['other.sh', grammar.script()],
      ],
      commands: [
        ['workflow', 'run.sh'],
        ['workflow', '.'],
        ['workflow', 'run.sh', '--format', 'json'],
        ['init', '.', '--force'],
      ],
    };
  },
  notebook: (draw) => ({
    files: [['a.ipynb', broken(draw, notebookText(draw))]],
    commands: [
      ['workflow', 'a.ipynb'],
      ['workflow', 'a.ipynb', '--format', 'sarif'],
      ['show', 'a.ipynb'],
    ],
  }),
  makefile: (draw) => ({
    files: [
      ['Makefile', makefileText(draw)],
      ['other.mk', makefileText(draw)],
    ],
    commands: [
      ['workflow', 'Makefile'],
      ['workflow', '.'],
    ],
  }),
  python: (draw) => ({
    files: [['run.py', pythonText(draw)]],
    commands: [
      ['workflow', 'run.py'],
      ['workflow', '.'],
    ],
  }),
  pickle: (draw) => {
    const path = draw.pick([`${dataFolder}/abd_000.pkl`, `${dataFolder}/abd_004.pkl`]);
    return {
      files: [[path, caseBytes(draw, caseFile)]],
      commands: [audit, ['show', path], check, ['show', path, '--format', 'json']],
    };
  },
  barePickle: (draw) => {
    const path = draw.pick([`${model}/postprocessing.pkl`, `${target}/nnUNetPlans_plans_3D.pkl`, checkpoint, 'x.pkl']);
    return {
      files: [[path, pickleBytes(draw)]],
      commands: [['show', path], auditAll, ['match', path, 'nnUNet_preprocessed']],
    };
  },
  checkpoint: (draw) => {
    const path = draw.pick([checkpoint, checkpoint, `${model}/fold_0/checkpoint_best.pth`, 'x.pth']);
    return {
      files: [[path, checkpointBytes(draw, plansWritable(draw))]],
      commands: [
        ['show', path],
        ['show', path, '--extract', 'plans'],
        ['match', path, 'nnUNet_preprocessed'],
        auditAll,
        [...check, '--checkpoint', path],
        train,
        ['audit', model],
        ['transfer', '-s', path, '-t', '122', '-tp', 'X'],
        ['diff', path, targetPlans],
      ],
    };
  },
  zip: (draw) => {
    const path = draw.pick([checkpoint, 'x.pth', 'x.npz', 'model.zip']);
    return {
      files: [[path, zipBytes(draw, draw.pick(['archive/data.pkl', 'data.pkl', 'data.npy']), pickleBytes(draw))]],
      commands: [['show', path], ['match', path, 'nnUNet_preprocessed'], auditAll],
    };
  },
  arrays: (draw) => {
    const [name, content] = draw.pick<() => readonly [string, Uint8Array]>([
      () => ['abd_000.npz', npzBytes(draw)],
      () => ['abd_000.b2nd', b2ndBytes(draw, arrayFile)],
      () => ['abd_000_seg.b2nd', b2ndBytes(draw, arrayFile)],
      () => ['abd_000.npy', npyBytes(draw)],
    ])();
    return { files: [[`${dataFolder}/${name}`, content]], commands: [audit, ['show', `${dataFolder}/${name}`]] };
  },
  image: (draw) => {
    const [name, content] = draw.pick(images);
    const path = draw.pick([
      'nnUNet_raw/Dataset121_AbdomenCT/imagesTr/abd_000_0000.nii.gz',
      'nnUNet_raw/Dataset121_AbdomenCT/labelsTr/abd_000.nii.gz',
      `${source}/gt_segmentations/abd_000.nii.gz`,
      name,
    ]);
    return { files: [[path, imageBytes(draw, content)]], commands: [['show', path], audit, train] };
  },
  config: (draw) => {
    const text = configText(draw);
    const other = draw.chance(0.5)
      ? text
      : draw.pick([
          '{"extends":["./nnplans.config.json"]}',
          '{"extends":["./other.json","./other.json"]}',
          configText(draw),
        ]);
    const chain = draw.chance(0.1)
      ? draw.list(3000, (i) => [`e${i}.json`, `{"extends":["./e${i + 1}.json","./e${i + 1}.json"]}`] as const, 50)
      : [];
    return {
      files: [
        ['nnplans.config.json', chain.length > 0 ? '{"extends":["./e0.json"]}' : text],
        ['other.json', other],
        ...chain,
      ],
      commands: [
        audit,
        check,
        ['check'],
        ['check', '--print-config', targetPlans],
        ['rules', '--format', 'json'],
        ['workflow', '.'],
        ['explain', 'plans/dead-key'],
      ],
    };
  },
  baseline: (draw) => ({
    files: [['baseline.json', baselineText(draw)]],
    commands: [
      [...audit, '--baseline', 'baseline.json'],
      [...check, '--baseline', 'baseline.json', '--update-baseline'],
    ],
  }),
  report: (draw) => {
    const finding = (): JsonValue => ({
      rule: 'plans/dead-key',
      messageId: 'dead',
      severity: draw.pick(['error', 'x', 'info']),
      message: oddText(draw).slice(0, 2000),
      remedy: '',
      subject: 's',
      data: {},
      related: [],
      identity: draw.pick(['a', 'b']),
      causedBy: draw.pick(['a', 'b']),
    });
    const report: JsonValue = {
      schemaVersion: '1',
      tool: { name: 'nnplans', version: '0.1.0' },
      command: 'audit',
      summary: { error: 1, warning: 0, info: 0, suppressed: 0, baselined: 0, notChecked: 0 },
      findings: draw.list(50_000, finding, 300),
      notChecked: draw.list(1000, () => ({ rule: 'x', subject: 'y', reason: 'z' }), 40),
      subjects: [],
    };
    return {
      files: [
        ['part-1.json', mutatedJson(draw, report)],
        ['part-2.json', JSON.stringify(report)],
      ],
      commands: [
        ['report', 'part-1.json', 'part-2.json'],
        ['show', 'part-1.json'],
      ],
    };
  },
  modelFolder: (draw) => {
    const content = draw.pick([
      () => checkpointBytes(draw, plansWritable(draw)),
      () => pickleBytes(draw),
      () => zipBytes(draw, 'archive/data.pkl', pickleBytes(draw)),
    ])();
    const n = Math.max(1, Math.min(200, Math.floor(150_000_000 / (content.length + 1000))));
    const folds = draw.count(n);
    const plans = draw.chance(0.5) ? plansText(draw) : undefined;
    return {
      files: [
        ...Array.from(
          { length: folds },
          (_, i) => [`${model}/fold_${i}/checkpoint_${draw.pick(['final', 'best', 'latest'])}.pth`, content] as const,
        ),
        ...(plans === undefined ? [] : [[`${model}/plans.json`, plans] as const]),
        ...(draw.chance(0.3) ? [[`${model}/dataset.json`, datasetJsonText(draw)] as const] : []),
        ...(draw.chance(0.3) ? [[`${model}/fold_0/validation/summary.json`, written(oddValue(draw))] as const] : []),
        ...(draw.chance(0.3) ? [[`${model}/fold_0/debug.json`, written(oddValue(draw))] as const] : []),
        ...(draw.chance(0.3) ? [[`${model}/postprocessing.json`, written(oddValue(draw))] as const] : []),
        ...(draw.chance(0.3)
          ? [[`${model}/crossval_results_folds_0_1_2_3_4/postprocessing.pkl`, pickleBytes(draw)] as const]
          : []),
      ],
      commands: [
        ['audit', model],
        auditAll,
        ['match', model, 'nnUNet_preprocessed'],
        ['audit', 'nnUNet_results'],
        check,
      ],
    };
  },
  names: (draw) => {
    const name = () =>
      draw.pick([
        '\u001b[31mx',
        '::error::x',
        '</script>',
        'a\nb',
        '%0A',
        '\u202eabc',
        '[a](http://b)',
        '$(id)',
        'a'.repeat(200),
        '-rf',
        '\u0085',
        '\u2028',
        "'",
        '"',
        '`x`',
        '|',
        '\u009b31m',
      ]) + String(draw.below(9));
    const plans = new TextDecoder().decode(project.get(targetPlans));
    return {
      files: [
        [`${target}/${name()}Plans.json`, plans],
        [`nnUNet_preprocessed/Dataset300_${name()}/dataset.json`, '{}'],
        [
          `nnUNet_preprocessed/Dataset300_${name()}/${name()}.json`,
          plans.replace('3d_fullres', JSON.stringify(name()).slice(1, -1)),
        ],
        [`${name()}.sh`, `nnUNetv2_train ${name()} ${name()} 0\n`],
      ],
      commands: [audit, auditAll, ['workflow', '.'], ['init', '.', '--force'], check],
    };
  },
};

const known = knownCases(new TextDecoder().decode(project.get(targetPlans)));

const kindNames = Object.keys(kinds);

/**
 * The case of a seed: the same for ever, until a grammar changes.
 * @param room characters that it may have; drawn where left out
 */
export function caseOf(seed: number, only?: string, room?: number): HostileCase {
  const draw = new Draw(seed, room);
  if (only === 'known') return knownCase(seed);
  const kind = only ?? draw.pick(kindNames);
  const made = kinds[kind];
  if (made === undefined) throw new Error(`no kind ${kind}; there are ${kindNames.join(', ')}`);
  const { files, commands } = made(draw);
  const first = draw.pick(commands);
  const second = draw.pick(commands);
  const chosen = first === second ? [first] : [first, second];
  return {
    kind,
    files: new Map(files),
    commands: chosen.map((command) => (takesFormat(command) ? formatted(draw, command) : command)),
  };
}

/** `--kind known --seed 0 --count COUNT` runs all of them, each with every command. */
export const knownNames: readonly string[] = [...known.keys()];

function knownCase(index: number): HostileCase {
  const kind = knownNames[index % knownNames.length] ?? '';
  const made = known.get(kind);
  if (made === undefined) throw new Error(`no case ${index}`);
  return { kind, ...made() };
}

/** Commands that run rules, whose `--format` is not chosen yet. */
function takesFormat(command: readonly string[]): boolean {
  return (
    ['audit', 'check', 'workflow', 'transfer'].includes(command[0] ?? '') &&
    !command.includes('--format') &&
    !command.includes('--print-config') &&
    !command.includes('--')
  );
}
