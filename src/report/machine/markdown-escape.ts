import { sanitize } from '../sanitize.js';

/** Where GitHub would make a mention, a reference, a link or a picture of the words around it. */
const linking = /@|#(?=\d+(?!\w))|\bgh(?=-\d)|:(?=\/\/|[\w+-]+:)|\bwww(?=\.)/u;

/** What may be markup: underscores at the edge of a word only, some signs at the beginning of a line only. */
const markup =
  /[&<>|`*[\]\\~$!]|(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])|^[-+](?=[\s-]|$)|^[#=]|^\d(?=\d*[.)](?:\s|$))/u;

const either = new RegExp(`(?<linking>${linking.source})|${markup.source}`, 'giu');

/** An invisible character keeps the words apart, as Renovate does it in its pull requests. */
const gap = '&#8203;';

/**
 * Text from files as GitHub and GitLab show it in a comment: nothing in it is markup, mentions anybody, refers to an issue or becomes
 * a link, a picture or a formula. Written as character references, which never begin a structure
 * (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references) and hold in tables too.
 */
export function markdownText(text: string): string {
  return sanitize(text)
    .trim()
    .replace(either, (found, ...rest) => {
      const groups = rest.at(-1) as { readonly linking?: string };
      return groups.linking === undefined ? references(found) : found + gap;
    });
}

/** Inside of code there are neither mentions nor pictures, but addresses still become links. */
const inCode = new RegExp(`${/:(?=\/\/)|\bwww(?=\.)/u.source}|${markup.source}`, 'giu');

/** A name or a place from files in fixed width. */
export function markdownCode(text: string): string {
  return `<code>${sanitize(text).replace(inCode, references)}</code>`;
}

function references(characters: string): string {
  return [...characters].map((character) => `&#${character.codePointAt(0) ?? 0};`).join('');
}
