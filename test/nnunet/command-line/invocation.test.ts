import fc from 'fast-check';
import { commandNames, releases } from '../../../src/nnunet/command-line/entry-points.js';
import { type Invocation, readInvocation } from '../../../src/nnunet/command-line/invocation.js';
import { flagOf, isGiven, numberOf, textOf, textsOf } from '../../../src/nnunet/command-line/values.js';
import { commandText, plainWords, type Word } from '../../../src/nnunet/command-line/word.js';

const train = 'nnUNetv2_train 2 3d_fullres 0';

function read(line: string, range?: string): Invocation {
  const invocation = readInvocation(plainWords(line.split(' ')), range);
  if (invocation === undefined) throw new Error(`no command: ${line}`);
  return invocation;
}

function corrected(line: string, range?: string): string | undefined {
  const words = read(line, range).corrected;
  return words === undefined ? undefined : commandText(words);
}

describe('a command of nnU-Net', () => {
  test('gives its values by name, with defaults where nothing is given', () => {
    const invocation = read(`${train} -num_gpus 2 --npz`);
    expect(textOf(invocation, 'dataset_name_or_id')).toBe('2');
    expect(textOf(invocation, 'p')).toBe('nnUNetPlans');
    expect(isGiven(invocation, 'p')).toBe(false);
    expect(isGiven(invocation, 'num_gpus')).toBe(true);
    expect(numberOf(invocation, 'num_gpus')).toBe(2);
    expect(flagOf(invocation, 'npz')).toBe(true);
    expect(flagOf(invocation, 'c')).toBe(false);
    expect(textOf(invocation, 'pretrained_weights')).toBeUndefined();
    expect(textsOf(read('nnUNetv2_preprocess -d 2 4'), 'c')).toEqual(['2d', '3d_fullres', '3d_lowres']);
    expect(textsOf(read('nnUNetv2_preprocess -d 2 4'), 'd')).toEqual(['2', '4']);
    expect(invocation.values.get('num_gpus')?.words).toEqual([4, 5]);
  });

  test.each([
    ['/opt/conda/bin/nnUNetv2_train 2 3d_fullres 0', 'nnUNetv2_train'],
    ['python -m nnunetv2.run.run_training 2 3d_fullres 0', 'nnUNetv2_train'],
    ['python3.11 -u -W ignore nnUNet/nnunetv2/run/run_training.py 2 3d_fullres 0', 'nnUNetv2_train'],
    ['CUDA_VISIBLE_DEVICES=0 nohup nnUNetv2_train 2 3d_fullres 0', 'nnUNetv2_train'],
    ['env A=1 B=2 srun -N 1 --gres=gpu:1 nnUNetv2_train 2 3d_fullres 0', 'nnUNetv2_train'],
    ['torchrun --nproc_per_node 2 -m nnunetv2.run.run_training 2 3d_fullres 0', 'nnUNetv2_train'],
    ['uv run --python 3.11 nnUNetv2_preprocess -d 2', 'nnUNetv2_preprocess'],
    ['conda run -n nnunet --no-capture-output nnUNetv2_predict -i a -o b -d 2 -c 2d', 'nnUNetv2_predict'],
    ['python nnunetv2/experiment_planning/plan_and_preprocess_entrypoints.py -d 2', 'nnUNetv2_plan_and_preprocess'],
    ['nnUNetv2_train.exe 2 3d_fullres 0', 'nnUNetv2_train'],
  ])('is found in: %s', (line, name) => {
    expect(read(line)).toMatchObject({ name, problems: [], runsElsewhere: false });
  });

  test.each([
    'echo nnUNetv2_train 2 3d_fullres 0',
    'which nnUNetv2_train',
    'nnUNet_train 3d_fullres nnUNetTrainerV2 2 0',
    'nnUNetv2_trian 2 3d_fullres 0',
    'python train.py nnunetv2',
    'python -m nnunetv2.inference.predict_from_raw_data',
    'CUDA_VISIBLE_DEVICES=0',
    '',
  ])('is not found in: %s', (line) => {
    expect(readInvocation(plainWords(line.split(' ')))).toBeUndefined();
  });

  test('knows what the line sets for it alone, and whether it runs where folders are called otherwise', () => {
    const words: Word[] = [
      ...plainWords(['CUDA_VISIBLE_DEVICES=0']),
      { text: undefined, written: 'nnUNet_results=$HOME/r' },
    ];
    const invocation = readInvocation([...words, ...plainWords(train.split(' '))]);
    expect([...(invocation?.environment ?? [])]).toEqual([
      ['CUDA_VISIBLE_DEVICES', '0'],
      ['nnUNet_results', undefined],
    ]);
    expect(read('docker run -e nnUNet_raw=/raw image nnUNetv2_preprocess -d 2')).toMatchObject({ runsElsewhere: true });
  });
});

