import { defineRule } from '../../src/engine/rule.js';
import { member } from '../../src/io/json/value.js';
import { fileEnding, listedCases, rawCases } from '../../src/nnunet/dataset/case-names.js';
import { counted, plainNumber } from '../../src/nnunet/words/wording.js';

/** The integrity check compares, planning multiplies (experiment_planning/verify_dataset_integrity.py, default_experiment_planner.py). */
export const numTraining = defineRule({
  id: 'dataset/num-training',
  subject: 'dataset',
  severity: 'error',
  since: '0.1.0',
  summary: 'The raw dataset.json has the right number of training cases in numTraining.',
  topic: 'numTraining',
  yieldsTo: ['dataset/reader-matches-ending:unclaimed'],
  why: `Planning limits the batch size to five per cent of the dataset, and takes the number of cases from \`numTraining\`. The integrity check stops if the number is wrong. Most often the file
names are the reason: nnU-Net sees other cases than you meant.`,
  remedy: 'Correct numTraining, or the names of the files.',
  sources: [
    'nnunetv2/experiment_planning/verify_dataset_integrity.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2346',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2580',
  ],
  examples: [
    {
      title: 'Cases were removed',
      changes: [{ file: 'nnUNet_raw/Dataset122_PancreasCT/dataset.json', set: '/numTraining', to: 50 }],
      reports: 'differs',
    },
  ],
  messages: {
    differs: ({
      stated,
      found,
      source,
    }: {
      readonly stated: number;
      readonly found: number;
      readonly source: string;
    }) =>
      `The raw dataset.json gives ${plainNumber(stated)} as numTraining, but nnU-Net finds ${counted(found, 'case')} in ${source}. The integrity check (--verify_dataset_integrity) stops; planning uses the wrong number.`,
    decimal: ({ written }: { readonly written: string }) =>
      `The raw dataset.json gives numTraining as ${written}, with a decimal point. The integrity check (--verify_dataset_integrity) stops with a TypeError.`,
  },
  *check({ rawDatasetJson, rawImages }) {
    const stated = member(rawDatasetJson?.value, 'numTraining');
    if (rawDatasetJson === undefined || typeof stated !== 'number') return;
    const at = { document: rawDatasetJson, pointer: '/numTraining' };
    const ending = fileEnding(rawDatasetJson.value);
    const listed = listedCases(rawDatasetJson.value);
    const cases = listed ?? (ending === undefined ? [] : rawCases(rawImages ?? [], ending));
    // Names that nnU-Net cannot make a case of are told by dataset/raw-cases; so is an ending that no file has.
    if (cases.length === 0 || (listed === undefined && cases.some((one) => one.images.length === 0))) return;
    if (cases.length !== stated) {
      const source = listed === undefined ? 'imagesTr' : 'its list "dataset"';
      yield { message: 'differs', at, data: { stated, found: cases.length, source } };
    } else if (rawDatasetJson.isFloat('/numTraining'))
      yield { message: 'decimal', at, data: { written: rawDatasetJson.numberText('/numTraining') ?? String(stated) } };
  },
});
