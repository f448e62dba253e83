import { nodeStorage } from '../io/node-storage.js';
import { exitCodes } from './exit-codes.js';
import { nodeTerminal } from './node-terminal.js';
import { run } from './run.js';

const terminal = nodeTerminal(nodeStorage());
process.once('exit', () => {
  if (process.exitCode !== undefined) return;
  terminal.stderr.write('nnplans: a rule of your own waits for something that never comes; nothing was checked.\n');
  process.exitCode = exitCodes.fault;
});
// The exit code is set and the process left to end by itself, so that everything written gets through a pipe.
run(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code;
});
