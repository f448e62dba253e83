// src/python/nnplans/_model.py: the report and the diff as dataclasses of Python, made from their schemas.
import { readFileSync } from 'node:fs';
import type { GeneratedFile } from './generated-file.js';

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** The class of an object by where it stands: its definition, or the key that holds it. Keys that several objects use have names of their own. */
const classNames: ReadonlyMap<string, string> = new Map([
  ['report', 'ReportData'],
  ['diff', 'DiffData'],
  ['report.notChecked', 'NotChecked'],
  ['report.baseline.stale', 'StaleEntry'],
  ['report.since', 'Since'],
  ['report.$defs.finding.related', 'RelatedLocation'],
  ['report.$defs.transfer', 'PlannedTransfer'],
  ['report.$defs.comparison.rows', 'ComparisonRow'],
  ['report.$defs.comparison.measures', 'ComparisonMeasures'],
  ['report.$defs.transfer.changes', 'PlannedChange'],
  ['report.$defs.transfer.dataFolders', 'PlannedDataFolder'],
  ['report.$defs.transfer.steps', 'PlannedStep'],
  ['report.$defs.subject.configurations', 'MeasuredConfiguration'],
  ['diff.configurations', 'ComparedConfiguration'],
  ['diff.options', 'DiffOptions'],
]);

/** Reads schemas/NAME.schema.json into classes, each after those that it uses. */
class Module {
  private readonly classes = new Map<string, string>();

  constructor(
    private readonly name: string,
    private readonly root: Schema,
    private readonly taken: Map<string, string>,
  ) {}

  text(): string {
    this.typeOf(this.root, this.name);
    return [...this.classes.values()].join('\n\n');
  }

  private typeOf(schema: Schema, at: string): string {
    if (schema.$ref !== undefined) {
      const key = schema.$ref.replace('#/$defs/', '');
      const definition = this.root.$defs?.[key];
      if (definition === undefined) throw new Error(`${this.name}: no definition ${schema.$ref}`);
      return this.typeOf(definition, `${this.name}.$defs.${key}`);
    }
    const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
    if (values !== undefined) {
      return values.every((value) => typeof value === 'boolean')
        ? 'bool'
        : `Literal[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
    }
    if (schema.anyOf !== undefined) {
      return `Union[${[...new Set(schema.anyOf.map((one) => this.typeOf(one, at)))].join(', ')}]`;
    }
    switch (schema.type) {
      case 'string':
        return 'str';
      case 'integer':
        return 'int';
      case 'number':
        return 'float';
      case 'boolean':
        return 'bool';
      case 'array':
        return `Tuple[${schema.items === undefined ? 'object' : this.typeOf(schema.items, at)}, ...]`;
      case 'object':
        return this.objectType(schema, at);
      default:
        return 'object';
    }
  }

  private objectType(schema: Schema, at: string): string {
    if (schema.properties === undefined) {
      const { additionalProperties: values } = schema;
      return `Mapping[str, ${typeof values === 'object' ? this.typeOf(values, at) : 'object'}]`;
    }
    const name = classNames.get(at) ?? pascal(at.slice(at.lastIndexOf('.') + 1));
    if (this.classes.has(name)) return name;
    const required = new Set(schema.required);
    const fields = Object.entries(schema.properties).map(([key, property]) => {
      const type = this.typeOf(property, `${at}.${key}`);
      const metadata = snake(key) === key ? '' : `metadata={"key": ${JSON.stringify(key)}}`;
      const description = property.description === undefined ? '' : `\n    ${docstring(property.description)}`;
      if (required.has(key)) {
        return {
          isRequired: true,
          text: `    ${snake(key)}: ${type}${metadata === '' ? '' : ` = dataclasses.field(${metadata})`}${description}`,
        };
      }
      const rest = metadata === '' ? 'None' : `dataclasses.field(default=None, ${metadata})`;
      return { isRequired: false, text: `    ${snake(key)}: Optional[${type}] = ${rest}${description}` };
    });
    const ordered = [...fields.filter((one) => one.isRequired), ...fields.filter((one) => !one.isRequired)];
    const about = schema.description === undefined ? '' : `    ${docstring(schema.description)}\n\n`;
    const text = `@dataclasses.dataclass(frozen=True)\nclass ${name}:\n${about}${ordered.map((one) => one.text).join('\n')}\n`;
    const other = this.taken.get(name);
    if (other !== undefined && other !== text) throw new Error(`two classes ${name}: name the one at ${at}`);
    if (other === undefined) this.classes.set(name, text);
    this.taken.set(name, text);
    return name;
  }
}

/** A key that Python reserves gets an underscore behind it. */
function snake(key: string): string {
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return ['from', 'class', 'def', 'is', 'in', 'not', 'None', 'pass', 'global'].includes(name) ? `${name}_` : name;
}

function pascal(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

function docstring(text: string): string {
  return `"""${text.replaceAll('\\', '\\\\').replaceAll('"""', "'''").replace(/"$/, '".')}"""`;
}

const head = `"""What nnplans prints with \`--format json\`. Made from schemas/report.schema.json and schemas/diff.schema.json by \`npm run generate\`."""

from __future__ import annotations

import dataclasses
from typing import Literal, Mapping, Optional, Tuple, Union


`;

export function pythonModel(): GeneratedFile {
  const taken = new Map<string, string>();
  const modules = ['report', 'diff'].map((name) => {
    const schema = JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as Schema;
    return new Module(name, schema, taken).text();
  });
  return { path: 'src/python/nnplans/_model.py', text: head + modules.join('\n\n') };
}
