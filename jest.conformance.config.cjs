// What needs ../shared: real plans, folders written by nnU-Net, and recorded runs, none of which are part of the project.
const base = require('./jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/conformance/shared/**/*.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 1_800_000,
};
