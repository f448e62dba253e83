import { sha256 } from '../../engine/digest.js';
import { canonicalJson } from '../../engine/identity.js';
import { bonds, type Finding, type NnunetEntry } from '../../engine/report.js';
import { identified, type SightedGroup, type Sightings } from '../../engine/sightings.js';
import { counted } from '../../nnunet/words/wording.js';
import type { AuditLook } from './run-audit.js';
import type { Share } from './shares.js';

/** What one of several who share an audit hands over. */
export interface Part {
  readonly share: Share;
  readonly made: Made;
  readonly now: AuditLook;
  /** With `--since`: of each path, what was seen in that revision; nothing where it was not there yet. */
  readonly earlier: readonly (AuditLook | null)[];
}

/** By what a part was made: those of one audit agree on all of it. */
export interface Made {
  readonly version: string;
  /** Working folder. */
  readonly cwd: string;
  /** The command line, without what says how the report is to look. */
  readonly arguments: readonly string[];
  /** Digest of the config, of the baseline, and of rules of one's own. */
  readonly config: string;
  readonly nnunet: NnunetEntry;
}

/** The words in which a part says that it is none of these. */
const differences: Readonly<Record<keyof Made, string>> = {
  version: 'by another version of nnplans',
  cwd: 'in another working folder',
  arguments: 'by another command',
  config: 'with another config, baseline or rules',
  nnunet: 'with another nnU-Net',
};

const head = '{"$schema":"https://nnplans.dev/schemas/1/part.schema.json","schemaVersion":"1","digest":"';
const middle = '","part":';

/** The part as a file: JSON, with a digest of what follows it. */
export function partText({ share, made, now, earlier }: Part): string {
  const looks = { now: packedLook(now), earlier: earlier.map((one) => (one === null ? null : packedLook(one))) };
  const body = JSON.stringify({ share, made, ...looks }, (_key, value: unknown) => packed(value));
  return `${head}${sha256(body)}${middle}${body}}\n`;
}

/**
 * @returns the part, or why the text is none in half a sentence
 * @param isPart whether a value holds what schemas/part.schema.json says
 */
export function readPart(text: string, isPart: (value: unknown) => boolean): Part | string {
  const digestEnd = head.length + 64;
  if (!text.startsWith(head.slice(0, head.indexOf('","schemaVersion')))) return 'it is no part of an audit';
  if (!text.startsWith(head)) return 'it was written by another version of nnplans';
  if (!text.endsWith('}\n')) return 'it is cut off';
  const body = text.slice(digestEnd + middle.length, -2);
  if (text.slice(head.length, digestEnd) !== sha256(body)) return 'it was changed after it was written';
  try {
    const value: unknown = JSON.parse(body, (_key, one: unknown) => unpacked(one));
    if (!isPart(value)) return 'it does not hold what a part of an audit holds';
    const { share, made, now, earlier } = value as PackedPart;
    return { share, made, now: unpackedLook(now), earlier: earlier.map((one) => one && unpackedLook(one)) };
  } catch (error) {
    return `it cannot be read (${error instanceof Error ? error.message : String(error)})`;
  }
}

/**
 * What keeps parts from being the whole of one audit, a line for each reason.
 * @param parts with the names of their files
 */
export function problemsOf(parts: readonly (readonly [file: string, part: Part])[]): readonly string[] {
  const [[firstFile = '', first] = []] = parts;
  if (first === undefined) return [];
  const { of } = first.share;
  const foreign = parts.flatMap(([file, part]) => {
    const reason = foreignness(part, first);
    return reason === undefined ? [] : [`${nameOf(file, part)} belongs to another audit than ${firstFile}: ${reason}.`];
  });
  if (foreign.length > 0) return foreign;
  const files = new Map<number, string[]>();
  for (const [file, { share }] of parts) files.set(share.number, [...(files.get(share.number) ?? []), file]);
  const numbers = Array.from({ length: of }, (_, i) => i + 1);
  return numbers.flatMap((number) => {
    const own = files.get(number) ?? [];
    if (own.length === 0) return [`Part ${number} of ${of} is missing.`];
    return own.length > 1
      ? [`Part ${number} of ${of} is there ${counted(own.length, 'time')}: ${own.join(', ')}.`]
      : [];
  });
}

