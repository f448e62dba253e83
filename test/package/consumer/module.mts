import { audit, check, defineRule, diff, NnplansError, type Report, type RunOptions, rules } from 'nnplans';

declare const console: { log(text: string): void };

const roots = { preprocessed: 'nnUNet_preprocessed', raw: 'nnUNet_raw', results: 'nnUNet_results' };

const batchSize = defineRule({
  id: 'team/batch-size',
  subject: 'configuration',
  severity: 'warning',
  summary: 'Batches hold four patches or more.',
  remedy: 'Set batch_size to 4.',
  options: { least: { type: 'number', default: 4, description: 'patches' } },
  messages: { small: ({ found }: { readonly found: number }) => `A batch holds ${found} patches.` },
  *check({ configuration }, { options }) {
    const { batchSize: found } = configuration;
    if (found === undefined || found >= options.least) return;
    yield { message: 'small', at: configuration.at('batch_size'), data: { found } };
  },
});

const checked: Report = check(
  { source: '121', target: '122', targetPlans: 'PretrainedPlansCustom', configurations: ['3d_fullres'] },
  { roots },
);
const audited: Report = audit([], {
  roots,
  rules: [...rules, batchSize],
  settings: { 'plans/dead-key': 'off', 'transfer/spacing-match': ['error', { rtol: 1e-4 }] },
});
const plans = (dataset: string, name: string) => `nnUNet_preprocessed/${dataset}/${name}.json`;
const found = diff(plans('Dataset121_AbdomenCT', 'TinyPlans'), plans('Dataset122_PancreasCT', 'PretrainedPlansCustom'));

const code = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    if (error instanceof NnplansError) return error.code;
  }
  return 'nothing';
};

// What is misspelt does not compile.
// @ts-expect-error there is no such rule
export const unknownRule: RunOptions = { settings: { 'transfer/spacing-mtch': 'off' } };
// @ts-expect-error there is no such severity
export const unknownSeverity: RunOptions = { settings: { 'transfer/spacing-match': 'eror' } };
// @ts-expect-error there is no such option
export const unknownOption: RunOptions = { settings: { 'transfer/spacing-match': ['error', { rtl: 1 }] } };

console.log(
  JSON.stringify({
    errors: checked.summary.error,
    comparisons: checked.comparisons?.length,
    own: new Set(audited.findings.filter(({ rule }) => rule === batchSize.id).map(({ severity }) => severity)).size,
    weights: found.weights.answer,
    verdict: checked.verdict,
    trouble: code(() => diff('gone.json', 'gone.json')),
    unresolved: code(() => check({ source: '7', target: '122' }, { roots })),
  }),
);
