// The page: takes what is dropped, asks the worker, shows its answers. It judges nothing.

import { contents, examples, workerSource } from 'built-in';
import { activateReport } from 'report-script';
import { sanitize } from '../report/sanitize.js';
import {
  type Answer,
  type DownloadFormat,
  type DroppedFile,
  downloadFormats,
  type EditableField,
  type FromWorker,
  type Place,
  type Request,
  type ToWorker,
} from './messages.js';

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found as T;
}

const page = {
  drop: element('drop'),
  files: element<HTMLInputElement>('files'),
  folder: element<HTMLInputElement>('folder'),
  status: element('status'),
  cancel: element<HTMLButtonElement>('cancel'),
  progress: element<HTMLProgressElement>('progress'),
  here: element('here'),
  places: element<HTMLUListElement>('places'),
  questions: element<HTMLFormElement>('questions'),
  source: element<HTMLSelectElement>('source'),
  target: element<HTMLSelectElement>('target'),
  checkpoint: element<HTMLSelectElement>('checkpoint'),
  configuration: element<HTMLSelectElement>('configuration'),
  direction: element<HTMLSelectElement>('direction'),
  editor: element<HTMLFormElement>('editor'),
  fields: element('fields'),
  plans: element<HTMLSelectElement>('plans'),
  result: element('result'),
  downloads: element('downloads'),
};

let dropped: readonly DroppedFile[] = [];
let places: readonly Place[] = [];
let fields: readonly EditableField[] = [];
let editedText = '';

// ---- the worker

let worker = startWorker();
let asked = 0;
let waiting = new Map<number, (answer: Answer) => void>();

function startWorker(): Worker {
  const url = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
  const started = new Worker(url);
  started.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    const { number, answer } = data;
    if (answer.kind === 'progress') {
      page.progress.hidden = false;
      page.progress.value = answer.fraction;
      page.cancel.hidden = false;
      say(answer.text);
      return;
    }
    waiting.get(number)?.(answer);
    waiting.delete(number);
  });
  return started;
}

async function ask(request: Request): Promise<Answer> {
  asked += 1;
  const number = asked;
  const answer = new Promise<Answer>((resolve) => waiting.set(number, resolve));
  worker.postMessage({ number, request } satisfies ToWorker);
  const given = await answer;
  page.progress.hidden = true;
  page.cancel.hidden = true;
  return given;
}

/** Ends what the worker does; a new one gets the same files. */
async function cancel(): Promise<void> {
  worker.terminate();
  waiting = new Map();
  worker = startWorker();
  page.progress.hidden = true;
  page.cancel.hidden = true;
  await ask({ kind: 'open', files: dropped });
  say('Cancelled.');
}

// ---- words and results

function say(text: string): void {
  page.status.textContent = sanitize(text);
}

function showTrouble(message: string, hints: readonly string[]): void {
  const box = document.createElement('section');
  box.className = 'trouble';
  box.setAttribute('role', 'alert');
  box.append(...[message, ...hints].map((text) => paragraph(text)));
  page.result.replaceChildren(box);
  page.downloads.hidden = true;
  say(message);
}

function paragraph(text: string): HTMLParagraphElement {
  const made = document.createElement('p');
  made.textContent = sanitize(text);
  return made;
}

async function show(request: Request, doing: string): Promise<void> {
  say(doing);
  const answer = await ask(request);
  if (answer.kind === 'trouble') return showTrouble(answer.message, answer.hints);
  if (answer.kind !== 'report') return;
  showMarkup(answer.markup);
  page.downloads.hidden = answer.downloads.length === 0;
  const heading = page.result.querySelector<HTMLElement>('h1, h2, .sentence');
  say(heading?.textContent ?? 'Done.');
}

/** Markup from the worker, whose template tag made it; no text of a file is markup in it. */
function showMarkup(markup: string): void {
  page.result.innerHTML = markup;
  for (const title of page.result.querySelectorAll('.group h3 code')) {
    const rule = title.textContent ?? '';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = 'Explain';
    button.setAttribute('aria-label', `Explain ${rule}`);
    button.addEventListener('click', () => void explain(button, rule));
    title.parentElement?.append(' ', button);
  }
  activateReport();
}

async function explain(button: HTMLButtonElement, rule: string): Promise<void> {
  const answer = await ask({ kind: 'explain', rule });
  if (answer.kind !== 'report') return;
  const box = document.createElement('div');
  box.className = 'explained';
  box.innerHTML = answer.markup;
  button.closest('article')?.append(box);
  button.remove();
}

// ---- what is dropped

