import type { Change } from '../../../src/engine/rule.js';
import { isObject, type JsonValue, pointer } from '../../../src/io/json/value.js';
import { projectFiles, withChanges } from '../../support/example-project.js';
import { below, randomFrom } from '../mutate.js';

type Random = () => number;

/** A change of a project, or its file cut off after so many bytes. */
export type Edit = Change | { readonly file: string; readonly cut: number };

/** Random edits of a folder that the real nnU-Net wrote, and a command that is to run there. */
export interface Drawn {
  readonly id: string;
  readonly project: string;
  readonly edits: readonly Edit[];
  /** Paths begin with `/`, the folder of the project. */
  readonly command: string;
}

const projects = [
  'examples/transfer',
  'mr-two-channels/regions',
  'png-2d',
  'resenc',
  'own-plans/different-topology',
] as const;

/** Names that nnU-Net looks up, right ones and others, as people confuse them. */
const names = [
  'SimpleITKIO',
  'NibabelIO',
  'NaturalImage2DIO',
  'ZScoreNormalization',
  'CTNormalization',
  'NoNormalization',
  'resample_data_or_seg_to_shape',
  'compute_new_shape',
  'DefaultPreprocessor',
  'torch.nn.modules.conv.Conv2d',
  'torch.nn.modules.conv.Conv3d',
  'torch.nn.modules.instancenorm.InstanceNorm2d',
  '.nii.gz',
  '.png',
  'nii.gz',
];

/** The same for the same seed and number, whatever else is drawn. */
export function draw(seed: number, number: number): Drawn {
  const random = randomFrom(seed * 1_000_003 + number);
  const project = pick(projects, random);
  let files: ReadonlyMap<string, Uint8Array> = projectFiles(project);
  const command = pick(commandsOf(files), random);
  const edits: Edit[] = [];
  for (let left = 1 + below(2, random); left > 0; left--) {
    const edit = drawEdit(files, random);
    files = edited(files, [edit]);
    edits.push(edit);
  }
  return { id: `${seed}.${number}`, project, edits, command };
}

/** A project after its edits. */
export function edited(files: ReadonlyMap<string, Uint8Array>, edits: readonly Edit[]): Map<string, Uint8Array> {
  let changed = new Map(files);
  for (const edit of edits) {
    if ('cut' in edit) changed.set(edit.file, (changed.get(edit.file) ?? new Uint8Array()).slice(0, edit.cut));
    else changed = withChanges(changed, [edit]);
  }
  return changed;
}

/** What can be run in a project, by what lies in it. */
export function commandsOf(files: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const found: string[] = [];
  const datasets = new Set<string>();
  for (const [file, bytes] of files) {
    const [root, dataset = '', name = '', ...rest] = file.split('/');
    const id = dataset.slice(7, 10);
    if (root === 'nnUNet_results' && rest.join('/') === 'fold_0/checkpoint_final.pth') {
      found.push(
        `nnUNetv2_predict_from_modelfolder -i /nnUNet_raw/${dataset}/imagesTr -o /predictions -m /${root}/${dataset}/${name} -f 0`,
      );
      const [, plans, configuration] = name.split('__');
      found.push(`nnUNetv2_train ${id} ${configuration} 0 -p ${plans} -pretrained_weights /${file}`);
    }
    if (root !== 'nnUNet_preprocessed' || rest.length > 0 || !/Plans\w*\.json$/.test(name)) continue;
    datasets.add(id);
    const plans = name.slice(0, -'.json'.length);
    const { configurations } = JSON.parse(new TextDecoder().decode(bytes)) as { configurations: object };
    for (const configuration of Object.keys(configurations)) {
      if (![...files.keys()].some((path) => path.startsWith(`${root}/${dataset}/${plans}_${configuration}/`))) continue;
      found.push(`nnUNetv2_train ${id} ${configuration} 0 -p ${plans}`);
      found.push(`nnUNetv2_preprocess -d ${id} -plans_name ${plans} -c ${configuration} -np 1`);
      for (const other of datasets)
        if (other !== id)
          found.push(`nnUNetv2_move_plans_between_datasets -s ${id} -t ${other} -sp ${plans} -tp Fresh`);
    }
  }
  return found;
}

function drawEdit(files: ReadonlyMap<string, Uint8Array>, random: Random): Edit {
  const all = [...files.keys()].filter((file) => !/^(expected|scenarios)\.json$/.test(file));
  const json = all.filter((file) => file.endsWith('.json'));
  // Three of four edits are of JSON, which is what people edit.
  if (random() < 0.75) return drawJsonEdit(pick(json, random), files, random);
  const file = pick(
    all.filter((one) => !one.endsWith('.json')),
    random,
  );
  const others = all.filter((one) => one !== file && one.split('.').at(-1) === file.split('.').at(-1));
  const size = files.get(file)?.length ?? 0;
  switch (below(4, random)) {
    case 0:
      return { file, delete: true };
    case 1:
      return { file, cut: below(size, random) };
    case 2:
      return { file: file.replace(/(\w)(?=\.[^/]*$)/, '$1x'), copyFrom: file };
    default:
      return others.length === 0 ? { file, delete: true } : { file, copyFrom: pick(others, random) };
  }
}

function drawJsonEdit(file: string, files: ReadonlyMap<string, Uint8Array>, random: Random): Edit {
  const places: (readonly [string, JsonValue])[] = [];
  const visit = (value: JsonValue, parts: readonly (string | number)[]) => {
    if (parts.length > 0) places.push([pointer(...parts), value]);
    if (Array.isArray(value)) for (const [i, one] of value.entries()) visit(one, [...parts, i]);
    else if (isObject(value)) for (const [key, one] of Object.entries(value)) visit(one, [...parts, key]);
  };
  visit(JSON.parse(new TextDecoder().decode(files.get(file))) as JsonValue, []);
  if (places.length === 0) return { file, write: '{}' };
  const [place, value] = pick(places, random);
  switch (below(4, random)) {
    case 0:
      return { file, remove: place };
    case 1:
      return { file, set: place, to: pick(places, random)[1] };
    case 2:
      return { file, set: `${place.slice(0, place.lastIndexOf('/'))}/note`, to: 'checked' };
    default:
      return { file, set: place, to: otherValue(value, random) };
  }
}

function otherValue(value: JsonValue, random: Random): JsonValue {
  if (typeof value === 'number')
    return pick([value + 1, value - 1, value * 2, 0, -1, value + 0.5, String(value)], random);
  if (typeof value === 'string') return pick([...names, `${value}x`, value.slice(1), null], random);
  if (typeof value === 'boolean') return pick([!value, null, String(value)], random);
  if (Array.isArray(value)) return pick([value.slice(1), [...value, ...value.slice(0, 1)], [], null], random);
  return pick<JsonValue>([null, {}, []], random);
}

function pick<T>(list: readonly T[], random: Random): T {
  const found = list[below(list.length, random)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}
