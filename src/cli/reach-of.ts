import { rules } from '../../rules/index.js';
import { type FoundConfig, loadConfig } from '../app/config-file.js';
import { openReach, type Reach } from '../workspace/reach.js';
import type { Arguments } from './arguments.js';
import { rootsOf } from './roots.js';
import type { Terminal } from './terminal.js';

/**
 * What a command that runs no rules can reach: the folders of its options, of the config or of the environment.
 * @param isComplete whether everything in the roots is looked at, rather than what is named
 * @throws Trouble when the config does not hold
 */
export async function reachOf(
  given: Arguments,
  terminal: Terminal,
  isComplete: boolean,
): Promise<{ readonly reach: Reach; readonly found: FoundConfig }> {
  const { storage, cwd } = terminal;
  const found = await loadConfig(storage, cwd, given.text('config'), rules);
  return { found, reach: openReach({ storage, cwd, roots: rootsOf(given, terminal, found), isComplete }) };
}
