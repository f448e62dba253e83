import type { Baseline, KnownFinding } from '../engine/baseline.js';
import type { ConfiguredTransfer } from '../engine/config-transfers.js';
import type { Override } from '../engine/overrides.js';
import type { Direction, Rule } from '../engine/rule.js';
import type { RuleSetting } from '../engine/rule-setting.js';
import type { Step } from '../engine/step.js';
import type { RootFolders } from '../workspace/workspace.js';
import { type NnunetInUse, nnunetNotFound } from './nnunet-in-use.js';

/** What a run of rules needs to know besides its subjects: options, config and environment brought together. */
export interface Setting {
  readonly roots: RootFolders;
  /** The folder of the config; `undefined` without one. */
  readonly configFolder: string | undefined;
  /** The config that holds, whatever it extends. */
  readonly configFile?: string | undefined;
  /** Whether `--config` names it. */
  readonly configIsNamed: boolean;
  readonly rules: readonly Rule[];
  /** Every rule that there is, where only some of them run. */
  readonly known?: readonly Rule[];
  readonly settings: ReadonlyMap<string, RuleSetting>;
  readonly direction: Direction | undefined;
  readonly knownClasses: ReadonlySet<string>;
  /** Classes and functions of forks that pickles may name, as `module name`. */
  readonly knownGlobals: ReadonlySet<string>;
  readonly nnunet: NnunetInUse;
  readonly overrides: readonly Override[];
  /** Those of the config. */
  readonly transfers: readonly ConfiguredTransfer[];
  /** Rules that suppressions of the config are about. */
  readonly suppressedRules: ReadonlySet<string>;
  /** What happens to findings before they are reported, in this order. */
  readonly steps: readonly Step[];
  readonly baseline?: GivenBaseline | undefined;
  /** With `--since`: what an earlier state had. */
  readonly earlier?: Earlier;
}

/** The baseline that `--baseline` names. */
export interface GivenBaseline extends Baseline {
  readonly folder: string;
  /** `--update-baseline`: what this run finds is what is known from now on. */
  readonly isUpdated: boolean;
}

/** What a revision had already. */
export interface Earlier {
  readonly revision: string;
  readonly entries: readonly KnownFinding[];
}

/** Where there is neither a command line nor a config: nothing is taken from anywhere but what is given. */
export function settingWithout({
  roots,
  rules,
  ...others
}: Pick<Setting, 'roots' | 'rules'> & Partial<Setting>): Setting {
  return {
    roots,
    rules,
    configFolder: undefined,
    configIsNamed: true,
    settings: new Map(),
    direction: undefined,
    knownClasses: new Set(),
    knownGlobals: new Set(),
    nnunet: nnunetNotFound,
    overrides: [],
    transfers: [],
    suppressedRules: new Set(),
    steps: [],
    ...others,
  };
}
