import { rules } from '../../rules/index.js';
import { directions, rootNames, versionRange } from '../engine/config.js';
import type { OptionSchema, Rule } from '../engine/rule.js';
import { severities } from '../engine/severity.js';
import type { GeneratedFile } from './generated-file.js';

const severity = { $ref: '#/$defs/severity' };

const optionValues: Readonly<Record<OptionSchema['type'], object>> = {
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  string: { type: 'string' },
  strings: { type: 'array', items: { type: 'string' } },
};

/** schemas/config.schema.json: what `nnplans.config.json` may hold, with every rule and its options, for editors to complete. */
export function configSchema(): GeneratedFile {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://nnplans.dev/schemas/1/config.schema.json',
    title: 'nnplans.config.json',
    description:
      'Found upward from the working folder to the root of the repository. Data only: nothing in it is executed.',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      extends: {
        description: 'Settings to start from. "recommended" is what every rule says of itself.',
        type: 'array',
        items: { enum: ['recommended'] },
      },
      roots: {
        description:
          "nnU-Net's folders, relative to this file. They come before the environment variables of the same names.",
        type: 'object',
        properties: Object.fromEntries(rootNames.map((name) => [name, { type: 'string', minLength: 1 }])),
        additionalProperties: false,
      },
      direction: { description: 'The way in which plans are meant to travel.', enum: directions },
      nnunet: {
        description: 'Versions of nnU-Net in use: ">=2.5".',
        type: 'string',
        maxLength: 100,
        pattern: versionRange.source,
      },
      knownClasses: {
        description: 'Names of classes that a fork of nnU-Net brings: networks, trainers, planners, readers.',
        type: 'array',
        items: { type: 'string' },
      },
      rules: {
        description: 'A severity for each rule, or a severity and the options of the rule.',
        type: 'object',
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
        additionalProperties: false,
      },
    },
    additionalProperties: false,
    $defs: {
      severity: { enum: [...severities, 'off'] },
      severityAlone: { type: 'array', prefixItems: [severity], items: false, minItems: 1 },
    },
  };
  return { path: 'schemas/config.schema.json', text: `${JSON.stringify(schema, null, 2)}\n` };
}

function ruleSchema(rule: Rule): object {
  const options = Object.entries(rule.options).map(([name, { type, default: usual, description }]) => [
    name,
    { description, ...optionValues[type], default: usual },
  ]);
  return {
    description: rule.summary,
    default: rule.severity,
    anyOf: [
      severity,
      { $ref: '#/$defs/severityAlone' },
      {
        type: 'array',
        prefixItems: [
          severity,
          { type: 'object', properties: Object.fromEntries(options), additionalProperties: false },
        ],
        items: false,
        minItems: 2,
      },
    ],
  };
}
