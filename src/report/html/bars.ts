import { html, type Markup } from './markup.js';
import { percent, shown } from './numbers.js';
import { type Extents, extentsOf, type Side } from './sides.js';

/** Lengths along one axis, mm. */
interface Bar {
  readonly side: Side;
  readonly image: number | undefined;
  readonly patch: number | undefined;
  readonly receptiveField: number | undefined;
}

/** Image, patch and receptive field of every side along every axis, all on one scale. */
export function axisBars(sides: readonly Side[]): Markup | undefined {
  const drawn = sides.flatMap((side) => {
    const extents = extentsOf(side.measures);
    return extents === undefined ? [] : [{ side, extents }];
  });
  const axes = drawn.reduce((most, { extents }) => Math.max(most, extents.voxel.length), 0);
  // A 2d configuration beside a 3d one has its two axes in common with it.
  const groups = axisNames(axes).map((name, i) => ({
    name,
    bars: drawn.flatMap(({ side, extents }) => barOf(side, extents, i - axes)),
  }));
  const longest = groups
    .flatMap(({ bars }) => bars.flatMap(lengthsOf))
    .reduce((most, length) => Math.max(most, length), 0);
  if (longest === 0) return undefined;
  return html`<section class="bars"><h4>Along each axis</h4>
<p class="legend"><span class="mark image"></span> median image <span class="mark patch"></span> patch <span class="mark field"></span> receptive field of the encoder</p>
${groups.map(({ name, bars }) => html`<div class="axis"><h5>${name}</h5>${bars.map((bar) => barRow(bar, longest))}</div>`)}
</section>`;
}

/** @param fromEnd -1 for the last axis */
function barOf(side: Side, { patch, image, receptiveField }: Extents, fromEnd: number): readonly Bar[] {
  const bar = {
    side,
    image: image?.at(fromEnd),
    patch: patch?.at(fromEnd),
    receptiveField: receptiveField?.at(fromEnd),
  };
  return lengthsOf(bar).length === 0 ? [] : [bar];
}

function lengthsOf({ image, patch, receptiveField }: Bar): readonly number[] {
  return [image, patch, receptiveField].filter((length) => length !== undefined);
}

function barRow(bar: Bar, longest: number): Markup {
  const { side, image, patch, receptiveField } = bar;
  const share = (length: number) => percent((length / longest) * 0.98);
  // The outline of the image lies on the patch, which may be larger than it.
  return html`<div class="bar"><span class="key ${side.tone}">${side.name}</span>
<svg height="26" aria-hidden="true" class="${side.tone}">${rectangle('patch', patch, 4, 10, share)}${rectangle('image', image, 1.5, 15, share)}${
    receptiveField === undefined ? undefined : reach(share(receptiveField))
  }</svg>
<span class="lengths">${lengthsText(bar)}</span></div>`;
}

function rectangle(
  name: string,
  length: number | undefined,
  top: number,
  height: number,
  share: (length: number) => string,
): Markup | undefined {
  if (length === undefined) return undefined;
  return html`<rect class="${name}" x="1" y="${top}" width="${share(length)}" height="${height}" rx="1"/>`;
}

/** A line with ends. */
function reach(end: string): Markup {
  return html`<g class="field"><line x1="1" x2="${end}" y1="22" y2="22"/><line x1="1" x2="1" y1="19" y2="25"/><line x1="${end}" x2="${end}" y1="19" y2="25"/></g>`;
}

/** `patch 84 · image 290 · sees 633 mm` */
function lengthsText({ image, patch, receptiveField }: Bar): string {
  const lengths = [
    ...(patch === undefined ? [] : [`patch ${shown(patch)}`]),
    ...(image === undefined ? [] : [`image ${shown(image)}`]),
    ...(receptiveField === undefined ? [] : [`sees ${shown(receptiveField)}`]),
  ];
  return `${lengths.join(' · ')} mm`;
}

/** Three axes as a person calls them, in working order after `transpose_forward`; a 2d configuration has no slices. */
function axisNames(axes: number): readonly string[] {
  return ['slices', 'rows', 'columns'].slice(-axes);
}
