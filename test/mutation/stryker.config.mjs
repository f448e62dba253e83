/**
 * Mutation tests of what rules say and of what nnU-Net means: `npm run mutate`, never in CI. A part: `npm run mutate -- --mutate 'rules/transfer/*.ts'`.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'jest',
  jest: { configFile: 'test/mutation/jest.config.cjs' },
  coverageAnalysis: 'perTest',
  mutate: ['rules/**/*.ts', '!rules/index.ts', '!rules/ids.ts', 'src/nnunet/**/*.ts'],
  plugins: ['@stryker-mutator/jest-runner', './test/mutation/ignore-words.mjs'],
  ignorers: ['words'],
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  concurrency: 1,
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['dist', 'reports', '.github', '.gitlab'],
  thresholds: { high: 95, low: 85, break: null },
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
};
