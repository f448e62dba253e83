import { memorySource } from '../../src/io/byte-source.js';
import { readTorchCheckpoint } from '../../src/io/torch/checkpoint.js';
import { bytes, code, global, op, type Piece, text } from '../io/pickle/pickle-writer.js';
import { tensor } from '../io/torch/torch-writer.js';
import { zipFile } from '../io/zip/zip-writer.js';

/**
 * Prints what describing a checkpoint costs: of a large residual network (956 parameters) after 5 and after 1000 epochs,
 * beside reading its pickle as bare bytes.
 */
for (const epochs of [5, 1000]) {
  const file = checkpoint(956, epochs);
  const read = () => readTorchCheckpoint(memorySource(file));
  const cold = once(read);
  const { bytesRead, tensors } = read();
  const warm = median(read);
  const bare = median(() => sum(file.subarray(0, bytesRead)));
  console.log(`${epochs} epochs: ${tensors.size} parameters, ${bytesRead} bytes read`);
  console.log(
    `  adding up these bytes 1.00, reading them warm ${(warm / bare).toFixed(1)}, the first time ${(cold / bare).toFixed(1)}`,
  );
  console.log(`  warm ${warm.toFixed(1)} ms, the first time ${cold.toFixed(1)} ms`);
}

/** As torch writes it: numpy scalars in the logging, with their class and type remembered once. */
function checkpoint(parameters: number, epochs: number): Uint8Array {
  const weights = Array.from({ length: parameters }, (_, index) => [
    text(`encoder.stages.${index % 6}.blocks.${index}.conv1.all_modules.0.weight`),
    code(tensor({ key: String(index % 240), shape: [32, 32, 3, 3, 3] })),
  ]);
  const content = bytes(
    [0x80, 2, op.emptyDict],
    [text('network_weights'), op.emptyDict, op.mark, weights, op.setItems, op.setItem],
    [text('logging'), logging(epochs), op.setItem],
    op.stop,
  );
  const storages = Array.from({ length: 240 }, (_, key) => ({
    name: `c/data/${key}`,
    content: new Uint8Array(0),
    claims: { size: 110_592 },
  }));
  return zipFile([{ name: 'c/data.pkl', content }, ...storages, { name: 'c/version', content: bytes('3') }], {
    zip64: true,
  });
}

/** Twelve lists of one number an epoch. */
function logging(epochs: number): Piece {
  const names = [
    global('numpy.core.multiarray', 'scalar'),
    op.binaryPut,
    0,
    op.pop,
    global('_codecs', 'encode'),
    op.binaryPut,
    1,
    op.pop,
  ];
  const state = [op.mark, [3, '<', null, null, null, -1, -1, 0].map(code), op.tuple];
  const dtype = [
    global('numpy', 'dtype'),
    op.mark,
    ['f8', false, true].map(code),
    op.tuple,
    op.reduce,
    state,
    op.build,
    op.binaryPut,
    2,
    op.pop,
  ];
  const content = [op.binaryGet, 1, text('\u0000\u0001abcdef'), text('latin1'), op.tuple2, op.reduce];
  const scalar = [op.binaryGet, 0, op.binaryGet, 2, content, op.tuple2, op.reduce];
  const list = [op.emptyList, op.mark, new Array<Piece>(epochs).fill(scalar), op.appends];
  return [names, dtype, op.emptyList, op.mark, new Array<Piece>(12).fill(list), op.appends];
}

function sum(content: Uint8Array): number {
  return content.reduce((total, byte) => total + byte, 0);
}

/** Milliseconds of the processor, which other programs disturb less than the clock's. */
function once(action: () => unknown): number {
  const start = process.cpuUsage();
  action();
  return process.cpuUsage(start).user / 1000;
}

function median(action: () => unknown): number {
  const times = Array.from({ length: 21 }, () => once(action)).sort((one, other) => one - other);
  return times[10] ?? 0;
}
