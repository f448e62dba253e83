// The engine in a browser: everything that the page asks, answered from what was dropped.

import { rules } from '../../rules/index.js';
import { runAudit } from '../app/audit/run-audit.js';
import { scopeOf } from '../app/audit/scope.js';
import { runCheck } from '../app/check/run-check.js';
import { diffSideOf } from '../app/diff/diff-operand.js';
import { runDiff } from '../app/diff/run-diff.js';
import type { Judgement } from '../app/judge.js';
import { runMatch } from '../app/match/run-match.js';
import { matchScope } from '../app/match/scope.js';
import { type Setting, settingWithout } from '../app/setting.js';
import { describe } from '../app/show/describe.js';
import { Trouble } from '../app/trouble.js';
import type { Direction } from '../engine/rule.js';
import type { Storage } from '../io/storage.js';
import { StorageError } from '../io/storage.js';
import { NnplansError } from '../workspace/nnplans-error.js';
import { openReach, type Reach } from '../workspace/reach.js';
import type { PlansFile } from '../workspace/subjects.js';
import type { RootFolders } from '../workspace/workspace.js';
import { droppedStorage } from './dropped-storage.js';
import { editableFields, editedText, overlaid } from './edit.js';
import { formatted } from './formatted.js';
import { descriptionMarkup, diffMarkup, editMarkup, matchMarkup, reportMarkup, ruleMarkup } from './markup.js';
import type { Answer, DownloadFormat, FromWorker, Place, Request, ToWorker } from './messages.js';

const cwd = '/';

let storage: Storage = droppedStorage([]).storage;
let roots: RootFolders = {};
let judged: Judgement | undefined;

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  const { number, request } = data;
  const post = (answer: Answer) => (self as unknown as Worker).postMessage({ number, answer } satisfies FromWorker);
  try {
    post(answerTo(request, post));
  } catch (error) {
    if (error instanceof NnplansError) {
      post({ kind: 'trouble', message: error.message, hints: error.hints });
    } else {
      const message = error instanceof Error ? error.message : String(error);
      const what = error instanceof StorageError ? message : `This is a fault of nnplans (${message})`;
      post({ kind: 'trouble', message: `${what}.`, hints: [] });
    }
  }
});

function answerTo(request: Request, post: (answer: Answer) => void): Answer {
  switch (request.kind) {
    case 'open': {
      const dropped = droppedStorage(request.files);
      storage = dropped.storage;
      roots = rootsIn(storage);
      return { kind: 'places', places: placesIn(openAll()), notes: dropped.notes };
    }
    case 'check': {
      const { source, target, checkpoint, configurations, direction } = request;
      const setting = settingWith(direction as Direction | undefined);
      return reported(runCheck({ source, target, checkpoint, configurations }, setting, storage, cwd));
    }
    case 'audit':
      return reported(
        runAudit(request.paths, settingWith(), storage, cwd, {
          show: ({ fraction, name, detail }) => post({ kind: 'progress', fraction, text: `${detail}  ${name}` }),
          clear: () => {},
        }),
      );
    case 'diff': {
      const diff = runDiff(diffSideOf(storage, cwd, request.a), diffSideOf(storage, cwd, request.b));
      return { kind: 'report', markup: diffMarkup(diff), downloads: [] };
    }
    case 'match':
      return {
        kind: 'report',
        markup: matchMarkup(runMatch(matchScope(openAll(), request.paths), 'nnUNetTrainer', cwd)),
        downloads: [],
      };
    case 'show':
      return { kind: 'report', markup: descriptionMarkup(describe(openAll(), request.path)), downloads: [] };
    case 'explain': {
      const rule = rules.find(({ id }) => id === request.rule);
      if (rule === undefined) throw new Trouble(`There is no rule ${request.rule}.`);
      return { kind: 'report', markup: ruleMarkup(rule), downloads: [] };
    }
    case 'fields':
      return { kind: 'fields', fields: editableFields(plansAtPath(request.path)) };
    case 'edit': {
      const text = editedText(storage, request.path, request.edits);
      const edited = overlaid(storage, request.path, text);
      const diff = runDiff(diffSideOf(storage, cwd, request.path), diffSideOf(edited, cwd, request.path));
      const lookAt = (there: Storage) => ({
        report: runAudit([request.path], settingWith(), there, cwd).report,
        description: describe(openAll(there), request.path),
      });
      return { kind: 'edited', markup: editMarkup(diff, lookAt(storage), lookAt(edited)), text };
    }
    case 'format':
      return { kind: 'text', text: formatOf(request.format) };
  }
}

