import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { HandedCommand, HandOverResult } from './terminal.js';

/** What a job is told by: the terminal, `kill`, and Slurm (`scancel`, `--signal`). Those that stop or resume a process group reach the command anyway. */
const passedOn = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;

/** A terminal sends these to all processes in its foreground: to the command as well as to us. */
const fromTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT']);

/** What a shell answers where there is no such program, or none that it may start. */
const notFound = 127;
const notExecutable = 126;

/**
 * Starts a command on the standard streams of this process and lives on for its sake only: signals are passed on, and its exit code is the answer.
 * It stays in the process group of this process, so that a shell's job control and a batch system's clean-up reach it as if it had been started alone.
 * @returns its exit code; 128 + the signal's number where a signal ended it, as a shell has it
 */
export function handOver({ words, environment }: HandedCommand): Promise<HandOverResult> {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, {
    stdio: 'inherit',
    env: { ...process.env, ...Object.fromEntries(environment) },
  });
  const listeners = passedOn.map((signal) => {
    const passOn = () => {
      if (!(fromTerminal.has(signal) && isAtTerminal())) child.kill(signal);
    };
    process.on(signal, passOn);
    return () => process.off(signal, passOn);
  });
  return new Promise((done) => {
    const end = (result: HandOverResult) => {
      for (const remove of listeners) remove();
      done(result);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      // A signal that came too late to be passed on is no failure to start.
      if (child.pid !== undefined) return;
      const code = error.code === 'ENOENT' ? notFound : notExecutable;
      end({ code, problem: error.code === 'ENOENT' ? 'there is no such command' : error.message });
    });
    child.once('exit', (code, signal) => {
      end({ code: signal === null ? (code ?? 0) : 128 + constants.signals[signal] });
    });
  });
}

/** Asked when a signal comes, not before: to ask opens Node's streams. Standard input is left alone. */
function isAtTerminal(): boolean {
  return process.stderr.isTTY === true || process.stdout.isTTY === true;
}
