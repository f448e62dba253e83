import type { Draw } from './draw.js';

const names = [
  'a',
  'b',
  'X',
  'D',
  'FOLD',
  'nnUNet_raw',
  'nnUNet_results',
  'PATH',
  'IFS',
  'f',
  'g',
  '_',
  '__proto__',
  'constructor',
  'i',
];
const train = 'nnUNetv2_train';

/** Programs of a shell, drawn from its grammar: each node may be repeated, nested or made long. */
export class ShellGrammar {
  constructor(
    readonly draw: Draw,
    readonly files: readonly string[] = ['run.sh', 'other.sh'],
  ) {}

  script(): string {
    const { draw } = this;
    const lines = draw.list(draw.pick([3, 10, 30, 20_000]), () => this.statement(0), 30);
    const one = draw.chance(0.15) ? `${draw.repeat(`${this.statement(2)}\n`, 200_000)}` : '';
    return `${draw.chance(0.5) ? '#!/bin/bash\n' : ''}${draw.chance(0.1) ? `#SBATCH --array=0-${this.number()}%${this.number()}\n` : ''}${lines.join('\n')}\n${one}`;
  }

  number(): string {
    return this.draw.pick(['0', '1', '9', '300', '100000', '999999999999999999999', '-5', '08', '1e9', '2147483648']);
  }

  name(): string {
    return this.draw.chance(0.1) ? `v${this.draw.below(5000)}` : this.draw.pick(names);
  }

  words(depth: number): string {
    return this.draw.list(this.draw.pick([1, 2, 4, 50_000]), () => this.word(depth), 6).join(' ');
  }

  word(depth: number): string {
    const { draw } = this;
    if (depth > 3) return draw.pick(['a', '$X', '1', '3d_fullres', '"$@"', '-p']);
    const inner = () => this.word(depth + 1);
    switch (draw.below(22)) {
      case 0:
        return `{${draw.list(6, () => inner().replace(/\s/g, '')).join(',')}}`;
      case 1:
        return draw.repeat(
          draw.pick([
            '{1..9}',
            '{a,b}',
            '{a..z}',
            '{1..1000}',
            '{',
            '{a,',
            '$X',
            '*',
            '[a-z]',
            '?(a)',
            '@(a|b)',
            '~',
            '${X}',
            '$(:)',
            '`',
            '"',
            "'",
            '\\',
            '$((',
            '$(',
            '<(',
          ]),
          20_000,
        );
      case 2: {
        const n = draw.count(3000, 8);
        return `${draw.pick(['{a,', '{1..3}{', 'x{'])}`.repeat(n) + draw.pick(['b', '1..3', '']) + '}'.repeat(n);
      }
      case 3:
        return `{${this.number()}..${this.number()}${draw.chance(0.3) ? `..${this.number()}` : ''}}`;
      case 4:
        return `"${inner().replaceAll('"', '')}$${this.name()}${inner().replaceAll('"', '')}"`;
      case 5:
        return `$(${this.simple(depth + 1)})`;
      case 6:
        return `\${${this.name()}${draw.pick([':-', ':=', '-', ':+', '##', '#', '%', '%%', '/', '//', ':', '^^', ',,', '@', ':?'])}${inner()}}`;
      case 7:
        return `\${${draw.pick(['#', '!', ''])}${this.name()}[${draw.pick(['@', '*', '0', '-1', '$i', '999999999'])}]}`;
      case 8:
        return `$((${this.sum(0)}))`;
      case 9: {
        const n = draw.count(5000, 3);
        return (
          draw.pick(['$(', '$((', '${a:-', '"$(', '`', '{a,']).repeat(n) +
          draw.pick([':', '1', 'x']) +
          draw.pick([')', '))', '}', ')"', '`', '']).repeat(n)
        );
      }
      case 10:
        return `\${X${draw.pick(['##', '%%', '#', '%', '//'])}${draw.repeat(draw.pick(['*a', '?', '*', '[!a]', '*[a-z]', '\\*']), 5000)}b}`;
      case 11:
        return draw.repeat('a', 3_000_000);
      case 12:
        return `$(seq ${this.number()} ${this.number()})`;
      case 13:
        return `$(printf '${draw.pick(['%03d', '%999999999d', '%s%s%s', '%*d', '%.99999s'])}' ${inner()} ${inner()})`;
      case 14:
        return draw.pick(['"$@"', '$*', '"$@" "$@"', '$#', '$0', '${@:2}', '${!X}', '${!X@}']);
      case 15:
        return `$(basename ${inner()} ${inner()})`;
      default:
        return draw.pick([
          '4',
          '3d_fullres',
          '0',
          '-p',
          '-pretrained_weights',
          `$${this.name()}`,
          `"$${this.name()}"`,
          'Dataset121_AbdomenCT',
          '-d',
          '-np',
          'all',
          '--c',
          'x=y',
        ]);
    }
  }

