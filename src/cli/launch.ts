// The bin: runs the program beside it from what V8 made of it the last time, as Python does with __pycache__. Compiling the program anew
// would take as long as a whole check: of a check's time on the processor this leaves 50 ms of 105. Node's own `module.enableCompileCache` leaves 85
// (Node 22 and 24), and Node 20 has none. A cache of another Node is refused by V8 and replaced; a folder that cannot be written is left alone.
import { lstatSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { Script } from 'node:vm';

const program = `${__dirname}/program.cjs`;
const [, , command = ''] = process.argv;
// Of its own for each command that is worth it: only what was compiled is kept, and nothing that another command alone needs is to be read.
const isWorthIt = ['check', 'audit', 'diff', 'match', 'run', 'show', 'transfer', 'workflow'].includes(command);
const cache = `${__dirname}/program.${isWorthIt ? command : 'check'}.cache`;

function readCache(): Buffer | undefined {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

function writeCache(script: Script): void {
  const temporary = `${cache}.part`;
  try {
    // Created, never written through what stands there.
    writeFileSync(temporary, script.createCachedData(), { flag: 'wx' });
    renameSync(temporary, cache);
  } catch {
    // Not ours to write, or the disk is full: the next start is as slow as this one, that is all.
    removeIfOld(temporary);
  }
}

/** Left by a run that was killed; a younger one may be another's at work. */
function removeIfOld(temporary: string): void {
  try {
    if (Date.now() - lstatSync(temporary).mtimeMs > 60_000) unlinkSync(temporary);
  } catch {
    // It is not there.
  }
}

const cachedData = readCache();
const script = new Script(readFileSync(program, 'latin1'), {
  filename: program,
  ...(cachedData === undefined ? {} : { cachedData }),
});
script.runInThisContext()(exports, require, module, program, __dirname);
const isCurrent = cachedData !== undefined && script.cachedDataRejected === false;
const asksForHelp = process.argv.some((word) => word === '--help' || word === '-h');
if (!isCurrent && isWorthIt && !asksForHelp && process.env['NODE_DISABLE_COMPILE_CACHE'] === undefined) {
  // A run that failed early has not compiled what the next one needs.
  process.on('exit', (code) => {
    if (code <= 1) writeCache(script);
  });
}
