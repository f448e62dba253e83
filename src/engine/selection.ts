import { isObject, type JsonObject, type JsonValue, member } from '../io/json/value.js';
import { quoted } from '../nnunet/words/wording.js';
import type { Complain } from './config-problem.js';
import { type PathPattern, pathPattern } from './path-pattern.js';

/** Which findings an override or a suppression is about: files, and places in them. */
export interface Selection {
  /** Any of them; empty: every file, and also what lies in no file. */
  readonly files: readonly SelectedFiles[];
  /** None of them. */
  readonly except: readonly SelectedFiles[];
  /** Only what lies at this JSON pointer or below it. */
  readonly pointer: string | undefined;
}

interface SelectedFiles {
  readonly path: PathPattern;
  /** From the form `plans.json#/configurations/2d`. */
  readonly pointer: string | undefined;
}

/** A place that a finding names, as the rules know it. */
export interface FilePlace {
  /** absolute */
  readonly file: string | undefined;
  readonly pointer: string | undefined;
}

/** Also the pattern in the published schema: names with `/` between them, `#` only before a JSON pointer. */
export const filePattern = /^!?[^!\\#{}][^\\#{}]*(#\/[^\\]*)?$/;

export const longestPattern = 1000;

export function selects({ files, except, pointer }: Selection, place: FilePlace): boolean {
  if (pointer !== undefined && !isAtOrBelow(place.pointer, pointer)) return false;
  return (files.length === 0 || files.some((one) => holds(one, place))) && !except.some((one) => holds(one, place));
}

function holds({ path, pointer }: SelectedFiles, place: FilePlace): boolean {
  if (place.file === undefined || !path.matches(place.file)) return false;
  return pointer === undefined || isAtOrBelow(place.pointer, pointer);
}

function isAtOrBelow(pointer: string | undefined, prefix: string): boolean {
  return pointer === prefix || pointer?.startsWith(`${prefix}/`) === true;
}

/**
 * Reads `files` and `pointer` of an override or a suppression.
 * @param folder of the config, absolute: patterns start there
 * @param at pointer of the entry
 */
export function readSelection(value: JsonValue, folder: string, at: string, complain: Complain): Selection {
  const entry: JsonObject = isObject(value) ? value : {};
  const texts = readPatterns(member(entry, 'files'), `${at}/files`, complain);
  const [except, files] = [true, false].map((excludes) =>
    texts
      .filter((text) => text.startsWith('!') === excludes)
      .map((text) => selectedFiles(excludes ? text.slice(1) : text, folder)),
  ) as [SelectedFiles[], SelectedFiles[]];
  return { files, except, pointer: readPointer(member(entry, 'pointer'), `${at}/pointer`, complain) };
}

function selectedFiles(text: string, folder: string): SelectedFiles {
  const hash = text.indexOf('#/');
  return {
    path: pathPattern(hash < 0 ? text : text.slice(0, hash), folder),
    pointer: hash < 0 ? undefined : withoutEndingSlash(text.slice(hash + 1)),
  };
}

function readPatterns(value: JsonValue | undefined, at: string, complain: Complain): readonly string[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) complain(at, '"files" is an empty list; leave it out to mean every file.');
  return list.flatMap((text, i) => {
    const fault = patternFault(text);
    if (fault === undefined) return [text as string];
    complain(Array.isArray(value) ? `${at}/${i}` : at, fault);
    return [];
  });
}

function patternFault(text: JsonValue): string | undefined {
  const expected = 'a pattern such as "legacy/**" was expected';
  if (typeof text !== 'string' || text === '') return `"files" is ${quoted(text)}; ${expected}.`;
  if (text.length > longestPattern) return `A pattern in "files" is ${text.length} characters long; ${expected}.`;
  if (text.includes('\\')) return `${quoted(text)} has backslashes; names in a pattern are parted by "/".`;
  const [path = ''] = text.split('#/', 1);
  if (path.includes('#')) {
    const [file = '', name = ''] = path.split('#');
    return `${quoted(text)} does not say which part of the file is meant; write "${file}#/configurations/${name}".`;
  }
  if (/[{}]/.test(path)) return `${quoted(text)} has braces; write a list with one pattern for each alternative.`;
  return filePattern.test(text) ? undefined : `"files" is ${quoted(text)}; ${expected}.`;
}

function readPointer(value: JsonValue | undefined, at: string, complain: Complain): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.startsWith('/')) return withoutEndingSlash(value);
  complain(at, `"pointer" is ${quoted(value)}; a JSON pointer such as "/configurations/2d" was expected.`);
  return undefined;
}

function withoutEndingSlash(pointer: string): string {
  return pointer.length > 1 && pointer.endsWith('/') ? pointer.slice(0, -1) : pointer;
}
