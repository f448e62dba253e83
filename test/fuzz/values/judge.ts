// What make.py has made, asked about: are the data as the plans say, and is every change of the plans found?
//   npx tsx test/fuzz/values/judge.ts FOLDER
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { values } from '../../../rules/dataset/values.js';
import type { RuleContext } from '../../../src/engine/rule.js';
import { openProject, withChanges } from '../../support/example-project.js';

interface Change {
  readonly channel: number;
  readonly scheme?: string;
  readonly mask?: boolean;
  readonly statistic?: string;
  readonly to?: number;
  /** By how much the voxel moves that moves most; null where nnU-Net refuses. */
  readonly moves: number | null;
}

interface Made {
  readonly facts: { readonly kinds: readonly string[]; readonly schemes: readonly string[] };
  readonly configurations: readonly string[];
  readonly changes: readonly Change[];
}

/** A change that moves no voxel by more than this, in standard deviations or of the range from 0 to 1, is none. */
const nothing = 0.05;

const [root = ''] = process.argv.slice(2);
const plansFile = 'nnUNet_preprocessed/Dataset701_Random/nnUNetPlans.json';
const counts = { folders: 0, falseErrors: 0, changes: 0, found: 0, same: 0 };
const missed = new Map<string, number>();

for (const name of readdirSync(root).sort()) {
  const folder = join(root, name);
  if (!existsSync(join(folder, 'changes.json'))) continue;
  const made = JSON.parse(readFileSync(join(folder, 'changes.json'), 'utf8')) as Made;
  const files = filesOf(folder);
  counts.folders += made.configurations.length;
  for (const text of findings(files)) {
    counts.falseErrors += 1;
    console.log(`${name}: FALSE ${text}`);
  }
  for (const change of made.changes) {
    const changed = withChanges(files, editsOf(change, files));
    const said = findings(changed);
    for (const configuration of made.configurations) {
      counts.changes += 1;
      if (said.some((text) => text.includes(`nnUNetPlans_${configuration}`))) counts.found += 1;
      else if (change.moves !== null && change.moves < nothing) counts.same += 1;
      else {
        const { kinds, schemes } = made.facts;
        const what = change.scheme ?? (change.mask === undefined ? change.statistic : 'use_mask_for_norm');
        const key = `${kinds[change.channel]}, ${schemes[change.channel]}: ${what}`;
        missed.set(key, (missed.get(key) ?? 0) + 1);
        if (process.argv.includes('--all'))
          console.log(`${name} ${configuration}: missed ${key} ${JSON.stringify(change)}`);
      }
    }
  }
}
console.log(`${counts.folders} data folders, ${counts.falseErrors} false errors`);
console.log(
  `${counts.changes} changes: ${counts.found} found, ${counts.same} move no voxel, ${counts.changes - counts.found - counts.same} missed`,
);
for (const [key, count] of [...missed].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(6)}  ${key}`);

function filesOf(folder: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(join(folder, 'nnUNet_preprocessed'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(path.slice(folder.length + 1), readFileSync(path));
  }
  return files;
}

function findings(files: Map<string, Uint8Array>): readonly string[] {
  const { datasets } = openProject(files).roots;
  return datasets.flatMap((dataset) =>
    [...values.check(dataset, {} as RuleContext)].map((one) =>
      'notChecked' in one ? `not checked: ${one.notChecked}` : one.text,
    ),
  );
}

function editsOf({ channel, scheme, mask, statistic, to }: Change, files: Map<string, Uint8Array>) {
  if (statistic !== undefined)
    return [
      { file: plansFile, set: `/foreground_intensity_properties_per_channel/${channel}/${statistic}`, to: to ?? 0 },
    ];
  const plans = JSON.parse(new TextDecoder().decode(files.get(plansFile))) as {
    configurations: Record<string, object>;
  };
  const key = scheme === undefined ? 'use_mask_for_norm' : 'normalization_schemes';
  return Object.entries(plans.configurations)
    .filter(([, configuration]) => key in configuration)
    .map(([name]) => ({
      file: plansFile,
      set: `/configurations/${name}/${key}/${channel}`,
      to: scheme ?? mask ?? false,
    }));
}
