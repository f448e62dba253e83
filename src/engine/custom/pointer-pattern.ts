import { isObject, type JsonValue, member, pointerParts } from '../../io/json/value.js';

/** A value that a pattern leads to. */
export interface MatchingPlace {
  readonly value: JsonValue;
  readonly parts: readonly (string | number)[];
}

/** Every value that a JSON pointer leads to in which `*` stands for any key or index. What is not there is no match. */
export function matchingPlaces(value: JsonValue, pattern: string): readonly MatchingPlace[] {
  return pointerParts(pattern).reduce<readonly MatchingPlace[]>(
    (places, part) => places.flatMap((place) => below(place, part)),
    [{ value, parts: [] }],
  );
}

function below({ value, parts }: MatchingPlace, part: string): readonly MatchingPlace[] {
  if (Array.isArray(value)) {
    return value.flatMap((inner, i) =>
      part === '*' || part === String(i) ? [{ value: inner, parts: [...parts, i] }] : [],
    );
  }
  if (!isObject(value)) return [];
  const names = part === '*' ? Object.keys(value) : [part];
  return names.flatMap((name) => {
    const inner = member(value, name);
    return inner === undefined ? [] : [{ value: inner, parts: [...parts, name] }];
  });
}
