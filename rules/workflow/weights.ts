import { defineRule } from '../../src/engine/rule.js';
import { nearestName } from '../../src/nnunet/words/nearest-name.js';
import { inQuotes } from '../../src/nnunet/words/wording.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';

interface Weights {
  readonly path: string;
}

/** `-pretrained_weights` is opened once the network is built (run/load_pretrained_weights.py). */
export const weights = defineRule({
  id: 'workflow/weights',
  subject: 'script',
  severity: 'error',
  severities: { ignored: 'warning', notYet: 'warning' },
  since: '0.1.0',
  summary: 'The weights that a training starts from exist, and training uses them.',
  yieldsTo: [{ to: 'workflow/roots', same: 'place' }],
  why: `nnU-Net opens the file last, after it has set up plans, data and network. With \`--val\` it never opens the file, because it trains nothing.`,
  remedy: 'Give the path of a checkpoint: MODEL_FOLDER/fold_0/checkpoint_final.pth.',
  sources: ['nnunetv2/run/load_pretrained_weights.py', 'nnunetv2/run/run_training.py: maybe_load_checkpoint'],
  examples: [
    {
      title: 'A path that leads nowhere',
      changes: [],
      command:
        'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -pretrained_weights weights/checkpoint_final.pth',
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ path }: Weights) =>
      `There is no file ${path}. nnUNetv2_train sets up data and network first, and stops when it looks for the weights.`,
    notYet: ({ path }: Weights) =>
      `There is no file ${path}, and this script does not make it before. Unless another script does, nnUNetv2_train stops when it looks for the weights.`,
    folder: ({ path }: Weights) =>
      `${path} is a folder, not a checkpoint. nnUNetv2_train sets up data and network first, and stops when it opens it.`,
    ignored: ({ path }: Weights) =>
      `With --val nnU-Net trains nothing: it validates the weights of the model itself and does not open ${path}.`,
  },
  *check(script) {
    for (const { intent, surroundings, invocation, place: at } of commandsOnDisk(script, ['train'])) {
      if (intent.kind !== 'train' || intent.weights === undefined || invocation.runsElsewhere) continue;
      const { weights: path, mode } = intent;
      if (mode === 'validate')
        yield { message: 'ignored', at, data: { path }, remedy: 'Leave out -pretrained_weights.' };
      // Where a script is started from, nobody knows; of other machines it may speak as well.
      if (script.file !== undefined && !isUnder(path, Object.values(surroundings.roots))) continue;
      if (mode !== 'anew' || surroundings.checkpoint(path) !== undefined) continue;
      const inside = surroundings.namesIn(path);
      if (inside !== undefined) {
        const meant = ['checkpoint_final.pth', 'checkpoint_best.pth'].find((name) => inside.includes(name));
        const remedy = meant === undefined ? {} : { remedy: `Use ${inQuotes(`${path.replace(/\/$/, '')}/${meant}`)}.` };
        yield { message: 'folder', at, data: { path }, ...remedy };
        continue;
      }
      const folder = /^(.*\/)[^/]+$/.exec(path)?.[1] ?? '';
      const name = path.slice(folder.length);
      const meant = nearestName(name, surroundings.namesIn(folder === '' ? '.' : folder) ?? []);
      yield {
        message: script.file === undefined ? 'missing' : 'notYet',
        at,
        data: { path },
        ...(meant === undefined ? {} : { remedy: `Did you mean ${inQuotes(`${folder}${meant}`)}?` }),
      };
    }
  },
});

/** In a folder of nnU-Net that is here. */
function isUnder(path: string, roots: readonly (string | undefined)[]): boolean {
  return roots.some((root) => root !== undefined && path.startsWith(`${root}/`));
}
