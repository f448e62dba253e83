import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { audit, check, type Finding, familiesOf, type Report } from '../../src/index.js';
import { type MemoryFile, memoryStorage } from '../../src/io/memory-storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';
import { projectFiles, withChanges } from '../support/example-project.js';

const roots = { raw: 'nnUNet_raw', preprocessed: 'nnUNet_preprocessed', results: 'nnUNet_results' };
const pair = ['-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'PretrainedPlansCustom'];
const request = { source: '121', target: '122', sourcePlans: 'TinyPlans', targetPlans: 'PretrainedPlansCustom' };

/** Each mistake with its consequences, notes apart: `transfer/spacing-match: …`. */
function mistakes(report: Report): readonly string[] {
  return familiesOf(report.findings)
    .filter(({ severity }) => severity !== 'info')
    .map(
      ({ cause, consequences }) =>
        `${cause.rule}: ${[...new Set(consequences.map(({ rule }) => rule))].sort().join(', ')}`,
    );
}

const golden = (name: string) => ({ roots, cwd: '/', storage: projectStorage(name) });

describe('one mistake is one finding (real runs)', () => {
  test.each([
    [
      'edited-after/edited-spacing',
      'transfer/spacing-match: plans/topology-fits-spacing, transfer/edited-after-transfer, transfer/receptive-field-match',
    ],
    ['edited-after/edited-patch-size', 'transfer/patch-size-match: transfer/edited-after-transfer'],
    [
      'edited-after/edited-strides',
      'transfer/weights-loadable: plans/topology-fits-spacing, transfer/edited-after-transfer, transfer/receptive-field-match',
    ],
    [
      'preprocessed-before-edit/spacing',
      'transfer/spacing-match: plans/topology-fits-spacing, transfer/edited-after-transfer, transfer/preprocessing-order, transfer/receptive-field-match',
    ],
  ])('check of %s', (name, told) => {
    // In these copies the data of the pretraining were left out.
    const rest = mistakes(check(request, golden(name))).filter((line) => line !== 'dataset/missing-data-folder: ');
    expect(rest).toEqual([told]);
  });

  test('the wrong direction', () => {
    const own = { ...request, targetPlans: 'TinyPlans' };
    expect(mistakes(check(own, golden('own-plans/different-topology')))).toEqual([
      'transfer/wrong-direction: transfer/batch-size-match, transfer/intensity-properties-match, transfer/patch-size-match, ' +
        'transfer/receptive-field-match, transfer/spacing-match, transfer/weights-loadable',
    ]);
  });

  test('another number of channels', () => {
    const moved = { ...request, target: '124' };
    expect(mistakes(check(moved, golden('mr-two-channels/moved-from-fewer-channels')))[0]).toBe(
      'transfer/channels-match: plans/channels-consistent, transfer/weights-loadable',
    );
  });

  test.each([
    ['interrupted/missing-pkl', ['dataset/cases-complete: dataset/interrupted-preprocessing']],
    ['interrupted/missing-case-split', ['dataset/cases-complete: dataset/splits']],
    ['interrupted/extra-case', ['dataset/cases-complete: dataset/ground-truth']],
    [
      'interrupted/killed',
      [
        'dataset/interrupted-preprocessing: dataset/case-corrupt, dataset/cases-complete, dataset/ground-truth',
        'dataset/too-few-cases: ',
      ],
    ],
  ])('audit of %s', (name, told) => {
    expect([...mistakes(audit([], golden(name)))].sort()).toEqual(told);
  });

  test('a second edit is a second mistake', () => {
    const files = withChanges(projectFiles('edited-after/edited-spacing'), [
      {
        file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
        set: '/configurations/3d_fullres/patch_size',
        to: [8, 40, 40],
      },
    ]);
    const report = check(request, { roots, cwd: '/', storage: memoryStorage(files) });
    expect(mistakes(report).map((line) => line.split(':')[0])).toEqual([
      'transfer/patch-size-match',
      'transfer/spacing-match',
    ]);
  });

  test('five hundred cases of another shape are one, with their number and three examples', () => {
    const files = new Map<string, MemoryFile>(projectFiles('preprocessed-before-edit/spacing'));
    const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres';
    for (let i = 5; i < 500; i += 1) {
      for (const ending of ['.b2nd', '_seg.b2nd', '.pkl']) {
        const original = files.get(`${folder}/pan_000${ending}`);
        if (original !== undefined) files.set(`${folder}/pan_${String(i).padStart(3, '0')}${ending}`, original);
      }
    }
    const report = audit([], { roots, cwd: '/', storage: memoryStorage(files) });
    const shapes = report.findings.filter(({ rule }) => rule === 'dataset/case-shape');
    expect(shapes).toHaveLength(1);
    expect(shapes[0]).toMatchObject({
      subject: 'Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres',
      location: { file: folder },
      data: { count: 500, examples: [{ case: 'pan_000' }, { case: 'pan_001' }, { case: 'pan_002' }] },
    });
    expect(shapes[0]?.message).toMatch(/^500 cases in .*pan_000.*pan_001.*pan_002.* and 497 more\. They were/);
  });

  test('models of one name in two folders are told apart', () => {
    const files = new Map<string, MemoryFile>();
    for (const [path, content] of projectFiles('checkpoints')) {
      if (path.includes('nnUNetTrainer__TinyPlans__3d_fullres')) {
        for (const copy of ['one', 'two']) files.set(path.replace('nnUNet_results', copy), content);
      }
    }
    const report = audit(['one', 'two'], { cwd: '/', storage: memoryStorage(files) });
    const newer = report.findings.filter(({ rule }) => rule === 'model/numpy-compatibility');
    expect(newer.map(({ location }) => location?.file.split('/')[0])).toEqual(['one', 'two']);
  });
});

describe('how it is told', () => {
  const storage = projectStorage('edited-after/edited-spacing');
  const run = (words: readonly string[]) => nnplans(['check', ...pair, '-c', '3d_fullres', ...words], { storage });

  test('the verdict first, the cause in full under the number that the table gives it, what follows in one line', async () => {
    const { stdout, code } = await run([]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ Do not start\. {2}1 cause, 3 consequences, 3 notes\.\n/);
    expect(stdout).toMatch(/^ spacing \(mm\) .* ✗ ①$/m);
    expect(stdout).toMatch(/^ receptive field .* ! ①$/m);
    expect(stdout).toMatch(/^ ① ✗ error transfer\/spacing-match$/m);
    expect(stdout).toContain(
      '   Follows from it: receptive field, edits after the move, topology. In full:\n   --all\n',
    );
    expect(stdout).not.toMatch(/transfer\/receptive-field-match|The deepest features/);
    // The counts of severities stay what they are.
    expect(stdout).toMatch(/^ 1 error, 2 warnings, 4 info$/m);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('--all: everything in full, with the one remedy of the cause', async () => {
    const { stdout } = await run(['--all']);
    expect(stdout).toMatch(/Follows from it:\n {3}! warning transfer\/receptive-field-match\n/);
    expect(stdout).toContain('The deepest features see');
    expect(stdout).toMatch(/^ i info transfer\/distribution-shift$/m);
    const family = stdout.slice(stdout.indexOf(' ① ✗'), stdout.indexOf('\n i info'));
    expect(family.match(/→/g)).toHaveLength(1);
  });

  test('machines get all of it, with the identity of the cause', async () => {
    const report = JSON.parse((await run(['--format', 'json'])).stdout) as Report;
    const byRule = new Map(report.findings.map((one) => [one.rule, one]));
    const spacing = byRule.get('transfer/spacing-match') as Finding;
    expect(report.verdict).toBe('do not start');
    expect(report.summary).toMatchObject({ error: 1, warning: 2, info: 4, causes: 4, consequences: 3 });
    expect(spacing.causedBy).toBeUndefined();
    expect(byRule.get('transfer/edited-after-transfer')?.causedBy).toBe(spacing.identity);
    expect(byRule.get('transfer/receptive-field-match')?.causedBy).toBe(spacing.identity);
    const row = report.comparisons?.[0]?.rows.find(({ what }) => what === 'spacing (mm)');
    expect(row).toMatchObject({ verdict: 'error', finding: spacing.identity });

    const sarif = JSON.parse((await run(['--format', 'sarif'])).stdout);
    const results = sarif.runs[0].results as { ruleId: string; properties: { causedBy?: string } }[];
    expect(results).toHaveLength(report.findings.length);
    expect(results.find(({ ruleId }) => ruleId === 'transfer/receptive-field-match')?.properties.causedBy).toBe(
      spacing.identity,
    );
    expect(sarif.runs[0].invocations[0].properties).toEqual({ verdict: 'do not start' });
    const gitlab = JSON.parse((await run(['--format', 'gitlab'])).stdout) as {
      check_name: string;
      caused_by?: string;
    }[];
    expect(gitlab.find((one) => one.check_name === 'transfer/receptive-field-match')?.caused_by).toBe(spacing.identity);
    expect((await run(['--format', 'junit'])).stdout).toContain(`caused by: ${spacing.identity}`);
    expect((await run(['--format', 'github'])).stdout).toContain('Follows from transfer/spacing-match');
    expect((await run(['--format', 'compact'])).stdout).toMatch(
      /\(follows from transfer\/spacing-match\) \[transfer\/receptive/,
    );
  });

  test('a cause that is suppressed or in the baseline hides none of its consequences, and exit codes count all', async () => {
    const text = JSON.stringify({ suppressions: [{ rule: 'transfer/spacing-match', reason: 'meant' }] });
    const changed = projectStorage('edited-after/edited-spacing', {
      'nnplans.config.json': new TextEncoder().encode(text),
    });
    const words = ['check', ...pair, '-c', '3d_fullres'];
    const { stdout, code } = await nnplans([...words, '--fail-on', 'warning'], { storage: changed });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ This job may start, but look at the warnings first\. {2}1 cause, 1 consequence, 4\n/);
    expect(stdout).toMatch(/^ ① ! warning transfer\/edited-after-transfer$/m);
    expect(stdout).toContain('Follows from it: receptive field. In full: --all');
    const report = JSON.parse((await nnplans([...words, '--format', 'json'], { storage: changed })).stdout) as Report;
    const spacing = report.findings.find(({ rule }) => rule === 'transfer/spacing-match');
    expect(spacing?.suppressed?.kind).toBe('config');
    expect(report.findings.find(({ rule }) => rule === 'transfer/edited-after-transfer')?.causedBy).toBe(
      spacing?.identity,
    );
  });
});

describe('the verdict', () => {
  test('start: nothing speaks against it', () => {
    expect(check(request, golden('clean-transfer/complete')).verdict).toBe('start');
  });

  test('not established: something was not looked at that could speak against it', async () => {
    const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
    const source = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
    const foreign = [source, plans].map((file) => ({
      file,
      set: '/configurations/3d_fullres/architecture/network_class_name',
      to: 'fork.networks.Own',
    }));
    const files = withChanges(projectFiles('edited-after/unedited'), foreign);
    for (const path of [...files.keys()]) if (path.startsWith('nnUNet_results')) files.delete(path);
    const storage = memoryStorage(files);
    const report = check({ ...request, configurations: ['3d_fullres'] }, { roots, cwd: '/', storage });
    expect(report.verdict).toBe('not established');
    expect(report.notChecked.filter(({ leavesOpen }) => leavesOpen).map(({ rule }) => rule)).toEqual([
      'transfer/weights-loadable',
    ]);
    const { stdout, code } = await nnplans(['check', ...pair, '-c', '3d_fullres'], { storage });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ It is not established whether this job may start\..*\n {3}because [^·]*network_class_name/,
    );
  });

  test('not established: plans that have no configuration in common', () => {
    const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
    const files = withChanges(projectFiles('edited-after/unedited'), [
      { file, set: '/configurations', to: { other: { inherits_from: 'base' } } },
    ]);
    const only = { roots, cwd: '/', storage: memoryStorage(files), rules: [] as never };
    expect(() => check(request, only)).toThrow('Nothing was checked');
  });
});

describe('an audit of a folder says no less than one of the files in it', () => {
  const families = readdirSync('test/fixtures/golden', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const keyOf = ({ rule, messageId, severity, location }: Finding) =>
    `${severity} ${rule}:${messageId} ${location?.pointer ?? ''}`;

  /** A file's place below nnU-Net's folder, and all that lies in the folder of its dataset. */
  function surroundingsOf(files: ReadonlyMap<string, Uint8Array>, path: string): string {
    const dataset = /^(.*?)nnUNet_[a-z]+\/[^/]+\//.exec(path);
    if (dataset === null) return path;
    const [folder, variant = ''] = dataset;
    const hash = createHash('sha256');
    for (const [other, content] of files) {
      if (other.startsWith(folder)) hash.update(`${other.slice(variant.length)}\0${content.length}\0`).update(content);
    }
    return `${path.slice(variant.length)} ${hash.digest('hex')}`;
  }

  test.each(families)('%s', (name) => {
    const files = projectFiles(name);
    const storage = memoryStorage(new Map([...files].map(([path, content]) => [`p/${path}`, content])));
    const options = { cwd: '/', storage };
    const whole = new Map<string, Report>();
    // The variants of a family share most of their datasets and models: what is the same in the same place is judged once.
    const seen = new Set<string>();
    let judged = 0;
    for (const path of files.keys()) {
      if (!/\.(json|pth)$/.test(path)) continue;
      const key = surroundingsOf(files, path);
      if (seen.has(key)) continue;
      seen.add(key);
      let own: Report;
      try {
        own = audit([`p/${path}`], options);
      } catch {
        continue;
      }
      judged += 1;
      const parts = path.split('/');
      // Its own folder, the model's or dataset's, and everything.
      for (const depth of new Set([0, parts.length - 2, parts.length - 1])) {
        if (depth < 0) continue;
        const folder = ['p', ...parts.slice(0, depth)].join('/');
        const report = whole.get(folder) ?? audit([folder], options);
        whole.set(folder, report);
        const said = new Set(report.findings.map(keyOf));
        const silent = own.findings.filter(
          (one) => !said.has(keyOf(one)) && !report.notChecked.some(({ rule }) => rule === one.rule),
        );
        expect([folder, silent.map(keyOf)]).toEqual([folder, []]);
      }
    }
    expect(judged).toBeGreaterThan(0);
  });

  const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
  const ofModel = (changes: Parameters<typeof withChanges>[1]) => {
    const files = withChanges(projectFiles('examples/transfer'), changes);
    return audit([model], { cwd: '/', storage: memoryStorage(files) });
  };

  test('a model folder whose configuration is not in its plans', () => {
    const report = ofModel([
      {
        file: `${model}/plans.json`,
        set: '/configurations/3d_other',
        to: { inherits_from: '3d_fullres', spacing: [null, 1, 1] },
      },
      { file: `${model}/plans.json`, remove: '/configurations/3d_fullres' },
    ]);
    expect(report.notChecked).toContainEqual({
      rule: 'search',
      subject: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres',
      reason: expect.stringContaining('no configuration "3d_fullres", which the folder is named after; it has'),
      leavesOpen: true,
    });
    // What there is instead is looked at.
    expect(report.findings.map(({ subject }) => subject)).toContainEqual(expect.stringContaining('#3d_other'));
  });

  test('a model of an unknown trainer: the rules that cannot tell are named', () => {
    const own = model.replace('nnUNetTrainer__', 'nnUNetTrainerOurs__');
    const kwargs = '/configurations/3d_fullres/architecture/arch_kwargs';
    const files = withChanges(projectFiles('examples/transfer'), [
      { file: own, copyFrom: model },
      { file: `${own}/fold_0`, delete: true },
      { file: `${own}/plans.json`, set: `${kwargs}/_comment`, to: 'x' },
      { file: `${own}/plans.json`, set: `${kwargs}/n_stages`, to: 9 },
      { file: `${own}/plans.json`, set: '/configurations/3d_fullres/batchsize', to: 9 },
    ]);
    const { notChecked, verdict, findings } = audit([own], { cwd: '/', storage: memoryStorage(files) });
    const named = notChecked.map(({ rule }) => rule);
    expect(named).toEqual(
      expect.arrayContaining(['plans/architecture-lengths', 'plans/known-arguments', 'plans/dead-key']),
    );
    if (!findings.some(({ severity }) => severity === 'error')) expect(verdict).toBe('not established');
  });

  test('weights that lie alone, and what is not called as nnU-Net calls its own', () => {
    const weights = projectFiles('examples/transfer').get(`${model}/fold_0/checkpoint_final.pth`);
    const files = new Map([
      ['w/checkpoint_final.pth', weights ?? new Uint8Array()],
      ['w/yolo.pth', weights ?? new Uint8Array()],
    ]);
    const report = audit(['w'], { cwd: '/', storage: memoryStorage(files) });
    expect(report.subjects.map(({ label }) => label)).toContain('checkpoint_final.pth');
    expect(report.notChecked).toContainEqual({
      rule: 'search',
      subject: 'w',
      reason: expect.stringMatching(/^yolo\.pth is not called as nnU-Net/),
    });
  });
});
