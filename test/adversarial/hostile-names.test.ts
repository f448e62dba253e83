import fc from 'fast-check';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { formatNames } from '../../src/report/format.js';
import { remedyParts } from '../../src/report/terminal/remedy-text.js';
import { nnplans, type Outcome } from '../support/command-line.js';
import { type Names, names, projectOf, steers } from '../support/hostile-names.js';
import { gitlabProblems, junitProblems, sarifProblems } from '../support/official-schemas.js';

function commandsOn({ dataset, plans, configuration }: Names): readonly (readonly string[])[] {
  const folder = `nnUNet_preprocessed/Dataset122_${dataset}`;
  const pair = ['-s', '121', '-t', `Dataset122_${dataset}`, '-sp', 'TinyPlans'];
  return [
    ...formatNames.map((format) => ['audit', '--format', format]),
    ...formatNames.map((format) => ['check', ...pair, '-tp', `${plans}`, '--format', format]),
    ...formatNames.map((format) => ['transfer', ...pair, '-tp', 'New', '--format', format]),
    ...formatNames.map((format) => ['workflow', '.', '--format', format]),
    ['audit', '.'],
    ...['table', 'json'].map((format) => ['show', folder, '--format', format]),
    ...['table', 'json'].map((format) => ['show', `${folder}/${plans}.json`, '--format', format]),
    ...['table', 'json'].map((format) => ['match', 'nnUNet_results', 'nnUNet_preprocessed', '--format', format]),
    ...['table', 'json', 'markdown'].map((format) => [
      'diff',
      `${folder}/${plans}.json`,
      'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
      '--format',
      format,
    ]),
    ['diff', `${folder}/${plans}.json#${configuration}`, `${folder}/nnUNetPlans.json#${configuration}`],
    ...['text', 'json', 'markdown'].map((format) => ['rules', '--format', format]),
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

/** Lines that a runner of GitHub or Azure obeys, short of those that the format for GitHub is made of. */
function obeyed(text: string, isGithub: boolean): readonly string[] {
  return text.split('\n').filter((line) => {
    if (/##\[|##vso\[/.test(line)) return true;
    const own = isGithub && /^::(error|warning|notice|group|endgroup)( [^:]*)?::/.exec(line);
    return (own ? line.slice(own[0].length) : line).includes('::');
  });
}

function problemsOf(words: readonly string[], { code, stdout, stderr }: Outcome): readonly string[] {
  const isConfig = words.includes('--print-config');
  const format = words.includes('--format') ? words.at(-1) : isConfig ? 'json' : 'table';
  const both = stdout + stderr;
  const problems: string[] = [];
  const complain = (what: string, found: unknown) => problems.push(`${words.slice(0, 1)} ${format}: ${what}: ${found}`);
  if (code > 2) complain('exit', `${code} ${stderr}`);
  if (steers.test(both))
    complain('steers', JSON.stringify(both.slice(Math.max(0, both.search(steers) - 60)).slice(0, 120)));
  // JSON is no line of a log, and a reader of it gets the text as it is.
  if (format !== 'json' && format !== 'sarif' && format !== 'gitlab') {
    for (const line of obeyed(both.replace(/<style>[\s\S]*?<\/style>/g, ''), format === 'github'))
      complain('is obeyed', line);
  }
  if (format === 'json' || format === 'sarif' || format === 'gitlab') {
    if (stdout !== '') JSON.parse(stdout);
  }
  if (stdout === '') return problems;
  if (format === 'sarif') for (const problem of sarifProblems(stdout)) complain('sarif', problem);
  if (format === 'gitlab') for (const problem of gitlabProblems(stdout)) complain('gitlab', problem);
  if (format === 'html') {
    if (/<img|<http|alert\(1\)<\/script>/.test(stdout))
      complain('html', stdout.match(/.{60}(<img|<http|alert\(1\)<)/)?.[0]);
    if ((stdout.match(/<script/g) ?? []).length > 2) complain('html', 'more scripts');
  }
  if (format === 'markdown') {
    const active = /(?<!\\)\]\(http:\/\/evil|<img|<script|<http:\/\/evil|(?<![\w`\\;>&#])@everyone/;
    // Neither in code nor in a fence, which ends at the beginning of a line only.
    if (active.test(stdout.replace(/^```sh\n[\s\S]*?\n```$|<code>.*?<\/code>/gm, '')))
      complain('markdown', stdout.match(new RegExp(`.{0,40}(${active.source}).{0,40}`))?.[0]);
  }
  return problems;
}

test('no name that a file can carry steers a terminal, a log, a page or a machine', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (given) => {
      const storage = memoryStorage(projectOf(given));
      for (const words of commandsOn(given)) {
        const outcome = await nnplans(words, { storage });
        expect(problemsOf(words, outcome)).toEqual([]);
        if (words.at(-1) === 'junit' && outcome.stdout !== '') expect(await junitProblems(outcome.stdout)).toEqual([]);
      }
    }),
    { numRuns: Number(process.env['NNPLANS_HOSTILE_NAMES'] ?? 4) },
  );
}, 600_000);

test('a command in a remedy holds a name whole, or is none', async () => {
  await fc.assert(
    fc.asyncProperty(names, async (given) => {
      const storage = memoryStorage(projectOf(given));
      for (const words of commandsOn(given).filter((some) => some.at(-1) === 'json' && some[0] !== 'diff')) {
        const { stdout } = await nnplans(words, { storage });
        const { findings = [] } = stdout === '' ? {} : JSON.parse(stdout);
        for (const { rule, remedy } of findings) {
          if (rule === 'team/rule') continue;
          for (const { isCommand, text } of remedyParts(remedy)) {
            // Outside of quotes, nothing is left that a shell would take for more than a word.
            const bare = text.replace(/\$?'[^']*'|"(?:[^"\\]|\\.)*"|\\'/g, '');
            if (isCommand && words[0] !== 'workflow')
              expect({ rule, bare }).toEqual({ rule, bare: expect.not.stringMatching(/[$`;&|<>!*?(){}\n'"\\]/) });
          }
        }
      }
    }),
    { numRuns: Number(process.env['NNPLANS_HOSTILE_NAMES'] ?? 4) },
  );
}, 600_000);
