import type { ByteSource } from '../../../src/io/byte-source.js';
import { readTorchCheckpoint } from '../../../src/io/torch/checkpoint.js';
import { bytes, Float, pickled, type Writable } from '../pickle/pickle-writer.js';
import { type ZipEntryToWrite, zipFile } from '../zip/zip-writer.js';
import { dict, tensor } from './torch-writer.js';

const directoryOffsetInEndRecord = -6;

/** A zip file into which a gap of zeros is put, in front of its directory, without the zeros being anywhere. */
function withGap(entries: readonly ZipEntryToWrite[], gap: number): ByteSource {
  const compact = Buffer.from(zipFile(entries));
  const directoryOffset = compact.readUInt32LE(compact.length + directoryOffsetInEndRecord);
  const file = Buffer.from(zipFile(entries, { claims: { directoryOffset: directoryOffset + gap } }));
  const size = file.length + gap;
  return {
    size,
    bytesRead: 0,
    read(offset, length) {
      const content = new Uint8Array(length);
      for (let index = 0; index < length; index++) {
        const position = offset + index;
        const inFile = position < directoryOffset ? position : position - gap;
        content[index] = position >= directoryOffset && position < directoryOffset + gap ? 0 : (file[inFile] ?? 0);
      }
      Object.assign(this, { bytesRead: this.bytesRead + length });
      return content;
    },
  };
}

test('a checkpoint of 1 GB is described for less than a thousandth of its bytes', () => {
  const gap = 10 ** 9;
  const weights: Record<string, Writable> = {};
  for (let index = 0; index < 956; index++) {
    const key = index === 0 ? '0' : String(index % 300);
    const shape = key === '0' ? [gap / 4] : [3];
    weights[`encoder.stages.${index}.blocks.0.conv1.all_modules.0.weight`] = tensor({ key, shape });
  }
  const losses = Array.from({ length: 12_000 }, (_, epoch) => new Float(epoch + 0.5));
  const checkpoint = dict({ network_weights: dict(weights), logging: dict({ losses }), trainer_name: 'nnUNetTrainer' });
  const small = Array.from({ length: 299 }, (_, index) => ({
    name: `c/data/${index + 1}`,
    content: new Uint8Array(12),
  }));
  const source = withGap(
    [
      { name: 'c/data.pkl', content: pickled(checkpoint) },
      ...small,
      { name: 'c/version', content: bytes('3') },
      { name: 'c/data/0', content: new Uint8Array(0), claims: { size: gap, compressedSize: gap } },
    ],
    gap,
  );
  const found = readTorchCheckpoint(source);
  expect(found).toMatchObject({ kind: 'nnunet', trainerName: 'nnUNetTrainer', problems: [] });
  expect(found.tensors.size).toBe(956);
  expect(found.storages.reduce((sum, storage) => sum + storage.bytes, 0)).toBe(gap + 299 * 12);
  expect(found.bytesRead).toBeLessThan(0.001 * source.size);
});
