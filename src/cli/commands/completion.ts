import { rules } from '../../../rules/index.js';
import { commandNames } from '../../nnunet/command-line/entry-points.js';
import type { Command } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { dashed, type Option } from '../option.js';

/** What `nnplans explain` takes: every rule, and the guide. */
const explained = [...rules.map((rule) => rule.id), 'transfer'];

export const completion = (commands: readonly { load(): Promise<Command> }[]): Command => ({
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
    terminal.stdout.write((shell === 'fish' ? fish : shell === 'zsh' ? zsh : bash)(loaded));
    return exitCodes.clean;
  },
});

function shellOf(path: string | undefined): 'bash' | 'zsh' | 'fish' {
  if (path?.endsWith('zsh') === true) return 'zsh';
  return path?.endsWith('fish') === true ? 'fish' : 'bash';
}

/**
 * Names of folders come from the disk and are data: they are read into a list, compared as text and quoted for where they are to stand. Nothing is
 * passed through `compgen -W`, which executes `$(…)` in its words, nor left to `-o filenames`, which quotes no `$` of a name that is not in the
 * working folder. Where nothing fits, bash completes files. Written for bash 3.2, which macOS has.
 */
function bash(loaded: readonly Command[]): string {
  return `${[
    '_nnplans() {',
    `  local typed="$\{COMP_WORDS[COMP_CWORD]}" before="$\{COMP_WORDS[COMP_CWORD-1]}" quote="" name`,
    '  local -a names',
    '  names=() COMPREPLY=()',
    '  case "$before" in',
    ...casesBefore(loaded, '    '),
    '    -s|-t)',
    // In a shell of its own, so that the user's options for patterns neither matter nor change.
    '      while IFS= read -r -d \'\' name; do names+=("$name"); done < <(',
    '        set +f; shopt -u failglob; shopt -s nullglob',
    `        for name in "$\{nnUNet_preprocessed:-.}"/Dataset*/; do name="$\{name%/}"; printf '%s\\0' "$\{name##*/}"; done`,
    '      ) ;;',
    '    *)',
    ...casesOfCommands(loaded, '      ', `case "$\{COMP_WORDS[1]}" in`, '"$typed"'),
    '  esac',
    // What is typed so far may begin with a quote and hold backslashes.
    `  case "$typed" in [\\"\\']*) quote="$\{typed:0:1}" typed="$\{typed:1}" ;; esac`,
    `  typed="$\{typed//\\\\/}"`,
    `  for name in $\{names[@]+"$\{names[@]}"}; do`,
    '    [[ "$name" == "$typed"* ]] || continue',
    '    case "$quote$name" in',
    // Neither can be written between these quotes.
    `      \\"*[\\"!]*|\\'*\\'*) continue ;;`,
    `      \\"*) name="$\{name//\\\\/\\\\\\\\}" name="$\{name//\\$/\\\\\\$}" name="$\{name//\\\`/\\\\\\\`}" ;;`,
    `      \\'*) ;;`,
    '      *) printf -v name %q "$name" ;;',
    '    esac',
    '    COMPREPLY+=("$name")',
    '  done',
    '}',
    'complete -o default -F _nnplans nnplans',
  ].join('\n')}\n`;
}

/** As in bash; `compadd` quotes what it inserts. */
function zsh(loaded: readonly Command[]): string {
  return `${[
    '(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }',
    '_nnplans() {',
    '  local -a names',
    '  case "$words[CURRENT-1]" in',
    ...casesBefore(loaded, '    '),
    `    -s|-t) names=("$\{nnUNet_preprocessed:-.}"/Dataset*(N-/:t)) ;;`,
    '    *)',
    ...casesOfCommands(loaded, '      ', 'case "$words[2]" in', '"$words[CURRENT]"'),
    '  esac',
    '  compadd -a names || _files',
    '}',
    'compdef _nnplans nnplans',
  ].join('\n')}\n`;
}

/** Options whose value may be the name of a dataset. */
const datasets = ['s', 't'];

/** What the word before asks for: a choice, a rule, a command of nnU-Net; nothing of ours behind an option that takes a file. */
function casesBefore(loaded: readonly Command[], margin: string): readonly string[] {
  const choices = loaded.flatMap((command) =>
    Object.entries(command.options).flatMap(([name, { choices: some }]) =>
      some === undefined ? [] : [`${margin}${dashed(name)}) names=(${some.join(' ')}) ;;`],
    ),
  );
  const named = new Set([...datasets, 'rule']);
  const others = loaded.flatMap((command) =>
    Object.entries(command.options).flatMap(([name, { takes, choices: some }]) =>
      takes === 'nothing' || some !== undefined || named.has(name) ? [] : [dashed(name)],
    ),
  );
  return [
    ...new Set(choices),
    `${margin}${[...new Set(others)].join('|')}) ;;`,
    `${margin}--) names=(${commandNames.join(' ')}) ;;`,
    `${margin}--rule) names=(${rules.map((rule) => rule.id).join(' ')}) ;;`,
  ];
}

/** Options where a dash is typed, or where nothing else may follow; what else a command takes is mostly a file. */
function casesOfCommands(loaded: readonly Command[], margin: string, head: string, typed: string): readonly string[] {
  const options = ({ name, options: all, positionals }: Command) => {
    const names = Object.keys(all).map(dashed).join(' ');
    const others = [...positionals.flatMap(({ choices = [] }) => choices), ...(name === 'explain' ? explained : [])];
    if (positionals.length === 0) return `names=(${names})`;
    return `case ${typed} in -*) names=(${names}) ;; *) names=(${others.join(' ')}) ;; esac`;
  };
  return [
    `${margin}${head}`,
    ...loaded.map((command) => `${margin}  ${command.name}) ${options(command)} ;;`),
    `${margin}  *) names=(${loaded.map((command) => command.name).join(' ')} --help --version) ;;`,
    `${margin}esac ;;`,
  ];
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

const datasetsInFish = '(string match -- "Dataset*" (command ls -- $nnUNet_preprocessed 2>/dev/null))';

function isDataset(name: string, { value }: Option): boolean {
  return datasets.includes(name) && value !== undefined;
}
