import { rules } from '../../rules/index.js';
import { configSchemaId, directions, extendedName, globalName, rootNames } from '../engine/config.js';
import { customSubjects } from '../engine/custom-rules.js';
import { presetNames, presets } from '../engine/presets.js';
import { areas, type OptionSchema, type Rule } from '../engine/rule.js';
import { filePattern, longestPattern } from '../engine/selection.js';
import { severities } from '../engine/severity.js';
import { isoDate } from '../engine/suppressions.js';
import { nnunetPattern } from '../nnunet/installation/choice.js';
import type { GeneratedFile } from './generated-file.js';

const severity = { $ref: '#/$defs/severity' };

const optionValues: Readonly<Record<OptionSchema['type'], object>> = {
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  string: { type: 'string' },
  strings: { type: 'array', items: { type: 'string' } },
};

/** Longer than any path or sentence that a person writes. */
const longest = 4096;

const something = { type: 'string', maxLength: longest, pattern: '\\S' };

const selection = {
  files: {
    description:
      'Patterns as in .gitignore, relative to this file: "legacy/**", "Dataset122_PancreasCT", "!legacy/keep.json"; also with a place in the file: "plans.json#/configurations/2d".',
    anyOf: [{ $ref: '#/$defs/pattern' }, { type: 'array', items: { $ref: '#/$defs/pattern' }, minItems: 1 }],
  },
  pointer: {
    description: 'Only what lies at this JSON pointer or below it: "/configurations/2d".',
    type: 'string',
    maxLength: longest,
    pattern: '^/',
  },
};

const transfer = {
  type: 'object',
  properties: {
    pretraining: {
      description:
        'Dataset and plans ("121/nnUNetPlans", "Dataset121_AbdomenCT"), or a plans file, model folder or checkpoint relative to this file.',
      ...something,
    },
    finetuning: { description: 'Dataset and plans ("122/PretrainedPlans"), or a plans file.', ...something },
    configurations: {
      description: 'All that both sides have, where left out.',
      type: 'array',
      items: { type: 'string' },
    },
    checkpoint: { description: 'The weights that are to be loaded, relative to this file.', ...something },
  },
  required: ['pretraining', 'finetuning'],
  additionalProperties: false,
};

const suppression = {
  type: 'object',
  properties: {
    rule: {
      description: 'The rule whose findings are meant.',
      enum: rules.filter(({ area }) => area !== 'config').map(({ id }) => id),
    },
    ...selection,
    reason: { description: 'Why this is no mistake here, for whoever reads it next year.', ...something },
    until: { description: 'The last day on which it holds.', type: 'string', maxLength: 10, pattern: isoDate.source },
  },
  required: ['rule', 'reason'],
  additionalProperties: false,
};

const customRule = {
  type: 'object',
  properties: {
    id: {
      description: 'The name of your team or project, a slash, and what is checked.',
      type: 'string',
      maxLength: 100,
      pattern: `^(?!(${areas.join('|')})/)[a-z][a-z0-9-]*/[a-z0-9][a-z0-9-]*$`,
    },
    subject: {
      description:
        'A plans file; a configuration with all that it inherits; or a dataset.json, fingerprint or splits_final.json.',
      enum: customSubjects,
    },
    at: {
      description: 'JSON pointer to the values, in which * stands for any key or index.',
      type: 'string',
      default: '',
    },
    schema: {
      description: 'JSON Schema (2020-12, without references) that they should meet.',
      type: ['object', 'boolean'],
    },
    message: {
      description: 'What is wrong with {value}; {key} and {pointer} say where.',
      type: 'string',
      minLength: 1,
    },
    severity: { enum: severities, default: 'error' },
    remedy: { description: 'What to do.', type: 'string', minLength: 1 },
    summary: { description: 'What holds when nothing is reported.', type: 'string', minLength: 1 },
  },
  required: ['id', 'subject', 'schema', 'message'],
  additionalProperties: false,
};

/** schemas/config.schema.json: what `nnplans.config.json` may hold, with every rule and its options, for editors to complete. */
export function configSchema(): GeneratedFile {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: configSchemaId,
    title: 'nnplans.config.json',
    description:
      'Found upward from the working folder to the root of the repository. Data only: nothing in it is executed.',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      extends: {
        description:
          'What to start from, each counting more than the one before it: presets, and other configs relative to this file. ' +
          Object.entries(presets)
            .map(([name, does]) => `"${name}": ${does}`)
            .join(' '),
        type: 'array',
        items: { anyOf: [{ enum: presetNames }, { type: 'string', maxLength: longest, pattern: extendedName.source }] },
      },
      roots: {
        description:
          "nnU-Net's folders, relative to this file. They come before the environment variables of the same names.",
        type: 'object',
        properties: Object.fromEntries(rootNames.map((name) => [name, { type: 'string', minLength: 1 }])),
        additionalProperties: false,
      },
      direction: { description: 'The direction in which you mean to move plans.', enum: directions },
      nnunet: {
        description:
          'Which nnU-Net is in use: "auto" (default: the one that its commands would use here), "none", a range of versions such as ">=2.5", or a folder: a checkout, a site-packages folder, an environment.',
        type: 'string',
        maxLength: 4096,
        pattern: nnunetPattern.source,
      },
      knownClasses: {
        description: 'Names of classes that your fork of nnU-Net has: networks, trainers, planners, readers.',
        type: 'array',
        items: { type: 'string' },
      },
      knownGlobals: {
        description:
          'Classes and functions of your fork that checkpoints and other pickles may name, exactly: "my_fork.layers.Scale", or "my_fork.layers:Outer.Inner". A config in the checked folder itself does not count for that, unless --config names it.',
        type: 'array',
        items: { type: 'string', maxLength: 1000, pattern: globalName.source },
      },
      rules: { $ref: '#/$defs/rules' },
      overrides: {
        description:
          'Other settings for some files, or for places in them. They outrank "rules"; of several the last counts.',
        type: 'array',
        items: {
          type: 'object',
          properties: { ...selection, rules: { $ref: '#/$defs/rules' } },
          required: ['rules'],
          anyOf: [{ required: ['files'] }, { required: ['pointer'] }],
          additionalProperties: false,
        },
      },
      transfers: {
        description: 'The transfers that `nnplans check` without -s and -t looks at.',
        type: 'array',
        items: transfer,
      },
      suppressions: {
        description:
          'Findings that are no mistakes here. They stay in the report, marked, and do not count. A suppression that is no longer needed is reported.',
        type: 'array',
        items: suppression,
      },
      customRules: {
        description:
          'Rules of your own, without code: what the values at a place should be like, and what to say of one that is not.',
        type: 'array',
        items: customRule,
      },
    },
    additionalProperties: false,
    $defs: {
      severity: { enum: [...severities, 'off'] },
      rules: {
        description: 'A severity for each rule, or a severity and the options of the rule.',
        type: 'object',
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
        // Rules of one's own.
        patternProperties: {
          [`^(?!(${areas.join('|')})/)[a-z][a-z0-9-]*/[a-z0-9][a-z0-9-]*$`]: { type: ['string', 'array'] },
        },
        additionalProperties: false,
      },
      pattern: { type: 'string', maxLength: longestPattern, pattern: filePattern.source },
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
