import type { JsonProblem } from './document.js';

/**
 * Says what a text is that stands in the place of a JSON file; `undefined` when it looks like JSON gone wrong.
 * Asked only of texts that are no JSON.
 */
export function recognise(text: string, file: string): JsonProblem | undefined {
  if (!/[^\s\0]/.test(text)) return { ...empty(text), fatal: true };
  const found = lookalikes.find(({ pattern }) => pattern.test(text.slice(0, mostLookedAt)));
  if (found === undefined) return undefined;
  const { kind, message, remedy, command } = found;
  if (kind === 'git-annex-link') return annexProblem(file);
  return { kind, fatal: true, message, ...(remedy === undefined ? { command: command ?? [] } : { remedy }) };
}

/** Whether the target of a symbolic link is where git-annex keeps the content of its files. */
export function isAnnexTarget(target: string): boolean {
  return /(^|[\\/])\.git[\\/]annex[\\/]objects[\\/]/.test(target);
}

export function annexProblem(file: string): JsonProblem {
  return {
    kind: 'git-annex-link',
    fatal: true,
    message: 'the content of this file is in git-annex and has not been fetched',
    command: ['git', 'annex', 'get', file.startsWith('-') ? `./${file}` : file],
  };
}

/** Characters; repetitions in a pattern must not run over a text of any length. */
const mostLookedAt = 4096;

interface Lookalike extends Pick<JsonProblem, 'kind' | 'message' | 'remedy' | 'command'> {
  readonly pattern: RegExp;
}

const annex = { kind: 'git-annex-link', message: annexProblem('').message } as const;

const lookalikes: readonly Lookalike[] = [
  {
    // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
    pattern: /^version https:\/\/(git-lfs\.github\.com|hawser\.github\.com)\/spec\//,
    kind: 'git-lfs-pointer',
    message: 'this is a Git LFS pointer: the file itself has not been downloaded',
    command: ['git', 'lfs', 'pull'],
  },
  // An unlocked file whose content is elsewhere, and a link that a file system without links holds as text.
  { pattern: /^\/annex\/objects\//, ...annex },
  { pattern: /^(\.\.?[\\/])*\.git[\\/]annex[\\/]objects[\\/]/, ...annex },
  {
    pattern: /^\s*<(!DOCTYPE|html)\b/i,
    kind: 'syntax',
    message: 'this is a web page, not JSON: the page about the file was saved instead of the file',
    remedy: 'download the raw file',
  },
  {
    pattern: /^(404: Not Found|Not Found|Entry not found|Access Denied|Invalid username or password\.)\s*$/i,
    kind: 'syntax',
    message: 'this is the error message of a download that failed',
    remedy: 'download the file again',
  },
  {
    pattern: /^[^\s"'{}[\],:]*\.json\s*$/,
    kind: 'syntax',
    message: 'the file holds only a path: a symbolic link that was saved as text',
    remedy: 'put the file that it names in its place',
  },
];

function empty(text: string): Pick<JsonProblem, 'kind' | 'message' | 'remedy'> {
  const remedy = 'copy it again from where it came from';
  if (text === '') return { kind: 'empty', message: 'the file is empty', remedy };
  if (text.includes('\0')) {
    return { kind: 'empty', message: 'the file holds only zero bytes, as after a crash or on a full disk', remedy };
  }
  return { kind: 'empty', message: 'the file holds only blanks', remedy };
}
