import { readFileSync } from 'node:fs';
import { memorySource } from '../../../src/io/byte-source.js';
import type { JsonObject } from '../../../src/io/json/value.js';
import { readTorchCheckpoint } from '../../../src/io/torch/checkpoint.js';
import { compareForNnssl } from '../../../src/nnunet/network/load-nnssl.js';
import { networkForTransfer } from '../../../src/nnunet/network/transfer-network.js';
import { weightKeys } from '../../../src/nnunet/plans/nnssl.js';
import { Plans } from '../../../src/nnunet/plans/plans.js';

/** A line of test/fixtures/nnssl/nnssl.jsonl, see test/conformance/nnssl/record.py. */
interface Recorded {
  readonly checkpoint: string;
  readonly network: string;
  readonly kwargs: JsonObject;
  readonly channels: number;
  readonly static: { readonly error: string | null };
  readonly dynamic: { readonly error: string | null };
  /** Convolution kernels of the encoder that kept their random values. */
  readonly untouchedKernels: number;
}

const records = readFileSync('test/fixtures/nnssl/nnssl.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

function compared(record: Recorded, isDynamic: boolean) {
  const { tensors, nnsslAdaptationPlan } = readTorchCheckpoint(
    memorySource(readFileSync(`test/fixtures/nnssl/${record.checkpoint}`)),
  );
  const plan = nnsslAdaptationPlan?.value as JsonObject;
  const { keyToEncoder = '', keyToStem = '', keysToInput } = weightKeys(plan);
  const architecture = {
    network_class_name: 'dynamic_network_architectures.architectures.unet.ResidualEncoderUNet',
    arch_kwargs: record.kwargs,
    _kw_requires_import: ['conv_op', 'norm_op', 'dropout_op', 'nonlin'],
  };
  const plans = new Plans({ configurations: { '3d_fullres': { architecture, patch_size: [16, 16, 16] } } });
  const configuration = plans.configuration('3d_fullres');
  if (configuration === undefined) throw new Error('no configuration');
  const names = Object.fromEntries(Array.from({ length: record.channels }, (_, i) => [i, `c${i}`]));
  const built = networkForTransfer(configuration, { channel_names: names, labels: { background: 0, a: 1 } });
  if (built.reason !== undefined) throw new Error(built.reason);
  const stored = [...tensors].map(([name, { shape }]) => ({ name, shape }));
  const pretrainedChannels = Number(plan['pretrain_num_input_channels']);
  return compareForNnssl(built.parameters, stored, {
    keyToEncoder,
    keyToStem,
    keysToInput,
    pretrainedChannels,
    channels: record.channels,
    isDynamic,
  });
}

test.each(records.map((record) => [`${record.checkpoint}, ${record.network}`, record] as const))(
  'as recorded: %s',
  (_name, record) => {
    expect(compared(record, false)?.failures.length === 0).toBe(record.static.error === null);
    const dynamic = compared(record, true);
    expect(dynamic?.failures.length === 0).toBe(record.dynamic.error === null);
    if (dynamic?.failures.some(({ kind }) => kind === 'kernel') === true) return;
    const kernels = (dynamic?.skipped ?? []).filter((key) => key.endsWith('conv.weight'));
    expect(kernels.length).toBe(record.untouchedKernels);
  },
);