async function open(files: readonly DroppedFile[]): Promise<void> {
  dropped = files;
  say(`Looking at ${files.length === 1 ? '1 file' : `${files.length} files`} …`);
  page.result.replaceChildren();
  page.downloads.hidden = true;
  const answer = await ask({ kind: 'open', files });
  if (answer.kind === 'trouble') return showTrouble(answer.message, answer.hints);
  if (answer.kind !== 'places') return;
  places = answer.places;
  page.here.hidden = false;
  page.places.replaceChildren(...places.map(placeItem));
  fillSelects();
  const sides = sidesOf();
  const words = `${places.length === 0 ? 'Nothing of nnU-Net was found' : `${places.length} things of nnU-Net`} in ${files.length} files.`;
  say([words, ...answer.notes].join(' '));
  const [first, second] = [sides[0], sides[1]];
  if (places.length === 1 && places[0] !== undefined && places[0].kind !== 'plans' && places[0].kind !== 'dataset') {
    await show({ kind: 'show', path: places[0].path }, 'Reading …');
  } else if (
    first !== undefined &&
    second !== undefined &&
    places.filter(({ kind }) => kind === 'dataset').length <= 2
  ) {
    await check();
  } else {
    await show({ kind: 'audit', paths: ['/'] }, 'Looking through all of it …');
  }
}

function placeItem({ kind, label, path, configurations }: Place): HTMLLIElement {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain';
  button.textContent = sanitize(label);
  button.addEventListener('click', () => void show({ kind: 'show', path }, `Reading ${label} …`));
  const about = document.createElement('span');
  about.className = 'muted';
  about.textContent = sanitize(` ${kind}${configurations.length === 0 ? '' : `: ${configurations.join(', ')}`}`);
  item.append(button, about);
  return item;
}

function sidesOf(): readonly Place[] {
  return places.filter(({ kind }) => kind === 'plans' || kind === 'model' || kind === 'checkpoint');
}

/** The pretraining side is the one with a model, else the first; the finetuning side is the next with plans. */
function fillSelects(): void {
  const sides = sidesOf();
  const plans = sides.filter(({ kind }) => kind === 'plans');
  const options = (list: readonly Place[]) => list.map(({ label, path, kind }) => option(path, `${label} (${kind})`));
  page.source.replaceChildren(...options(sides));
  page.target.replaceChildren(...options(sides));
  page.checkpoint.replaceChildren(option('', 'none'), ...options(sides.filter(({ kind }) => kind === 'checkpoint')));
  const names = [...new Set(sides.flatMap(({ configurations }) => configurations))];
  page.configuration.replaceChildren(option('', 'all'), ...names.map((name) => option(name, name)));
  page.plans.replaceChildren(...options(plans));
  const source = sides[0];
  const target = plans.find((place) => place.path !== source?.path) ?? sides[1];
  if (source !== undefined) page.source.value = source.path;
  if (target !== undefined) page.target.value = target.path;
  page.questions.hidden = sides.length === 0;
  page.editor.hidden = plans.length === 0;
  fields = [];
  page.fields.replaceChildren();
  recallOptions();
}

function option(value: string, text: string): HTMLOptionElement {
  const made = document.createElement('option');
  made.value = value;
  made.textContent = sanitize(text);
  return made;
}

async function check(): Promise<void> {
  const { source, target, checkpoint, configuration, direction } = page;
  rememberOptions();
  await show(
    {
      kind: 'check',
      source: source.value,
      target: target.value,
      configurations: configuration.value === '' ? [] : [configuration.value],
      ...(checkpoint.value === '' ? {} : { checkpoint: checkpoint.value }),
      ...(direction.value === '' ? {} : { direction: direction.value }),
    },
    'Checking …',
  );
}

/** A link holds the options, never data: neither names nor paths of what was dropped. */
function rememberOptions(): void {
  const state = new URLSearchParams();
  for (const name of ['configuration', 'direction'] as const)
    if (page[name].value !== '') state.set(name, page[name].value);
  history.replaceState(null, '', state.size === 0 ? location.pathname + location.search : `#${state}`);
}

function recallOptions(): void {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const name of ['configuration', 'direction'] as const) {
    const value = state.get(name) ?? '';
    if ([...page[name].options].some((one) => one.value === value)) page[name].value = value;
  }
}

// ---- edit and see

async function openFields(): Promise<void> {
  const answer = await ask({ kind: 'fields', path: page.plans.value });
  if (answer.kind === 'trouble') return showTrouble(answer.message, answer.hints);
  if (answer.kind !== 'fields') return;
  fields = answer.fields;
  let group: HTMLFieldSetElement | undefined;
  page.fields.replaceChildren();
  for (const [i, { configuration, name, text }] of fields.entries()) {
    if (group?.dataset['configuration'] !== configuration) {
      group = document.createElement('fieldset');
      group.dataset['configuration'] = configuration;
      const legend = document.createElement('legend');
      legend.textContent = sanitize(configuration);
      group.append(legend);
      page.fields.append(group);
    }
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.value = text;
    input.name = String(i);
    input.spellcheck = false;
    input.autocomplete = 'off';
    label.append(name, input);
    group.append(label);
  }
  page.fields.querySelector('input')?.focus();
}

