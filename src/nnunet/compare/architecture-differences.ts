import type { JsonValue } from '../../io/json/value.js';
import { legacyArchitectureKeys } from '../network/legacy-keys.js';
import type { Configuration } from '../plans/configuration.js';
import { type Architecture, argumentOf } from './architecture.js';
import { canonicalText } from './canonical-text.js';
import type { FieldConsequence } from './consequence.js';
import { filledIn, layerDefaults } from './defaults.js';
import {
  alignFromEnd,
  type ChangePart,
  compareField,
  type FieldChange,
  type ListNaming,
  type Side,
} from './field-change.js';
import { configurationFieldAt, type Field, keysOfBlock, networkArguments } from './fields.js';
import { type Difference, judged } from './judgement.js';
import type { Loading } from './loading.js';
import type { Tolerances } from './tolerances.js';

/**
 * What follows from each difference between two networks. From the field alone it may be that weights no longer load; where all parameters of both
 * networks are known, it is looked up whether they do.
 * @param loading weights of A in the network of B; `undefined` when one of the networks is not known
 */
export function judgedNetwork(
  changes: readonly FieldChange[],
  [a, b]: readonly [Architecture, Architecture],
  loading: Loading | undefined,
  after: Configuration,
): readonly Difference[] {
  return changes.map((change) => {
    const path = change.field.split('.');
    const ofField = (own: readonly string[]) => adjusted(change.field, configurationFieldAt(own), a, b, loading);
    return judged(change, path, {
      whole: ofField(path),
      ofMember: ofField,
      wouldStand: ([key = '', ...rest]) => after.at(key, ...rest),
    });
  });
}

const grave = 'weights no longer load';

function adjusted(
  field: string,
  usual: FieldConsequence,
  a: Architecture,
  b: Architecture,
  loading: Loading | undefined,
): FieldConsequence {
  const [before, after] = [a.reading.network, b.reading.network];
  if (loading === undefined || !before || !after || usual.consequence === 'no effect') return usual;
  if (field === 'architecture._kw_requires_import' && isAlike(before, after)) {
    return { consequence: 'no effect', reason: 'Both lists lead to the same network.' };
  }
  const argument = field.replace(/^architecture\.(arch_kwargs\.)?/, '').replace(/_kwargs$/, '');
  const isObstructing = loading.isObstructing(argument);
  if (isObstructing === undefined || isObstructing === (usual.consequence === grave)) return usual;
  return isObstructing
    ? { consequence: grave, reason: 'With it the parameters of the network have other names, or there are others.' }
    : {
        consequence: 'training changes',
        reason: 'It makes another network, but one that finds each of its weights in a checkpoint of A.',
      };
}

/** Whether two descriptions are of the same network, however it is written down. */
export function isAlike(a: object, b: object): boolean {
  const plain = (network: object) =>
    Object.fromEntries(Object.entries(network).filter(([key]) => key !== 'origin' && key !== 'classPath'));
  return canonicalText(plain(a)) === canonicalText(plain(b));
}

/** Every difference between two networks, in the order of {@link networkArguments}. */
export function networkChanges(a: Architecture, b: Architecture, tolerances: Tolerances): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  const encoder = encoderChange(a, b, tolerances);
  for (const name of argumentNames(a, b)) {
    if (encoder !== undefined && isEncoderArgument(name)) {
      if (!changes.includes(encoder)) changes.push(encoder);
      continue;
    }
    const key = fieldName(name);
    const field = configurationFieldAt(key.split('.'));
    const [left, right] = sidesOf(name, a, b);
    const change = compareField(key, field, left, right, tolerances, namingOf(name, field, left, right));
    if (change !== undefined) changes.push(change);
  }
  return withStagesTogether(changes);
}

function argumentNames(a: Architecture, b: Architecture): string[] {
  const names = new Set([...networkArguments, ...a.arguments.keys(), ...b.arguments.keys()]);
  return [...names].filter((name) => a.arguments.has(name) || b.arguments.has(name));
}

