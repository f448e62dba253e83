import type { ByteSource } from '../../io/byte-source.js';
import { type CaseProperties, type ClassLocations, readCaseProperties } from '../../io/case-properties.js';
import { itemsOf } from '../../io/pickle/access.js';
import { PyDict } from '../../io/pickle/dictionary.js';
import { readPickleFile } from '../../io/pickle/pickle-file.js';
import type { PickleTrace } from '../../io/pickle/trace.js';
import { PyValue } from '../../io/pickle/values.js';
import { counted, firstFew, timesList } from '../../nnunet/words/wording.js';
import { type Description, fact } from '../../report/description.js';
import { globalFacts } from './globals.js';

type Content = Omit<Description, 'file' | 'size'>;

/**
 * A `.pkl`: properties of a case, or any other.
 * @throws FormatError
 */
export function describePickle(source: ByteSource, trace: PickleTrace, knownGlobals: ReadonlySet<string>): Content {
  const { value, protocol, trailingBytes } = readPickleFile(source, { trace });
  const keys =
    value instanceof PyDict ? [...value.entries()].flatMap(([key]) => (typeof key === 'string' ? [key] : [])) : [];
  const remarks = [...(trailingBytes > 0 ? [`${counted(trailingBytes, 'byte')} follow behind its end.`] : [])];
  const common = [...fact('protocol', 'pickle protocol', protocol), ...globalFacts(trace, knownGlobals)];
  if (keys.includes('class_locations') || keys.includes('shape_after_cropping_and_before_resampling')) {
    const content = caseContent(readCaseProperties(source));
    return { ...content, facts: [...content.facts, ...common], remarks: [...content.remarks, ...remarks] };
  }
  const isOldPlans = keys.includes('plans_per_stage');
  const items = itemsOf(value);
  return {
    kind: isOldPlans ? 'nnunet-v1-plans' : 'pickle',
    what: isOldPlans ? 'plans of nnU-Net v1, which nnU-Net v2 does not read' : 'pickle of Python',
    facts: [
      ...fact('type', 'holds', typeName(value, items?.length)),
      ...(keys.length === 0 ? [] : fact('keys', 'keys', keys, firstFew(keys, 12))),
      ...common,
    ],
    groups: [],
    remarks,
  };
}

function typeName(value: unknown, items: number | undefined): string {
  if (Array.isArray(value)) return `a list of ${counted(items ?? 0, 'item')}`;
  if (value instanceof PyDict) return `a dict of ${counted(value.size, 'entry', 'entries')}`;
  if (value instanceof PyValue) return `a ${value.typeName}`;
  return value === null ? 'None' : `a ${typeof value}`;
}

function caseContent(properties: CaseProperties): Content {
  const { spacing, shapeBeforeCropping, boundingBox, shapeAfterCropping, classLocations } = properties;
  const times = (values: readonly number[] | undefined, unit: string) => values && `${timesList(values)} ${unit}`;
  return {
    kind: 'case-properties',
    what: 'properties of a preprocessed case',
    facts: [
      ...fact('spacing', 'spacing', listOf(spacing), times(spacing, 'mm, axes as the image reader gives them')),
      ...fact('shapeBeforeCropping', 'shape', listOf(shapeBeforeCropping), times(shapeBeforeCropping, 'voxels')),
      ...fact(
        'boundingBox',
        'cropped to',
        boundingBox?.map((axis) => [...axis]),
        boundingBox?.map(([low, high]) => `${low} … ${high}`).join(', '),
      ),
      ...fact('shapeAfterCropping', 'after cropping', listOf(shapeAfterCropping), times(shapeAfterCropping, 'voxels')),
      ...fact('reader', 'image reader', properties.readerKey ?? 'none', readerText(properties)),
    ],
    groups: [
      {
        key: 'classes',
        name: 'voxels to sample foreground from',
        layout: 'rows',
        items: (classLocations ?? []).map(({ label, points }) => [
          ...fact('label', 'label', typeof label === 'object' ? [...label] : label, labelText(label)),
          ...fact('points', 'points', points),
        ]),
      },
    ],
    remarks: properties.malformed.map((key) => `${key} is not of the kind that nnU-Net writes.`),
  };
}

function readerText({ readerKey, reoriented }: CaseProperties): string {
  const name = readerKey === 'sitk_stuff' ? 'SimpleITK' : readerKey === 'nibabel_stuff' ? 'nibabel' : 'PNG or TIFF';
  return reoriented ? `${name}, reoriented` : name;
}

function labelText(label: ClassLocations['label']): string {
  return typeof label === 'object' ? label.join(' + ') : String(label);
}

function listOf(values: readonly number[] | undefined): number[] | undefined {
  return values === undefined ? undefined : [...values];
}
