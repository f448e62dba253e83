import { nnplans, projectStorage } from '../support/command-line.js';
import { caseOf, kinds } from './hostile/cases.js';
import { faultOf } from './hostile/verdict.js';

/** A short run, small files only; `npm run fuzz:hostile` draws large ones too, and holds them to time and memory. */
const seeds = [1];

test.each(Object.keys(kinds))(
  '%s: whatever stands in it, a verdict and nothing of the program',
  async (kind) => {
    for (const seed of seeds) {
      const { files, commands } = caseOf(seed, kind, 20_000);
      const storage = projectStorage('examples/transfer', Object.fromEntries(files));
      for (const command of commands) {
        const fault = faultOf(await nnplans(command, { storage }), command);
        expect({ seed, command, fault }).toEqual({ seed, command, fault: undefined });
      }
    }
  },
  60_000,
);