function nameOf(file: string, { share }: Part): string {
  return `${file} (part ${share.number} of ${share.of})`;
}

function foreignness(part: Part, first: Part): string | undefined {
  for (const [name, words] of Object.entries(differences) as [keyof Made, string][]) {
    if (canonicalJson(part.made[name]) !== canonicalJson(first.made[name])) return `it was made ${words}`;
  }
  if (part.share.of !== first.share.of) {
    return `there are ${part.share.of} of its kind, and ${first.share.of} of the other`;
  }
  const plans = ({ now, earlier }: Part) => canonicalJson([now, ...earlier].map((one) => one?.plan ?? null));
  if (plans(part) !== plans(first)) return 'the folders held something else when it was made. Make all parts anew';
  return undefined;
}

/** JSON has no NaN and no infinities, and messages are made from these data when all are together. */
function packed(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return `\0${value}`;
  return typeof value === 'string' && value.startsWith('\0') ? `\0${value}` : value;
}

function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('\0')) return value;
  return value.startsWith('\0\0') ? value.slice(1) : Number(value.slice(1));
}

type PackedBonds = {
  readonly belongings: readonly (readonly [string, string])[];
  readonly causedBy: readonly unknown[];
};
type PackedFinding = Omit<Finding, 'identity' | typeof bonds> & { readonly bonds: PackedBonds };
type PackedSightings = Omit<Sightings, 'findings' | 'groups' | 'ran' | 'seen'> & {
  readonly findings: readonly (Omit<Sightings['findings'][number], 'finding'> & { readonly finding: PackedFinding })[];
  readonly groups: readonly (Omit<SightedGroup, 'first' | 'bonds'> & {
    readonly first: PackedFinding;
    readonly bonds: PackedBonds;
  })[];
  readonly ran: readonly string[];
  readonly seen: readonly string[];
};
type PackedLook = Omit<AuditLook, 'sightings'> & { readonly sightings: PackedSightings };
interface PackedPart {
  readonly share: Share;
  readonly made: Made;
  readonly now: PackedLook;
  readonly earlier: readonly (PackedLook | null)[];
}

function packedLook({ sightings, ...look }: AuditLook): PackedLook {
  return {
    ...look,
    sightings: {
      ...sightings,
      findings: sightings.findings.map(({ at, finding }) => ({ at, finding: packedFinding(finding) })),
      groups: sightings.groups.map((group) => ({
        ...group,
        first: packedFinding(group.first),
        bonds: packedBonds(group.bonds),
      })),
      ran: [...sightings.ran],
      seen: [...sightings.seen],
    },
  };
}

function unpackedLook({ sightings, ...look }: PackedLook): AuditLook {
  return {
    ...look,
    sightings: {
      ...sightings,
      findings: sightings.findings.map(({ at, finding }) => ({ at, finding: unpackedFinding(finding) })),
      groups: sightings.groups.map((group) => ({
        ...group,
        first: unpackedFinding(group.first),
        bonds: unpackedBonds(group.bonds),
      })),
      ran: new Set(sightings.ran),
      seen: new Set(sightings.seen),
    },
  };
}

/** The identity is a digest of the rest, made anew when it is asked for. */
function packedFinding({ [bonds]: related, identity: _made, ...finding }: Finding): PackedFinding {
  return { ...finding, bonds: packedBonds(related ?? { belongings: new Map(), causedBy: [] }) };
}

function unpackedFinding({ bonds: related, ...finding }: PackedFinding): Finding {
  return identified({ ...finding, [bonds]: unpackedBonds(related) });
}

function packedBonds({ belongings, causedBy }: NonNullable<Finding[typeof bonds]>): PackedBonds {
  return { belongings: [...belongings], causedBy };
}

function unpackedBonds({ belongings, causedBy }: PackedBonds): NonNullable<Finding[typeof bonds]> {
  return { belongings: new Map(belongings), causedBy } as unknown as NonNullable<Finding[typeof bonds]>;
}
