import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.js';
import { tolerancesOf } from '../../src/engine/tolerances.js';

/** What a rule promises beyond its words: whoever changes how grave something is, or what counts as equal, changes this file too. */
const catalogue = join(process.cwd(), 'test/rules/catalogue.json');

const promises = Object.fromEntries(
  rules.map(({ id, subject, severity, severities, topic, yieldsTo, options, messageIds }) => [
    id,
    {
      subject,
      severity,
      ...(severities === undefined ? {} : { severities }),
      ...(topic === undefined ? {} : { topic }),
      ...(yieldsTo === undefined ? {} : { yieldsTo }),
      messages: messageIds,
      ...(Object.keys(options).length === 0
        ? {}
        : {
            options: Object.fromEntries(
              Object.entries(options).map(([name, { description: _, ...option }]) => [name, option]),
            ),
          }),
    },
  ]),
);

test('severities, what explains what, and defaults are those of the catalogue (UPDATE_GOLDENS=1 writes it)', () => {
  const text = `${JSON.stringify(promises, null, 2)}\n`;
  if (process.env['UPDATE_GOLDENS'] !== undefined) writeFileSync(catalogue, text);
  expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(catalogue, 'utf8')));
});

const setters = rules.flatMap((rule) =>
  Object.entries(rule.options).flatMap(([name, { tolerance }]) =>
    tolerance === undefined ? [] : [{ id: rule.id, name, tolerance, rule }],
  ),
);

test.each(setters)('$id sets the tolerance $tolerance by its option $name', ({ name, tolerance, rule }) => {
  const set = tolerancesOf(rules, (one) =>
    one === rule ? { severity: 'error', options: { [name]: 0.125 } } : undefined,
  );
  expect(set[tolerance]).toBe(0.125);
  expect(Object.values(set).filter((value) => value === 0.125)).toHaveLength(1);
});
