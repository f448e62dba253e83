import { nnplans, projectStorage } from '../support/command-line.js';

const storage = projectStorage('examples/own-plans');
const plans = (dataset: string, name: string) => `nnUNet_preprocessed/${dataset}/${name}.json`;

const commands = [
  'audit',
  'audit --quiet',
  'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans',
  `diff ${plans('Dataset121_AbdomenCT', 'TinyPlans')} ${plans('Dataset122_PancreasCT', 'nnUNetPlans')}`,
  'match nnUNet_results nnUNet_preprocessed',
  'show nnUNet_preprocessed',
  `show ${plans('Dataset121_AbdomenCT', 'TinyPlans')}`,
  'transfer -s 121 -t 122 -sp TinyPlans -tp New',
  'rules',
  'explain transfer',
  'explain transfer/spacing-match',
  'init nnUNet_preprocessed',
  '--help',
  'check --help',
];

describe.each(commands)('%s', (command) => {
  test.each([0, 1, 2, 3, 4, 5, 6, 20, 100_000])('on %d columns', async (columns) => {
    const usual = await nnplans(command, { storage });
    const { code, stderr } = await nnplans(command, { storage, isTerminal: true, columns });
    expect({ code, stderr }).toEqual({ code: usual.code, stderr: usual.stderr });
  });
});
