import { htmlDocument } from '../report/html/document.js';
import { html, type Markup } from '../report/html/markup.js';
import { style as reportStyle } from '../report/html/style.js';

/** Of the page itself; the report below it brings its own. */
const style = `${reportStyle}
[hidden] { display: none !important }
#editor { margin-top: 2rem }
#downloads { justify-content: flex-start; margin-top: 1.5rem }
#result { margin-top: 1rem }
.verdicts { margin-bottom: 1rem }
#drop { border: 2px dashed var(--line); border-radius: 12px; padding: 2rem 1.25rem; text-align: center; margin-top: 1.5rem }
#drop.over { border-color: var(--accent); background: var(--tone-soft, transparent) }
.buttons { display: flex; flex-wrap: wrap; gap: 0.6rem; justify-content: center; margin-top: 1rem }
.questions { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.75rem 1.25rem; margin-top: 1rem }
.questions label, #fields label { display: grid; gap: 0.2rem; font-size: 0.9rem; color: var(--muted) }
.questions select, #fields input { font: inherit; color: var(--text); background: var(--page); border: 1px solid var(--muted); border-radius: 6px; padding: 0.35rem 0.5rem; width: 100%; min-width: 0 }
.questions .buttons, #editor .buttons { grid-column: 1 / -1; justify-content: flex-start }
main button, .picker { font: inherit; color: var(--text); background: var(--card, var(--page)); border: 1px solid var(--muted); border-radius: 6px; padding: 0.35rem 0.9rem; cursor: pointer }
main button.main { background: var(--accent); color: var(--page); border-color: var(--accent) }
main button.plain { border: 0; padding: 0; background: none; color: var(--accent); text-decoration: underline; text-align: left; overflow-wrap: anywhere }
.picker:focus-within { outline: 3px solid var(--focus); outline-offset: 2px }
.picker input { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
#fields fieldset { border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; margin-top: 0.75rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 0.6rem 1rem }
#fields legend { padding: 0 0.4rem; font-weight: 600 }
#fields input { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.85rem }
#status { min-height: 1.6em; margin-top: 1rem }
progress { width: 100% }
.trouble { margin-top: 1.5rem; padding: 1rem 1.25rem; border-radius: 10px; border-left: 6px solid var(--error, #b3261e) }
#result > section, #result > div > section { margin-top: 2rem }
.explained { margin-top: 0.75rem; padding-left: 1rem; border-left: 3px solid var(--line) }
#places { columns: 22rem auto; margin-top: 0.5rem }
`;

/** The static page: everything in one file, nothing asked from anywhere. */
export function shell(script: string, version: string): string {
  return htmlDocument({
    title: 'nnplans: may this nnU-Net job start?',
    icon: 'data:,',
    style,
    script,
    mayLoad: ['worker-src blob:'],
    body: html`<a class="skip" href="#result">Skip to the result</a>
<main>
<header class="top"><h1>May this nnU-Net job start?</h1>
<p>Drop plans, datasets, a whole <code>nnUNet_preprocessed</code>, a checkpoint, or the zip of a model. Everything is read in this page; nothing leaves your machine.</p></header>
<section id="drop" aria-label="Files to look at">
<p>Drop files and folders here</p>
<div class="buttons"><label class="picker">Choose files<input type="file" id="files" multiple></label><label class="picker">Choose a folder<input type="file" id="folder" webkitdirectory></label></div>
<p class="muted">or see an example:</p>
<div class="buttons">${exampleButtons}</div>
</section>
<p id="status" role="status" aria-live="polite"></p>
<progress id="progress" max="1" value="0" hidden aria-label="How far it is"></progress>
<button type="button" id="cancel" hidden>Cancel</button>
<section id="here" aria-labelledby="here-title" hidden><h2 id="here-title">What is here</h2>
<details><summary>All of it</summary><ul id="places"></ul></details>
<form id="questions" class="questions" hidden>
<label>pretraining<select id="source"></select></label>
<label>finetuning<select id="target"></select></label>
<label>weights<select id="checkpoint"></select></label>
<label>configuration<select id="configuration"></select></label>
<label>plans move<select id="direction"><option value="">from pretraining to finetuning</option><option value="finetuning-to-pretraining">from finetuning to pretraining</option><option value="either">either way</option></select></label>
<div class="buttons"><button class="main" type="submit">Check this transfer</button><button type="button" id="exchange">Exchange the sides</button><button type="button" id="do-diff">Diff</button><button type="button" id="do-audit">Audit all</button><button type="button" id="do-match">Match weights</button></div>
</form>
<form id="editor" hidden><h3>May I change this?</h3>
<div class="questions"><label>plans<select id="plans"></select></label></div>
<div class="buttons"><button type="button" id="open-fields">Edit their values</button></div>
<div id="fields"></div>
<div class="buttons"><button type="submit">See what it means</button><button type="button" id="save-plans" hidden>Download the edited plans</button></div>
</form></section>
<div id="downloads" class="buttons" hidden>${downloadButtons}</div>
<div id="result" tabindex="-1"></div>
</main>
<footer><p>nnplans ${version}. A link to this page keeps the options, never data.</p></footer>`,
  });
}

const exampleButtons: readonly Markup[] = [
  ['transfer', 'a transfer that may start'],
  ['own-plans', 'plans that do not fit the weights'],
  ['plans', 'two plans files'],
].map(([id = '', name = '']) => html`<button type="button" id="example-${id}">${name}</button>`);

const downloadButtons: readonly Markup[] = [
  ['html', 'HTML'],
  ['json', 'JSON'],
  ['sarif', 'SARIF'],
  ['markdown', 'Markdown'],
].map(([id = '', name = '']) => html`<button type="button" id="save-${id}">Download ${name}</button>`);
