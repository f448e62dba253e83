import type { ParsedArguments } from './argparse.js';
import type { ArgumentDefinition, EntryPoint } from './entry-points.js';
import { mistypedArgument, synonymousArgument } from './meant-option.js';
import { roleOf } from './recognise-option.js';
import type { Word } from './word.js';

/** An option of another command that argparse takes for something else, since it abbreviates and glues. */
export interface MisreadOption {
  /** Index of its word. */
  readonly word: number;
  /** How it is read: `-p lans_name` for `-plans_name`, `-tr` for `-t`. */
  readonly readAs: string;
  readonly meant: ArgumentDefinition;
}

/**
 * Options that argparse reads otherwise than anybody means them: `-plans_name X` of nnUNetv2_train is `-p lans_name` with a word too many, and
 * `-d 2` is `-device 2`. An abbreviation counts only where what it stands for elsewhere is missing.
 */
export function misreadOptions(
  { arguments: definitions }: EntryPoint,
  words: readonly Word[],
  { error }: ParsedArguments,
): readonly MisreadOption[] {
  const end = words.findIndex((word) => word.text === '--');
  const missing = error?.kind === 'required' ? error.arguments : [];
  const isByPlaceMissing = missing.some(({ options }) => options === undefined);
  return words.slice(0, end < 0 ? words.length : end).flatMap((word, index): readonly MisreadOption[] => {
    const role = roleOf(word, definitions);
    const typed = word.text ?? '';
    const [text = ''] = typed.split('=');
    if (role.kind !== 'option' || role.option.name === text) return [];
    const { argument, name, explicit } = role.option;
    const isGlued = explicit !== undefined && typed === name + explicit;
    if (explicit !== undefined && !isGlued) return [];
    if (explicit !== undefined) {
      const meant =
        argument.flag === undefined
          ? (synonymousArgument(text, definitions) ?? mistypedArgument(text, definitions))
          : undefined;
      return meant === undefined ? [] : [{ word: index, readAs: `${name} ${explicit}`, meant }];
    }
    const open = definitions.filter(
      (definition) => missing.includes(definition) || (isByPlaceMissing && definition.options === undefined),
    );
    const meant = synonymousArgument(text, open);
    return meant === undefined ? [] : [{ word: index, readAs: name, meant }];
  });
}
