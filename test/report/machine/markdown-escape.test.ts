import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { markdownCode, markdownText } from '../../../src/report/machine/markdown-escape.js';
import { sanitize } from '../../../src/report/sanitize.js';

const renderer = new MarkdownIt({ html: true, linkify: true });
renderer.linkify.set({ fuzzyLink: false });

/** Text as hostile as a few characters can make it. */
const markup = fc.string({
  unit: fc.constantFrom(
    ...[
      '*',
      '_',
      '`',
      '~',
      '|',
      '\\',
      '<',
      '>',
      '&',
      '[',
      ']',
      '(',
      ')',
      '!',
      '#',
      '-',
      '+',
      '=',
      '1.',
      ' ',
      '\n',
      '$',
    ],
    ...['a', 'é', '@', ':', '/', 'https://x.org', 'www.', '<img src=x>', '&amp;', '\u001b[31m', '\u202e', '"'],
  ),
  maxLength: 30,
});

/** The same text with HTML's own escapes only, as a renderer writes it. */
function asHtml(text: string): string {
  return sanitize(text)
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

const withoutGaps = (html: string) => html.replaceAll('\u200b', '');

describe('text', () => {
  test('stays text, in a paragraph', () => {
    fc.assert(
      fc.property(markup, (text) => {
        const paragraph = asHtml(text) === '' ? '' : `<p>${asHtml(text)}</p>\n`;
        expect(withoutGaps(renderer.render(markdownText(text)))).toBe(paragraph);
      }),
      { numRuns: 500 },
    );
  });

  test('stays text, in a cell', () => {
    fc.assert(
      fc.property(markup, markup, (a, b) => {
        const html = renderer.render(`| x | y |\n| --- | --- |\n| ${markdownText(a)} | ${markdownText(b)} |\n`);
        expect([...withoutGaps(html).matchAll(/<td>(.*?)<\/td>/g)].map((match) => match[1])).toEqual([
          asHtml(a),
          asHtml(b),
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a mention', 'ask @everyone', 'ask @&#8203;everyone'],
    ['a reference to an issue', 'see #12 and GH-12', 'see #&#8203;12 and GH&#8203;-12'],
    ['a link', 'http://x.org and www.x.org', 'http:&#8203;//x.org and www&#8203;.x.org'],
    ['a picture made of a number', 'plans.json:100:3', 'plans.json:&#8203;100:3'],
    ['a formula', '$nnUNet_raw and $nnUNet_results', '&#36;nnUNet_raw and &#36;nnUNet_results'],
    [
      'names of nnU-Net, which stay readable',
      'nnUNetTrainer__Plans__3d_fullres#2d',
      'nnUNetTrainer__Plans__3d_fullres#2d',
    ],
    ['underscores at the edge of words', '__init__ _x_', '&#95;&#95;init&#95;&#95; &#95;x&#95;'],
    ['what steers a terminal', '\u001b[31m', '&#92;u001b&#91;31m'],
  ])('is not %s', (_what, text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });
});

test('code stays code and text', () => {
  fc.assert(
    fc.property(markup, (text) => {
      const html = renderer.render(`x ${markdownCode(`a${text}b`)}`);
      expect(html).toBe(`<p>x <code>${asHtml(`a${text}b`)}</code></p>\n`);
    }),
    { numRuns: 500 },
  );
});
