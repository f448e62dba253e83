import { spawn } from 'node:child_process';
import type { Another, RunningAnother } from './terminal.js';

/** Runs this very program once more, as a process of its own, which is under way when this returns. */
export function another(argv: readonly string[], stop: AbortSignal): RunningAnother {
  const [program, script = ''] = process.argv;
  const child = spawn(program ?? process.execPath, [...process.execArgv, script, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stop,
  });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString();
  });
  const ended = new Promise<Another>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, stdout: stdout?.() ?? '', stderr: stderr?.() ?? '' }));
  });
  return { ended };
}
