import { diffPlans } from '../../diff/diff-plans.js';
import { overviewOf } from '../../diff/overview.js';
import type { PlannedChange, PlannedDataFolder, PlannedTransfer } from '../../engine/report.js';
import { pointer, valueAt } from '../../io/json/value.js';
import { fieldAt } from '../../nnunet/compare/fields.js';
import { defaultPlansIdentifiers } from '../../nnunet/plans/identifiers.js';
import type { MoveEdit } from '../../nnunet/plans/move-plans.js';
import { quoted, wordList } from '../../nnunet/words/wording.js';
import { folderOf, relativeTo } from '../../workspace/paths.js';
import type { Prospect } from './prospect.js';
import { stepsAfterMove } from './steps-after-move.js';

/** The part of the report that is about the file, short of whether it was written. */
export function plannedTransfer(prospect: Prospect, cwd: string): Omit<PlannedTransfer, 'outcome' | 'backup'> {
  const { source, file, existing, release, moved, written } = prospect;
  return {
    source: source.plansFile.label,
    target: written.label,
    file: relativeTo(cwd, file),
    existing,
    release: release === 'before 2.2.1' ? 'nnU-Net before 2.2.1' : 'nnU-Net 2.2.1 and later',
    changes: moved.edits.flatMap((edit) => changeOf(edit, prospect)),
    ...(existing === 'other plans' ? { replaced: replacedPlans(prospect) } : {}),
    configurations: written.plans.configurationNames,
    dataFolders: dataFolders(prospect),
    notes: notesOf(prospect),
    steps: stepsAfterMove(prospect, cwd).map(({ purpose, command }) => ({ purpose, command })),
  };
}

function changeOf({ path, to }: MoveEdit, { source }: Prospect): readonly PlannedChange[] {
  const before = valueAt(source.plansFile.document.value, pointer(...path));
  if (before === to) return [];
  const [, configuration, key] = path;
  const what = key === undefined ? String(path[0]) : `${configuration}: ${key}`;
  const { consequence, reason } = fieldAt(path);
  return [{ what, before: typeof before === 'string' ? before : quoted(before), after: to, consequence, reason }];
}

/** What the plans that stand there now would lose, told as a diff tells it. */
function replacedPlans({ reach, file, written }: Prospect): readonly string[] {
  const document = reach.home.read(file);
  if (document.value === undefined) return ['It cannot be read as JSON.'];
  const there = reach.home.plansFile(file);
  const diff = diffPlans({ label: 'there', plans: there.plans }, { label: 'moved', plans: written.plans });
  const { groups, harmless } = overviewOf(diff);
  const fields = groups.flatMap(({ title, rows }) => {
    const names = rows.map(({ name }) => name);
    return [`${title}: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ` and ${names.length - 6} more` : ''}.`];
  });
  if (fields.length > 0) return fields;
  return [
    harmless.length > 0
      ? `They differ only in ${wordList(harmless)}.`
      : 'They are the same plans, written in another way.',
  ];
}

function dataFolders({ written, target }: Prospect): readonly PlannedDataFolder[] {
  return written.configurations.flatMap(({ configuration }) => {
    const identifier = configuration.dataIdentifier;
    if (identifier === undefined) return [];
    const cases = target.dataFolders.find((folder) => folder.name === identifier)?.files.size ?? 0;
    return [{ configuration: configuration.name, identifier, cases }];
  });
}

function notesOf({
  source,
  identifier,
  existing,
  written,
  target,
  release,
  reach,
  transfer,
  isDirectionGiven,
}: Prospect): readonly string[] {
  const notes: string[] = [];
  if (defaultPlansIdentifiers.has(identifier)) {
    notes.push(
      `"${identifier}" is a name that nnU-Net's planners write: planning ${target.name} replaces these plans. Give -tp another name.`,
    );
  }
  if (!isDirectionGiven && transfer.pretraining.dataset?.name !== target.name) {
    notes.push(
      `Read as: weights are trained on ${transfer.pretraining.dataset?.name ?? 'other data'}, ${target.name} is finetuned. If you still want to pretrain with the plans of the finetuning dataset, add --direction finetuning-to-pretraining.`,
    );
  }
  if (release === 'before 2.2.1') {
    notes.push(
      `nnU-Net before 2.2.1 leaves plans_name as it is (${quoted(written.plans.plansName)}): models land in a folder of that name.`,
    );
  }
  const models = target.models.filter(({ nameParts }) => nameParts?.plans === written.plans.plansName);
  if (existing !== 'the same' && models.length > 0) {
    notes.push(
      `${target.name} has models of that name already: training with these plans writes into ${wordList(models.map(({ name }) => name))}.`,
    );
  }
  if (source.checkpoint !== undefined) {
    notes.push('The plans come from the checkpoint. Fingerprint and dataset.json do not: the target needs its own.');
  } else if (source.plansFile.place === 'model') {
    notes.push(
      `dataset.json and dataset_fingerprint.json in ${relativeTo(reach.cwd, folderOf(source.plansFile.document.file))} are those of the pretraining; the target needs its own.`,
    );
  }
  if (existing === 'the same') notes.push('There is nothing to write: the file already has exactly these bytes.');
  return notes;
}