describe('words that only the shell will know', () => {
  test('leave what they give unknown, and the rest known', () => {
    const invocation = readInvocation([
      ...plainWords(['nnUNetv2_train', '2', '3d_fullres']),
      { text: undefined, written: '$FOLD' },
      ...plainWords(['-p', 'MyPlans', '-num_gpus']),
      { text: undefined, written: '$GPUS' },
    ]);
    if (invocation === undefined) throw new Error('no command');
    expect(invocation.problems).toEqual([]);
    expect(textOf(invocation, 'fold')).toBeUndefined();
    expect(isGiven(invocation, 'fold')).toBe(true);
    expect(numberOf(invocation, 'num_gpus')).toBeUndefined();
    expect(textOf(invocation, 'p')).toBe('MyPlans');
  });

  test('may be several words: then nothing is said about what is missing or left at its default', () => {
    const invocation = readInvocation([
      { text: 'nnUNetv2_train' },
      { text: '2' },
      { text: undefined, written: '$OPTIONS', isElastic: true },
      ...plainWords(['0', '-tr', 'T', '--foo']),
    ]);
    if (invocation === undefined) throw new Error('no command');
    expect(invocation.problems.map(({ kind, text }) => [kind, text])).toEqual([['unknown option', '--foo']]);
    expect(textOf(invocation, 'dataset_name_or_id')).toBe('2');
    expect(textOf(invocation, 'configuration')).toBeUndefined();
    expect(textOf(invocation, 'fold')).toBeUndefined();
    expect(textOf(invocation, 'p')).toBeUndefined();
    expect(textOf(invocation, 'tr')).toBe('T');
  });
});

test('thousands of words too many are told of by the first', () => {
  const { problems } = read(`${train} ${'x '.repeat(50_000)}y`);
  expect(problems).toHaveLength(20);
  expect(problems[0]?.python.length).toBeLessThan(200);
});

describe('words that were pasted', () => {
  const line = `${train} \u2013p \u201cMine\u201d \u2013-c`;

  test('are the only problem, and mean what they look like', () => {
    expect(read(line).problems.map(({ kind, text }) => [kind, text])).toEqual([
      ['pasted character', '\u2013p'],
      ['pasted character', '\u201cMine\u201d'],
      ['pasted character', '\u2013-c'],
    ]);
    expect(textOf(read(line), 'p')).toBe('Mine');
  });

  test('are typed anew, a dash as one hyphen or two', () => {
    expect(corrected(line)).toBe(`${train} -p Mine --c`);
    expect(corrected(`${train} -p=\u201cMine\u201d`)).toBe(`${train} -p=Mine`);
    expect(corrected('nnUNetv2_preprocess \u2014d 2\u00a03 \u2014verbose')).toBe(
      'nnUNetv2_preprocess -d 2 3 --verbose',
    );
  });
});

