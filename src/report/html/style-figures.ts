/** Of everything that is drawn: boxes, bars and ranges. */
export const figures = `
.drawings { margin-top: 1.5rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 2rem 2.5rem }
.drawings > * { min-width: 0 }
.bars, .intensities { grid-column: 1 / -1 }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.25rem, 1fr)); gap: 1rem }
figure svg { display: block; width: 100%; max-width: 15rem; height: auto }
figcaption, .lengths, .facts { font-size: 0.875rem; font-variant-numeric: tabular-nums }
figcaption { margin-top: 0.25rem }
figcaption .key { display: block }
.solid polygon { stroke: var(--card); stroke-width: 1; stroke-linejoin: round }
.solid .top { fill: color-mix(in srgb, var(--side) var(--shade-top), var(--card)) }
.solid .left { fill: color-mix(in srgb, var(--side) var(--shade-left), var(--card)) }
.solid .right { fill: color-mix(in srgb, var(--side) var(--shade-right), var(--card)) }
.solid .front { fill: color-mix(in srgb, var(--side) 70%, var(--card)) }
.frame polygon { fill: none; stroke: var(--text); stroke-width: 1; stroke-linejoin: round }
.frame.behind polygon { stroke-dasharray: 2 3; stroke-opacity: 0.6 }
.ruler { stroke: var(--muted); fill: none; stroke-width: 1 }
.ruler text { stroke: none; fill: var(--muted); font-size: 12px; text-anchor: middle; font-variant-numeric: tabular-nums }
.legend { color: var(--muted); font-size: 0.875rem; margin-bottom: 0.5rem }
.mark { display: inline-block; width: 1.4em; height: 0.75em; margin: 0 0.25em 0 0.9em; vertical-align: -0.05em; border-radius: 2px }
.legend .mark:first-child { margin-left: 0 }
.mark.image { border: 1px solid var(--text) }
.mark.patch { background: var(--muted) }
.mark.field { height: 2px; background: var(--muted); vertical-align: 0.25em }
.mark.range { background: var(--before-soft) }
.mark.spread { height: 0.35em; background: var(--before); vertical-align: 0.15em }
.mark.clip { border: 1px dashed var(--muted) }
.bars svg, .intensities svg { display: block; width: 100%; overflow: visible }
.axis + .axis, .channel + .channel { margin-top: 1.1rem }
.bar { display: grid; grid-template-columns: 7rem 1fr 19rem; gap: 0 1rem; align-items: center; font-size: 0.875rem }
.bar .image { fill: none; stroke: var(--text) }
.bar .patch { fill: var(--side) }
.bar .field { stroke: var(--side); stroke-width: 2 }
.intensities .range { stroke: var(--side-soft); stroke-width: 15 }
.intensities .spread { stroke: var(--side); stroke-width: 6 }
.intensities .mean { fill: var(--card); stroke: var(--text); stroke-width: 1.5 }
.intensities .clip { fill: var(--sunken); stroke: var(--edge); stroke-dasharray: 3 3 }
.facts { margin-top: 0.25rem }
.note { font-size: 0.875rem; margin-top: 1rem }
@media (max-width: 52rem) {
  .bar { grid-template-columns: 1fr; margin-top: 0.5rem }
  .bar .lengths { color: var(--muted) }
}
@media (max-width: 40rem) {
  .boxes .ruler text { font-size: 17px }
}
@media print { .solid, .bar, .intensities { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
`;
