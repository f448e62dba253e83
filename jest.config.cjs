/** @type {import('jest').Config} */
module.exports = {
  // Jest leaves one core free, of two that is every second one.
  maxWorkers: '100%',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Need ../shared (npm run conformance), half a minute (npm run test:package), or two minutes (npm run growth).
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/conformance/shared/',
    '<rootDir>/test/package/',
    '<rootDir>/test/adversarial/growth.test.ts',
  ],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Published as ECMAScript modules only.
  transformIgnorePatterns: ['/node_modules/(?!unbash/|@noble/)'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
