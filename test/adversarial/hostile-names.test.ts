import fc from 'fast-check';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { formatNames } from '../../src/report/format.js';
import { remedyParts } from '../../src/report/terminal/remedy-text.js';
import { nnplans, type Outcome } from '../support/command-line.js';
import { type Names, names, projectOf, steers } from '../support/hostile-names.js';
import { gitlabProblems, junitProblems, sarifProblems } from '../support/official-schemas.js';

/** One run writes the report in every format. */
const inAllFormats = formatNames.flatMap((format) => ['-o', format === 'table' ? format : `${format}=${format}`]);

function commandsOn({ dataset, plans, configuration }: Names): readonly (readonly string[])[] {
  const folder = `nnUNet_preprocessed/Dataset122_${dataset}`;
  const pair = ['-s', '121', '-t', `Dataset122_${dataset}`, '-sp', 'TinyPlans'];
  const inFormats = (formats: readonly string[], ...words: readonly string[]) =>
    formats.map((format) => [...words, '--format', format]);
  const both = ['table', 'json'];
  return [
    ['audit', ...inAllFormats],
    ['check', ...pair, '-tp', `${plans}`, ...inAllFormats],
    ['transfer', ...pair, '-tp', 'New', ...inAllFormats],
    ['workflow', '.', ...inAllFormats],
    ['audit', '.'],
    ...inFormats(both, 'show', folder),
    ...inFormats(both, 'show', `${folder}/${plans}.json`),
    ...inFormats(both, 'match', 'nnUNet_results', 'nnUNet_preprocessed'),
    ...inFormats(
      [...both, 'markdown'],
      'diff',
      `${folder}/${plans}.json`,
      'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
    ),
    ['diff', `${folder}/${plans}.json#${configuration}`, `${folder}/nnUNetPlans.json#${configuration}`],
    ...inFormats(['text', 'json', 'markdown'], 'rules'),
    ['explain', 'team/rule'],
    ['explain', 'transfer'],
    ['explain', configuration],
    ['audit', '--print-config', `${folder}/${plans}.json`],
    ['audit', '--config', 'bad.config.json'],
    ['audit', '--rule', configuration],
    ['audit', `no such ${configuration}`],
    ['check', '-s', configuration, '-t', plans],
    ['init', '.'],
    ['completion', 'bash'],
    [configuration],
  ];
}

/** Each text that a command wrote, and its format. */
function textsOf(
  words: readonly string[],
  { stdout, stderr, written }: Outcome,
): readonly (readonly [string, string])[] {
  const isConfig = words.includes('--print-config');
  const format = words.includes('--format') ? (words.at(-1) ?? '') : isConfig ? 'json' : 'table';
  return [[format, stdout], ['table', stderr], ...[...written].map(([path, text]) => [path.slice(1), text] as const)];
}

/** Lines that a runner of GitHub or Azure obeys, short of those that the format for GitHub is made of. */
function obeyed(text: string, isGithub: boolean): readonly string[] {
  return text.split('\n').filter((line) => {
    if (/##\[|##vso\[/.test(line)) return true;
    const own = isGithub && /^::(error|warning|notice|group|endgroup)( [^:]*)?::/.exec(line);
    return (own ? line.slice(own[0].length) : line).includes('::');
  });
}

function problemsOf(command: string, format: string, text: string): readonly string[] {
  const problems: string[] = [];
  const complain = (what: string, found: unknown) => problems.push(`${command} ${format}: ${what}: ${found}`);
  if (steers.test(text))
    complain('steers', JSON.stringify(text.slice(Math.max(0, text.search(steers) - 60)).slice(0, 120)));
  // JSON is no line of a log, and a reader of it gets the text as it is.
  if (format !== 'json' && format !== 'sarif' && format !== 'gitlab') {
    for (const line of obeyed(text.replace(/<style>[\s\S]*?<\/style>/g, ''), format === 'github'))
      complain('is obeyed', line);
  }
  if (format === 'json' || format === 'sarif' || format === 'gitlab') {
    if (text !== '') JSON.parse(text);
  }
  if (text === '') return problems;
  if (format === 'sarif') for (const problem of sarifProblems(text)) complain('sarif', problem);
  if (format === 'gitlab') for (const problem of gitlabProblems(text)) complain('gitlab', problem);
  if (format === 'html') {
    if (/<img|<http|alert\(1\)<\/script>/.test(text))
      complain('html', text.match(/.{60}(<img|<http|alert\(1\)<)/)?.[0]);
    if ((text.match(/<script/g) ?? []).length > 2) complain('html', 'more scripts');
  }
  if (format === 'markdown') {
    const active = /(?<!\\)\]\(http:\/\/evil|<img|<script|<http:\/\/evil|(?<![\w`\\;>&#])@everyone/;
    // Neither in code nor in a fence, which ends at the beginning of a line only.
    if (active.test(text.replace(/^```sh\n[\s\S]*?\n```$|<code>.*?<\/code>/gm, '')))
      complain('markdown', text.match(new RegExp(`.{0,40}(${active.source}).{0,40}`))?.[0]);
  }
  return problems;
}

/** Commands in remedies in which, outside of quotes, something is left that a shell would take for more than a word. */
function openCommandsIn(report: string): readonly string[] {
  // Names may make a config that is refused; then nothing is printed.
  const { findings = [] }: { findings?: readonly { rule: string; remedy: string }[] } =
    report === '' ? {} : JSON.parse(report);
  return findings
    .filter(({ rule }) => rule !== 'team/rule')
    .flatMap(({ rule, remedy }) => remedyParts(remedy).map((part) => ({ rule, ...part })))
    .filter(({ isCommand }) => isCommand)
    .map(({ rule, text }) => `${rule}: ${text.replace(/\$?'[^']*'|"(?:[^"\\]|\\.)*"|\\'/g, '')}`)
    .filter((bare) => /[$`;&|<>!*?(){}\n'"\\]/.test(bare));
}

test('no name that a file can carry steers a terminal, a log, a page, a machine or a shell', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (given) => {
      const storage = memoryStorage(projectOf(given));
      for (const words of commandsOn(given)) {
        const outcome = await nnplans(words, { storage });
        const [command = ''] = words;
        if (outcome.code > 2) throw new Error(`${words.join(' ')}: ${outcome.code} ${outcome.stderr}`);
        for (const [format, text] of textsOf(words, outcome)) {
          expect(problemsOf(command, format, text)).toEqual([]);
          if (format === 'junit') expect(await junitProblems(text)).toEqual([]);
          if (format === 'json' && ['audit', 'check', 'transfer'].includes(command))
            expect(openCommandsIn(text)).toEqual([]);
        }
      }
    }),
    { numRuns: Number(process.env['NNPLANS_HOSTILE_NAMES'] ?? 4) },
  );
}, 600_000);
