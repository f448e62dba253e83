import { type Expansion, expandPart, expandWhole } from './expand.js';
import type { Interpreter } from './interpreter.js';
import type { Command, HereDoc } from './shell-syntax.js';
import { type SourceText, TextBuilder } from './source-text.js';
import { shownText, type Value } from './value.js';

/** `cat > job.sh <<EOF`: the script writes another one, which it may start later. */
export function writtenFile(interpreter: Interpreter, node: Command, expansion: Expansion, source: SourceText): void {
  const name = node.name?.text;
  if (name !== 'cat' && name !== 'tee') return;
  const document = hereDocument(node);
  const redirect = node.redirects.find(({ type }) => type === 'Redirect');
  const target =
    redirect?.type === 'Redirect' && redirect.operator.startsWith('>')
      ? redirect.target
      : node.args.find((word) => word.type === 'Word' && !word.text.startsWith('-'));
  if (document === undefined || target?.type !== 'Word') return;
  const path = shownText(expandWhole(target, expansion));
  expansion.state.written.set(path, hereDocumentText(interpreter, document, expansion, source));
}

export function hereDocument(node: Command): HereDoc | undefined {
  return node.redirects.find((redirect) => redirect.type === 'HereDoc');
}

/** The text that a program reads: variables filled in, unless the delimiter is quoted. */
export function hereDocumentText(
  interpreter: Interpreter,
  { body, delimiter }: HereDoc,
  expansion: Expansion,
  source: SourceText,
): SourceText {
  const builder = new TextBuilder();
  if (delimiter?.quoted === true || body.parts === undefined) return builder.copy(source, body.pos, body.end).build();
  for (const part of body.parts) {
    if (part.type !== 'Literal') addValue(interpreter, builder, expandPart(part, expansion), source, part.pos);
    else if (part.value === part.text) builder.copy(source, part.pos, part.end);
    else builder.generate(part.value, source, part.pos);
  }
  return builder.build();
}

/** A value as text that is read again as a script; what is unknown in it stands there under a made-up variable. */
export function addValue(
  interpreter: Interpreter,
  builder: TextBuilder,
  value: Value,
  source: SourceText,
  offset: number,
): void {
  for (const piece of value.pieces) {
    builder.generate('text' in piece ? piece.text : `\${${interpreter.nameUnknown(piece)}}`, source, offset);
  }
}
