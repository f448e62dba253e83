import { commandText, pathWord, plainWords } from './word.js';

/** Shows whose a file or folder is, and who may read it. */
export function ownerCommand(...paths: readonly string[]): string {
  return commandText([...plainWords(['ls', '-ld']), ...[...new Set(paths)].map(pathWord)]);
}

/** What to do without permission for a path, or for the folder that it lies in. */
export function permissionRemedy(...paths: readonly string[]): string {
  return `Ask the owner for permission to read it. Who that is: \`${ownerCommand(...paths)}\``;
}
