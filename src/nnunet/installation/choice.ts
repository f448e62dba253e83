/** Which nnU-Net is meant, as an option or a config says it. */
export type NnunetChoice =
  /** The one that the commands here would use. */
  | { readonly kind: 'auto' }
  /** None: nothing is said on the strength of an installation. */
  | { readonly kind: 'none' }
  | { readonly kind: 'versions'; readonly range: string }
  /** A checkout, a site-packages folder or an environment; absolute. */
  | { readonly kind: 'folder'; readonly path: string };

/** A range of versions: `>=2.5`, `>=2.2 <2.6`, `2.8.x`, `<2.2 || ~2.6`. */
const versionRange = /^[<>=~^]?=?\d+(\.(\d+|x|\*)){0,2}((, ?| | \|\| )[<>=~^]?=?\d+(\.(\d+|x|\*)){0,2})*$/;

/** What a config may say; also the pattern in the published schema. A folder is told by a slash. */
export const nnunetPattern = new RegExp(`^(auto|none)$|[\\/\\\\]|^\\.\\.?$|${versionRange.source}`);

/** @param absolute of a path as it is written there */
export function nnunetChoice(written: string, absolute: (path: string) => string): NnunetChoice {
  if (written === 'auto' || written === 'none') return { kind: written };
  return versionRange.test(written)
    ? { kind: 'versions', range: written }
    : { kind: 'folder', path: absolute(written) };
}
