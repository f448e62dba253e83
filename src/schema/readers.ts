import * as datasetSchema from '../../schemas/compiled/dataset.js';
import * as fingerprintSchema from '../../schemas/compiled/fingerprint.js';
import * as plansSchema from '../../schemas/compiled/plans.js';
import * as splitsSchema from '../../schemas/compiled/splits.js';
import type { Action, FileRole } from '../nnunet/command-line/reads.js';
import { describePlace } from './annotations.js';

const schemas = new Map<FileRole, (typeof plansSchema)['schema']>([
  ['plans', plansSchema.schema],
  ['model plans.json', plansSchema.schema],
  ['dataset.json', datasetSchema.schema],
  ['raw dataset.json', datasetSchema.schema],
  ['model dataset.json', datasetSchema.schema],
  ['dataset_fingerprint.json', fingerprintSchema.schema],
  ['splits_final.json', splitsSchema.schema],
]);

/**
 * The actions of nnU-Net that read one place of a JSON file, by its schema.
 * @param parts of the pointer
 * @param isMissing whether there is nothing: some actions only need the key
 * @returns `undefined` for files without a schema
 */
export function readersAt(
  file: FileRole,
  parts: readonly string[],
  isMissing: boolean,
): ReadonlySet<Action> | undefined {
  const schema = schemas.get(file);
  if (schema === undefined) return undefined;
  const { readBy, countedBy, neededBy } = describePlace(schema, parts);
  return new Set([...readBy, ...countedBy, ...(isMissing ? neededBy : [])]);
}
