/**
 * What XML 1.0 cannot hold even as a reference: control characters but tab, line feed and carriage return, halves of surrogate pairs,
 * U+FFFE and U+FFFF (https://www.w3.org/TR/xml/#charsets).
 */
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Written plainly, a parser makes one space of them in an attribute, and one line feed of a carriage return anywhere.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** For an attribute's value. What XML cannot hold is written as in JSON: `\u001b`. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replace(/[\t\n"']/g, (character) => references[character] ?? character);
}

/** For the text of an element. */
export function xmlText(text: string): string {
  return text
    .replace(notInXml, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
    .replace(/[&<>\r]/g, (character) => references[character] ?? character);
}
