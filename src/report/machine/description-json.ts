import type { NnunetEntry } from '../../engine/report.js';
import type { JsonObject, JsonValue } from '../../io/json/value.js';
import type { Description, Fact } from '../description.js';
import { jsonText } from './json-text.js';

/** The description as schemas/show.schema.json has it: what scripts rely on. */
export function descriptionJson(description: Description, version: string, nnunet: NnunetEntry): string {
  const { kind, file, size, facts, groups, remarks, alarms = [] } = description;
  return jsonText({
    schemaVersion: '1',
    tool: { name: 'nnplans', version },
    command: 'show',
    kind,
    file,
    ...(size === undefined ? {} : { size }),
    facts: {
      ...objectOf(facts),
      ...Object.fromEntries(
        groups.map(({ key, layout, items }) => [
          key,
          layout === 'list' ? objectOf(items[0] ?? []) : items.map(objectOf),
        ]),
      ),
    },
    remarks,
    ...(alarms.length === 0 ? {} : { alarms }),
    nnunet: { ...nnunet },
  });
}

function objectOf(facts: readonly Fact[]): JsonObject {
  return Object.fromEntries(facts.map(({ key, value }): [string, JsonValue] => [key, value]));
}
