import { execFileSync } from 'node:child_process';

/** Measured when this was last changed; it may only grow. */
const agreementSoFar = 0.96;

test('nnplans agrees with what the real nnU-Net did', () => {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', 'test/conformance/shared/replay.ts'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const { agreement, judged, tally, crashes, disagreements } = JSON.parse(printed);
  process.stdout.write(
    `agreement ${(100 * agreement).toFixed(2)} % of ${judged}: ${JSON.stringify(tally)}\n${disagreements.join('\n')}\n`,
  );
  expect(crashes).toEqual([]);
  expect(judged).toBeGreaterThan(1000);
  expect(agreement).toBeGreaterThanOrEqual(agreementSoFar);
});
