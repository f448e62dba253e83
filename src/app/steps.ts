import type { Config } from '../engine/config.js';
import type { Rule } from '../engine/rule.js';
import type { Step } from '../engine/step.js';
import { suppressionStep } from '../engine/suppression-step.js';
import { absolutePath, relativeTo } from '../workspace/paths.js';
import type { Setting } from './setting.js';

/**
 * The steps in their order; none without a config that asks for one.
 * @param chosen the rules whose findings are wanted; all where left out
 */
export function stepsOf(
  { suppressions, overrides }: Pick<Config, 'suppressions' | 'overrides'>,
  { rules, settings, chosen }: Pick<Setting, 'rules' | 'settings'> & { readonly chosen?: readonly Rule[] | undefined },
  { cwd, today }: { readonly cwd: string; readonly today: () => string },
): readonly Step[] {
  const steps: Step[] = [];
  if (suppressions.length > 0) {
    const absolute = (file: string) => absolutePath(cwd, file);
    const nameFile = (file: string) => relativeTo(cwd, file);
    steps.push(suppressionStep({ suppressions, rules, settings, overrides, today: today(), absolute, nameFile }));
  }
  if (chosen !== undefined && chosen !== rules) {
    const ids = new Set(chosen.map((rule) => rule.id));
    steps.push((findings) => findings.filter((finding) => ids.has(finding.rule)));
  }
  return steps;
}

/** What these rules look at is only there after all others have run. */
export function isAboutSuppressions({ subject }: Rule): boolean {
  return subject === 'suppression';
}
