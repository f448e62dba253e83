import type { JsonValue } from '../io/json/value.js';

/** What a file or folder is, for a person and for a script: both are made from the same facts. */
export interface Description {
  /** `plans`, `checkpoint`, `case-properties` …: tells scripts which facts to expect. */
  readonly kind: string;
  /** "plans of nnU-Net" */
  readonly what: string;
  /** As reports call it. */
  readonly file: string;
  /** bytes; `undefined` for folders */
  readonly size: number | undefined;
  readonly facts: readonly Fact[];
  readonly groups: readonly FactGroup[];
  /** Whole sentences: what is odd about it, and what to type next. */
  readonly remarks: readonly string[];
  /** Whole sentences: why the file is not to be opened. */
  readonly alarms?: readonly string[];
}

export interface Fact {
  /** Its name for scripts. */
  readonly key: string;
  /** Its name for people; empty where only scripts care. */
  readonly name: string;
  readonly value: JsonValue;
  /** The value as a person writes it; a text or number as it is where absent. */
  readonly text: string;
}

/** One thing inside the file, or several of one kind: the configurations of plans, the stages of a network. */
export interface FactGroup {
  readonly key: string;
  readonly name: string;
  /** `columns`: one thing a column below its first fact, for few with many facts; `rows`: one a row; `list`: only one, its facts below each other. */
  readonly layout: 'columns' | 'rows' | 'list';
  readonly items: readonly (readonly Fact[])[];
}

/** A fact, or none where there is no value. */
export function fact(key: string, name: string, value: JsonValue | undefined, text?: string): readonly Fact[] {
  if (value === undefined) return [];
  return [{ key, name, value, text: text ?? (typeof value === 'string' ? value : JSON.stringify(value)) }];
}
