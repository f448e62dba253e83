import { audit, check, defineRule, diff, type Report, rules, Trouble, Unresolved } from 'nnplans';

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
  settings: new Map([[batchSize.id, { severity: 'error' }]]),
});
const plans = (dataset: string, name: string) => `nnUNet_preprocessed/${dataset}/${name}.json`;
const found = diff(plans('Dataset121_AbdomenCT', 'TinyPlans'), plans('Dataset122_PancreasCT', 'PretrainedPlansCustom'));

const thrown = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return error;
  }
};

console.log(
  JSON.stringify({
    errors: checked.summary.error,
    comparisons: checked.comparisons?.length,
    own: new Set(audited.findings.filter(({ rule }) => rule === batchSize.id).map(({ severity }) => severity)).size,
    weights: found.weights.answer,
    trouble: thrown(() => diff('gone.json', 'gone.json')) instanceof Trouble,
    unresolved: thrown(() => check({ source: '7', target: '122' }, { roots })) instanceof Unresolved,
  }),
);
