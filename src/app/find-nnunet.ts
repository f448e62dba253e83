import type { NnunetChoice } from '../nnunet/installation/choice.js';
import type { Installation } from '../nnunet/installation/installation.js';
import { findInstallation, installationIn, type Search } from '../workspace/installation/find-installation.js';
import { type NnunetInUse, nnunetNotFound, shortRelease } from './nnunet-in-use.js';
import { Trouble } from './trouble.js';

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
        throw new Trouble(`"nnunet" is ${choice.path} by ${by}, and no nnU-Net is there.`, [
          'Versions such as ">=2.5", "none", or a folder was expected: a checkout with nnunetv2 in it, a site-packages folder, a venv, a conda environment.',
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
  const { version, release, label, folder } = installation;
  const assumed = release === undefined ? ` (version not known: ${shortRelease()} assumed)` : '';
  return {
    versions: release,
    installation,
    entry: { source, ...(version === undefined ? {} : { version }), folder, text: `${label}${assumed}${suffix}` },
  };
}
