import { nodeStorage } from '../io/node-storage.js';
import { nodeTerminal } from './node-terminal.js';
import { run } from './run.js';

// The exit code is set and the process left to end by itself, so that everything written gets through a pipe.
run(process.argv.slice(2), nodeTerminal(nodeStorage())).then((code) => {
  process.exitCode = code;
});
