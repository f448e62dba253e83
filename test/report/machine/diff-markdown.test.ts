import MarkdownIt from 'markdown-it';
import { diffPlans } from '../../../src/diff/diff-plans.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { Plans } from '../../../src/nnunet/plans/plans.js';
import { diffMarkdown } from '../../../src/report/machine/diff-markdown.js';
import { mostCharacters } from '../../../src/report/machine/markdown-page.js';
import { projectFiles } from '../../support/example-project.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const text = new TextDecoder().decode(projectFiles('examples/transfer').get(file));

function markdownOf(change: (plans: Record<string, JsonValue>) => void, label = 'b.json'): string {
  const changed = JSON.parse(text);
  change(changed);
  return diffMarkdown(
    diffPlans({ label: 'a.json', plans: new Plans(JSON.parse(text)) }, { label, plans: new Plans(changed) }),
  );
}

test('the verdict, what differs side by side, what has no effect', () => {
  const markdown = markdownOf((plans) => {
    const configuration = (plans['configurations'] as Record<string, Record<string, JsonValue>>)['3d_fullres'] ?? {};
    configuration['batch_size'] = 17;
    plans['dataset_name'] = 'Dataset999_X';
  });
  expect(markdown).toMatch(
    /^<!-- nnplans diff -->\n### nnplans diff: <code>a.json<\/code> → <code>b.json<\/code>\n\n- /,
  );
  expect(markdown).toContain(
    '<details open><summary>training changes: 1</summary>\n\n| | A | B |\n| --- | --- | --- |\n',
  );
  expect(markdown).toMatch(/\| 3d_fullres: batch size \| \d+ \| 17 \|\n\n<\/details>/);
  expect(markdown).toContain('<details><summary>no effect: 1</summary>\n\n- dataset name\n\n</details>');
});

test('no difference is said', () => {
  expect(markdownOf(() => undefined)).toContain('\nNo difference.\n');
});

test('nothing from a file is markup, and the limit of a comment is kept', () => {
  const hostile = '<img src=x>|`@all`\u001b[2J';
  const markdown = markdownOf((plans) => {
    plans['plans_name'] = hostile;
    for (let i = 0; i < 3000; i += 1) plans[`${hostile}${i}`] = hostile;
  }, hostile);
  expect(markdown.length).toBeLessThanOrEqual(mostCharacters);
  expect(markdown).not.toMatch(/<img|\u001b/);
  // Inside of code nobody is mentioned.
  expect(markdown.replace(/<code>.*?<\/code>/g, '')).not.toContain('@all');
  expect(new MarkdownIt({ html: true }).render(markdown)).toMatch(/… and \d+ more/);
});