function fieldName(argument: string): string {
  if (argument.startsWith('architecture') || isLegacyKey.has(argument)) return argument;
  return keysOfBlock.has(argument) ? `architecture.${argument}` : `architecture.arch_kwargs.${argument}`;
}

/** Legacy keys that could not be brought into the newer form keep their names. */
const isLegacyKey: ReadonlySet<string> = new Set(
  legacyArchitectureKeys.filter((key) => key !== 'n_conv_per_stage_decoder'),
);

/** Both values; the arguments of a layer with torch's defaults filled in when both sides have the same layer. */
function sidesOf(name: string, a: Architecture, b: Architecture): readonly [Side, Side] {
  const sides = [argumentOf(a, name), argumentOf(b, name)] as const;
  if (name === '_kw_requires_import') return [importsOf(sides[0], a, b), importsOf(sides[1], a, b)];
  if (!name.endsWith('_op_kwargs') && name !== 'nonlin_kwargs') return sides;
  const layer = name.replace(/_kwargs$/, '');
  return filledIn(sides, [argumentOf(a, layer).value, argumentOf(b, layer).value], layerDefaults);
}

/** The list has no order. It matters for arguments that both sides have: of others it is told that they came or went. */
function importsOf(side: Side, a: Architecture, b: Architecture): Side {
  if (!Array.isArray(side.value)) return side;
  const isShared = (name: JsonValue) => typeof name !== 'string' || (a.arguments.has(name) && b.arguments.has(name));
  const names = side.value.filter(isShared).map((name) => (typeof name === 'string' ? name : canonicalText(name)));
  return { ...side, value: [...new Set(names)].sort(), isMade: true };
}

/** The entries of the decoder's list stand deepest first: it is compared from full resolution, and named after the stage of the encoder beside it. */
function namingOf(argument: string, field: Field, a: Side, b: Side): ListNaming | undefined {
  if (argument !== 'n_conv_per_stage_decoder' || !Array.isArray(a.value) || !Array.isArray(b.value)) return undefined;
  if (field.shape !== 'stages') return undefined;
  const length = Math.max(a.value.length, b.value.length);
  return { alignment: alignFromEnd(a.value.length, b.value.length), name: (place) => `stage ${length - 1 - place}` };
}

function isEncoderArgument(name: string): boolean {
  return name === 'n_conv_per_stage' || name === 'n_blocks_per_stage';
}

/** Convolutions on one side and residual blocks on the other are one change, not one removed and one added. */
function encoderChange(a: Architecture, b: Architecture, tolerances: Tolerances): FieldChange | undefined {
  const names = ['n_conv_per_stage', 'n_blocks_per_stage'];
  const nameA = names.find((name) => a.arguments.has(name));
  const nameB = names.find((name) => b.arguments.has(name));
  if (nameA === undefined || nameB === undefined || nameA === nameB) return undefined;
  const field = { what: 'convolutions/blocks per stage', shape: 'stages' } as const;
  return compareField(fieldName(nameB), field, argumentOf(a, nameA), argumentOf(b, nameB), tolerances);
}

/** Lists that differ only because there is a stage more or less are told with the number of stages. */
function withStagesTogether(changes: readonly FieldChange[]): readonly FieldChange[] {
  const stages = changes.find((change) => change.field === fieldName('n_stages'));
  if (stages === undefined) return changes;
  const follows = (change: FieldChange) =>
    change.shape === 'stages' && change.parts.length > 0 && change.parts.every((part) => part.kind !== 'changed');
  const parts = changes.filter(follows).flatMap(({ what, parts: own }) => own.map((part) => ofStage(part, what)));
  return changes
    .filter((change) => !follows(change))
    .map((change) => (change === stages ? { ...change, parts } : change));
}

function ofStage(part: ChangePart, what: string): ChangePart {
  return { ...part, what: `${part.what}: ${what.replace(' per stage', '')}` };
}
