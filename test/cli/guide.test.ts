import { readInvocation } from '../../src/nnunet/command-line/invocation.js';
import { plainWords } from '../../src/nnunet/command-line/word.js';
import type { Guide } from '../../src/report/guide.js';
import { widthOf } from '../../src/report/terminal/width.js';
import { nnplans, projectStorage } from '../support/command-line.js';

type Changes = Parameters<typeof projectStorage>[1];

async function guide(changes: Changes = {}): Promise<Guide> {
  const { stdout, code } = await nnplans('explain transfer --format json', {
    storage: projectStorage('examples/transfer', changes),
  });
  expect(code).toBe(0);
  return JSON.parse(stdout) as Guide;
}

const commandsOf = ({ parts }: Guide, part: number) => (parts[part]?.steps ?? []).map(({ command }) => command);

const transfers = (...entries: readonly object[]) => ({
  'nnplans.config.json': JSON.stringify({ transfers: entries }),
});

test('with the names of two datasets in reach', async () => {
  const found = await guide();
  expect(commandsOf(found, 0)).toEqual([
    'nnUNetv2_plan_and_preprocess -d 121 -overwrite_plans_name TinyPlans',
    'nnUNetv2_train 121 3d_fullres all -p TinyPlans',
    'nnUNetv2_extract_fingerprint -d 122',
    'nnplans transfer -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom --write',
    'cp "$nnUNet_raw/Dataset122_PancreasCT/dataset.json" "$nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json"',
    'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
    'nnplans check -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom -c 3d_fullres',
    'nnUNetv2_train 122 3d_fullres FOLD -p PretrainedPlansCustom -pretrained_weights ' +
      '"$nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_all/checkpoint_final.pth"',
  ]);
  expect(found.paragraphs.join(' ')).toContain('the two datasets that nnplans found');
});

test('with the names of the transfer that the config lists', async () => {
  const found = await guide(transfers({ pretraining: '122/MyPlans', finetuning: '121', configurations: ['2d'] }));
  expect(commandsOf(found, 0)).toContain('nnplans transfer -s 122 -t 121 -sp MyPlans -tp PlansFrom122 --write');
  expect(commandsOf(found, 0)).toContain('nnUNetv2_preprocess -d 121 -plans_name PlansFrom122 -c 2d');
  expect(found.paragraphs.join(' ')).toContain('the first transfer in nnplans.config.json');
});

test('with names made up where there are none', async () => {
  const nothing = { nnUNet_raw: undefined, nnUNet_preprocessed: undefined, nnUNet_results: undefined };
  for (const changes of [nothing, { ...nothing, ...transfers({ pretraining: 'a.json', finetuning: 'b.json' }) }]) {
    const found = await guide(changes);
    expect(commandsOf(found, 0)).toContain('nnUNetv2_plan_and_preprocess -d 1');
    expect(found.paragraphs.join(' ')).toContain('invented');
  }
});

test('the way that the config names comes first', async () => {
  const config = {
    direction: 'finetuning-to-pretraining',
    transfers: [{ pretraining: '121/PlansFrom122', finetuning: '122/nnUNetResEncUNetLPlans' }],
  };
  const found = await guide({ 'nnplans.config.json': JSON.stringify(config) });
  expect(commandsOf(found, 0).slice(0, 3)).toEqual([
    'nnUNetv2_plan_and_preprocess -d 122 -pl nnUNetPlannerResEncL',
    'nnUNetv2_extract_fingerprint -d 121',
    'nnplans transfer -s 122 -t 121 -sp nnUNetResEncUNetLPlans -tp PlansFrom122 --write --direction finetuning-to-pretraining',
  ]);
  expect(found.parts[0]?.title).toContain('has not been run');
});

test('every command is one that nnU-Net or nnplans understands', async () => {
  const storage = projectStorage('examples/transfer');
  const found = await guide();
  const commands = [...commandsOf(found, 0), ...commandsOf(found, 1)];
  for (const command of commands.filter((line) => line.startsWith('nnUNetv2_'))) {
    const invocation = readInvocation(plainWords(command.replace('FOLD', '0').split(' ')), undefined);
    expect({ command, problems: invocation?.problems }).toEqual({ command, problems: [] });
  }
  for (const command of commands.filter((line) => line.startsWith('nnplans '))) {
    const { stderr } = await nnplans(command.replace(/^nnplans /, ''), { storage });
    expect(stderr).not.toContain('See: nnplans');
  }
});

test('all four generations of the documentation are told', async () => {
  const rows = (await guide()).parts.at(-1)?.table?.rows.map(([release]) => release);
  expect(rows).toEqual(['2.0, 2.1', '2.2 to 2.4.2', '2.5.1', '2.5.2 and later']);
});

test('on a terminal and as Markdown', async () => {
  const storage = projectStorage('examples/transfer');
  const text = (await nnplans('explain transfer', { storage })).stdout;
  for (const line of text.split('\n')) if (!line.includes('/fold_all/')) expect(widthOf(line)).toBeLessThanOrEqual(80);
  const markdown = (await nnplans('explain transfer --format markdown', { storage })).stdout;
  expect(markdown).toMatch(/^# Finetuning/);
  expect(markdown.match(/^```sh$/gm)).toHaveLength(2);
  expect(markdown).toContain('| release | printed | plans go | beware |\n|---|---|---|---|');
});
