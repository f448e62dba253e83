import { rules } from '../../rules/index.js';
import { edited } from '../../src/app/fix/apply-fixes.js';
import { writtenFix } from '../../src/app/fix/written-edit.js';
import type { WrittenEdit } from '../../src/engine/report.js';
import type { Fix, Rule, RuleContext } from '../../src/engine/rule.js';
import { commandNames } from '../../src/nnunet/command-line/entry-points.js';
import { remedyParts } from '../../src/report/terminal/remedy-text.js';
import type { AnySubject } from '../../src/workspace/subjects.js';
import type { Workspace } from '../../src/workspace/workspace.js';
import { type LateSubjects, type SubjectChoice, subjectsOf } from './subjects.js';

type Files = ReadonlyMap<string, Uint8Array>;

/** The files after a remedy that is an edit. */
export function afterFix(files: Files, fix: Fix): Map<string, Uint8Array> {
  const written = writtenFix(fix, (file) => file);
  if (written === undefined) throw new Error('the edits of this remedy cannot be made');
  const changed = new Map(files);
  const byFile = new Map<string, WrittenEdit[]>();
  for (const edit of written.edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  for (const [file, edits] of byFile) {
    const text = new TextDecoder().decode(changed.get(file) ?? new Uint8Array());
    changed.set(file, new TextEncoder().encode(edited(text, edits)));
  }
  return changed;
}

const kindsOfFiles: ReadonlySet<string> = new Set(['plans', 'configuration', 'dataset']);
const kindsOfTransfers: ReadonlySet<string> = new Set([...kindsOfFiles, 'transfer', 'transfer-configuration']);

/**
 * Errors of the rules about plans and datasets, and for a rule about a transfer of those about transfers, each as one line. What a mistake in the plans
 * has kept from being compared is no news.
 */
export function errorsIn(
  about: Rule,
  workspace: Workspace,
  choice: SubjectChoice,
  contextOf: (rule: Rule) => RuleContext,
  late: () => LateSubjects,
): readonly string[] {
  const found = rules
    .filter(({ subject }) => (about.area === 'transfer' ? kindsOfTransfers : kindsOfFiles).has(subject))
    .flatMap((rule) => errorsOf(rule, subjectsOf(rule, workspace, choice, late), contextOf(rule)));
  return [...new Set(found)].sort();
}

/**
 * What `check --` has to say as errors against the commands of nnU-Net in a remedy. Of a command that only had its words corrected: whether it
 * destroys anything.
 */
export function refusedCommands(
  remedy: string,
  rule: Rule,
  workspace: Workspace,
  choice: SubjectChoice,
  contextOf: (rule: Rule) => RuleContext,
  late: () => LateSubjects,
): readonly string[] {
  const commands = remedyParts(remedy).filter(({ isCommand, text }) => isCommand && namesCommand(text));
  const { script, ...rest } = choice;
  return commands.flatMap(({ text }) => {
    const command = text
      .replace(/ -pretrained_weights CHECKPOINT/, '')
      .replace(/\bFOLD\b/, '0')
      .replaceAll('"', '');
    // What the reader is to fill in cannot be judged.
    if (/\b(DATASET|CONFIGURATION|PLANS)\b|\$/.test(command)) return [];
    return rules
      .filter(({ subject, destroysData }) => subject === 'script' && (rule.area !== 'workflow' || destroysData))
      .filter(({ id }) => id !== 'workflow/preprocessed')
      .flatMap((other) => errorsOf(other, subjectsOf(other, workspace, { ...rest, command }, late), contextOf(other)))
      .map((error) => `${command}: ${error}`);
  });
}

function namesCommand(text: string): boolean {
  return text.split(' ').some((word) => commandNames.includes(word));
}

/** The files with an image for each dataset that is to get its images back. */
export function withRawImages(files: Files): Map<string, Uint8Array> {
  const changed = new Map(files);
  for (const path of files.keys()) {
    const [, name] = /^nnUNet_(?:raw|preprocessed)\/(Dataset\d{3}_[^/]+)\/dataset\.json$/.exec(path) ?? [];
    const content = files.get(path);
    if (name === undefined || content === undefined) continue;
    const raw = `nnUNet_raw/${name}`;
    if (!changed.has(`${raw}/dataset.json`)) changed.set(`${raw}/dataset.json`, content);
    changed.set(`${raw}/imagesTr/case_0000${endingIn(content)}`, new Uint8Array());
  }
  return changed;
}

function endingIn(datasetJson: Uint8Array | undefined): string {
  return /"file_ending": "([^"]*)"/.exec(new TextDecoder().decode(datasetJson))?.[1] ?? '.nii.gz';
}

function errorsOf(rule: Rule, subjects: readonly AnySubject[], context: RuleContext): readonly string[] {
  return subjects.flatMap((subject) =>
    [...rule.check(subject, context)].flatMap((raw) =>
      'notChecked' in raw || (rule.severities[raw.messageId] ?? rule.severity) !== 'error'
        ? []
        : [`${rule.id} ${raw.messageId}: ${raw.text}`],
    ),
  );
}
