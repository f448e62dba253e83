import type { PlansDiff, Verdict } from '../diff/change.js';
import { wordList } from '../nnunet/wording.js';
import { configurationNames } from './diff-rows.js';
import { sanitize } from './sanitize.js';

/** So many reasons are told in one sentence. */
const mostReasons = 3;

/** One sentence on weights and one on data: `Weights of A load into B: no (stages 6 → 5).` */
export function verdictSentences(diff: PlansDiff): readonly string[] {
  return [`Weights of A load into B: ${answers(diff, 'weights')}.`, `Data of A serve B: ${answers(diff, 'data')}.`];
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
      const whom = isRest ? 'the others' : sanitize(wordList(those.map(({ name }) => name)));
      return `${answer}${groups.length > 1 ? ` for ${whom}` : ''}${bracketed(reasonsOf(those))}`;
    })
    .join('; ');
}

/** Reasons that hold for all of them as they are, others with the names of those that they hold for. */
function reasonsOf(those: readonly (Verdict & { readonly name: string })[]): string[] {
  const reasons = [...new Set(those.flatMap((one) => one.reasons))];
  return reasons.map((reason) => {
    const concerned = those.filter((one) => one.reasons.includes(reason));
    return concerned.length === those.length ? reason : `${wordList(concerned.map(({ name }) => name))}: ${reason}`;
  });
}

function bracketed(reasons: readonly string[]): string {
  const more = reasons.length - mostReasons;
  const shown = reasons.slice(0, mostReasons).join('; ');
  return reasons.length === 0 ? '' : ` (${sanitize(shown)}${more > 0 ? `; and ${more} more` : ''})`;
}
