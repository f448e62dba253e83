import { rules } from '../../../rules/index.js';
import { runRules } from '../../../src/engine/run.js';
import { memoryStorage } from '../../../src/io/memory-storage.js';
import { openScript } from '../../../src/workspace/open-script.js';
import { openReach } from '../../../src/workspace/reach.js';
import { type PublicScript, publicScripts } from './public-scripts.js';

/** Trainers that the scripts bring themselves. */
const ownTrainers = new Set(
  publicScripts.flatMap(({ script }) => [...script.matchAll(/-tr[ =](\w+)/g)].map(([, name = '']) => name)),
);

/** What all rules say about a script of which nothing but its text is known. */
function verdictOf({ script, file = 'run.sh' }: PublicScript): readonly string[] {
  const reach = openReach({ storage: memoryStorage({ [`/${file}`]: script }), cwd: '/', roots: {}, isComplete: false });
  const { findings, crashes } = runRules({
    rules,
    subjects: openScript(reach, `/${file}`, undefined)?.scripts ?? [],
    knownClasses: ownTrainers,
    nameFile: (path) => path,
  });
  expect(crashes).toEqual([]);
  return findings
    .map(({ location, rule, messageId }) => ({
      line: location?.line ?? 0,
      text: `${rule.replace('workflow/', '')}/${messageId}`,
    }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, text }) => `${line} ${text}`);
}

test.each(publicScripts.map((one) => [one.name, one] as const))('%s', (_, one) => {
  expect([...verdictOf(one)].sort()).toEqual([...one.verdict].sort());
});

test('there are many, of which each is told where it comes from', () => {
  expect(publicScripts.length).toBeGreaterThanOrEqual(30);
  expect(publicScripts.every(({ source }) => source.length > 20)).toBe(true);
});
