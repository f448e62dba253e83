import { sha256 } from '../../engine/digest.js';
import { html, type Markup, verbatim } from './markup.js';

export interface HtmlDocument {
  readonly title: string;
  /** URL of the data. */
  readonly icon: string;
  readonly style: string;
  readonly script: string;
  /** What stands before the script. */
  readonly body: Markup;
  /** What else the document may load, as a Content-Security-Policy says it. */
  readonly mayLoad?: readonly string[];
}

/**
 * A whole document that needs nothing from outside and may load nothing: its policy forbids every request, and every style and script
 * but its own, known by their digests.
 */
export function htmlDocument({ title, icon, style, script, body, mayLoad = [] }: HtmlDocument): string {
  const policy = [
    "default-src 'none'",
    `style-src '${digest(style)}'`,
    `script-src '${digest(script)}'`,
    'img-src data:',
    ...mayLoad,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${icon}">
<style>${verbatim(style)}</style>
</head>
<body>
${body}
<script>${verbatim(script)}</script>
</body>
</html>
`.source;
}

/** How a Content-Security-Policy names a text: SHA-256 in base64. */
function digest(text: string): string {
  const bytes = sha256(text).match(/../g) ?? [];
  return `sha256-${btoa(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(''))}`;
}