  sum(depth: number): string {
    const { draw } = this;
    if (depth > 3) return draw.pick(['1', 'X', 'a', '0x7fffffffffffffff', '08', '2**63', '16#ff']);
    const part = () => this.sum(depth + 1);
    switch (draw.below(8)) {
      case 0:
        return `${part()}${draw.repeat(draw.pick(['+1', '*2', '**2', '-X', '<<1', ',1', '?1:2', '&&1', '%3']), 60_000)}`;
      case 1: {
        const n = draw.count(20_000, 2);
        return `${'('.repeat(n)}${part()}${')'.repeat(n)}`;
      }
      case 2:
        return `${draw.repeat(draw.pick(['-', '!', '~', '+', '- ', '1?']), 50_000)}${part()}`;
      case 3:
        return `${this.name()}${draw.pick(['++', '+=', '*=', '=', '<<='])}${part()}`;
      case 4:
        return draw.repeat('9', 100_000);
      default:
        return `${part()}${draw.pick(['+', '*', '-', '/', '%', '**', '<', '==', '&&'])}${part()}`;
    }
  }

  simple(depth: number): string {
    const { draw } = this;
    switch (draw.below(18)) {
      case 0:
        return `${train} ${this.words(depth)}`;
      case 1:
        return `${draw.pick(['nnUNetv2_predict', 'nnUNetv2_plan_and_preprocess', 'nnUNetv2_move_plans_between_datasets', 'nnUNetv2_preprocess', 'nnUNetv2_apply_postprocessing', 'nnUNet_train', 'nnUNetv2_trian'])} ${this.words(depth)}`;
      case 2:
        return `${this.name()}=${this.word(depth)}`;
      case 3: {
        const name = this.name();
        return `${name}=$${name}$${name}${draw.pick(['', `$${name}`, 'a', '$X'])}`;
      }
      case 4:
        return `${this.name()}${draw.pick(['=', '+='])}(${this.words(depth)})`;
      case 5: {
        const name = this.name();
        return `${name}+=("\${${name}[@]}" "\${${name}[@]}")`;
      }
      case 6:
        return `${this.name()}[${this.number()}]=${this.word(depth)}`;
      case 7:
        return `${draw.pick(['f', 'g', 'h'])} ${draw.pick(['', '"$@" "$@" a', '$1$1', '"$*"', 'a', this.words(depth)])}`;
      case 8:
        return `eval "${draw.pick(['$x; $x', '$X', 'f', this.simple(3).replaceAll('"', '')])}"`;
      case 9:
        return `${draw.pick(['source', '.', 'bash', 'sh', 'sbatch', 'bash -x'])} ${draw.pick(this.files)} ${this.word(depth)}`;
      case 10:
        return `bash -c '${this.simple(3).replaceAll("'", '')}'`;
      case 11:
        return `${draw.pick(['export', 'local', 'declare -A', 'readonly', 'unset', 'shift', 'set --', 'read -r', 'getopts abc', 'trap', 'declare -n'])} ${this.words(depth)}`;
      case 12:
        return `cat <<${draw.pick(['E', "'E'", '-E'])}\n${draw.repeat(draw.pick([`${train} 1\n`, 'x\n', '$X', '$(f)\n', 'aaaaaaaaaaaaaaaaaaaaaaaa ', '\\\n']), 2_000_000)}\nE`;
      case 13:
        return `bash <<E\n${draw.repeat(draw.pick([`${train} 1\n`, 'x=$x$x\n', 'f "$@"\n', '#\n']), 100_000)}\nE`;
      case 14:
        return `${draw.pick(['xargs -I{}', 'nohup', 'srun -n 1', 'time', 'env A=1', 'sudo', 'parallel', 'timeout 5'])} ${train} ${this.words(depth)}`;
      case 15:
        return `echo ${this.words(depth)}${draw.pick(['', ' > run.sh', ' >> run.sh', ' | bash', ' | xargs bash', ' > other.sh; bash other.sh'])}`;
      case 16:
        return `[ ${this.word(depth)} ${draw.pick(['-gt', '=', '-f', '==', '-z'])} ${this.word(depth)} ]`;
      default:
        return draw.pick([':', 'cd $X', 'exit', 'return', 'break', 'continue', 'true', 'let X=X*X', '((X++))', 'wait']);
    }
  }

