import { commandsOf, lineOf, read } from './support.js';

const train = 'nnUNetv2_train';

const cases: readonly (readonly [name: string, script: string, commands: readonly string[]])[] = [
  ['plain words', `${train} 4 3d_fullres 0`, [`${train} 4 3d_fullres 0`]],
  ['a variable', `D=4\n${train} $D`, [`${train} 4`]],
  ['a variable in quotes', `D="a b"\n${train} "$D" '$D'`, [`${train} a b $D`]],
  ['a default', `D=\${1:-4}; ${train} $D \${FOLD:=2} $FOLD \${X-y} \${X:+z}`, [`${train} 4 2 2 y`]],
  ['an argument of the script', `${train} $1 "$2"`, [`${train} ‹$1› ‹$2›`]],
  ['all arguments', `${train} 4 "$@"`, [`${train} 4 ‹$@›*`]],
  ['a path that is known at its end', `${train} -w $R/fold_0/x.pth`, [`${train} -w ‹$R/fold_0/x.pth›`]],
  ['a line that goes on', `${train} 4 \\\n  3d_fullres`, [`${train} 4 3d_fullres`]],
  ['a list', `A=(-d 4 "x y"); ${train} "\${A[@]}" \${#A[@]} \${A[1]} \${A[-1]}`, [`${train} -d 4 x y 3 4 x y`]],
  ['a list that grows', `A=(1); A+=(2); A[5]=6; ${train} "\${A[*]}"`, [`${train} 1 2 6`]],
  ['a map', `declare -A M=([a]=1 ["b"]="2 3"); k=b; ${train} "\${M[$k]}" \${M[a]} \${!M[@]}`, [`${train} 2 3 1 a b`]],
  ['numbers between braces', `for f in {0..2}; do ${train} $f; done`, [`${train} 0`, `${train} 1`, `${train} 2`]],
  ['padded numbers', `for f in {08..10}; do ${train} $f; done`, [`${train} 08`, `${train} 09`, `${train} 10`]],
  [
    'alternatives between braces',
    `${train} Dataset{001,002}_X{a,b}`,
    [`${train} Dataset001_Xa Dataset001_Xb Dataset002_Xa Dataset002_Xb`],
  ],
  ['seq', `for f in $(seq 0 2 4); do ${train} $f; done`, [`${train} 0`, `${train} 2`, `${train} 4`]],
  ['backticks', `for f in \`seq 1 2\`; do ${train} $f; done`, [`${train} 1`, `${train} 2`]],
  ['a list of words', `FOLDS="0 all"; for f in $FOLDS; do ${train} $f; done`, [`${train} 0`, `${train} all`]],
  ['an unknown list', `for f in $(ls cases); do ${train} $f; done`, [`${train} ‹$f›`]],
  [
    'loops in loops',
    `for d in 1 2; do for f in 0 1; do ${train} $d $f; done; done`,
    [`${train} 1 0`, `${train} 1 1`, `${train} 2 0`, `${train} 2 1`],
  ],
  ['a loop like in C', `for ((i=0; i<3; i++)); do ${train} $i; done`, [`${train} 0`, `${train} 1`, `${train} 2`]],
  ['a loop that counts', `i=1; while [ $i -le 2 ]; do ${train} $i; i=$((i+1)); done`, [`${train} 1`, `${train} 2`]],
  ['a loop that is left', `for f in 0 1 2; do if [ $f = 1 ]; then break; fi; ${train} $f; done`, [`${train} 0`]],
  [
    'a turn that is skipped',
    `for f in 0 1 2; do [ $f = 1 ] && continue; ${train} $f; done`,
    [`${train} 0`, `${train} 2`],
  ],
  ['lines that are read', `while read -r d; do ${train} $d; done < list.txt`, [`${train} ‹$d›`]],
  ['a loop for ever', `while true; do ${train} 1; break; done`, [`${train} 1`]],
  ['a function', `run() { local d=$1; ${train} $d "$2"; }\nrun 4 x; run 5 y`, [`${train} 4 x`, `${train} 5 y`]],
  ['a function that ends', `run() { ${train} 1; return; ${train} 2; }\nrun; ${train} 3`, [`${train} 1`, `${train} 3`]],
  ['a local variable', `D=1; f() { local D=2; ${train} $D; }; f; ${train} $D`, [`${train} 2`, `${train} 1`]],
  ['a function that nobody calls', `D=1; step() { ${train} $D $1; }`, [`${train} 1 ‹$1›`]],
  ['a command in a variable', `C="${train} 4"; $C 2d; eval "$C 3d"`, [`${train} 4 2d`, `${train} 4 3d`]],
  ['a name that is put together', `D=4; ${train} Dataset$(printf '%03d' $D)_X`, [`${train} Dataset004_X`]],
  [
    'parts of a value',
    `P=/a/Dataset004_X/m.pth; ${train} \${P##*/} \${P%.pth} $(basename $P .pth) $(dirname "$P")`,
    [`${train} m.pth /a/Dataset004_X/m m /a/Dataset004_X`],
  ],
  [
    'what is cut off at either end',
    `P=a_b_c.x.y; ${train} \${P#*_} \${P##*_} \${P%.*} \${P%%.*} \${P%[x-z]} \${P%[!x]} \${P#?} \${P%b}`,
    [`${train} b_c.x.y c.x.y a_b_c.x a_b_c a_b_c.x. a_b_c.x. _b_c.x.y a_b_c.x.y`],
  ],
  [
    'a value that is rebuilt',
    `P=a_b; ${train} "\${P/_/-}" "\${P:2}" "\${P^^}"`,
    [`${train} ‹${'${P/_/-}'}› ‹${'${P:2}'}› ‹${'${P^^}'}›`],
  ],
  [
    'a pair',
    `for e in 1:Liver 2:Spleen; do IFS=: read -r id name <<< "$e"; ${train} $id $name \${e%%:*}; done`,
    [`${train} 1 Liver 1`, `${train} 2 Spleen 2`],
  ],
  ['arithmetic', `D=7; ${train} $((D % 5 + 1)) $((-D * 2 / 3)) $((D++ + (D += 2))) $D`, [`${train} 3 -4 17 10`]],
  [
    'arithmetic beyond counting',
    `D=7; ${train} "$(( D ** 2 ))" "$(( 1 / 0 ))"`,
    [`${train} ‹$(( D ** 2 ))› ‹$(( 1 / 0 ))›`],
  ],
  ['a condition that is known', `S=2; if [ $S -gt 1 ]; then ${train} a; else ${train} b; fi`, [`${train} a`]],
  ['a condition that is not', `if [ -f x ]; then ${train} a; else ${train} b; fi`, [`${train} a`, `${train} b`]],
  [
    'a condition on a default',
    `S=\${1:-a}; if [ $S = a ]; then ${train} a; else ${train} b; fi`,
    [`${train} a`, `${train} b`],
  ],
  ['a switch', `X=true; if $X; then ${train} a; fi; if [[ $X == f* ]]; then ${train} b; fi`, [`${train} a`]],
  ['what two ways agree in', `if [ -f x ]; then A=1; B=1; else A=1; B=2; fi; ${train} $A $B`, [`${train} 1 ‹$B›`]],
  ['a way that ends', `if [ -z "$1" ]; then D=4; exit 1; fi; D=5; ${train} $D`, [`${train} 5`]],
  ['nothing after the end', `${train} 1; exit 0; ${train} 2`, [`${train} 1`]],
  ['a failure that is caught', `${train} 1 || { echo no; exit 1; }; ${train} 2`, [`${train} 1`, `${train} 2`]],
  ['a case', `M=b; case $M in a) ${train} 1;; b|c) ${train} 2;; *) ${train} 3;; esac`, [`${train} 2`]],
  ['a pattern', `M=nnX; case $M in nn*) ${train} 1;; *) ${train} 2;; esac`, [`${train} 1`]],
  [
    'arguments with defaults',
    `D=4; while [[ $# -gt 0 ]]; do case $1 in -d) D=$2; shift 2;; esac; done; ${train} $D`,
    [`${train} 4`],
  ],
  ['a prefix', `CUDA_VISIBLE_DEVICES=0 nohup ${train} 1 > log 2>&1 &`, [`${train} 1`]],
  [
    'a launcher',
    `srun -n 1 --gres=gpu:1 ${train} 1; singularity exec --nv x.sif ${train} 2`,
    [`${train} 1`, `${train} 2`],
  ],
  ['a folder in front', `"$ENV/bin/${train}" 1`, [`‹$ENV/bin/${train}› 1`]],
  ['a shell in a word', `bash -c '${train} $X 1'; sbatch --wrap="${train} 2"`, [`${train} ‹$X› 1`, `${train} 2`]],
  ['a pipe', `echo y | ${train} 1 2>&1 | tee log`, [`${train} 1`]],
  ['a shell of its own', `(cd x; D=1; ${train} $D); ${train} $D`, [`${train} 1`, `${train} ‹$D›`]],
  ['feed', `ls *.pth | xargs -I{} ${train} -w {}`, [`${train} -w ‹{}›`]],
  ['a comment', `# ${train} 1\necho "${train} 2"`, []],
  ['a text that is shown', `cat <<'EOF'\n${train} 1\nEOF`, []],
  ['a script in a here-document', `D=4\nsbatch <<EOF\n${train} $D \\$X\nEOF`, [`${train} 4 ‹$X›`]],
  [
    'a script that is written and started',
    `cat > job.sh <<EOF\n${train} $D \\$1\nEOF\nsbatch job.sh 7`,
    [`${train} ‹$D› 7`],
  ],
  ['Windows lines', `D=4\r\n${train} $D\r\n`, [`${train} 4`]],
];

