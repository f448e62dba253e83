import { rules } from '../../rules/index.js';
import { checkSubjects } from '../../src/app/check/subjects.js';
import { runRules } from '../../src/engine/run.js';
import type { RunResult } from '../../src/engine/sightings.js';
import { openCheckpoint } from '../../src/workspace/checkpoint.js';
import { makeTransfer } from '../../src/workspace/transfer.js';
import { openProject } from '../support/example-project.js';
import { auditSubjects } from '../support/subjects.js';

export type Files = ReadonlyMap<string, Uint8Array>;

const pretraining = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const checkpoint =
  'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';

/** Every rule over everything in a project, as `audit` does, and over its transfer with and without weights, as `check` does. */
export function judgeProject(files: Files): readonly RunResult[] {
  const workspace = openProject(files);
  const plans = [workspace.plansFile(pretraining), workspace.plansFile(finetuning)] as const;
  const transfers = [
    makeTransfer(...plans, []),
    makeTransfer(...plans, ['2d', '3d_fullres'], openCheckpoint(workspace.storage, checkpoint)),
  ];
  const scopes = [auditSubjects(workspace), ...transfers.map((transfer) => checkSubjects([transfer]))];
  return scopes.map((subjects) =>
    runRules({
      rules,
      subjects,
      nameFile: (file) => file,
    }),
  );
}

/** What is wrong with results whatever the input: a rule that threw, a message that shows the program's insides, data that JSON cannot hold. */
export function faultsOf(results: readonly RunResult[]): readonly string[] {
  return results.flatMap(({ findings, notChecked, crashes }) => [
    ...crashes.map(({ rule, subject, message }) => `${rule} threw on ${subject}: ${message}`),
    ...findings.flatMap((finding) => {
      const texts = [
        finding.message,
        finding.remedy,
        finding.subject,
        ...finding.related.map(({ message }) => message),
      ];
      return [
        ...texts.filter((text) => !isReadable(text)).map((text) => `${finding.rule} says "${text}"`),
        ...(Object.values(finding.data).every(isPlainOrAbsent) ? [] : [`${finding.rule} has data that is no JSON`]),
      ];
    }),
    ...notChecked
      .filter(({ reason }) => !isReadable(reason))
      .map(({ rule, reason }) => `${rule} was not checked because "${reason}"`),
  ]);
}

/** A text as a program's slip would make it: nothing at all, or the names of JavaScript's values in place of the file's. */
function isReadable(text: string): boolean {
  return typeof text === 'string' && text.trim() !== '' && !/undefined|\[object|=> |\bNaN (mm|voxels)/.test(text);
}

function isPlainOrAbsent(value: unknown): boolean {
  return value === undefined || isPlain(value);
}

function isPlain(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(isPlain);
}
