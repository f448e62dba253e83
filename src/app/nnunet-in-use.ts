import type { NnunetEntry } from '../engine/report.js';
import { newestRelease } from '../nnunet/command-line/entry-points.js';
import type { NnunetChoice } from '../nnunet/installation/choice.js';
import type { Installation } from '../nnunet/installation/installation.js';
import { releaseNumber } from '../nnunet/values/version-range.js';
import { findInstallation, installationIn, type Search } from '../workspace/installation/find-installation.js';
import { Trouble } from './trouble.js';

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

/**
 * @param by who chose: `--nnunet`, or the config's file
 * @param search where the commands of nnU-Net are looked for
 * @throws Trouble when a folder holds no nnU-Net
 */
export function nnunetInUse(choice: NnunetChoice, by: string, search: Search): NnunetInUse {
  switch (choice.kind) {
    case 'none':
      return {
        ...nnunetNotFound,
        entry: { source: 'assumed', text: `nnU-Net ${shortRelease()} assumed: "none" by ${by}` },
      };
    case 'versions': {
      const { range } = choice;
      return {
        versions: range,
        installation: undefined,
        entry: { source: 'versions', version: range, text: `nnU-Net ${range} by ${by}` },
      };
    }
    case 'folder': {
      const installation = installationIn(search, choice.path);
      if (installation === undefined) {
        throw new Trouble(`No nnU-Net is in ${choice.path}, which ${by} names.`, [
          'A checkout with the folder nnunetv2, a site-packages folder, a venv or a conda environment was expected.',
        ]);
      }
      return inUse(installation, 'named', `, by ${by}`);
    }
    case 'auto': {
      const installation = findInstallation(search);
      return installation === undefined ? nnunetNotFound : inUse(installation, 'found', '');
    }
  }
}

function inUse(installation: Installation, source: 'found' | 'named', suffix: string): NnunetInUse {
  const { version, label, folder } = installation;
  const release = version === undefined ? undefined : releaseNumber(version);
  const assumed = release === undefined ? ` (version not known: ${shortRelease()} assumed)` : '';
  return {
    versions: release,
    installation,
    entry: { source, ...(version === undefined ? {} : { version }), folder, text: `${label}${assumed}${suffix}` },
  };
}

/** `2.8` */
function shortRelease(): string {
  return newestRelease.split('.').slice(0, 2).join('.');
}
