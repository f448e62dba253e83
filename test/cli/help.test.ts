import { rules } from '../../rules/index.js';
import { commands } from '../../src/cli/commands/index.js';
import { dashed } from '../../src/cli/option.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const storage = projectStorage('examples/own-plans', {
  'nnplans.config.json': '{ "transfers": [{ "pretraining": "121/TinyPlans", "finetuning": "122/TinyPlans" }] }',
});

test('the program names every command', async () => {
  const { stdout } = await nnplans('--help', { storage });
  for (const { name, summary } of commands) {
    expect(stdout).toContain(`nnplans ${name}`);
    expect(stdout.replace(/\s+/g, ' ')).toContain(summary);
  }
});

describe.each(commands.map(({ name }) => name))('%s --help', (name) => {
  test('names every option, and has examples that the program understands', async () => {
    const { stdout, code } = await nnplans(`${name} --help`, { storage });
    const command = await commands.find((entry) => entry.name === name)?.load();
    expect(code).toBe(0);
    for (const option of Object.keys(command?.options ?? {})) expect(stdout).toContain(dashed(option));
    expect(command?.examples.length).toBeGreaterThan(0);
    for (const [line] of command?.examples ?? []) {
      const words = line
        .replace(/ >>? .*$/, '')
        .split(' ')
        .slice(1);
      // The datasets of an example are not here; but what is typed is never wrong usage.
      const { stderr } = await nnplans(words, { storage });
      expect(stderr).not.toMatch(/has no option|wants|has no place|no command/);
    }
  });

  test('is the same in any language', async () => {
    const german = await nnplans(`${name} --help`, { storage, env: { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' } });
    expect(german.stdout).toBe((await nnplans(`help ${name}`, { storage })).stdout);
  });
});

test.each(['bash', 'zsh', 'fish'])('completion for %s knows commands, options and rules', async (shell) => {
  const { stdout } = await nnplans(`completion ${shell}`, { storage });
  for (const word of ['check', 'audit', 'explain', 'fail-on', 'transfer/spacing-match']) expect(stdout).toContain(word);
  const guessed = await nnplans('completion', { storage, env: { SHELL: `/bin/${shell}` } });
  expect(guessed.stdout).toBe(stdout);
});

describe('rules and explain', () => {
  test('every rule is listed, in every format', async () => {
    for (const format of ['text', 'json', 'markdown']) {
      const { stdout } = await nnplans(`rules --format ${format}`, { storage });
      for (const { id } of rules) expect(stdout).toContain(id);
    }
    const { stdout } = await nnplans('rules transfer', { storage });
    expect(stdout).not.toContain('plans/schema');
  });

  test.each(rules.map(({ id }) => id))('explain %s', async (id) => {
    const rule = rules.find((one) => one.id === id);
    const text = (await nnplans(`explain ${id}`, { storage })).stdout;
    for (const line of text.split('\n')) if (!/https?:|\.py/.test(line)) expect(line.length).toBeLessThanOrEqual(80);
    expect(text).toContain('why it matters');
    for (const name of Object.keys(rule?.options ?? {})) expect(text).toContain(name);
    const described = JSON.parse((await nnplans(`explain ${id} --format json`, { storage })).stdout);
    expect(described).toMatchObject({ id, severity: rule?.severity, summary: rule?.summary });
    expect((await nnplans(`explain ${id} --format markdown`, { storage })).stdout).toMatch(`# ${id}`);
  });

  test('the short name is enough where it is clear', async () => {
    const full = await nnplans('explain transfer/spacing-match', { storage });
    expect(await nnplans('explain spacing-match', { storage })).toEqual(full);
    const both = await nnplans('explain schema', { storage });
    expect(both).toMatchObject({ code: 2 });
    expect(both.stderr).toContain('plans/schema and dataset/schema');
  });
});
