import type { Location } from '../../engine/report.js';

/** Stands for the working folder, under the name that GitHub takes for the root of a repository. */
export const sourceRoot = '%SRCROOT%';

/** A place in a file; line and column only where they are known. */
export function sarifLocation({ file, line, column }: Location) {
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(file),
      ...(line === undefined
        ? {}
        : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
    },
  };
}

/** A path below the working folder stays relative to it; any other becomes a URI of its own. */
export function artifactLocation(file: string) {
  if (file === '.') return { uri: './', uriBaseId: sourceRoot };
  const path = file.split('/').map(encoded).join('/');
  const drive = /^[A-Za-z]:\//.exec(file)?.[0];
  if (drive !== undefined) return { uri: `file:///${drive}${path.slice(path.indexOf('/') + 1)}` };
  return file.startsWith('/') ? { uri: `file://${path}` } : { uri: path, uriBaseId: sourceRoot };
}

/** Halves of surrogate pairs, which a URI cannot hold, become the sign for what could not be read. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'));
}
