/**
 * Why the bytes of a file are not what a reader expects.
 *
 * - `not-this-format`: something else altogether (a zip where a pickle was asked for, a git-lfs pointer);
 * - `truncated`: starts right and ends too early, as after a full disk or an interrupted copy;
 * - `corrupt`: right format, contradicting itself;
 * - `limit`: larger or deeper than any genuine file, so reading stops before it costs memory or time;
 * - `unsupported`: a genuine variant of the format that is not read here.
 */
export type FormatFault = 'not-this-format' | 'truncated' | 'corrupt' | 'limit' | 'unsupported';

/** What tools and downloads leave in place of a file. */
export type StandIn = 'git-lfs' | 'git-annex' | 'web-page';

/** The one exception that readers of binary files throw on account of what a file holds. */
export class FormatError extends Error {
  constructor(
    readonly fault: FormatFault,
    message: string,
    /** What lies there in place of the file, which can be fetched. */
    readonly standIn?: StandIn,
  ) {
    super(message);
    this.name = 'FormatError';
  }
}
