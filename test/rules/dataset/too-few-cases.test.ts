import { tooFewCases } from '../../../rules/dataset/too-few-cases.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const raw = 'nnUNet_raw/Dataset122_PancreasCT';
const splitFile = `${preprocessed}/splits_final.json`;
const data = `${preprocessed}/PretrainedPlansCustom_3d_fullres`;

ruleTester(tooFewCases, {
  valid: [
    { name: 'five cases (real run)', project: 'interrupted/reference' },
    { name: 'four of five cases are told by dataset/cases-complete (real run)', project: 'interrupted/missing-case' },
    {
      name: 'a split of one\u2019s own',
      project: 'interrupted/killed',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset127_ThoraxCT/splits_final.json',
          write: '[{"train": ["tho_000"], "val": ["tho_001"]}]',
        },
      ],
    },
  ],
  invalid: [
    {
      name: 'four cases in the raw folder (real run)',
      project: 'interrupted/killed',
      findings: [{ message: 'tooFew', data: { dataset: 'Dataset127_ThoraxCT', cases: 4 } }],
    },
    {
      name: 'nothing is preprocessed yet',
      project: 'interrupted/killed',
      changes: [{ file: 'nnUNet_preprocessed/Dataset127_ThoraxCT/TinyPlans_3d_fullres', delete: true }],
      findings: [{ message: 'willBe', data: { dataset: 'Dataset127_ThoraxCT', cases: 4 } }],
    },
    {
      name: 'the data folder alone tells',
      changes: [
        { file: splitFile, delete: true },
        { file: raw, delete: true },
        { file: `${preprocessed}/gt_segmentations`, delete: true },
        { file: `${preprocessed}/dataset_fingerprint.json`, delete: true },
        ...['.b2nd', '_seg.b2nd', '.pkl'].map((ending) => ({
          file: `${data}/pan_004${ending}`,
          delete: true as const,
        })),
      ],
      findings: [{ message: 'tooFew', data: { dataset: 'Dataset122_PancreasCT', cases: 4 } }],
    },
  ],
});