describe('a corrected command', () => {
  test.each([
    ['nnUNetv2_train -d 2 -c 3d_fullres -f 0', train],
    ['nnUNetv2_train --dataset 2 --configuration 3d_fullres --fold 0 -p X', `${train} -p X`],
    [`${train} -plans_name X`, `${train} -p X`],
    [`${train} --p=X`, `${train} -p X`],
    [`${train} -c`, `${train} --c`],
    [`${train} --resume`, `${train} --c`],
    [`${train} -pretrained w.pth`, `${train} -pretrained_weights w.pth`],
    [`${train} --pretrained_weights w.pth`, `${train} -pretrained_weights w.pth`],
    [`${train} --npz=1`, `${train} --npz`],
    [`${train} -p`, `${train} -p PLANS`],
    [`${train} --quux 3`, train],
    [`${train} --use_compressed`, train],
    ['nnUNetv2_train 2 3d_fullres -p X', `${train.slice(0, -1)}FOLD -p X`],
    ['nnUNetv2_preprocess -d Dataset002_Heart', 'nnUNetv2_preprocess -d 2'],
    ['nnUNetv2_preprocess -d 2,4 --plans X', 'nnUNetv2_preprocess -d 2 4 -plans_name X'],
    ['nnUNetv2_preprocess 2 -c 3d_fullres', 'nnUNetv2_preprocess -d 2 -c 3d_fullres'],
    ['nnUNetv2_preprocess -c 3d_fullres', 'nnUNetv2_preprocess -c 3d_fullres -d DATASET'],
    ['nnUNetv2_plan_and_preprocess -d 2 -p X', 'nnUNetv2_plan_and_preprocess -d 2 -overwrite_plans_name X'],
    ['nnUNetv2_predict -i a -o b -t 2 -m 3d_fullres', 'nnUNetv2_predict -i a -o b -d 2 -c 3d_fullres'],
    ['nnUNetv2_predict -i a -o b -d 2 -c 2d -f 0,1', 'nnUNetv2_predict -i a -o b -d 2 -c 2d -f 0 1'],
    ['nnUNetv2_predict -input a -output b -d 2 -c 2d', 'nnUNetv2_predict -i a -o b -d 2 -c 2d'],
    [
      'nnUNetv2_move_plans_between_datasets --source 1 -t 2 -sp A',
      'nnUNetv2_move_plans_between_datasets -s 1 -t 2 -sp A',
    ],
    ['A=1 nohup nnUNetv2_train 2 3d_fullres --fold 0', `A=1 nohup ${train}`],
  ])('%s → %s', (line, wanted) => {
    expect(corrected(line)).toBe(wanted);
  });

  test.each([
    `${train} 1 2`,
    `${train} --c -pretrained_weights w.pth`,
    `${train} -device 1`,
    'nnUNetv2_train Heart 3d_fullres 0',
  ])('is not guessed at: %s', (line) => {
    expect(read(line).problems.length).toBeGreaterThan(0);
    expect(corrected(line)).toBeUndefined();
  });

  test('is one that has no problems, whatever was typed; nothing is ever thrown', () => {
    const options = [
      '-p',
      '-d',
      '-c',
      '--c',
      '-f',
      '-plans_name',
      '-tr',
      '-h',
      '--',
      '-np',
      '-num_gpus=2',
      '-t',
      '-x',
      '-1',
      '2',
      '3d_fullres',
      '',
      'Dataset002_A',
      '=',
      '--=',
      '-i',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...commandNames),
        fc.constantFrom(...releases),
        fc.array(fc.oneof(fc.constantFrom(...options), fc.string({ maxLength: 6 })), { maxLength: 9 }),
        (name, release, texts) => {
          const invocation = readInvocation(plainWords([name, ...texts]), release);
          if (invocation?.corrected === undefined) return;
          expect(readInvocation(invocation.corrected, release)?.problems).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('what nnU-Net itself refuses', () => {
  test.each([
    [`${train} --c -pretrained_weights w.pth`, ['--c', '-pretrained_weights']],
    [`${train} --c --val`, ['--c', '--val']],
    [`${train} --val_best --disable_checkpointing`, ['--val_best', '--disable_checkpointing']],
    [`${train} -device cuda:1`, ['-device']],
    [`${train} -num_gpus 2 -device cpu`, ['-device', '-num_gpus']],
    ['nnUNetv2_train 2 3d_fullres fold_0', ['fold']],
    ['nnUNetv2_train Heart 3d_fullres 0', ['dataset_name_or_id']],
    ['nnUNetv2_predict -i a -o b -d 2 -c 2d -part_id 2 -num_parts 2', ['-part_id', '-num_parts']],
    ['nnUNetv2_preprocess -d 2 -np 4 4', ['-np', '-c']],
    ['nnUNetv2_plan_experiment -d 2 -overwrite_target_spacing 1,1,1', ['-overwrite_target_spacing']],
    ['nnUNetv2_move_plans_between_datasets -s Heart -t 2 -sp A', ['-s']],
  ])('%s', (line, names) => {
    expect(read(line).problems).toEqual([expect.objectContaining({ kind: 'refused', arguments: names })]);
  });

  test.each([
    `${train} -device cpu`,
    'nnUNetv2_train 002 3d_fullres all',
    'nnUNetv2_preprocess -d 2 -np 4',
    'nnUNetv2_predict -i a -o b -d 2 -c 2d -f all 0',
  ])('but not: %s', (line) => {
    expect(read(line).problems).toEqual([]);
  });
});
