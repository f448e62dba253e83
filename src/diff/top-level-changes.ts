import { isObject, type JsonValue, pointer } from '../io/json/value.js';
import type { Plans } from '../nnunet/plans/plans.js';
import type { DiffOptions } from './change.js';
import { compareField } from './field-change.js';
import { topLevelField } from './fields.js';
import { isIntensityKey } from './intensity-changes.js';
import { type JudgedChange, judged, topLevelConsequence } from './judgement.js';

/** Every difference at the top of two plans, without that of configurations and of intensity statistics. */
export function topLevelChanges(a: Plans, b: Plans, options: DiffOptions): JudgedChange[] {
  return keysOf(a, b).flatMap((key) => {
    const side = (plans: Plans) => ({ value: plainValue(key, plans.get(key)), at: pointer(key) });
    const change = compareField(key, topLevelField(key), side(a), side(b), options);
    return change === undefined ? [] : [judged(change, topLevelConsequence(change), options)];
  });
}

function keysOf(a: Plans, b: Plans): string[] {
  const keys = [a, b].flatMap(({ value }) => (isObject(value) ? Object.keys(value) : []));
  return [...new Set(keys)].filter((key) => key !== 'configurations' && !isIntensityKey(key));
}

/** Plans that name no label manager get nnU-Net's own (utilities/label_handling/label_handling.py, get_labelmanager_class_from_plans). */
function plainValue(key: string, value: JsonValue | undefined): JsonValue | undefined {
  return key === 'label_manager' && value === 'LabelManager' ? undefined : value;
}
