import type { Invocation } from '../command-line/invocation.js';
import type { Word } from '../command-line/word.js';

/** A value that a command is given, known or not. */
export interface Named {
  /** Equal for what is surely the same: of a dataset its number. */
  readonly key: string;
  /** As people read it: `4`, `$TARGET`. */
  readonly shown: string;
  /** `undefined` where only the running shell knows it. */
  readonly text: string | undefined;
}

/** All values of an argument, in order; `undefined` for those of which nothing can be said, such as a default that a list of options may replace. */
export function namedValues({ values, words }: Invocation, dest: string): readonly (Named | undefined)[] {
  const found = values.get(dest);
  if (found === undefined || found.value === null) return [];
  const all = Array.isArray(found.value) ? (found.value as readonly unknown[]) : [found.value];
  const places = found.words.slice(-all.length);
  return all.map((value, index) => {
    if (value !== undefined) return plainName(String(value));
    const word = words[places[index] ?? -1];
    if (word === undefined || word.isElastic === true) return undefined;
    return word.text === undefined ? symbolName(word.symbol) : plainName(word.text);
  });
}

/** The one value of an argument; `undefined` where it is not known or not given. */
export function namedValue(invocation: Invocation, dest: string): Named | undefined {
  return namedValues(invocation, dest)[0];
}

export function plainName(text: string): Named {
  return { key: text, shown: text, text };
}

/** A value with unknown parts; where unequal things share a name, a number behind a NUL tells them apart. */
export function symbolName(symbol: string | undefined): Named | undefined {
  if (symbol === undefined) return undefined;
  return { key: symbol, shown: symbol.replaceAll(/\0\d+\0/g, ''), text: undefined };
}

/** For a command to be copied; a variable of the script stands for itself, of anything else that is not known no command can be made. */
export function namedWord({ text, shown }: Named): Word {
  if (text !== undefined) return { text };
  return /^(?:[\w./-]|\$\w+|\$\{\w+\})+$/.test(shown) ? { text, written: shown } : { text };
}

/** A dataset by its number, however it is written: `4`, `004`, `Dataset004_Hippocampus`. */
export function datasetName(named: Named | undefined): Named | undefined {
  if (named?.text === undefined) return named;
  const number = /^(?:Dataset(\d{3,})(?:_.*)?|(\d+))$/.exec(named.text);
  return number === null ? named : { ...named, key: String(Number(number[1] ?? number[2])) };
}

/** `Dataset004_X`, `Dataset 4`, `Dataset $TARGET` */
export function datasetText({ shown }: Named): string {
  return shown.startsWith('Dataset') ? shown : `Dataset ${shown}`;
}
