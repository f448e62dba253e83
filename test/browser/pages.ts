import { html } from '../../src/report/html/html.js';
import { nnplans, projectStorage } from '../support/command-line.js';
import { auditReport, finding, plain } from '../support/reports.js';

/** The pages that the browser looks at, by name. */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const page = async (project: string, words: string) =>
    (await nnplans(`${words} --format html`, { storage: projectStorage(project) })).stdout;
  return new Map([
    ['check', await page('examples/own-plans', 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans')],
    ['clean', await page('examples/transfer', 'check -s 121 -t 122 -tp PretrainedPlansCustom')],
    ['audit', await page('examples/own-plans', 'audit')],
    ['move', await page('examples/own-plans', 'transfer -s 121 -t 122 -sp TinyPlans -tp NewPlans')],
    ['many', html(auditReport(many()), plain, [])],
    ['hostile', html(auditReport(hostile()), plain, [])],
  ]);
}

/** As many findings as an audit of a whole institute may bring. */
function many() {
  return Array.from({ length: 10_000 }, (_, i) =>
    finding({
      rule: i % 2 === 0 ? 'dataset/case-shape' : 'plans/schema',
      severity: i % 2 === 0 ? 'error' : 'info',
      message: `Case case_${String(i).padStart(5, '0')} is 10 voxels long.`,
      remedy: `nnUNetv2_preprocess -d ${i % 900} -c 3d_fullres`,
      location: { file: `Dataset${i % 900}_X/case_${i}.pkl` },
    }),
  );
}

function hostile() {
  const evil = `</script></style><script>window.broken = true</script><img src=x onerror="window.broken = true">'"\u202e\u0000`;
  return [finding({ message: evil, remedy: `Run \`${evil}\``, subject: evil, location: { file: evil } })];
}
