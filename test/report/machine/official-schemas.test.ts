import { gitlabProblems, junitProblems, sarifProblems } from '../../support/official-schemas.js';

// A schema that accepts everything would prove nothing.
test('a log that is no SARIF is told apart', () => {
  expect(sarifProblems('{"version": "2.1.0"}')).toEqual([" must have required property 'runs'"]);
  const run = (uri: string) =>
    JSON.stringify({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'x' } },
          results: [{ message: { text: 'x' }, locations: [{ physicalLocation: { artifactLocation: { uri } } }] }],
        },
      ],
    });
  expect(sarifProblems(run('a%20b.json'))).toEqual([]);
  expect(sarifProblems(run('a b.json'))).not.toEqual([]);
});

test('an entry without a fingerprint is none of Code Quality', () => {
  expect(gitlabProblems('[{"description": "x", "severity": "major", "location": {}}]')).toEqual([
    "/0 must have required property 'fingerprint'",
  ]);
});

test('XML that is not well-formed, or no test report, is told apart', async () => {
  expect(
    await junitProblems('<testsuites><testsuite name="x" tests="1" failures="0" errors="0"/></testsuites>'),
  ).toEqual([]);
  expect(await junitProblems('<testsuites><testsuite/></testsuites>')).not.toEqual([]);
  expect(await junitProblems('<testsuites name="&">')).not.toEqual([]);
  expect(await junitProblems('<testsuites name="\u0001"/>')).not.toEqual([]);
});
