// The arrows of the house: who may import whom. See CONTRIBUTING.md.
/** What all may use: limits on the work of every part. */
const everywhere = '^src/budget\\.ts$';

const only = (name, from, allowed, extra = {}) => ({
  name,
  severity: 'error',
  from: { path: from, ...extra },
  to: { path: '^(src|rules|schemas|test)/', pathNot: [from, everywhere, ...allowed] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    // Neither types nor what is loaded late may refer back. Only the subjects know each other: a dataset its cases, a case its dataset.
    {
      name: 'no-circular',
      severity: 'error',
      from: { pathNot: '^src/workspace/[a-z-]*subjects\\.ts$' },
      to: { circular: true },
    },
    // A JSON value is the one word that all of them share.
    only('nnunet-imports-nothing', '^src/nnunet/', ['^src/io/json/value\\.ts$']),
    only('io-imports-nothing', '^src/io/', []),
    only('script-imports-json', '^src/script/', ['^src/io/']),
    only('workspace-imports-io-nnunet-and-script', '^src/workspace/', ['^src/io/', '^src/nnunet/', '^src/script/']),
    only('app-knows-no-terminal', '^src/app/', [
      '^rules/',
      '^schemas/',
      '^src/(engine|workspace|io|nnunet|diff|schema|script)/',
      '^src/report/(description|weights-match|guide|planned-transfer|file-size)\\.ts$',
    ]),
    only('diff-imports-nnunet', '^src/diff/', ['^src/nnunet/', '^src/io/json/value\\.ts$']),
    // The engine sees the workspace's types only: the kind of import is checked by the next rule.
    only('engine-imports-types-of-workspace', '^src/engine/', [
      '^rules/ids\\.ts$',
      '^src/workspace/',
      '^src/io/',
      '^src/nnunet/',
    ]),
    {
      name: 'engine-imports-workspace-as-types',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/(workspace|io)/', pathNot: '^src/io/json/value\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    only('report-imports-engine-and-diff', '^src/report/', ['^src/engine/', '^src/diff/', '^src/io/json/value\\.ts$']),
    only('rules-import-the-contract-and-nnunet', '^rules/', [
      '^src/nnunet/',
      '^src/engine/rule\\.ts$',
      '^src/workspace/[a-z-]*subjects\\.ts$',
      '^src/io/json/value\\.ts$',
      '^src/schema/',
      '^schemas/',
    ]),
    only('schemas-import-nothing', '^schemas/', []),
    only('schema-reads-schemas-values-and-nnunet', '^src/schema/', [
      '^schemas/',
      '^src/nnunet/',
      '^src/io/json/(value|document)\\.ts$',
    ]),
    {
      name: 'nothing-imports-the-page',
      severity: 'error',
      from: { path: '^(src|rules)/', pathNot: '^src/(web|build)/' },
      to: { path: '^src/web/' },
    },
    only('the-page-asks-app-and-shows-html', '^src/web/', [
      '^rules/index\\.ts$',
      '^src/(app|workspace|io|nnunet|diff|engine)/',
      '^src/report/(html/|machine/|appearance|format|sanitize|description|weights-match)',
    ]),
    {
      name: 'pure-middle-without-node-modules',
      severity: 'error',
      from: { path: '^(rules|src/(nnunet|schema|engine|diff|report))/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'file-system-only-at-the-edge',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', '^src/build/', '^src/io/node-'] },
      to: { path: '^(node:)?(fs|fs/promises|child_process)$' },
    },
    {
      name: 'one-adapter-for-unbash',
      severity: 'error',
      from: { path: '^(src|rules)/', pathNot: '^src/script/shell-syntax\\.ts$' },
      to: { path: 'node_modules/unbash' },
    },
    {
      name: 'one-adapter-for-deep-diff',
      severity: 'error',
      from: { path: '^(src|rules)/', pathNot: '^src/nnunet/compare/leaf-changes\\.ts$' },
      to: { path: 'node_modules/deep-diff' },
    },
    {
      name: 'one-wrapper-for-tables',
      severity: 'error',
      from: { path: '^(src|rules)/', pathNot: '^src/report/terminal/grid\\.ts$' },
      to: { path: 'node_modules/cli-table3' },
    },
    {
      name: 'nothing-imports-build-or-tests',
      severity: 'error',
      from: { path: '^(src|rules|schemas)/', pathNot: '^src/build/' },
      to: { path: '^(src/build|test)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test/fixtures|test/examples)/' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'] },
  },
};
