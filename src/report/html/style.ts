import { colours } from './style-colours.js';
import { figures } from './style-figures.js';

const frame = `
*, ::before, ::after { box-sizing: border-box }
html { scroll-padding-top: 3.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
main, footer, nav ul { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem }
h1, h2, h3, h4, h5, p, ul, dl, dd, figure, fieldset { margin: 0; padding: 0 }
h1 { font-size: clamp(1.3rem, 1rem + 1.6vw, 1.85rem); line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance }
h2 { font-size: 1.3rem; line-height: 1.3; margin-bottom: 1rem }
h3 { font-size: 1.05rem; display: inline }
h4 { font-size: 0.95rem; margin-bottom: 0.5rem }
h5 { font-size: 0.875rem; font-weight: 600 }
ul { list-style: none }
main > section { margin-top: 3rem; padding-top: 2rem; border-top: 1px solid var(--line) }
section:target { scroll-margin-top: 0 }
h1, h3, p, li, td, th, dd, dt, code, summary { overflow-wrap: anywhere; unicode-bidi: isolate }
th, td { overflow-wrap: break-word }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em }
a { color: var(--accent); text-underline-offset: 0.15em }
.muted { color: var(--muted); font-weight: 400 }
.for-readers { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px }
.skip { position: absolute; left: 0.5rem; top: -4rem; z-index: 2; padding: 0.5rem 1rem; background: var(--card); border-radius: 6px }
.skip:focus { top: 0.5rem }
nav { position: sticky; top: 0; z-index: 1; background: var(--page); border-bottom: 1px solid var(--line); font-size: 0.9rem }
nav ul { display: flex; gap: 0.25rem 1.25rem; overflow-x: auto; padding-block: 0.6rem }
nav a { color: var(--muted); text-decoration: none; white-space: nowrap }
nav a:hover { color: var(--text); text-decoration: underline }
footer { margin-block: 4rem 2rem; color: var(--muted); font-size: 0.875rem }
`;

