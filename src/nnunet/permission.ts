import { shellWord } from './commands.js';

/** What to do without permission for a path, or for the folder that it lies in. */
export function permissionRemedy(...paths: readonly string[]): string {
  return `Ask the owner for permission to read it. Who that is: \`ls -ld ${[...new Set(paths)].map(shellWord).join(' ')}\``;
}
