import type { Terminal } from './terminal.js';

/** `--no-color` and NO_COLOR (https://no-color.org) come first, then FORCE_COLOR, then whether anybody is looking. */
export function wantsColour(refused: boolean, { env, isTerminal }: Pick<Terminal, 'env' | 'isTerminal'>): boolean {
  if (refused || isSet(env['NO_COLOR'])) return false;
  const forced = env['FORCE_COLOR'];
  if (isSet(forced)) return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
