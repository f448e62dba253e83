/** A JSON Schema (2020-12) as its file holds it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A fault as ajv reports it (https://ajv.js.org/api.html#error-objects). */
export interface SchemaError {
  /** JSON pointer into the value that was validated. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Says whether a value fits, and leaves behind on itself what does not. */
export interface Validate {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

/** What each module in `schemas/compiled` exports; written by `npm run generate` from `schemas/*.schema.json`. */
export interface CompiledSchema {
  readonly schema: JsonSchema;
  readonly validate: Validate;
}
