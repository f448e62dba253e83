import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const source =
  'test/examples/transfer/nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';

/**
 * The example's checkpoint with a hole before its central directory: as many bytes as a large checkpoint, next to none on the disk.
 * A zip archive allows it, for its directory says where everything lies.
 */
export function writeSparseCheckpoint(path: string, size: number): void {
  const archive = readFileSync(join(process.cwd(), source));
  const end = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  const directorySize = archive.readUInt32LE(end + 12);
  const directory = archive.readUInt32LE(end + 16);
  const tail = Buffer.from(archive.subarray(directory, directory + directorySize));
  const record = Buffer.from(archive.subarray(end));
  const moved = size - tail.length - record.length;
  record.writeUInt32LE(moved, 16);
  const file = openSync(path, 'w');
  writeSync(file, archive.subarray(0, directory), 0, directory, 0);
  ftruncateSync(file, size);
  writeSync(file, tail, 0, tail.length, moved);
  writeSync(file, record, 0, record.length, moved + tail.length);
  closeSync(file);
}
