import { passForward } from '../../../src/nnunet/network/forward-pass.js';
import { ProblemLog } from '../../../src/nnunet/network/problem.js';
import { receptiveField } from '../../../src/nnunet/network/receptive-field.js';
import { cases, configurationOf, readRecorded, type ShortArchitecture } from './record.js';

interface Case {
  architecture: ShortArchitecture;
  /** Voxels along each axis of the image that was sent through the network. */
  size: number;
  receptiveField: number[];
  bottleneck: number[];
}

const recorded = cases<Case>('receptive-fields.json').map((one) => {
  const { network } = readRecorded(configurationOf(one.architecture));
  // Measured without normalization, so that a network that needs one is read here with its own.
  if (network === undefined) throw new Error('this network can be built');
  return { ...one, network };
});

test('the receptive field is the one that the gradient shows', () => {
  expect(recorded.length).toBeGreaterThanOrEqual(40);
  for (const { architecture, network, receptiveField: measured } of recorded) {
    const { voxels } = receptiveField(
      network,
      measured.map(() => 1),
    );
    expect({ architecture, voxels }).toEqual({ architecture, voxels: measured });
  }
});

test('the bottleneck has the size that it had in torch', () => {
  for (const { architecture, network, size, bottleneck } of recorded) {
    // The encoder alone was asked: the decoder need not fit.
    const patch = bottleneck.map(() => size);
    const shape = passForward(network, patch, 2, new ProblemLog()).encoder[network.stages - 1];
    expect({ architecture, shape }).toEqual({ architecture, shape: bottleneck });
  }
});
