import type { Report } from '../engine/report.js';
import type { Rule } from '../engine/rule.js';
import type { Appearance } from '../report/appearance.js';
import { html } from '../report/html/html.js';
import { json } from '../report/machine/json.js';
import { markdown } from '../report/machine/markdown.js';
import { sarif } from '../report/machine/sarif.js';
import type { DownloadFormat } from './messages.js';

const formats = { html, json, markdown, sarif };
/** As the command line prints into a file. */
const appearance: Appearance = {
  columns: 80,
  colour: false,
  quiet: false,
  findingsPerRule: 3,
  all: false,
  failing: new Set(['error']),
};

export function formatted(report: Report, format: DownloadFormat, rules: readonly Rule[]): string {
  return formats[format](report, appearance, rules);
}
