import type { ChannelIntensities, IntensityStatistics } from '../../engine/report.js';
import { html, type Markup } from './markup.js';
import { percent, roundBelow, shown } from './numbers.js';
import type { Side } from './sides.js';

/** More channels than a page can draw are counted. */
const mostChannels = 8;

/** One side of one channel. */
interface Spread {
  readonly side: Side;
  readonly channel: ChannelIntensities;
}

/** A piece of the intensity axis. */
interface Domain {
  readonly low: number;
  readonly high: number;
}

/** Intensities as close together as this are one. */
const leastWidth = 1e-6;

/** Images are stored as 32 bit floats: nothing reaches this. */
const mostIntensity = 1e39;

const rowHeight = 26;

/** Intensities of both datasets on one axis per channel, with the range that nnU-Net clips to. */
export function intensityFigure(sides: readonly Side[]): Markup | undefined {
  const count = sides.reduce((most, { measures }) => Math.max(most, measures.intensities?.length ?? 0), 0);
  const channels = Array.from({ length: count }, (_, index) =>
    sides.flatMap((side): Spread[] => {
      const channel = side.measures.intensities?.[index];
      return channel === undefined ? [] : [{ side, channel }];
    }),
  );
  const figures = channels.flatMap((spreads) => channelFigure(spreads) ?? []);
  if (figures.length === 0) return undefined;
  const rest = figures.length - mostChannels;
  return html`<section class="intensities"><h4>Intensities in the foreground</h4>
<p class="legend"><span class="mark range"></span> percentiles 0.5 to 99.5 <span class="mark spread"></span> mean ± standard deviation <span class="mark clip"></span> clipped to</p>
${figures.slice(0, mostChannels)}${rest > 0 ? html`<p class="muted">and ${rest} more channels</p>` : undefined}</section>`;
}

function channelFigure(spreads: readonly Spread[]): Markup | undefined {
  const drawn = spreads.filter(({ channel }) => statisticsOf(channel) !== undefined || clipOf(channel) !== undefined);
  const domain = domainOf(drawn);
  if (domain === undefined) return undefined;
  const width = domain.high - domain.low;
  const position: Position = {
    at: (value) => percent((value - domain.low) / width),
    wide: (difference) => percent(difference / width),
  };
  const height = drawn.length * rowHeight;
  const named = drawn.find(({ channel }) => channel.name !== undefined) ?? drawn[0];
  const name = named?.channel.name ?? `channel ${named?.channel.channel ?? 0}`;
  const unit = drawn.some((one) => clipOf(one.channel) !== undefined) ? ' (HU)' : '';
  return html`<div class="channel"><h5>${name}${unit}</h5>
<svg height="${height + 24}" aria-hidden="true">${drawn.map((spread, row) => clipBand(spread, row, position))}${drawn.map(
    (spread, row) => spreadBar(spread, row, position),
  )}${axis(domain, height, position)}</svg>
<ul class="facts">${drawn.map(factsItem)}</ul></div>`;
}

/** What the images of this side look like: its own fingerprint, else what the plans carry along. */
function statisticsOf({ fingerprint, plans }: ChannelIntensities): IntensityStatistics | undefined {
  return fingerprint ?? plans;
}

/** The range that images are clipped to; only CT normalization clips. */
function clipOf({ normalization, plans }: ChannelIntensities): Domain | undefined {
  return normalization === 'CTNormalization' && plans !== undefined
    ? { low: plans.percentile_00_5, high: plans.percentile_99_5 }
    : undefined;
}

function domainOf(spreads: readonly Spread[]): Domain | undefined {
  const values = spreads.flatMap(({ channel }) => {
    const found = statisticsOf(channel);
    const clip = clipOf(channel);
    return [
      ...(found === undefined
        ? []
        : [found.percentile_00_5, found.percentile_99_5, found.mean - found.std, found.mean + found.std]),
      ...(clip === undefined ? [] : [clip.low, clip.high]),
    ];
  });
  const low = values.reduce((least, value) => Math.min(least, value));
  const high = values.reduce((most, value) => Math.max(most, value));
  const greatest = Math.max(Math.abs(low), Math.abs(high));
  const margin = (high - low) * 0.05;
  // A width that numbers of this size can hardly express is none.
  const isWide = margin > 1e-9 * Math.max(greatest, leastWidth);
  return isWide && greatest < mostIntensity ? { low: low - margin, high: high + margin } : undefined;
}

/** Where a value lies on the axis, and how wide a piece of it is, in per cent. */
interface Position {
  at(value: number): string;
  wide(difference: number): string;
}

function clipBand({ channel }: Spread, row: number, { at, wide }: Position): Markup | undefined {
  const clip = clipOf(channel);
  if (clip === undefined || clip.high < clip.low) return undefined;
  return html`<rect class="clip" x="${at(clip.low)}" width="${wide(clip.high - clip.low)}" y="${row * rowHeight}" height="${rowHeight}"/>`;
}

function spreadBar({ side, channel }: Spread, row: number, { at }: Position): Markup | undefined {
  const found = statisticsOf(channel);
  if (found === undefined) return undefined;
  const middle = row * rowHeight + rowHeight / 2;
  const line = (name: string, from: number, to: number) =>
    html`<line class="${name}" x1="${at(from)}" x2="${at(to)}" y1="${middle}" y2="${middle}"/>`;
  return html`<g class="${side.tone}">${line('range', found.percentile_00_5, found.percentile_99_5)}${line(
    'spread',
    found.mean - found.std,
    found.mean + found.std,
  )}<circle class="mean" cx="${at(found.mean)}" cy="${middle}" r="4"/></g>`;
}

function axis(domain: Domain, y: number, { at }: Position): Markup {
  const step = roundBelow((domain.high - domain.low) / 3);
  const first = Math.ceil(domain.low / step);
  const last = Math.floor(domain.high / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  const share = (value: number) => (value - domain.low) / (domain.high - domain.low);
  // A label at the very edge would be cut off.
  const labelled = ticks.filter((tick) => share(tick) > 0.04 && share(tick) < 0.96);
  return html`<g class="ruler"><line x1="0" x2="100%" y1="${y}" y2="${y}"/>${ticks.map(
    (tick) => html`<line x1="${at(tick)}" x2="${at(tick)}" y1="${y}" y2="${y + 5}"/>`,
  )}${labelled.map((tick) => html`<text x="${at(tick)}" y="${y + 18}">${shown(tick)}</text>`)}</g>`;
}

function factsItem({ side, channel }: Spread): Markup {
  const found = statisticsOf(channel);
  const clip = clipOf(channel);
  const parts = [
    ...(found === undefined
      ? ['not known']
      : [
          `${shown(found.percentile_00_5)} … ${shown(found.percentile_99_5)}`,
          `mean ${shown(found.mean)} ± ${shown(found.std)}`,
        ]),
    ...(channel.fingerprint === undefined ? ['as the plans state, no fingerprint'] : []),
    clip === undefined ? (channel.normalization ?? '') : `clipped to ${shown(clip.low)} … ${shown(clip.high)}`,
  ];
  return html`<li><span class="key ${side.tone}">${side.name}</span> ${parts.filter((part) => part !== '').join(' · ')}</li>`;
}
