import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, namedLimit, type RecordedCase } from '../../fuzz/nnunet/judge.js';

/** Random edits with what the real nnU-Net 2.8.1 made of them: `npm run fuzz -- --record FILE`. */
const cases = JSON.parse(readFileSync(join(__dirname, 'recorded.json'), 'utf8')) as readonly RecordedCase[];

test('nnplans agrees with what nnU-Net did with random edits', async () => {
  const disagreements: string[] = [];
  for (const one of cases) {
    const { verdict, errors } = await judge(one);
    if (verdict !== 'missed' && verdict !== 'false alarm') continue;
    if (namedLimit(one, errors) === undefined)
      disagreements.push(`${one.id} ${verdict}: ${one.command} ${errors.join('; ')}`);
  }
  expect(cases).toHaveLength(200);
  expect(disagreements).toEqual([]);
});
