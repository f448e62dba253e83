import { frame, type Lengths, sizeOf, solid } from './cuboid.js';
import { html, type Markup } from './markup.js';
import { coordinate, roundBelow, shown, shownTimes } from './numbers.js';
import { extentsOf, type Side } from './sides.js';

const width = 240;
const height = 190;
const margin = 8;
/** Room below the boxes for the bar that tells the scale. */
const foot = 30;

/** Boxes inside each other, outermost first, with the same centre; millimetres per axis. */
interface Drawing {
  readonly side: Side;
  readonly solid: Lengths;
  readonly frame: Lengths | undefined;
  readonly caption: string;
}

/** One voxel of each side, all to the same scale. */
export function voxelBoxes(sides: readonly Side[]): Markup | undefined {
  return boxes(
    'One voxel',
    sides.flatMap((side): Drawing[] => {
      const { voxel } = extentsOf(side.measures) ?? {};
      return voxel === undefined ? [] : [{ side, solid: voxel, frame: undefined, caption: `${shownTimes(voxel)} mm` }];
    }),
  );
}

/** The patch of each side inside the median image, all to the same scale. */
export function patchBoxes(sides: readonly Side[]): Markup | undefined {
  return boxes(
    'Patch in the median image',
    sides.flatMap((side): Drawing[] => {
      const { patch, image } = extentsOf(side.measures) ?? {};
      if (patch === undefined) return [];
      const inside = image === undefined ? '' : ` in ${shownTimes(image)} mm`;
      return [{ side, solid: patch, frame: image, caption: `${shownTimes(patch)} mm${inside}` }];
    }),
  );
}

function boxes(title: string, drawings: readonly Drawing[]): Markup | undefined {
  if (drawings.length === 0) return undefined;
  const sizes = drawings.flatMap((drawing) => [drawing.solid, drawing.frame ?? []].map(sizeOf));
  const scale = Math.min(
    (width - 2 * margin) / sizes.reduce((most, { width: one }) => Math.max(most, one), 0),
    (height - foot - 2 * margin) / sizes.reduce((most, { height: one }) => Math.max(most, one), 0),
  );
  if (!Number.isFinite(scale) || scale <= 0) return undefined;
  return html`<section class="boxes"><h4>${title}</h4><div class="pair">${drawings.map((drawing) => box(drawing, scale))}</div></section>`;
}

function box({ side, solid: lengths, frame: around, caption }: Drawing, scale: number): Markup {
  const pixels = (millimetres: Lengths) => millimetres.map((length) => length * scale);
  const centre = [width / 2, (height - foot) / 2] as const;
  const outer = around === undefined ? undefined : pixels(around);
  return html`<figure>
<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">
${outer === undefined ? undefined : frame(outer, centre, 'behind')}
${solid(pixels(lengths), centre, side.tone)}
${outer === undefined ? undefined : frame(outer, centre, 'before')}
${scaleBar(scale)}
</svg>
<figcaption><span class="key ${side.tone}">${side.name}</span> ${caption}</figcaption>
</figure>`;
}

/** A length that a person can lay against the drawing, a quarter to three quarters of a box wide. */
function scaleBar(scale: number): Markup {
  const millimetres = roundBelow((width * 0.3) / scale);
  const length = millimetres * scale;
  const left = coordinate((width - length) / 2);
  const right = coordinate((width + length) / 2);
  const y = height - foot + 10;
  return html`<g class="ruler"><path d="M${left},${y - 4}V${y + 4}M${left},${y}H${right}M${right},${y - 4}V${y + 4}"/><text x="${width / 2}" y="${y + 17}">${shown(millimetres)} mm</text></g>`;
}
