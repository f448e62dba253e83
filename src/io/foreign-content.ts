import type { ByteSource } from './byte-source.js';
import { FormatError, type StandIn } from './format-error.js';

const signatures: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a zip file', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty zip file', [0x50, 0x4b, 0x05, 0x06]],
  ['a numpy array file', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]],
  ['a Blosc2 frame', [0x9e, 0xa8, 0x62, 0x32, 0x66, 0x72, 0x61, 0x6d, 0x65, 0x00]],
  ['an HDF5 file', [0x89, 0x48, 0x44, 0x46]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a gzip file', [0x1f, 0x8b]],
  ['a pickle', [0x80, 0x02]],
  ['a pickle', [0x80, 0x03]],
  ['a pickle', [0x80, 0x04]],
  ['a pickle', [0x80, 0x05]],
];

const texts: readonly (readonly [name: string, start: RegExp, standIn?: StandIn])[] = [
  ['a git-lfs pointer, not the file itself: run git lfs pull', /^version https:\/\/git-lfs/, 'git-lfs'],
  ['a git-annex pointer, not the file itself: run git annex get', /^\S*\/annex\/objects\//, 'git-annex'],
  ['a web page, perhaps that of a failed download', /^\s*<(!doctype|html|\?xml)/i, 'web-page'],
  ['JSON text', /^\s*[{[]\s*["{[\]}\d]/],
];

const inspectedBytes = 256;

/**
 * Says that a file is not what it should be, and what it is instead, as far as its first bytes tell.
 * @param expected with its article: "a zip file"
 */
export function notThisFormat(source: ByteSource, expected: string): FormatError {
  if (source.size === 0) return new FormatError('truncated', `the file is empty, not ${expected}`);
  const start = source.read(0, Math.min(inspectedBytes, source.size));
  if (start.every((byte) => byte === 0)) {
    return new FormatError(
      'truncated',
      `the file starts with zeros, not as ${expected}: it was never written to the end`,
    );
  }
  const found = contentName(start);
  if (found === undefined) return new FormatError('not-this-format', `not ${expected}`);
  const standIn = texts.find(([name]) => name === found)?.[2];
  return new FormatError('not-this-format', `not ${expected}, but ${found}`, standIn);
}

/** What kind of content starts with these bytes; `undefined` when that is unknown. */
export function contentName(start: Uint8Array): string | undefined {
  for (const [name, signature] of signatures) {
    if (signature.every((byte, index) => start[index] === byte)) return name;
  }
  const text = String.fromCharCode(...start.subarray(0, inspectedBytes));
  return texts.find(([, pattern]) => pattern.test(text))?.[0];
}
