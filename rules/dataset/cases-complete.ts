import { defineRule } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { completenessOf } from '../../src/nnunet/dataset/case-completeness.js';
import { casesWithEnding, fileEnding, type KnownCases, knownCases } from '../../src/nnunet/dataset/case-names.js';
import { casesOfFolds, readFolds } from '../../src/nnunet/dataset/splits.js';
import { storedCases } from '../../src/nnunet/dataset/stored-cases.js';
import { counted, firstFew } from '../../src/nnunet/words/wording.js';
import type { Dataset } from '../../src/workspace/subjects.js';

interface Lacking {
  readonly folder: string;
  readonly number: number;
  readonly names: string;
}

interface Broken extends Lacking {
  readonly files: string;
}

interface Absent extends Lacking {
  readonly stored: number;
  readonly source: string;
}

/** Nobody counts before the loaders open a case, minutes or epochs later (training/dataloading/nnunet_dataset.py, load_case). */
export const casesComplete = defineRule({
  id: 'dataset/cases-complete',
  subject: 'dataset',
  severity: 'error',
  severities: { leftOver: 'warning', notYet: 'warning', extra: 'warning' },
  since: '0.1.0',
  summary: 'Every case has all its files in every data folder.',
  topic: 'incomplete cases',
  yieldsTo: [
    {
      to: 'dataset/interrupted-preprocessing:interrupted',
      messages: ['broken', 'absent'],
      alike: ['folder', 'folder'],
    },
    { to: 'dataset/reader-matches-ending:unclaimed', messages: ['extra', 'notYet'] },
  ],
  why: `A preprocessed case is three files: image, segmentation and properties. If preprocessing is killed, or a copy stops early, some cases have only some of them, or none. nnU-Net lists what is
there and opens a case when it draws it. So the error comes from a loader, minutes or epochs later. Without splits_final.json nnU-Net does not miss absent cases at all.`,
  remedy: 'Preprocess again; that empties the data folder first.',
  sources: [
    'nnunetv2/training/dataloading/nnunet_dataset.py: load_case',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2298',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1616',
  ],
  examples: [
    {
      title: 'The segmentation of one case is missing',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/pan_003_seg.b2nd',
          delete: true,
        },
      ],
      reports: 'broken',
    },
  ],
  messages: {
    broken: ({ folder, number, files }: Broken) =>
      `Data folder ${folder} has ${counted(number, 'incomplete case')}; missing: ${files}. nnUNetv2_train stops when it draws such a case.`,
    absent: ({ folder, number, names, stored, source }: Absent) =>
      `Data folder ${folder} has ${counted(stored, 'case')}; ${counted(number, 'more is', 'more are')} in ${source}: ${names}. nnUNetv2_train stops when its split names them, and otherwise trains without them.`,
    leftOver: ({ folder, number, names }: Lacking) =>
      `Data folder ${folder} has ${counted(number, 'incomplete case')} that no fold names: ${names}. Training with fold "all" stops there.`,
    notYet: ({ folder, number, names, source }: Lacking & { readonly source: string }) =>
      `Data folder ${folder} lacks ${counted(number, 'case')} of ${source}: ${names}. nnU-Net trains without ${number === 1 ? 'it' : 'them'}.`,
    extra: ({ folder, number, names, source }: Lacking & { readonly source: string }) =>
      `Data folder ${folder} has ${counted(number, 'case')} more than ${source}: ${names}. nnU-Net uses ${number === 1 ? 'it' : 'them'} like the others.`,
  },
  *check(dataset) {
    const known = knownCases(dataset);
    const source = known?.source ?? 'the raw folder';
    const expectation = {
      expected: known?.names,
      groundTruth: groundTruthCases(dataset, known),
      named: namedCases(dataset),
    };
    for (const { folder, configurations } of dataset.dataFolderUses) {
      const stored = folder === undefined ? undefined : storedCases(folder.files);
      if (folder === undefined || stored === undefined) continue;
      const found = completenessOf(stored, expectation);
      const at = { document: { file: folder.path } };
      const data = (names: readonly string[]) => ({
        folder: folder.name,
        number: names.length,
        names: firstFew(names),
      });
      const again = carefulPreprocess(dataset, configurations.slice(0, 1));
      const { broken, absent, leftOver, notYet, extra } = found;
      const files = firstFew(broken.flatMap((name) => stored.incomplete.get(name) ?? []));
      if (broken.length > 0) yield { message: 'broken', at, data: { ...data(broken), files }, ...again };
      if (absent.length > 0)
        yield { message: 'absent', at, data: { ...data(absent), stored: stored.identifiers.size, source }, ...again };
      if (leftOver.length > 0)
        yield { message: 'leftOver', at, data: data(leftOver), remedy: 'Remove the left-over files.' };
      if (notYet.length > 0) yield { message: 'notYet', at, data: { ...data(notYet), source } };
      if (extra.length > 0)
        yield {
          message: 'extra',
          at,
          data: { ...data(extra), source },
          remedy: 'Remove them, unless you added them on purpose.',
        };
    }
  },
});

function namedCases({ splits }: Dataset): ReadonlySet<string> | undefined {
  const folds = readFolds(splits.value);
  return folds === undefined || folds.length === 0 ? undefined : casesOfFolds(folds);
}

function groundTruthCases(
  { groundTruth, datasetJson }: Dataset,
  known: KnownCases | undefined,
): ReadonlySet<string> | undefined {
  if (known?.source === 'gt_segmentations') return known.names;
  const ending = fileEnding(datasetJson.value);
  const names = ending === undefined ? [] : casesWithEnding(groundTruth ?? [], ending);
  return names.length === 0 ? undefined : new Set(names);
}
