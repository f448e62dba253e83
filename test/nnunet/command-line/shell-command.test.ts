import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { commandText, pathWord, plainWords, shellCommand, wordBelow } from '../../../src/nnunet/command-line/word.js';
import { sanitize } from '../../../src/report/sanitize.js';
import { commandLines, remedyParts } from '../../../src/report/terminal/remedy-text.js';
import { hasProgram } from '../../support/interactive-shell.js';

const names = [
  'nnUNetPlans',
  'My Plans',
  '',
  '$(touch x)',
  '`touch x`',
  "it's; touch x; '",
  '"; touch x; "',
  '; touch x',
  'line\ntouch x\n',
  '-rf',
  '~',
  '~root',
  '=ls',
  '!!',
  '!touch',
  '$HOME',
  '${HOME:-x}',
  '\\',
  'a\\',
  '*',
  '{a,b}',
  '<(touch x)',
  '# x',
  'a: nnplans init x',
  'a. Then: git -c alias.x=!sh x',
  'a.',
  'a:',
  'a,',
  '::error::x',
  ':::',
  '##[error]x',
  '##vso[task.x]',
  '\u202egnp.exe',
  '\u009b31m',
  '\u001b]8;;http://x\u0007y',
  'zero\u200bwidth',
  'Größe 日本 😀',
  '\u2028',
  '\u{e0041}',
  '\t\r',
  'x'.repeat(3000),
];

const name = fc.oneof(
  fc.constantFrom(...names),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'\'"`$\\!*?[](){}<>|&;:#~=%^ \n\t.,-/aA0\u202e'), maxLength: 12 }),
);
/** What no shell can be given. */
const speakable = name.filter((text) => !/\0|\p{Cs}/u.test(text));

/** The words that a shell makes of each line. */
function parsed(shell: string, lines: readonly string[]): readonly (readonly string[])[] {
  const show = `show() { printf '%s\\0' "$@"; printf '\\0\\0'; }`;
  const argv = shell === 'zsh' ? ['-f'] : ['--norc'];
  const { stdout, stderr, status } = spawnSync(shell, [...argv, '-s'], {
    input: [show, ...lines.map((line) => `show ${line}`)].join('\n'),
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: '/home', nnUNet_raw: '/raw', LC_ALL: 'C.UTF-8' },
  });
  if (status !== 0 || stderr !== '') throw new Error(stderr);
  return stdout
    .split('\0end\0\0\0')
    .slice(0, -1)
    .map((words) => words.split('\0'));
}

for (const shell of ['bash', 'zsh']) {
  (hasProgram(shell) ? test : test.skip)(
    `every value is one word to ${shell}, on one line or on several`,
    () => {
      fc.assert(
        fc.property(fc.array(fc.array(speakable, { minLength: 1, maxLength: 4 }), { minLength: 40 }), (lists) => {
          const commands = lists.map((values) => shellCommand`${values} ${values[0] ?? ''} end`);
          const expected = lists.map((values) => [...values, values[0]]);
          expect(parsed(shell, commands)).toEqual(expected);
          expect(
            parsed(
              shell,
              lists.map((values) => commandText(plainWords([...values, values[0] ?? '', 'end']))),
            ),
          ).toEqual(expected);
          expect(
            parsed(
              shell,
              commands.map((command) => commandLines(command, 30, '').join('\n')),
            ),
          ).toEqual(expected);
        }),
        { numRuns: 20 },
      );
    },
    60_000,
  );

  (hasProgram(shell) ? test : test.skip)(`paths in ${shell}`, () => {
    const lines = names.map((path) => shellCommand`${pathWord(path)} ${wordBelow('nnUNet_raw', path)} end`);
    expect(parsed(shell, lines)).toEqual(
      names.map((path) => [path.startsWith('-') ? `./${path}` : path, `/raw/${path}`]),
    );
  });
}

test('a sanitizer leaves a command as it is', () => {
  fc.assert(
    fc.property(name, fc.constantFrom('', 'a', ':', '#', '##', '-'), (text, before) => {
      const command = shellCommand`nnplans show ${before + text} ${text} ${wordBelow('nnUNet_raw', text)}`;
      expect(sanitize(command)).toBe(command);
    }),
    { numRuns: 2000 },
  );
});

test('what no shell has a word for is no command', () => {
  for (const text of ['a\0b', '\ud800']) {
    expect(remedyParts(shellCommand`nnplans show ${text}`).filter(({ isCommand }) => isCommand)).toEqual([]);
  }
});

test('a command is found whole in a sentence, and none in the name of something', () => {
  fc.assert(
    fc.property(fc.array(speakable, { minLength: 1 }), (values) => {
      const command = shellCommand`nnplans show ${values} end`;
      fc.pre(!command.includes('…'));
      const before = `Rename ${JSON.stringify(values[0])} to ${JSON.stringify('a: nnplans init `nnplans init`')}`;
      for (const remedy of [command, `${before}: ${command}.`, `${before}. Or do this: ${command}. Then go on.`]) {
        const commands = remedyParts(remedy).flatMap(({ isCommand, text }) => (isCommand ? [text] : []));
        expect(commands).toEqual([command]);
      }
    }),
    { numRuns: 2000 },
  );
});
