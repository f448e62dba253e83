const base = require('../../jest.config.cjs');

/** The tests that mirror what is mutated; all the others would take ten times as long for each mutant. @type {import('jest').Config} */
module.exports = {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/rules/**/*.test.ts', '<rootDir>/test/nnunet/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