async function applyEdits(): Promise<void> {
  const inputs = [...page.fields.querySelectorAll('input')];
  const edits = inputs.flatMap((input) => {
    const field = fields[Number(input.name)];
    return field === undefined || field.text === input.value ? [] : [{ pointer: field.pointer, text: input.value }];
  });
  if (edits.length === 0) return say('Nothing was changed yet.');
  const answer = await ask({ kind: 'edit', path: page.plans.value, edits });
  if (answer.kind === 'trouble') return showTrouble(answer.message, answer.hints);
  if (answer.kind !== 'edited') return;
  editedText = answer.text;
  page.result.innerHTML = answer.markup;
  page.downloads.hidden = true;
  element('save-plans').hidden = false;
  say(page.result.querySelector('h2')?.textContent ?? 'Done.');
}

// ---- downloads

const types: Readonly<Record<DownloadFormat, readonly [type: string, ending: string]>> = {
  html: ['text/html', 'html'],
  json: ['application/json', 'json'],
  sarif: ['application/sarif+json', 'sarif'],
  markdown: ['text/markdown', 'md'],
};

function save(text: string, type: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function download(format: DownloadFormat): Promise<void> {
  const answer = await ask({ kind: 'format', format });
  const [type, ending] = types[format];
  if (answer.kind === 'text') save(answer.text, type, `nnplans.${ending}`);
}

// ---- dropped folders

async function* filesIn(entry: FileSystemEntry, folder: string): AsyncIterable<DroppedFile> {
  const path = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    yield { path, file };
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // At most a hundred at a time, until there are none.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return;
    for (const inner of entries) yield* filesIn(inner, `${path}/`);
  }
}

/** Chromium's way, which TypeScript does not know. */
interface HandleItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

async function* filesOfHandle(handle: FileSystemHandle, folder: string): AsyncIterable<DroppedFile> {
  const path = folder + handle.name;
  if (handle.kind === 'file') {
    yield { path, file: await (handle as FileSystemFileHandle).getFile() };
    return;
  }
  const inside = handle as FileSystemDirectoryHandle & { values(): AsyncIterable<FileSystemHandle> };
  for await (const inner of inside.values()) yield* filesOfHandle(inner, `${path}/`);
}

async function takeDrop(transfer: DataTransfer): Promise<void> {
  // All at once: the list is empty as soon as somebody waits.
  const items = [...transfer.items].map((item: HandleItem) => ({
    // Entries cannot be read where Chromium opened the page from a file.
    handle: item.getAsFileSystemHandle?.().catch(() => null),
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  const files: DroppedFile[] = [];
  try {
    for (const { handle, entry, file } of items) {
      const opened = await handle;
      if (opened) for await (const inner of filesOfHandle(opened, '')) files.push(inner);
      else if (entry?.isDirectory) for await (const inner of filesIn(entry, '')) files.push(inner);
      else if (file !== null) files.push({ path: file.name, file });
    }
  } catch (error) {
    return showTrouble(`The browser does not let this page read what was dropped (${String(error)}).`, [
      'Use "Choose files" or "Choose a folder" instead.',
    ]);
  }
  await open(files);
}

function chosen(input: HTMLInputElement): readonly DroppedFile[] {
  return [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

// ---- what the user does

page.drop.addEventListener('dragover', (event) => {
  event.preventDefault();
  page.drop.classList.add('over');
});
page.drop.addEventListener('dragleave', () => page.drop.classList.remove('over'));
page.drop.addEventListener('drop', (event) => {
  event.preventDefault();
  page.drop.classList.remove('over');
  if (event.dataTransfer !== null) void takeDrop(event.dataTransfer);
});
// Beside the field, a dropped file would take the place of the page.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => event.preventDefault());
for (const input of [page.files, page.folder]) {
  input.addEventListener('change', () => {
    void open(chosen(input));
    input.value = '';
  });
}
page.questions.addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});
element('exchange').addEventListener('click', () => {
  [page.source.value, page.target.value] = [page.target.value, page.source.value];
  void check();
});
element('do-diff').addEventListener('click', () => {
  void show({ kind: 'diff', a: page.source.value, b: page.target.value }, 'Comparing …');
});
element('do-audit').addEventListener('click', () => {
  void show({ kind: 'audit', paths: ['/'] }, 'Looking through all of it …');
});
element('do-match').addEventListener('click', () => {
  const paths = places.filter(({ kind }) => kind !== 'file').map(({ path }) => path);
  void show({ kind: 'match', paths }, 'Matching …');
});
element('open-fields').addEventListener('click', () => void openFields());
page.editor.addEventListener('submit', (event) => {
  event.preventDefault();
  void applyEdits();
});
element('save-plans').addEventListener('click', () => {
  save(editedText, 'application/json', page.plans.value.split('/').at(-1) ?? 'plans.json');
});
page.cancel.addEventListener('click', () => void cancel());
for (const format of downloadFormats) element(`save-${format}`).addEventListener('click', () => void download(format));
for (const { id, files } of examples) {
  element(`example-${id}`).addEventListener('click', () => {
    void open(
      files.map(({ path, content }) => {
        const held = contents[content] ?? '';
        return { path, file: new Blob([path.endsWith('.json') ? held : decoded(held)]) };
      }),
    );
  });
}

function decoded(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
}
