import type { NnunetEntry } from '../engine/report.js';
import { newestRelease } from '../nnunet/command-line/entry-points.js';
import type { Installation } from '../nnunet/installation/installation.js';

/** The nnU-Net that a run judges by. */
export interface NnunetInUse {
  /** Versions that it may have; `undefined` where nothing is known. */
  readonly versions: string | undefined;
  readonly installation: Installation | undefined;
  /** As the report tells it. */
  readonly entry: NnunetEntry;
}

/** Nobody said which, and nothing was looked for. */
export const nnunetNotFound: NnunetInUse = {
  versions: undefined,
  installation: undefined,
  entry: { source: 'assumed', text: `nnU-Net not found: ${shortRelease()} assumed` },
};

/** `2.8`: what is assumed where nothing is known. */
export function shortRelease(): string {
  return newestRelease.split('.').slice(0, 2).join('.');
}