const parts = `
.top { padding-top: 2.25rem }
.ran { color: var(--muted); font-size: 0.9rem }
.verdict { margin-top: 1.25rem; padding: 1rem 1.25rem; border-radius: 10px; border-left: 6px solid var(--tone); background: var(--tone-soft) }
.verdict .sentence { font-size: 1.25rem; font-weight: 650; line-height: 1.35 }
.verdict a { color: inherit }
.participants { margin-top: 1.5rem; display: grid; gap: 0.35rem }
.participants div { display: grid; grid-template-columns: 8rem 1fr; gap: 0.75rem }
.participants dt { color: var(--muted) }
.key { white-space: nowrap }
.key::before { content: ""; display: inline-block; width: 0.65em; height: 0.65em; margin-right: 0.45em; border-radius: 2px; background: var(--side) }
.badge { display: inline-block; padding: 0 0.55em; border-radius: 1em; background: var(--tone-soft); color: var(--tone); font-size: 0.85em; font-weight: 600; white-space: nowrap }
.agrees { color: var(--muted); white-space: nowrap }
.job { margin-top: 2.5rem }
.participants + .scroll { margin-top: 1.25rem }
.scroll { overflow-x: auto; position: relative }
.steps { margin: 1rem 0 0; padding-left: 1.5rem }
.steps li { margin-top: 0.75rem }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.94rem }
th, td { padding: 0.42rem 1rem 0.42rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line) }
thead th, thead td { font-weight: 600; color: var(--muted); font-size: 0.875rem }
tbody th { font-weight: 500 }
table.compared tbody th { color: var(--muted); font-weight: 400 }
td.number, th.number { text-align: right }
table.subjects :is(th, td) { min-width: 6rem; overflow-wrap: anywhere }
table.subjects tbody th { min-width: 13rem }
details > summary { cursor: pointer }
.configuration { margin-top: 1rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card) }
.configuration[open] > summary { margin-bottom: 0.75rem }
#filters { display: flex; flex-wrap: wrap; align-items: end; gap: 0.6rem 1.25rem; margin-bottom: 1.5rem; padding: 0.75rem 0; border-bottom: 1px solid var(--line) }
#filters[hidden] { display: none }
fieldset { border: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; min-width: 0 }
legend, .field > label { display: block; padding: 0; color: var(--muted); font-size: 0.85rem }
fieldset label { white-space: nowrap; line-height: 2.2rem }
input[type=checkbox] { width: 1.05rem; height: 1.05rem; vertical-align: -0.15em; accent-color: var(--accent) }
input[type=search], select, button { font: inherit; min-height: 2.2rem; padding: 0.2rem 0.6rem; color: var(--text); background: var(--card); border: 1px solid var(--edge); border-radius: 6px }
input[type=search], select { width: 100%; min-width: 0 }
input::placeholder { color: var(--muted); opacity: 1 }
button { cursor: pointer }
button:hover { border-color: var(--text) }
.field { flex: 0 1 15rem; min-width: 0 }
.grows { flex: 1 1 10rem }
#shown { flex-basis: 100%; color: var(--muted); font-size: 0.9rem }
.group { margin-top: 1.25rem; padding: 1.1rem 1.25rem; border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 10px; background: var(--card) }
.group h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem }
.group .tally { margin-left: auto; font-size: 0.875rem }
.badge.danger { background: var(--tone); color: var(--card) }
.why { margin-top: 0.3rem; color: var(--muted); font-size: 0.94rem }
.why p { margin-top: 0.5rem; max-width: 68ch }
.advice { margin-top: 1rem }
.rest .advice { content-visibility: auto; contain-intrinsic-size: auto 8rem }
.finding + .finding { margin-top: 1rem }
.message, .remedy p, .missed p { max-width: 68ch }
.places { margin-top: 0.25rem; color: var(--muted); font-size: 0.875rem }
.remedy { margin-top: 0.6rem; padding-left: 1.3rem; position: relative }
.remedy::before { content: "→" / ""; position: absolute; left: 0; color: var(--muted) }
pre.command { margin: 0.4rem 0; padding: 0.55rem 0.75rem; border-radius: 6px; background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere }
.copy { float: right; min-height: 0; margin: -0.15rem -0.3rem 0 0.5rem; padding: 0 0.5rem; font: 0.8rem/1.6 system-ui, sans-serif }
.rest { margin-top: 1rem }
.missed { display: grid; gap: 1rem }
.missed .muted, .aside .muted { font-size: 0.9rem }
.aside { margin-top: 0.5rem }
.aside li { margin: 0.75rem 0 0 1rem }
@media (max-width: 40rem) {
  .participants div { grid-template-columns: 1fr; gap: 0 }
  .configuration, .group { padding: 0.9rem }
  nav { position: static }
  html { scroll-padding-top: 0.5rem }
  main, footer, nav ul { padding-inline: 1rem }
  table.compared tr { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; padding: 0.45rem 0; border-bottom: 1px solid var(--line) }
  table.compared :is(th, td) { padding: 0; border: 0 }
  table.compared :is(tbody th, thead td) { order: -2 }
  table.compared :is(th, td):last-child { order: -1; text-align: right }
  table.compared thead :is(td, th:last-child) { display: none }
  table.subjects thead { position: absolute; clip-path: inset(50%) }
  table.subjects tbody tr { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: 0.5rem 0; border-bottom: 1px solid var(--line) }
  table.subjects tbody :is(th, td) { min-width: 0; padding: 0; border: 0 }
  table.subjects tbody td { grid-column: 1 / -1; text-align: left; color: var(--muted); font-size: 0.875rem }
  table.subjects tbody td:last-child { grid-area: 1 / 2 }
  table.subjects tbody td.number::after { content: " cases" }
}
@page { margin: 15mm }
@media print {
  nav, .skip, #filters, .copy { display: none }
  body { font-size: 10pt }
  main, footer { max-width: none; padding: 0 }
  .verdict, .badge, .key, .mark { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  figure, .axis, .channel, tr, .finding { break-inside: avoid }
  h2, h3, h4, h5, summary { break-after: avoid }
  details:not(.why)::details-content { content-visibility: visible; block-size: auto }
  a { color: inherit; text-decoration: none }
}
@media (forced-colors: active) {
  .badge, .verdict, .group { border: 1px solid }
}
`;

/** The whole style: system fonts, no pictures. */
export const style = colours + frame + parts + figures;
