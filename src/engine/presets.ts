import type { Rule } from './rule.js';
import type { RuleSetting } from './rule-setting.js';

/** What each preset of `extends` does to the severities that stand before it in the list. Options of rules stay as they are. */
export const presets = {
  recommended: 'Every rule with its own severity.',
  strict: 'Warnings become errors; what is off stays off.',
  all: 'What was switched off is on again.',
} as const;

export type Preset = keyof typeof presets;

export const presetNames = Object.keys(presets) as readonly Preset[];

type Settings = ReadonlyMap<string, RuleSetting>;

export function withPreset(settings: Settings, preset: Preset, rules: readonly Rule[]): Settings {
  return new Map(rules.map((rule) => [rule.id, changed(settings.get(rule.id) ?? {}, preset)]));
}

function changed(setting: RuleSetting, preset: Preset): RuleSetting {
  const { severity, ...others } = setting;
  const { isStrict: _isStrict, ...plain } = others;
  switch (preset) {
    case 'recommended':
      return plain;
    case 'strict':
      return { ...setting, ...(severity === 'warning' ? { severity: 'error' as const } : {}), isStrict: true };
    case 'all':
      return severity === 'off' ? others : setting;
  }
}
