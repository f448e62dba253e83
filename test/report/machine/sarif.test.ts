import { rules } from '../../../rules/index.js';
import { sarif } from '../../../src/report/machine/sarif.js';
import { sarifLocation } from '../../../src/report/machine/sarif-location.js';
import { sarifProblems } from '../../support/official-schemas.js';
import { auditReport, finding, plain } from '../../support/reports.js';

function runOf(...given: Parameters<typeof auditReport>) {
  const text = sarif(auditReport(...given), plain, rules);
  expect(sarifProblems(text)).toEqual([]);
  return JSON.parse(text).runs[0];
}

describe('a result', () => {
  test('has the place, the identity, and what to do', () => {
    const [result] = runOf([
      finding({
        location: { file: 'my plans/100%.json', pointer: '/x', line: 3, column: 4 },
        related: [{ file: '/data/other.json', message: 'it was 3 there' }],
        data: { spacing: [1, Number.NaN] },
      }),
    ]).results;
    expect(result).toEqual({
      ruleId: 'plans/schema',
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: { text: 'spacing is "1"; three numbers were expected. What to do: Put three numbers there.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'my%20plans/100%25.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 4 },
          },
          logicalLocations: [{ fullyQualifiedName: 'Dataset001_A/nnUNetPlans#2d' }],
        },
      ],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: { artifactLocation: { uri: 'file:///data/other.json' } },
          message: { text: 'it was 3 there' },
        },
      ],
      partialFingerprints: { 'nnplansIdentity/v1': '0'.repeat(64) },
      properties: {
        messageId: 'wrong',
        remedy: 'Put three numbers there.',
        data: { spacing: [1, 'NaN'] },
        pointer: '/x',
      },
    });
  });

  test('of a subject without a file lies at the dataset, or in the working folder: GitHub refuses a log without places', () => {
    const { location: _none, ...placeless } = finding({ subject: 'Dataset002_B/Plans#2d' });
    const { results } = runOf([placeless, { ...placeless, subject: 'elsewhere' }]);
    expect(results.map((one: { locations: unknown[] }) => one.locations[0])).toMatchObject([
      { physicalLocation: { artifactLocation: { uri: 'Dataset002_B' } } },
      { physicalLocation: { artifactLocation: { uri: './' } } },
    ]);
  });

  test.each([
    ['braces, which would be placeholders', 'from {0}', 'from {{0}}'],
    ['brackets, which would be a link', '[here](http://x)', '[here] (http://x)'],
    ['what steers a terminal', 'a\u001b[31m', 'a\\u001b[31m'],
  ])('keeps text from files apart: %s', (_what, message, expected) => {
    const [result] = runOf([finding({ message })]).results;
    expect(result.message.text).toBe(`${expected} What to do: Put three numbers there.`);
  });
});

describe('suppressions', () => {
  test('are told of every result, or of none', () => {
    const accepted = finding({ suppressed: { kind: 'config', reason: 'old data' } });
    expect(runOf([finding()]).results[0]).not.toHaveProperty('suppressions');
    expect(runOf([finding(), accepted]).results.map((one: { suppressions: unknown }) => one.suppressions)).toEqual([
      [],
      [{ kind: 'external', status: 'accepted', justification: 'old data', properties: { by: 'config' } }],
    ]);
  });
});

describe('rules', () => {
  test('explain themselves, and only those that are spoken of', () => {
    const { rules: described } = runOf([finding({ rule: 'transfer/spacing-match' })]).tool.driver;
    expect(described).toHaveLength(1);
    expect(described[0]).toMatchObject({
      id: 'transfer/spacing-match',
      name: 'TransferSpacingMatch',
      defaultConfiguration: { level: 'error' },
      helpUri: 'https://github.com/nnplans/nnplans/blob/main/rules/transfer/spacing-match.md',
    });
    expect(described[0].help.text).toContain('What to do: Use the spacing of the pretraining plans');
    expect(described[0].help.markdown).toContain('## Why it matters');
    expect(described[0].fullDescription.text).not.toMatch(/[`\n]/);
  });

  test('of your own have no page of ours', () => {
    const [own] = rules.map((rule) => ({ ...rule, id: 'our/own-rule', area: 'our' }));
    const text = sarif(auditReport([finding({ rule: 'our/own-rule' })]), plain, own === undefined ? [] : [own]);
    expect(sarifProblems(text)).toEqual([]);
    const [described] = JSON.parse(text).runs[0].tool.driver.rules;
    expect(described).toMatchObject({ id: 'our/own-rule', name: 'OurOwnRule' });
    expect(described).not.toHaveProperty('helpUri');
  });

  test('that are not known are named', () => {
    expect(runOf([finding({ rule: 'our/own-rule' })]).tool.driver.rules).toEqual([{ id: 'our/own-rule' }]);
  });
});

test('what was not checked, and what broke down, are notifications of the run', () => {
  const run = runOf([], {
    notChecked: [
      { rule: 'transfer/weights-loadable', subject: 'A → B', reason: 'the rule itself failed', crashed: true },
      { rule: 'plans/schema', subject: 'Dataset001_A', reason: 'no plans' },
      { rule: 'search', subject: 'raw', reason: 'too deep' },
    ],
  });
  expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual([
    'plans/schema',
    'transfer/weights-loadable',
  ]);
  const [invocation] = run.invocations;
  expect(invocation.executionSuccessful).toBe(false);
  expect(invocation.toolExecutionNotifications).toEqual([
    {
      descriptor: { id: 'rule-crashed', index: 1 },
      associatedRule: { id: 'transfer/weights-loadable', index: 1 },
      level: 'error',
      message: { text: 'transfer/weights-loadable, A → B: the rule itself failed' },
    },
    {
      descriptor: { id: 'not-checked', index: 0 },
      associatedRule: { id: 'plans/schema', index: 0 },
      level: 'note',
      message: { text: 'plans/schema, Dataset001_A: no plans' },
    },
    { descriptor: { id: 'not-checked', index: 0 }, level: 'note', message: { text: 'raw: too deep' } },
  ]);
  expect(run.tool.driver.notifications.map((one: { id: string }) => one.id)).toEqual(['not-checked', 'rule-crashed']);
});

test.each([
  ['a/b c#1?.json', 'a/b%20c%231%3F.json'],
  ['Größe/肝臓.json', 'Gr%C3%B6%C3%9Fe/%E8%82%9D%E8%87%93.json'],
  ['c:d.json', 'c%3Ad.json'],
  ['half\ud800.json', 'half%EF%BF%BD.json'],
  ['.', './'],
])('the path %s below the working folder', (file, uri) => {
  const { artifactLocation } = sarifLocation({ file }).physicalLocation;
  expect(artifactLocation).toEqual({ uri, uriBaseId: '%SRCROOT%' });
});

test.each([
  ['/data/my plans.json', 'file:///data/my%20plans.json'],
  ['C:/data/plans.json', 'file:///C:/data/plans.json'],
])('the path %s elsewhere', (file, uri) => {
  expect(sarifLocation({ file }).physicalLocation.artifactLocation).toEqual({ uri });
});