function reported(judgement: Judgement): Answer {
  judged = judgement;
  const { crashes, report } = judgement;
  const downloads: readonly DownloadFormat[] = ['html', 'json', 'sarif', 'markdown'];
  if (crashes.length > 0) throw new Trouble(`The rule ${crashes[0]?.rule ?? ''} failed, a fault of nnplans.`);
  return { kind: 'report', markup: reportMarkup(report, rules), downloads };
}

function formatOf(format: DownloadFormat): string {
  if (judged === undefined) throw new Trouble('Nothing was checked yet.');
  return formatted(judged.report, format, rules);
}

function settingWith(direction?: Direction): Setting {
  return settingWithout({ roots, rules, direction });
}

function openAll(there = storage): Reach {
  return openReach({ storage: there, cwd, roots, isComplete: true });
}

/** nnU-Net's three folders, where the drop has them under their usual names, at most two folders deep. */
function rootsIn(dropped: Storage): RootFolders {
  const find = (name: string): string | undefined => {
    const level = (folder: string) => (dropped.list(folder) ?? []).filter(({ kind }) => kind === 'folder');
    const first = level('/').map((entry) => `/${entry.name}`);
    const second = first.flatMap((folder) => level(folder).map((entry) => `${folder}/${entry.name}`));
    return [...first, ...second].find((path) => path.endsWith(`/${name}`));
  };
  return { raw: find('nnUNet_raw'), preprocessed: find('nnUNet_preprocessed'), results: find('nnUNet_results') };
}

function placesIn(reach: Reach): readonly Place[] {
  const scope = (() => {
    try {
      return scopeOf(reach, ['/']);
    } catch (error) {
      if (error instanceof NnplansError) return undefined;
      throw error;
    }
  })();
  const plansPlace = (file: PlansFile): Place => ({
    path: file.document.file,
    kind: 'plans',
    label: file.label,
    configurations: file.plans.configurationNames,
  });
  const datasets = scope?.datasets ?? [];
  const models = [...datasets.flatMap((dataset) => dataset.models), ...(scope?.models ?? [])];
  const known: Place[] = [
    ...datasets.flatMap((dataset) => dataset.plansFiles.map(plansPlace)),
    ...(scope?.plansFiles ?? []).map(plansPlace),
    ...models.map(({ folder, label }): Place => ({ path: folder, kind: 'model', label, configurations: [] })),
    ...[
      ...models.flatMap((model) => model.folds.flatMap((fold) => fold.checkpoints)),
      ...(scope?.checkpoints ?? []),
    ].map(({ path, label }): Place => ({ path, kind: 'checkpoint', label, configurations: [] })),
    ...datasets.map(({ folder, label }): Place => ({ path: folder, kind: 'dataset', label, configurations: [] })),
  ];
  // Weights that somebody downloaded alone, and files that no audit looks for.
  const others = [...filesBelow(reach.storage, '/', 4)]
    .filter(
      ({ path, depth }) =>
        (depth === 1 || path.endsWith('.pth')) && !known.some((place) => path.startsWith(place.path)),
    )
    .map(({ path }): Place => {
      const isCheckpoint = path.endsWith('.pth');
      return { path, kind: isCheckpoint ? 'checkpoint' : 'file', label: path.slice(1), configurations: [] };
    });
  return [...known, ...others];
}

function plansAtPath(path: string): PlansFile {
  const scope = scopeOf(openAll(), [path]);
  const file = [...scope.plansFiles, ...scope.models.flatMap((model) => model.plansFile ?? [])][0];
  if (file === undefined) throw new Trouble(`${path} holds no plans that can be edited.`);
  return file;
}

function* filesBelow(
  dropped: Storage,
  folder: string,
  deepest: number,
  depth = 1,
): Iterable<{ readonly path: string; readonly depth: number }> {
  for (const { name, kind } of dropped.list(folder) ?? []) {
    const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
    if (kind === 'file') yield { path, depth };
    else if (depth < deepest) yield* filesBelow(dropped, path, deepest, depth + 1);
  }
}
