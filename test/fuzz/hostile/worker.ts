// Runs commands one after another in one process that is warm already: `fork`ed by run.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { run } from '../../../src/cli/run.js';
import { nodeStorage } from '../../../src/io/node-storage.js';
import { faultOf } from './verdict.js';

export interface Asked {
  readonly folder: string;
  readonly command: readonly string[];
}

export interface Answer {
  readonly fault: string | undefined;
  /** Seconds of the processor. */
  readonly seconds: number;
  /** Peak resident memory, MiB; of a process that has done other things before. */
  readonly memory: number;
}

/** Linux forgets the peak until now (proc(5), clear_refs). */
function forgetPeak(): void {
  (globalThis as { gc?: () => void }).gc?.();
  writeFileSync('/proc/self/clear_refs', '5');
}

function peak(): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
}

process.on('message', async ({ folder, command }: Asked) => {
  let stdout = '';
  let stderr = '';
  process.chdir(folder);
  forgetPeak();
  const before = process.cpuUsage();
  const code = await run(command, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: { nnUNet_raw: 'nnUNet_raw', nnUNet_preprocessed: 'nnUNet_preprocessed', nnUNet_results: 'nnUNet_results' },
    cwd: folder,
    storage: nodeStorage(),
    today: () => '2026-01-01',
    isTerminal: false,
    columns: undefined,
    writeFile: () => undefined,
    saveFile: () => undefined,
    loadModule: () => Promise.reject(new Error('nothing is loaded here')),
    handOver: () => Promise.reject(new Error('nothing is started here')),
  });
  const { user, system } = process.cpuUsage(before);
  const answer: Answer = {
    fault: faultOf({ code, stdout, stderr }, command),
    seconds: (user + system) / 1e6,
    memory: peak(),
  };
  process.send?.(answer);
});
process.on('disconnect', () => process.exit());
