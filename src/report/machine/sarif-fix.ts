import type { WrittenEdit, WrittenFix } from '../../engine/report.js';
import { sanitize } from '../sanitize.js';
import { artifactLocation } from './sarif-location.js';

/** A remedy that is an edit (SARIF section 3.55): one change for each file. */
export function sarifFix({ edits, isSafe, commands = [] }: WrittenFix, remedy: string) {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: sanitize(remedy) },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(file),
      replacements: edits.filter((edit) => edit.file === file).map(replacement),
    })),
    properties: { isSafe, ...(commands.length === 0 ? {} : { commands }) },
  };
}

function replacement({ startLine, startColumn, endLine, endColumn, text }: WrittenEdit) {
  return {
    deletedRegion: { startLine, startColumn, endLine, endColumn },
    ...(text === '' ? {} : { insertedContent: { text } }),
  };
}
