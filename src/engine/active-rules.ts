import { pointer } from '../io/json/value.js';
import type { Tolerances } from '../nnunet/compare/tolerances.js';
import type { Installation } from '../nnunet/installation/installation.js';
import { admits } from '../nnunet/values/version-range.js';
import type { AnySubject } from '../workspace/subjects.js';
import { placeOf } from './locate.js';
import type { Override } from './overrides.js';
import type { Direction, OptionsSchema, Place, Rule, RuleContext } from './rule.js';
import { type RuleSetting, severityOf, withSetting } from './rule-setting.js';
import { type FilePlace, selects } from './selection.js';
import type { Severity } from './severity.js';
import { setsTolerances, tolerancesOf } from './tolerances.js';

/** Which rules run, and what they are told. */
export interface RuleChoice {
  readonly rules: readonly Rule[];
  readonly settings?: ReadonlyMap<string, RuleSetting>;
  readonly overrides?: readonly Override[];
  readonly direction?: Direction;
  readonly knownClasses?: ReadonlySet<string>;
  readonly knownGlobals?: ReadonlySet<string>;
  readonly nnunet?: string | undefined;
  /** Every rule that there is, where only some of them run: options of any may say what is equal. */
  readonly known?: readonly Rule[] | undefined;
  readonly installation?: Installation | undefined;
}

/** A rule that is on, at least somewhere. */
export interface ActiveRule {
  readonly rule: Rule;
  contextFor(subject: AnySubject): RuleContext;
  /** Of a message about a place; `off` where only other places are of interest. */
  severityAt(messageId: string, place: Place | undefined): Severity | 'off';
  /** Whether an override switches it off for a subject as a whole. */
  isOffFor(subject: AnySubject): boolean;
}

export function activeRules(choice: RuleChoice): ReadonlyMap<AnySubject['kind'], readonly ActiveRule[]> {
  const active = new Map<AnySubject['kind'], ActiveRule[]>();
  const sources = (choice.known ?? choice.rules).filter(setsTolerances);
  // Every rule asks for its tolerances: looked for among the few that set any.
  const input = { ...choice, known: sources };
  for (const rule of input.rules) {
    const setting = input.settings?.get(rule.id);
    const overrides = (input.overrides ?? []).filter((override) =>
      [rule, ...sources].some(({ id }) => override.rules.has(id)),
    );
    const isWanted = overrides.some((override) => (override.rules.get(rule.id)?.severity ?? 'off') !== 'off');
    if (setting?.severity === 'off' && !isWanted) continue;
    if (!isAbout(rule, input)) continue;
    const entry = overrides.length === 0 ? plain(rule, setting, input) : overridden(rule, setting, overrides, input);
    active.set(rule.subject, [...(active.get(rule.subject) ?? []), entry]);
  }
  return active;
}

/** A rule about some versions has nothing to say where another one is installed. */
function isAbout({ nnunet }: Rule, { installation }: RuleChoice): boolean {
  const release = installation?.release;
  return nnunet === undefined || release === undefined || admits(nnunet, release);
}

function plain(rule: Rule, setting: RuleSetting | undefined, input: RuleChoice): ActiveRule {
  const context = contextOf(rule, setting, [], input);
  return {
    rule,
    contextFor: () => context,
    severityAt: (messageId) => severityOf(rule, messageId, setting),
    isOffFor: () => false,
  };
}

function overridden(
  rule: Rule,
  setting: RuleSetting | undefined,
  overrides: readonly Override[],
  input: RuleChoice,
): ActiveRule {
  const contexts = new Map<string, RuleContext>();
  const settingAt = (place: FilePlace) => {
    const chosen = overrides.filter(({ selection }) => selects(selection, place));
    const key = chosen.map((one) => overrides.indexOf(one)).join();
    return { key, chosen, setting: settingAfter(rule, setting, chosen) };
  };
  return {
    rule,
    contextFor(subject) {
      const { key, chosen, setting: local } = settingAt(subjectPlace(subject));
      const context = contexts.get(key) ?? contextOf(rule, local, chosen, input);
      contexts.set(key, context);
      return context;
    },
    severityAt: (messageId, place) => severityOf(rule, messageId, settingAt(filePlace(place)).setting),
    isOffFor: (subject) => settingAt(subjectPlace(subject)).setting?.severity === 'off',
  };
}

/** What is set for a rule where some overrides hold, the last of which counts most. */
export function settingAfter(
  rule: Rule,
  setting: RuleSetting | undefined,
  overrides: readonly Override[],
): RuleSetting | undefined {
  return overrides.reduce((before, override) => withSetting(before, override.rules.get(rule.id)), setting);
}

function filePlace(place: Place | undefined): FilePlace {
  return { file: place?.document.file, pointer: place?.pointer };
}

/** Where a subject stands as a whole: options of an override reach a configuration, but nothing smaller. */
function subjectPlace(subject: AnySubject): FilePlace {
  const { file } = filePlace(placeOf(undefined, subject));
  if (subject.kind === 'configuration') return { file, pointer: pointer('configurations', subject.configuration.name) };
  if (subject.kind === 'transfer-configuration') return { file, pointer: pointer('configurations', subject.name) };
  return { file, pointer: undefined };
}

/** What is equal at the place of a subject; the same for all rules. */
export function tolerancesFor(
  subject: AnySubject,
  { known, rules, settings, overrides = [] }: Pick<RuleChoice, 'known' | 'rules' | 'settings' | 'overrides'>,
): Tolerances {
  const chosen = overrides.filter(({ selection }) => selects(selection, subjectPlace(subject)));
  return tolerancesOf(known ?? rules, (rule) => settingAfter(rule, settings?.get(rule.id), chosen));
}

function contextOf(
  rule: Rule,
  setting: RuleSetting | undefined,
  overrides: readonly Override[],
  input: RuleChoice,
): RuleContext<OptionsSchema> {
  const options = new Map<string, unknown>(
    Object.entries(rule.options).map(([name, schema]) => [name, schema.default]),
  );
  for (const [name, value] of Object.entries(setting?.options ?? {})) options.set(name, value);
  return {
    options: Object.fromEntries(options) as RuleContext<OptionsSchema>['options'],
    direction: input.direction ?? 'pretraining-to-finetuning',
    knownClasses: input.knownClasses ?? new Set(),
    tolerances: tolerancesOf(input.known ?? input.rules, (other) =>
      settingAfter(other, input.settings?.get(other.id), overrides),
    ),
    knownGlobals: input.knownGlobals ?? new Set(),
    nnunet: input.nnunet,
    installation: input.installation,
  };
}
