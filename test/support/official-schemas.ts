import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { validateXML } from 'xmllint-wasm';

const folder = join(process.cwd(), 'test/fixtures/report-schemas');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

/** Characters that RFC 3986 allows; everything else has to be percent-encoded. */
const uriCharacters = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;

/** Written in draft 4, of which it uses what draft 7 has too. */
const { $schema: _draft, id: _id, ...sarifSchema } = JSON.parse(read('sarif-schema-2.1.0.json'));

const isSarif = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    uri: (text: string) => uriCharacters.test(text) && /^[a-z][a-z0-9+.-]*:/i.test(text),
    'uri-reference': (text: string) => uriCharacters.test(text) && URL.canParse(text, 'https://example.org/'),
    'date-time': true,
  },
}).compile(sarifSchema);

const isIssue = new Ajv({ strict: false, allErrors: true }).compile({
  type: 'array',
  items: JSON.parse(read('codeclimate.json')),
});

/** @returns what the official schema says against a SARIF log; nothing when it holds */
export function sarifProblems(text: string): readonly string[] {
  isSarif(JSON.parse(text));
  return (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** @returns what GitLab's own schema says against a Code Quality report */
export function gitlabProblems(text: string): readonly string[] {
  isIssue(JSON.parse(text));
  return (isIssue.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** @returns what xmllint says against JUnit reports, by the schema of Jenkins */
export async function junitProblems(...texts: readonly string[]): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: texts.map((contents, i) => ({ fileName: `report-${i}.xml`, contents })),
    schema: { fileName: 'junit-10.xsd', contents: read('junit-10.xsd') },
  });
  return errors.map(({ rawMessage }) => rawMessage);
}
