/** What a run of the program showed. */
export interface Shown {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** What no run may show, whatever it was given; `undefined` where all is well. */
export function faultOf({ code, stdout, stderr }: Shown, command: readonly string[]): string | undefined {
  if (code !== 0 && code !== 1 && code !== 2) return `exit code ${code ?? 'none'}: ${(stderr || stdout).slice(-600)}`;
  if (stdout === '' && stderr === '') return 'it said nothing';
  if (code === 2 && stderr === '' && stdout === '') return 'exit code 2 without a word';
  const all = stdout + stderr;
  const trace =
    /^\s+at .{1,300}\(?\S+:\d+:\d+\)?$/m.exec(all) ??
    /\b(?:Range|Type|Reference|Syntax)Error: |Maximum call stack|Cannot read properties of/.exec(all);
  if (trace !== null)
    return `a trace of the program's insides: ${all.slice(Math.max(0, trace.index - 200), trace.index + 300)}`;
  const isExtract = command.includes('--extract');
  const control = isExtract
    ? null
    : /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.exec(all);
  if (control !== null)
    return `a raw control character ${JSON.stringify(all.slice(Math.max(0, control.index - 100), control.index + 100))}`;
  const at = command.indexOf('--format');
  if (code !== 2 && at >= 0 && ['json', 'sarif', 'gitlab'].includes(command[at + 1] ?? '')) {
    try {
      JSON.parse(stdout);
    } catch {
      return `its ${command[at + 1]} is no JSON: ${stdout.slice(0, 200)}`;
    }
  }
  return undefined;
}
