import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, member } from '../../../src/io/json/value.js';
import { forwardProblems } from '../../../src/nnunet/network/forward-problems.js';
import { countWeights, predictParameters } from '../../../src/nnunet/network/parameters.js';
import { readNetwork } from '../../../src/nnunet/network/read-network.js';
import { readJson, resolvedConfiguration } from './plans-file.js';

/**
 * Real plans from public repositories, and what nnU-Net 2.8.1 makes of each configuration. They are not part of this project: where they are absent,
 * nothing is compared.
 */
const corpus = join(__dirname, '../../../../shared/corpus');
const truth = join(corpus, 'TRUTH.tsv');
const isHere = existsSync(truth);
if (!isHere) process.stdout.write('No corpus of real plans beside the project: their networks are not compared.\n');

interface Row {
  file: string;
  configuration: string;
  outcome: string;
  stage: string;
  /** Weights and outputs of a network that works, exception and message of one that does not. */
  detail: string;
}

const rows = (isHere ? readFileSync(truth, 'utf8').trimEnd().split('\n').slice(1) : [])
  .map((line): Row => {
    const [file = '', configuration = '', outcome = '', stage = '', detail = ''] = line.split('\t');
    return { file, configuration, outcome, stage, detail };
  })
  // A file that is no JSON has no configurations.
  .filter(({ stage }) => stage !== 'read')
  .map((row) => ({ ...row, values: resolvedConfiguration(readJson(join(corpus, row.file)), row.configuration) ?? {} }));

function patchSize(values: JsonObject): number[] {
  const patch = member(values, 'patch_size');
  return Array.isArray(patch) ? patch.map(Number) : [];
}

(isHere ? describe : describe.skip)('real plans', () => {
  test('fail or pass as in nnU-Net, at the same stage with the same message', () => {
    for (const { file, configuration, outcome, stage, detail, values } of rows) {
      const { network, problems } = readNetwork((key) => member(values, key));
      const first = [...problems, ...(network === undefined ? [] : forwardProblems(network, patchSize(values)))][0];
      const said = first === undefined ? 'ok' : `${first.phase} ${first.exception?.type}: ${first.exception?.text}`;
      const real = outcome === 'ok' ? 'ok' : `${stage} ${detail}`;
      expect({ file, configuration, said }).toEqual({ file, configuration, said: real });
    }
  });

  test('have the number of weights that nnU-Net counted, with three outputs', () => {
    for (const { file, configuration, outcome, detail, values } of rows) {
      const schemes = member(values, 'normalization_schemes');
      const { network } = readNetwork((key) => member(values, key));
      if (outcome !== 'ok' || network === undefined || !Array.isArray(schemes)) continue;
      const weights = countWeights(predictParameters(network, schemes.length, 3));
      expect({ file, configuration, weights: `${weights} parameters, ${network.stages - 1} outputs` }).toEqual({
        file,
        configuration,
        weights: detail,
      });
    }
  });

  test('are objects', () => {
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.every(({ values }) => isObject(values))).toBe(true);
  });
});