test.each(cases)('%s', (_, script, commands) => {
  expect(commandsOf(read(script))).toEqual(commands);
});

describe('other files', () => {
  test('are read where they are sourced', () => {
    const script = read('source ./config.sh 7\nnnUNetv2_train $D $E', { files: { './config.sh': 'D=4; E=$1' } });
    expect(commandsOf(script)).toEqual(['nnUNetv2_train 4 7']);
    expect(script.files).toEqual(['./config.sh']);
  });

  test('are found beside the script', () => {
    const text = 'HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\n. "$HERE/../config.sh"\nnnUNetv2_train $D';
    const script = read(text, { file: '/w/scripts/run.sh', files: { '/w/config.sh': 'D=4' } });
    expect(commandsOf(script)).toEqual(['nnUNetv2_train 4']);
  });

  test('are told of where they are missing, unless they only make an environment ready', () => {
    const script = read('source paths.sh\nsource ~/.bashrc\nsource venv/bin/activate\nnnUNetv2_train $D');
    expect(script.notes).toEqual([
      { reason: 'paths.sh is read by the script and was not found', position: { file: 'run.sh', line: 1, column: 8 } },
    ]);
  });

  test('run with exported variables only', () => {
    const files = { 'job.sh': 'nnUNetv2_train ${A:-unset} ${B:-unset} $1' };
    const script = read('A=1\nexport B=2\nC=3 bash job.sh x', { files });
    expect(commandsOf(script)).toEqual(['nnUNetv2_train unset 2 x']);
    expect(script.runs[0]?.[0]?.position.file).toBe('job.sh');
  });

  test('that call themselves come to an end', () => {
    expect(commandsOf(read('bash run.sh', { files: { 'run.sh': 'bash run.sh; nnUNetv2_train 1' } }))).toBeDefined();
    expect(commandsOf(read('f() { f; }; f; nnUNetv2_train 1'))).toEqual(['nnUNetv2_train 1']);
  });
});

