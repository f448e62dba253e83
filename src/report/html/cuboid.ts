import { html, type Markup } from './markup.js';
import { coordinate } from './numbers.js';

/** A point of a drawing: x to the right, y downward. */
type Point = readonly [x: number, y: number];

const cosine = Math.sqrt(3) / 2;
const sine = 0.5;

/** A box or, for a 2d configuration, a rectangle around a common centre. Lengths in pixels, slices first: up; rows: to the left; columns: to the right. */
export type Lengths = readonly number[];

/** Width and height that a box takes when it is drawn. */
export function sizeOf(lengths: Lengths): { readonly width: number; readonly height: number } {
  const [columns = 0, rows = 0, slices] = [...lengths].reverse();
  return slices === undefined
    ? { width: columns, height: rows }
    : { width: (columns + rows) * cosine, height: (columns + rows) * sine + slices };
}

/** Faces of a solid box that are turned to the viewer. */
export function solid(lengths: Lengths, centre: Point, tone: string): Markup {
  return html`<g class="solid ${tone}">${facesOf(lengths, 1).map(
    ({ name, points }) => html`<polygon class="${name}" points="${pointsText(points, centre)}"/>`,
  )}</g>`;
}

/** Edges of a box around something: those behind it, or those before it. */
export function frame(lengths: Lengths, centre: Point, part: 'behind' | 'before'): Markup {
  return html`<g class="frame ${part}">${facesOf(lengths, part === 'before' ? 1 : -1).map(
    ({ points }) => html`<polygon points="${pointsText(points, centre)}"/>`,
  )}</g>`;
}

/**
 * The three faces that meet in the corner nearest to the viewer or farthest from him, in isometric projection.
 * @param side 1: near; -1: far
 */
function facesOf(
  lengths: Lengths,
  side: 1 | -1,
): readonly { readonly name: string; readonly points: readonly Point[] }[] {
  const [c = 0, r = 0, s] = [...lengths].reverse().map((length) => (length / 2) * side);
  if (s === undefined)
    return side === 1
      ? [
          {
            name: 'front',
            points: [
              [-c, -r],
              [c, -r],
              [c, r],
              [-c, r],
            ],
          },
        ]
      : [];
  const at = (column: number, row: number, slice: number): Point => [
    (column - row) * cosine,
    (column + row) * sine - slice,
  ];
  return [
    { name: 'top', points: [at(-c, -r, s), at(c, -r, s), at(c, r, s), at(-c, r, s)] },
    { name: 'left', points: [at(-c, r, s), at(c, r, s), at(c, r, -s), at(-c, r, -s)] },
    { name: 'right', points: [at(c, -r, s), at(c, r, s), at(c, r, -s), at(c, -r, -s)] },
  ];
}

function pointsText(points: readonly Point[], [x, y]: Point): string {
  return points.map(([left, down]) => `${coordinate(x + left)},${coordinate(y + down)}`).join(' ');
}
