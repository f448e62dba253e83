import { memoryStorage } from '../../src/io/memory-storage.js';
import { openCheckpoint } from '../../src/workspace/checkpoint.js';
import { caseSubjects } from '../../src/workspace/subjects-of.js';
import { limitedTime } from '../../src/workspace/time-limit.js';
import { pickled } from '../io/pickle/pickle-writer.js';
import { torchZip } from '../io/torch/torch-writer.js';
import { openProject, projectFiles } from '../support/example-project.js';

afterEach(() => jest.restoreAllMocks());

/** So long that the clock is looked at while it is read. */
const long = new Map([['network_weights', new Array(20_000).fill('x')]]);

/** A clock that goes an hour further each time it is looked at. */
function fastClock(): void {
  let now = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => (now += 3_600_000));
}

test('time runs out once, and not before', () => {
  let now = 5;
  const { outOfTime } = limitedTime(() => now);
  expect(outOfTime?.()).toBe(false);
  now += 10_000;
  expect(outOfTime?.()).toBe(false);
  now += 1;
  expect(outOfTime?.()).toBe(true);
});

test('a checkpoint that takes too long is given up', () => {
  const storage = memoryStorage({ 'a.pth': torchZip(long) });
  expect(openCheckpoint(storage, 'a.pth').content.checkpoint).toBeDefined();
  fastClock();
  expect(openCheckpoint(storage, 'a.pth').content.fault).toMatchObject({
    kind: 'limit',
    message: expect.stringMatching(/too long/),
  });
});

test('so are the properties of a case', () => {
  const name = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans_3d_fullres/abd_000.pkl';
  const files = new Map([...projectFiles('examples/transfer'), [name, pickled(long)]]);
  const project = openProject(files);
  const dataset = project.dataset('Dataset121_AbdomenCT');
  fastClock();
  const [first] = caseSubjects(project.storage, dataset);
  if (first?.kind !== 'case') throw new Error('no case');
  expect(first.properties).toMatchObject({ fault: 'damaged', message: expect.stringMatching(/too long/) });
});
