import { pointerParts } from '../../io/json/value.js';
import { modelName } from './model-name.js';
import type { Plans } from './plans.js';

/** What is known of a plans file to tell which of its values nnU-Net will read. */
export interface PlacedPlans {
  readonly place: 'preprocessed' | 'model' | 'embedded' | 'elsewhere';
  readonly document: { readonly file: string };
  readonly plans: Plans;
}

/**
 * Whether nnU-Net reads a value that the given actions read, where this file lies: beside a model's folds only the predictor reads it, and nobody
 * reads what is embedded in a checkpoint. No actions: it depends on nothing.
 */
export function isRead(file: PlacedPlans, readBy: readonly string[]): boolean {
  if (file.place === 'embedded') return false;
  return file.place !== 'model' || readBy.length === 0 || readBy.includes('predict');
}

/** Whether nnU-Net comes by a place: a predictor reads its own configuration, named by the model folder, and what that inherits from. */
export function isReached(file: PlacedPlans, pointer: string): boolean {
  const [top, name] = pointerParts(pointer);
  if (file.place !== 'model' || top !== 'configurations' || name === undefined) return true;
  const own = modelName(file.document.file.split('/').at(-2) ?? '')?.configuration;
  const configuration = own === undefined ? undefined : file.plans.configuration(own);
  return configuration === undefined || configuration.lineage.includes(name);
}

/** Keys that every release of nnU-Net writes into plans. */
const alwaysWritten = [
  'dataset_name',
  'plans_name',
  'image_reader_writer',
  'transpose_forward',
  'transpose_backward',
] as const;

/**
 * Keys that plans lack which are, by how many there are, meant for another program: somebody's own inference reads the network and no more.
 * Only where nnU-Net does not look; in its own folders they are a mistake. Empty for plans of nnU-Net.
 */
export function keysOfOtherProgram(file: PlacedPlans): readonly string[] {
  if (file.place !== 'elsewhere' || file.plans.configurationNames.length === 0) return [];
  const lacking: string[] = alwaysWritten.filter((key) => file.plans.get(key) === undefined);
  return lacking.length >= 3 ? lacking : [];
}

/** Names that nnU-Net's planners give to configurations. */
export const plannedConfigurations: ReadonlySet<string> = new Set([
  '2d',
  '3d_fullres',
  '3d_lowres',
  '3d_cascade_fullres',
]);

/** Whether the planner makes, and replaces, configurations of this name. */
export function isPlanned(name: string): boolean {
  return plannedConfigurations.has(name);
}

/** A configuration that only lends its settings: others inherit from it, and none of nnU-Net's commands would be given its name by habit. */
export function isTemplate(plans: Plans, name: string): boolean {
  return !isPlanned(name) && plans.parents.has(name);
}
