import type { JsonDocument } from '../io/json/document.js';
import { type JsonObject, type JsonValue, member } from '../io/json/value.js';
import { type Complain, complainAboutUnknownKeys } from './config-problem.js';
import { readEntries, readText, readTexts } from './config-values.js';

/** A transfer that `nnplans check` without -s and -t looks at. */
export interface ConfiguredTransfer {
  /** As written: `121/nnUNetPlans`, a dataset's name, or a path relative to `folder`. */
  readonly pretraining: string;
  readonly finetuning: string;
  /** Empty: all that both sides have. */
  readonly configurations: readonly string[];
  /** Path relative to `folder`. */
  readonly checkpoint: string | undefined;
  readonly folder: string;
  /** Where it stands in the config. */
  readonly document: JsonDocument;
  readonly pointer: string;
}

const keys = ['pretraining', 'finetuning', 'configurations', 'checkpoint'] as const;

/** Reads `"transfers": [{ "pretraining": "121/nnUNetPlans", "finetuning": "122/MyPlans", "configurations": ["3d_fullres"] }]`. */
export function readTransfers(
  value: JsonValue | undefined,
  source: { readonly folder: string; readonly document: JsonDocument },
  complain: Complain,
): readonly ConfiguredTransfer[] {
  return readEntries(value, '/transfers', 'transfers', complain).map(({ entry, at }) => {
    complainAboutUnknownKeys(entry, keys, at, complain);
    return {
      pretraining: readSide(entry, 'pretraining', at, complain),
      finetuning: readSide(entry, 'finetuning', at, complain),
      configurations: readTexts(member(entry, 'configurations'), `${at}/configurations`, complain),
      checkpoint: readText(member(entry, 'checkpoint'), `${at}/checkpoint`, "a checkpoint's path", complain),
      ...source,
      pointer: at,
    };
  });
}

function readSide(entry: JsonObject, side: 'pretraining' | 'finetuning', at: string, complain: Complain): string {
  const value = member(entry, side);
  const example = side === 'pretraining' ? '"121/nnUNetPlans"' : '"122/PretrainedPlans"';
  if (value === undefined)
    complain(at, `A transfer needs "${side}": dataset and plans, such as ${example}, or a file.`);
  return readText(value, `${at}/${side}`, `dataset and plans, such as ${example}, or a file`, complain) ?? '';
}
