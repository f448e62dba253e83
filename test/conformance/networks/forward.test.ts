import { passForward } from '../../../src/nnunet/network/forward-pass.js';
import { forwardProblems } from '../../../src/nnunet/network/forward-problems.js';
import { inOrderOfTraining, ProblemLog } from '../../../src/nnunet/network/problem.js';
import { cases, configurationOf, readRecorded, type ShortArchitecture } from './record.js';

/** Patch, batch size, and the stage, exception and message where one iteration stopped, or the sizes of the outputs. */
type Try = [number[], number, [string, string, string] | number[][]];

const recorded = cases<{ architecture: ShortArchitecture; tries: Try[] }>('forward.json').flatMap(
  ({ architecture, tries }) =>
    tries.map(([patch, batchSize, outcome]) => ({ architecture, patch, batchSize, outcome })),
);

/** The first problem of an iteration with this patch. */
function firstProblem({ architecture, patch, batchSize }: (typeof recorded)[number]) {
  const { network, problems } = readRecorded(configurationOf(architecture));
  if (network === undefined) throw new Error('this network was built');
  const later = problems.filter(({ phase }) => phase !== 'resolve' && phase !== 'build');
  const all = inOrderOfTraining([...later, ...forwardProblems(network, patch, { batchSize })]);
  // Without an exception, the loss tells only of too few stages: it is NaN.
  return all.find(({ code, exception }) => exception !== null || code === 'too-few-stages');
}

test('the record holds batches that pass and batches that fail', () => {
  expect(recorded.length).toBeGreaterThanOrEqual(250);
  const passed = recorded.filter(({ outcome }) => typeof outcome[0] !== 'string').length;
  expect(passed).toBeGreaterThan(60);
  expect(recorded.length - passed).toBeGreaterThan(100);
});

test('a batch fails exactly where it failed in torch, at the same stage with the same exception', () => {
  for (const one of recorded) {
    const problem = firstProblem(one);
    const [stage, type] = one.outcome;
    const said = problem === undefined ? 'passes' : `${problem.phase}: ${problem.exception?.type ?? 'NaN'}`;
    const real = typeof stage === 'string' ? `${stage}: ${String(type)}` : 'passes';
    expect({ ...one, problem, said }).toEqual({ ...one, problem, said: real });
  }
});

test('promised messages are the ones that torch gave', () => {
  let promised = 0;
  for (const one of recorded) {
    const text = firstProblem(one)?.exception?.text;
    const message = one.outcome[2];
    if (text === undefined || text === null || typeof message !== 'string') continue;
    expect({ ...one, text: text.slice(0, message.length) }).toEqual({ ...one, text: message });
    promised++;
  }
  expect(promised).toBeGreaterThan(recorded.length / 5);
});

test('outputs have the sizes that they had in torch', () => {
  for (const { architecture, patch, batchSize, outcome } of recorded) {
    if (typeof outcome[0] === 'string') continue;
    const { network } = readRecorded(configurationOf(architecture));
    if (network === undefined) throw new Error('this network was built');
    expect(passForward(network, patch, batchSize, new ProblemLog()).outputs).toEqual(outcome);
  }
});
