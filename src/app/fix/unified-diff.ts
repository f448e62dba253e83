import { createTwoFilesPatch } from 'diff';
import { relativeTo } from '../../workspace/paths.js';
import type { FixedFile } from './apply-fixes.js';

/** A patch that `git apply` and `patch -p1` take. */
export function unifiedDiff({ path, before, after }: FixedFile, cwd: string): string {
  const name = relativeTo(cwd, path);
  const old = before === undefined ? '/dev/null' : `a/${name}`;
  return createTwoFilesPatch(old, `b/${name}`, before ?? '', after, undefined, undefined, { context: 3 }).replace(
    /^=+\n/,
    '',
  );
}
