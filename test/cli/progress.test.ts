import type { ProgressBar, ProgressState } from '../../src/app/audit/progress.js';
import { withProgress } from '../../src/app/audit/progress.js';
import { progressBar } from '../../src/cli/progress-bar.js';
import { widthOf } from '../../src/report/terminal/width.js';
import type { AnySubject } from '../../src/workspace/subjects.js';
import { nnplans, projectRoots, projectStorage } from '../support/command-line.js';
import { openProject, projectFiles } from '../support/example-project.js';
import { auditSubjects } from '../support/subjects.js';

const clearLine = '\r\u001b[2K';

/** A bar on a screen that keeps what is written, and a clock to be set. */
function screen(columns = 80) {
  const written: string[] = [];
  const clock = { time: 0 };
  const bar = progressBar({ columns, write: (text) => written.push(text) }, () => clock.time);
  return { written, clock, bar };
}

const state = (fraction: number, name = 'Dataset004_Hippocampus'): ProgressState => ({
  fraction,
  name,
  detail: '41,230 of 100,000 cases',
});

describe('a bar', () => {
  test('is not there for what is soon done', () => {
    const { written, clock, bar } = screen();
    for (clock.time = 0; clock.time < 500; clock.time += 10) bar.show(state(0.5));
    bar.clear();
    expect(written).toEqual([]);
  });

  test('is drawn ten times a second, over itself, and leaves nothing', () => {
    const { written, clock, bar } = screen();
    for (clock.time = 0; clock.time < 2000; clock.time += 1) bar.show(state(clock.time / 2000));
    bar.clear();
    expect(written.length).toBeGreaterThan(10);
    expect(written.length).toBeLessThan(20);
    for (const text of written) expect(text.startsWith(clearLine)).toBe(true);
    expect(written.at(-1)).toBe(clearLine);
    expect(written.join('')).not.toContain('\n');
  });

  test.each([40, 80, 200])('fits into %d columns, whatever datasets are called', (columns) => {
    const { written, clock, bar } = screen(columns);
    clock.time = 10_000;
    bar.show(state(0.25, `Dataset\u001b[2J${'x'.repeat(100)}`));
    const line = (written[0] ?? '').slice(clearLine.length);
    expect(widthOf(line)).toBeLessThan(columns);
    expect(line).not.toContain('\u001b');
    expect(line).toContain('█████░');
  });

  test('tells how long it will last once that can be told', () => {
    const { written, clock, bar } = screen();
    clock.time = 4000;
    bar.show(state(0.5));
    clock.time = 60_000;
    bar.show(state(0.25));
    expect(written[0]).not.toContain('left');
    expect(written[1]).toContain('25 %');
    expect(written[1]).toContain('3 min left');
  });
});

describe('an audit', () => {
  const subjects = () => auditSubjects(openProject(projectFiles('examples/transfer')));

  function watched(use: (subject: AnySubject) => void = () => undefined) {
    const states: ProgressState[] = [];
    let cleared = 0;
    const bar: ProgressBar = { show: (one) => states.push(one), clear: () => (cleared += 1) };
    const passed: AnySubject[] = [];
    try {
      for (const subject of withProgress(subjects(), 2, bar)) {
        passed.push(subject);
        use(subject);
      }
    } catch {
      // Told by `cleared`.
    }
    return { states, passed, cleared };
  }

  test('passes every subject on, and only gets further', () => {
    const { states, passed, cleared } = watched();
    expect(passed.map(({ label }) => label)).toEqual([...subjects()].map(({ label }) => label));
    const fractions = states.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(states.map(({ detail }) => detail)).toContain('3 of 5 cases');
    expect(cleared).toBe(1);
  });

  test('clears the bar when something fails', () => {
    const { cleared } = watched(({ kind }) => {
      if (kind === 'case') throw new Error('a fault');
    });
    expect(cleared).toBe(1);
  });

  test.each([
    ['a screen', {}, [], true],
    ['CI', { CI: 'true' }, [], false],
    ['a dumb terminal', { TERM: 'dumb' }, [], false],
    ['--quiet', {}, ['--quiet'], false],
  ])('on %s', async (_where, env, options, isShown) => {
    let time = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (time += 200));
    const written: string[] = [];
    const { stdout, stderr } = await nnplans(['audit', 'nnUNet_preprocessed', ...options], {
      storage: projectStorage('examples/transfer'),
      env: { ...projectRoots, ...env },
      progress: { columns: 80, write: (text) => written.push(text) },
    });
    jest.restoreAllMocks();
    expect(written.length > 0).toBe(isShown);
    expect(stdout + stderr).not.toContain(clearLine);
  });
});
