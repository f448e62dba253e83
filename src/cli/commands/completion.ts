import { rules } from '../../../rules/index.js';
import { commandNames } from '../../nnunet/command-line/entry-points.js';
import type { Command } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { dashed, type Option } from '../option.js';
import { commands } from './index.js';

/** What `nnplans explain` takes: every rule, and the guide. */
const explained = [...rules.map((rule) => rule.id), 'transfer'];

export const completion: Command = {
  name: 'completion',
  summary: 'Print a script that completes commands, options, datasets and rules in your shell.',
  positionals: [
    {
      name: 'SHELL',
      describe: 'bash, zsh or fish; default: that of the environment',
      choices: ['bash', 'zsh', 'fish'],
    },
  ],
  options: {},
  examples: [
    ['nnplans completion bash >> ~/.bashrc', 'for bash'],
    ['nnplans completion zsh >> ~/.zshrc', 'for zsh'],
    ['nnplans completion fish > ~/.config/fish/completions/nnplans.fish', 'for fish'],
  ],
  async run(given, terminal) {
    const shell = given.positionals[0] ?? shellOf(terminal.env['SHELL']);
    const loaded = await Promise.all(commands.map((entry) => entry.load()));
    terminal.stdout.write(shell === 'fish' ? fish(loaded) : bash(loaded, shell === 'zsh'));
    return exitCodes.clean;
  },
};

function shellOf(path: string | undefined): 'bash' | 'zsh' | 'fish' {
  if (path?.endsWith('zsh') === true) return 'zsh';
  return path?.endsWith('fish') === true ? 'fish' : 'bash';
}

/** Words that may follow a command's name. */
function words({ name, options, positionals }: Command): readonly string[] {
  return [
    ...Object.keys(options).map(dashed),
    ...positionals.flatMap((positional) => positional.choices ?? []),
    ...(name === 'explain' ? explained : []),
  ];
}

/** Files are completed besides, since nearly everything may be one. */
function bash(loaded: readonly Command[], forZsh: boolean): string {
  const choices = loaded.flatMap((command) =>
    Object.entries(command.options).flatMap(([name, { choices: some }]) =>
      some === undefined ? [] : [`    ${dashed(name)}) words="${some.join(' ')}" ;;`],
    ),
  );
  const ids = rules.map((rule) => rule.id).join(' ');
  return `${[
    ...(forZsh ? ['autoload -U +X bashcompinit && bashcompinit'] : []),
    '_nnplans() {',
    `  local current="$\{COMP_WORDS[COMP_CWORD]}" before="$\{COMP_WORDS[COMP_CWORD-1]}" words=""`,
    '  case "$before" in',
    ...new Set(choices),
    `    --) words="${commandNames.join(' ')}" ;;`,
    `    --rule) words="${ids}" ;;`,
    '    -s|-t) words="$(ls "$nnUNet_preprocessed" 2>/dev/null | grep "^Dataset")" ;;',
    '  esac',
    '  if [ -z "$words" ]; then',
    `    case "$\{COMP_WORDS[1]}" in`,
    ...loaded.map((command) => `      ${command.name}) words="${words(command).join(' ')}" ;;`),
    `      *) words="${loaded.map((command) => command.name).join(' ')} --help --version" ;;`,
    '    esac',
    '  fi',
    '  COMPREPLY=( $(compgen -W "$words" -- "$current") $(compgen -f -- "$current") )',
    '}',
    'complete -o filenames -F _nnplans nnplans',
  ].join('\n')}\n`;
}

function fish(loaded: readonly Command[]): string {
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  const lines = loaded.flatMap((command) => {
    const inCommand = `-n ${quote(`__fish_seen_subcommand_from ${command.name}`)}`;
    return [
      `complete -c nnplans -n __fish_use_subcommand -a ${command.name} -d ${quote(command.summary)}`,
      ...Object.entries(command.options).map(([name, option]) => {
        const flag = name.length === 1 ? `-s ${name}` : name.length === 2 ? `-o ${name}` : `-l ${name}`;
        const some = isDataset(name, option) ? datasetsInFish : option.choices?.join(' ');
        const values = some === undefined ? '' : ` -xa ${quote(some)}`;
        return `complete -c nnplans ${inCommand} ${flag}${values} -d ${quote(option.describe)}`;
      }),
      ...(command.name === 'explain' ? [`complete -c nnplans ${inCommand} -xa ${quote(explained.join(' '))}`] : []),
    ];
  });
  return `${lines.join('\n')}\n`;
}

const datasetsInFish = '(ls $nnUNet_preprocessed 2>/dev/null | string match "Dataset*")';

function isDataset(name: string, { value }: Option): boolean {
  return (name === 's' || name === 't') && value !== undefined;
}
