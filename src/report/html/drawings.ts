import { axisBars } from './bars.js';
import { patchBoxes, voxelBoxes } from './boxes.js';
import { intensityFigure } from './intensity-figure.js';
import { html, type Markup } from './markup.js';
import type { Side } from './sides.js';

/** Everything that can be drawn of some sides, beside each other and to the same scale. */
export function drawings(sides: readonly Side[]): Markup {
  const figures = [voxelBoxes(sides), patchBoxes(sides), axisBars(sides), intensityFigure(sides)];
  if (figures.every((figure) => figure === undefined)) {
    return html`<p class="muted">The plans have no numbers to draw.</p>`;
  }
  return html`<div class="drawings">${figures}</div>${statedNote(sides)}`;
}

/** Moved plans carry the median shape of another dataset along. */
function statedNote(sides: readonly Side[]): Markup | undefined {
  const names = sides.filter(({ measures }) => measures.medianShape?.source === 'plans').map(({ name }) => name);
  if (names.length === 0) return undefined;
  return html`<p class="muted note">The median image of ${names.join(' and ')} comes from the plans, for the dataset that they were made from: there is no fingerprint to calculate it from.</p>`;
}
