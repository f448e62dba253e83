import * as plansSchema from '../../schemas/compiled/plans.js';
import { pointerParts } from '../io/json/value.js';
import { describePlace, type PlaceDescription } from './annotations.js';

/** What the schema of plans says about a place: what is expected there, who reads it, and what nnU-Net does with anything else. */
export function describePlansPlace(pointer: string): PlaceDescription {
  return describePlace(plansSchema.schema, pointerParts(pointer));
}