describe('job arrays', () => {
  test.each([
    ['#SBATCH --array=0-1%2', 'SLURM_ARRAY_TASK_ID'],
    ['#SBATCH -a 0,1', 'SLURM_ARRAY_TASK_ID'],
    ['#PBS -J 0-1', 'PBS_ARRAY_INDEX'],
    ['#$ -t 0-1', 'SGE_TASK_ID'],
    ['#BSUB -J "train[0-1]"', 'LSB_JOBINDEX'],
  ])('%s', (directive, variable) => {
    const script = read(`#!/bin/bash\n${directive}\nD=(4 7)\nnnUNetv2_train \${D[$${variable}]}`);
    expect(script.runs.map((run) => run.map(lineOf))).toEqual([['nnUNetv2_train 4'], ['nnUNetv2_train 7']]);
  });

  test('that are endless are cut', () => {
    expect(read('#SBATCH --array=0-99999\nnnUNetv2_train $SLURM_ARRAY_TASK_ID').runs.length).toBeLessThan(100);
  });
});

describe('what is told beside the words', () => {
  test('where they stand', () => {
    const [[command] = []] = read('D=4\n  srun nnUNetv2_train \\\n    "$D"').runs;
    expect(command?.position).toEqual({ file: 'run.sh', line: 2, column: 8 });
    expect(command?.words.at(-1)).toMatchObject({ written: '"$D"', position: { line: 3, column: 5 } });
  });

  test('the environment, also of `set -a`', () => {
    const [[command] = []] = read('A=1; export B=2; set -a; C=3; set +a; D=4 nnUNetv2_train').runs;
    expect([...(command?.environment.keys() ?? [])]).toEqual(['B', 'C', 'D']);
  });

  test('which commands exclude each other', () => {
    const [[a, b, c] = []] = read('if [ -f x ]; then p; else q; fi; r').runs;
    const [fork] = a?.branches ?? [];
    expect(a?.branches).toEqual([{ ...fork, arm: 0 }]);
    expect(b?.branches).toEqual([{ ...fork, arm: 1 }]);
    expect(c?.branches).toEqual([]);
  });

  test('a program that is tried is taken to succeed', () => {
    const [[a, b] = []] = read('if nnUNetv2_train 1; then nnUNetv2_train 2; fi').runs;
    expect([a?.branches, b?.branches]).toEqual([[], []]);
  });

  test('where it does not parse, and what runs before', () => {
    const script = read('nnUNetv2_train 1\nif true; then\nnnUNetv2_train 2\n');
    expect(script.fault?.position.line).toBeGreaterThan(1);
    expect(commandsOf(script)).toEqual(['nnUNetv2_train 1']);
  });
});
