import type { Verdict } from '../nnunet/compare/verdicts.js';
import { firstFew } from '../nnunet/words/wording.js';
import type { Change, PlansDiff } from './change.js';
import { configurationNames } from './rows.js';

/** So many reasons, and so many names, are told in one sentence. */
const mostReasons = 3;
const mostNames = 8;

/** One sentence on weights and one on data: `Weights of A load into B: no (stages 6 → 5).` */
export function verdictSentences(diff: PlansDiff): readonly string[] {
  return [`Weights of A load into B: ${answers(diff, 'weights')}.`, `Data of A fit B: ${answers(diff, 'data')}.`];
}

/** One answer, or each answer with the configurations that it is for. */
function answers(diff: PlansDiff, about: 'weights' | 'data'): string {
  const names = configurationNames(diff);
  const all = diff.configurations.map((one, i) => ({ name: names[i] ?? '', ...one[about] }));
  if (all.length === 0) return `${diff[about].answer}${bracketed(diff[about].reasons)}`;
  const groups = (['no', 'unknown', 'yes'] as const)
    .map((answer) => ({ answer, those: all.filter((one) => one.answer === answer) }))
    .filter(({ those }) => those.length > 0);
  return groups
    .map(({ answer, those }, i) => {
      const isRest = i > 0 && i === groups.length - 1 && those.length > 2;
      const whom = isRest ? 'the others' : named(those.map(({ name }) => name));
      return `${answer}${groups.length > 1 ? ` for ${whom}` : ''}${bracketed(reasonsOf(those))}`;
    })
    .join('; ');
}

/** Reasons that hold for all of them as they are, others with the names of those that they hold for. */
function reasonsOf(those: readonly (Verdict & { readonly name: string })[]): string[] {
  const reasons = [...new Set(those.flatMap((one) => one.reasons))];
  return reasons.map((reason) => {
    const concerned = those.filter((one) => one.reasons.includes(reason));
    return concerned.length === those.length ? reason : `${named(concerned.map(({ name }) => name))}: ${reason}`;
  });
}

function bracketed(reasons: readonly string[]): string {
  const more = reasons.length - mostReasons;
  const shown = reasons.slice(0, mostReasons).join('; ');
  return reasons.length === 0 ? '' : ` (${shown}${more > 0 ? `; and ${more} more` : ''})`;
}

/** Configurations that one side alone has, or has under another name: `Only in A: 2d and 3d_lowres.` */
export function configurationSentences(changes: readonly Change[]): readonly string[] {
  const told = [
    ['Only in A', 'removed'],
    ['Only in B', 'added'],
    ['Renamed', 'moved'],
  ] as const;
  return told.flatMap(([what, kind]) => {
    const names = changes.flatMap((change) => (change.kind === kind ? (change.configuration ?? []) : []));
    return names.length === 0 ? [] : [`${what}: ${named(names)}.`];
  });
}

function named(names: readonly string[]): string {
  return firstFew(names, mostNames);
}