  statement(depth: number): string {
    const { draw } = this;
    if (depth > 3) return this.simple(depth);
    const body = () => draw.list(draw.pick([1, 2, 3]), () => this.statement(depth + 1), 30).join('\n');
    switch (draw.below(20)) {
      case 0:
        return `for ${this.name()} in ${this.words(depth)}; do ${body()}\ndone`;
      case 1:
        return `for ((i=0; i<${this.number()}; i${draw.pick(['++', '--', '+=0', '*=2'])})); do ${body()}\ndone`;
      case 2:
        return `while ${draw.pick(['true', '[ $X -lt 99 ]', 'f', 'read X', ':', '[ -f x ]'])}; do ${body()}\ndone`;
      case 3:
        return `if ${this.simple(depth)}; then ${body()}\nelse ${body()}\nfi`;
      case 4:
        return `case ${this.word(depth)} in ${draw.list(draw.pick([3, 3000]), () => `${draw.pick(['a', '*a*b*', '[a-z]*', '-d', '*'])}) ${this.simple(4)};;`, 20).join(' ')} esac`;
      case 5:
        return `${draw.pick(['f', 'g', 'h'])}() { ${body()}\n}`;
      case 6:
        return `f() { ${draw.repeat(draw.pick(['f; ', 'g; ', 'f "$@" "$@"; ', 'x=$x$x; ', 'f $(f); ']), 1000)} }\nf a`;
      case 7: {
        const [open, close] = draw.pick([
          ['for i in {1..200}; do ', '; done'],
          ['while true; do ', '; done'],
          ['if [ -f x ]; then a=1; ', '; fi'],
          ['( ', ' )'],
          ['{ ', '; }'],
          ['case $X in a) ', ';; esac'],
          ['f() { ', '; }'],
          ['until f; do ', '; done'],
        ] as const);
        const n = draw.count(draw.pick([12, 59, 5000]), 30);
        return `${open.repeat(n)}${this.simple(3)}${close.repeat(n)}`;
      }
      case 8:
        return `${this.simple(depth)}${draw.repeat(draw.pick([' | cat', ' && :', ' || :', ' ; :', ' & :', ' | xargs echo']), 20_000)}`;
      case 9:
        return draw
          .list(
            20_000,
            (i) =>
              draw.pick([
                `v${i}=1; [ -f x ] && w=1`,
                `f${i}() { f${i + 1} a; }`,
                `export E${i}=$E${i + 1}`,
                `if [ -f a ]; then v${i}=1; fi`,
              ]),
            30,
          )
          .join('\n');
      case 10:
        return `for i in {1..${this.number()}}; do ${this.name()}=\${${this.name()}}${this.word(2)}; ${train} $i; done`;
      case 11:
        return `( ${body()}\n)`;
      case 12:
        return `${this.simple(depth)}${draw.list(200, () => draw.pick([' <<E', ' > x', ' 2>&1', ' <<< a', ' <<-"F"']), 6).join('')}\nE\n`;
      default:
        return this.simple(depth);
    }
  }
}

/** A notebook: cells of shell, magics and Python, and cells that are none. */
export function notebookText(draw: Draw): string {
  const shell = new ShellGrammar(draw);
  const line = () =>
    draw.pick([
      () => `!${shell.simple(2)}`,
      () =>
        `${draw.pick(['x', 'y', 'z'])} = ${draw.pick(['"a"', 'f"{x}{x}"', 'f"{y}{x}{z:09999d}"', '1', 'x', "'aa'", 'f"{x:99d}"', '[1]', 'str(x)'])}`,
      () => `%env A${draw.below(9)}=${draw.pick(['1', '$A', '{x}', '{x}{x}', draw.repeat('a', 10_000)])}`,
      () => `os.environ["${draw.pick(['A', 'nnUNet_raw', '__proto__'])}"] = ${draw.pick(['x', 'f"{x}{x}"', '"/a"'])}`,
      () => `for ${draw.repeat('i, ', 2000)} in x:`,
      () => `!nnUNetv2_train {x} ${draw.repeat('{x} ', 5000)}`,
      () => `${draw.repeat(' ', 100_000)}x = 1${draw.repeat('\\\n', 20_000)}`,
      () => `x = "${draw.repeat(draw.pick(['a', '{', '{x}', '\\', "'"]), 100_000)}`,
      () => `${draw.repeat('a', 200_000)} = 1`,
    ])();
  const source = (): unknown =>
    draw.pick<() => unknown>([
      () => draw.list(draw.pick([3, 5000]), () => `${line()}\n`, 40),
      () => `%%bash\n${shell.script()}`,
      () => line(),
      () => draw.pick([7, null, { a: 1 }, [[['x']]], [1, null, {}, []], true, '', []]),
      () => draw.repeat('x = f"{x}{x}"\n', 50_000),
    ])();
  const cell = (): unknown => {
    const made = {
      cell_type: draw.pick(['code', 'code', 'code', 'markdown', 'raw', 7]),
      [draw.pick(['source', 'source', 'input'])]: source(),
    };
    return draw.pick([made, made, made, made, null, 3, [made]]);
  };
  const few = draw.list(30, cell, 200);
  const one = cell();
  const room = JSON.stringify(one).length + 4;
  const cells = draw.chance(0.4) ? draw.list(300_000, () => one, room) : few;
  const holder = draw.chance(0.1)
    ? { worksheets: draw.list(100_000, () => ({ cells: [] }), 14).concat([{ cells } as never]) }
    : { cells };
  return JSON.stringify(draw.chance(0.03) ? [holder] : holder);
}

