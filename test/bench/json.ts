import { parseJsonDocument } from '../../src/io/json/parse.js';

/** Prints what reading with positions costs beside `JSON.parse`, on generated texts of the size and shape of nnU-Net's. */

const texts = new Map([
  ['plans', plans(17_000)],
  ['fingerprint', fingerprint(300_000)],
]);

for (const [name, text] of texts) {
  const bytes = new TextEncoder().encode(text);
  const decode = new TextDecoder('utf-8', { fatal: true });
  const bare = median(() => JSON.parse(decode.decode(bytes)));
  const measured = new Map([
    ['parseJsonDocument', median(() => parseJsonDocument(bytes, 'x.json'))],
    ['… and isFloat of three values', median(() => askFloats(bytes, name))],
    ['… and a position', median(() => parseJsonDocument(bytes, 'x.json').position('/b'))],
    ['… with a duplicate key', median(() => parseJsonDocument(withDuplicate(text), 'x.json'))],
  ]);
  console.log(`${name}, ${bytes.length} bytes: decoding and JSON.parse 1.00 (${(bare * 1e6).toFixed(0)} µs)`);
  for (const [what, time] of measured) console.log(`  ${what.padEnd(32)} ${(time / bare).toFixed(2)}`);
}

function askFloats(bytes: Uint8Array, name: string): void {
  const document = parseJsonDocument(bytes, 'x.json');
  const pointers = name === 'plans' ? ['patch_size/0', 'batch_size', 'pool_op_kernel_sizes/1/1'] : [];
  for (const pointer of pointers) document.isFloat(`/configurations/c0/${pointer}`);
}

function withDuplicate(text: string): string {
  return text.replace('{', '{"twice": 1, "twice": 2,');
}

function plans(size: number): string {
  const configurations: [string, unknown][] = [];
  const whole = (): string =>
    JSON.stringify(
      {
        dataset_name: 'Dataset001_Example',
        plans_name: 'nnUNetPlans',
        configurations: Object.fromEntries(configurations),
      },
      null,
      4,
    );
  for (let index = 0; whole().length < size; index += 1) {
    configurations.push([
      `c${index}`,
      {
        data_identifier: 'nnUNetPlans_3d_fullres',
        batch_size: 2,
        patch_size: [28, 256, 256],
        spacing: [3.000012, 0.7988280057907104, 0.7988280057907104],
        pool_op_kernel_sizes: [
          [1, 1, 1],
          [1, 2, 2],
          [2, 2, 2],
          [2, 2, 2],
          [1, 2, 2],
          [1, 2, 2],
        ],
        features_per_stage: [32, 64, 128, 256, 320, 320],
        norm_op: 'torch.nn.modules.instancenorm.InstanceNorm3d',
        norm_op_kwargs: { eps: 1e-5, affine: true },
        dropout_op: null,
      },
    ]);
  }
  return whole().replaceAll('0.00001', '1e-05').replaceAll('3.000012', '3.0');
}

function fingerprint(size: number): string {
  const spacings: number[][] = [];
  for (let index = 0; spacings.length * 110 < size; index += 1) {
    spacings.push([3, 0.5 + index / 7777.7, 0.5 + index / 7777.7]);
  }
  const value = {
    foreground_intensity_properties_per_channel: { 0: { max: 1000, mean: 12.5 } },
    spacings,
    shapes_after_crop: spacings.map(() => [91, 512, 512]),
  };
  return JSON.stringify(value, null, 4);
}

/** Seconds of the middle one of some runs, after a warm-up. */
function median(run: () => unknown): number {
  const times: number[] = [];
  for (let repeat = 0; repeat < 400; repeat += 1) {
    const start = performance.now();
    run();
    if (repeat >= 200) times.push((performance.now() - start) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
