import { isObject, type JsonValue, member } from '../io/json/value.js';

/** Number of cases that a dataset fingerprint describes: entries of `spacings`; `undefined` when they are no list. */
export function fingerprintCases(fingerprint: JsonValue | undefined): number | undefined {
  const spacings = member(fingerprint, 'spacings');
  return Array.isArray(spacings) ? spacings.length : undefined;
}

/** Number of channels whose intensities a dataset fingerprint describes: what dataset.json named when it was extracted. */
export function fingerprintChannels(fingerprint: JsonValue | undefined): number | undefined {
  const channels = member(fingerprint, 'foreground_intensity_properties_per_channel');
  return isObject(channels) ? Object.keys(channels).length : undefined;
}
