/**
 * The one place that names the parser. unbash parses Bash in plain TypeScript: synchronously, with positions, here-documents and the parts of
 * every word, and it recovers from errors. sh-syntax and tree-sitter-bash need WebAssembly that loads asynchronously, mvdan-sh is no longer kept
 * up, and shell-quote knows words but no scripts.
 */

export type * from 'unbash';
export { forEachChild, parse as parseShell } from 'unbash';
