/** One option of a command, as data: parsing, help, completion and error messages are all made from it. */
export interface Option {
  readonly takes: 'nothing' | 'text' | 'number' | 'several';
  /** What stands for the value in help: `ID`. */
  readonly value?: string;
  readonly describe: string;
  readonly required?: true;
  readonly choices?: readonly string[];
  /** Longer or shorter names: `-o` for `--output`. */
  readonly alias?: readonly string[];
  /** Whether `-c 2d 3d_fullres` gives two values, as with nnU-Net; otherwise the option is repeated. */
  readonly greedy?: true;
}

export type Options = Readonly<Record<string, Option>>;

/** Arguments without a dash. */
export interface Positional {
  readonly name: string;
  readonly describe: string;
  readonly required?: true;
  /** The last one may stand for any number. */
  readonly many?: true;
  readonly choices?: readonly string[];
}

/** What may be typed behind a command's name. */
export interface Declaration {
  readonly name: string;
  readonly positionals: readonly Positional[];
  readonly options: Options;
  /** Whether a whole command of another program may follow behind `--`. */
  readonly takesCommand?: true;
}

/** `-s`, `-sp` and `-tp` as nnU-Net writes them; `--format` for everything of more than two letters. */
export function dashed(name: string): string {
  return name.length <= 2 ? `-${name}` : `--${name}`;
}
