import { spawnSync } from 'node:child_process';

/** Whether a program is there: tests that need one it may lack are skipped. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Types into a shell on a pseudo-terminal, waiting for the prompt before each line; gives everything that appeared on the screen. */
const typist = `
import json, os, pty, select, signal, sys, time
given = json.load(sys.stdin)
pid, screen = pty.fork()
if pid == 0:
    os.chdir(given['cwd'])
    os.execvpe(given['argv'][0], given['argv'], given['env'])
seen = b''
def read(until, seconds):
    global seen
    start, end = len(seen), time.time() + seconds
    while time.time() < end:
        if until is not None and until in seen[start:]: return
        ready, _, _ = select.select([screen], [], [], 0.05)
        if ready:
            try: chunk = os.read(screen, 65536)
            except OSError: return
            if not chunk: return
            seen += chunk
for step in given['steps']:
    os.write(screen, step['type'].encode('utf-8', 'surrogateescape'))
    read(step['until'].encode() if step.get('until') else None, step['seconds'])
os.kill(pid, signal.SIGKILL)
sys.stdout.write(seen.decode('utf-8', 'replace'))
`;

export interface TypedStep {
  readonly type: string;
  /** Text on the screen that ends the waiting. */
  readonly until?: string;
  readonly seconds: number;
}

export function typeInto(
  argv: readonly string[],
  steps: readonly TypedStep[],
  setting: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): string {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', typist], {
    input: JSON.stringify({ argv, steps, ...setting }),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
