import fc from 'fast-check';
import type { MemoryFile } from '../../src/io/memory-storage.js';
import { projectFiles } from './example-project.js';

/** What a name may do where it is printed. Files have no slashes and no zeros in their names. */
const pieces = [
  '\u001b[31m',
  '\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007',
  '\u009b2J',
  '\u202egnp.js',
  '\u2066x\u2069',
  '\u200bzero\u200f',
  '\u2028',
  '\ufeff',
  '\u{e0041}',
  '\ud800',
  '\r\n::error::pwned',
  '\n##[error]pwned',
  '##vso[task.setvariable variable=x]y',
  '::set-output name=x::y',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  ']]><pwned/>',
  '-->',
  '[click](http://evil.example)',
  '![x](http://evil.example/x.png)',
  '`code` **bold** | cell',
  '<http://evil.example>',
  '@everyone #1',
  '{0} %41 %0A',
  '$(touch x)',
  '`touch x`',
  "'; touch x; '",
  '"; touch x; "',
  '\ntouch x\n',
  '; nnplans init x',
  ': git -c alias.x=!sh x',
  '__proto__',
  '-rf',
];

const inJson = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }).map((some) => some.join(''));
const inPaths = inJson.map((name) => name.replaceAll('/', '_').replaceAll('\ud800', ''));

export interface Names {
  readonly dataset: string;
  readonly plans: string;
  readonly configuration: string;
  readonly caseName: string;
  readonly label: string;
  readonly channel: string;
  readonly identifier: string;
  readonly key: string;
  readonly rule: string;
  readonly script: string;
}

export const names: fc.Arbitrary<Names> = fc.record({
  dataset: inPaths,
  plans: inPaths,
  configuration: inJson,
  caseName: inPaths,
  label: inJson,
  channel: inJson,
  identifier: inPaths,
  key: inJson,
  rule: inJson,
  script: inPaths,
});

const other = 'Dataset122_PancreasCT';
const clean = projectFiles('examples/own-plans');

/** The example with every name replaced. */
export function projectOf(given: Names): Map<string, MemoryFile> {
  const files = new Map<string, MemoryFile>();
  const dataset = `Dataset122_${given.dataset}`;
  const inText = (text: string) =>
    [
      ['3d_fullres', given.configuration],
      ['pancreas', given.label],
      ['"CT"', given.channel],
      [other, dataset],
      ['nnUNetPlans_2d', given.identifier],
    ].reduce((changed, [from = '', to = '']) => {
      const quoted = JSON.stringify(to).slice(1, -1);
      return changed.replaceAll(from, () => (from.startsWith('"') ? `"${quoted}"` : quoted));
    }, text);
  for (const [path, bytes] of clean) {
    const moved = path.replace(other, () => dataset).replace('pan_000', () => given.caseName);
    files.set(moved, path.endsWith('.json') ? inText(new TextDecoder().decode(bytes)) : bytes);
  }
  const text = (path: string) => String(files.get(path));
  const folder = `nnUNet_preprocessed/${dataset}`;
  const plans = JSON.parse(text(`${folder}/nnUNetPlans.json`));
  files.set(
    `${folder}/${given.plans}.json`,
    JSON.stringify({ ...plans, plans_name: given.plans, [given.key]: given.key, experiment_planner_used: given.key }),
  );
  const rule = {
    id: 'team/rule',
    subject: 'plans',
    at: '/configurations/*/batch_size',
    schema: { const: 0 },
    message: `${given.rule} is {value}`,
    remedy: given.rule,
  };
  files.set('nnplans.config.json', JSON.stringify({ knownClasses: [given.key], customRules: [rule] }));
  files.set('bad.config.json', JSON.stringify({ [given.key]: 1, rules: { [given.key]: given.key } }));
  files.set(`${given.script}.sh`, `nnUNetv2_train 122 ${JSON.stringify(given.configuration)} 0 -p 'x${given.key}'\n`);
  return files;
}

/** Characters that steer a terminal or turn what is read around. */
export const steers =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Cs}/u;
