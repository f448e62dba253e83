/**
 * What a terminal obeys or hides instead of showing, besides C0: DEL and C1 control characters, line and paragraph separators,
 * soft hyphen, bidirectional controls, zero-width characters, interlinear and tag characters, and halves of surrogate pairs.
 */
export const hidden =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;

const notShown = new RegExp(`[\\u0000-\\u001f]|${hidden.source}`, 'gu');

/** Where a line of a log becomes a command to the runner of GitHub (`::error::`, `##[error]`) or Azure (`##vso[task…]`). */
const command = /::|##(?=\[|vso\[)/g;

/**
 * Text for a person, on one line: names and values come from files, and must neither steer the terminal or a CI, nor forge a line of
 * ours, nor look like other text than they are. What cannot be shown is written as in JSON: `\u001b`.
 */
export function sanitize(text: string): string {
  return text.replace(notShown, escaped).replace(command, (found) => (found === '::' ? ':\\u003a' : '#\\u0023'));
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0a) return '\\n';
  if (code === 0x09) return '\\t';
  if (code === 0x0d) return '\\r';
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
