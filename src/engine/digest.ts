import { sha256 as digestOf } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * SHA-256 of a text in UTF-8, in hexadecimal. The engine runs where there is no Node, and a browser's digest is asynchronous; loading Node's
 * cryptography takes longer than the few digests that a report needs.
 */
export function sha256(text: string): string {
  return bytesToHex(digestOf(new TextEncoder().encode(text)));
}