export function makefileText(draw: Draw): string {
  const shell = new ShellGrammar(draw);
  const variable = () => draw.pick(['A', 'B', 'V1', 'V2', '__proto__', '@', '<', '^', '*']);
  const use = () =>
    draw.pick([
      '$(A)',
      '$(B)$(B)',
      '$(V1)',
      '$@',
      '$^',
      '$*',
      '$(shell ls)',
      `$(foreach i,$(A),${variable()})`,
      `$(patsubst %.a,%.b,$(A))`,
      '$($(A))',
      draw.repeat('$(A)', 10_000),
      draw.repeat('$(', 20_000),
      '$(call f,$(A))',
      '$(MAKE) t2',
    ]);
  const line = () =>
    draw.pick([
      () => `${variable()} ${draw.pick(['=', ':=', '+=', '?=', '::=', '!='])} ${use()}${use()}`,
      () =>
        `t${draw.below(50)}${draw.chance(0.3) ? '%' : ''}: ${draw.list(draw.pick([2, 2000]), () => `t${draw.below(50)}`, 4).join(' ')}\n\t${draw.pick(['@', '-', ''])}${shell.simple(2).replaceAll('\n', ' ')} ${use()}`,
      () => `%.o: %.c\n\tnnUNetv2_train $* ${use()}`,
      () => `t${draw.below(9)}: t${draw.below(9)}`,
      () => `${draw.list(20_000, (i) => `t${i}`, 6).join(' ')}: ${draw.pick(['a', '%', use()])}\n\tnnUNetv2_train $@`,
      () => draw.list(20_000, (i) => `V${i} = $(V${i + 1})$(V${i + 1})`, 22).join('\n'),
      () => draw.list(20_000, (i) => `g${i}: g${i + 1}\n\t:`, 14).join('\n'),
      () => draw.list(3000, (i) => `%.p${i}: %.q${i}\n\tnnUNetv2_train $*`, 30).join('\n'),
      () => `include ${draw.pick(['Makefile', 'other.mk', use()])}`,
      () => `define X\n${draw.repeat('nnUNetv2_train 1\n', 20_000)}endef`,
      () => draw.repeat('ifdef A\n', 20_000),
      () => `A = ${draw.repeat(draw.pick(['a', 'a ', '\\\n', '$(B)', '#']), 2_000_000)}`,
      () => `all:\n${draw.repeat(`\t${shell.simple(3).replaceAll('\n', ' ')}\n`, 50_000)}`,
      () => '.ONESHELL:',
    ])();
  return draw.list(draw.pick([5, 30, 5000]), line, 30).join('\n');
}

/** A driver in Python, as people write them around nnU-Net. */
export function pythonText(draw: Draw): string {
  const line = () =>
    draw.pick([
      () =>
        `subprocess.run(["nnUNetv2_train", ${draw.list(5000, () => draw.pick(['"1"', 'x', 'str(f)', '*args']), 6).join(', ')}])`,
      () => `os.system(f"nnUNetv2_train {x} ${draw.repeat('{x}', 10_000)}")`,
      () => 'x = x + x',
      () => 'x *= 1000000000',
      () => `x = ${draw.repeat(draw.pick(['(', '[', '-', 'not ', 'lambda: ', 'f"{']), 30_000)}1`,
      () =>
        `${draw.list(100, (i) => `${' '.repeat(i)}for i in range(1000000000):`, 40).join('\n')}\n${' '.repeat(101)}pass`,
      () => `x = "${draw.repeat('a', 3_000_000)}"`,
      () => `def f(${draw.list(5000, (i) => `a${i}`, 6).join(', ')}): f(); f()`,
      () => `"""${draw.repeat('x\n', 500_000)}`,
      () => draw.repeat('x = [x, x]\n', 50_000),
    ])();
  return `import os, subprocess\nx = "a"\n${draw.list(draw.pick([5, 2000]), line, 30).join('\n')}\n`;
}
