import { trainerNames } from './trainer-names.js';

/** What a name in plans or on the command line stands for. */
export type ClassKind =
  | 'reader'
  | 'normalization'
  | 'resampling function'
  | 'preprocessor'
  | 'label manager'
  | 'planner'
  | 'trainer'
  | 'class';

export interface KnownClass {
  readonly name: string;
  /** First release with it, where that is not 2.0. */
  readonly since?: string;
  /** Why nnU-Net finds it and cannot use it all the same. */
  readonly unusable?: string;
}

/** Classes and functions that come with nnU-Net 2.8.1, by what they are looked up for. Source: the packages named beside them. */
const known: ReadonlyMap<ClassKind, readonly KnownClass[]> = new Map<ClassKind, readonly KnownClass[]>([
  // nnunetv2/imageio
  [
    'reader',
    [
      ...['NaturalImage2DIO', 'SimpleITKIO', 'Tiff3DIO', 'NibabelIO', 'NibabelIOWithReorient'].map((name) => ({
        name,
      })),
      { name: 'SimpleITKIOWithReorient', since: '2.6.3' },
      { name: 'BaseReaderWriter', unusable: 'it is the base of all readers and reads nothing itself' },
    ],
  ],
  // nnunetv2/preprocessing/normalization
  [
    'normalization',
    [
      { name: 'ZScoreNormalization' },
      { name: 'CTNormalization' },
      { name: 'NoNormalization' },
      { name: 'RescaleTo01Normalization' },
      { name: 'RGBTo01Normalization' },
      { name: 'ImageNormalization', unusable: 'it is the base of all normalizations and does nothing itself' },
    ],
  ],
  // nnunetv2/preprocessing/resampling
  [
    'resampling function',
    [
      { name: 'resample_data_or_seg_to_shape' },
      { name: 'resample_torch_fornnunet', since: '2.5' },
      { name: 'no_resampling_hack', since: '2.6.2' },
      ...[
        'resample_data_or_seg',
        'resample_data_or_seg_to_spacing',
        'resample_torch_simple',
        'compute_new_shape',
        'determine_do_sep_z_and_axis',
        'get_do_separate_z',
        'get_lowres_axis',
        'recursive_find_resampling_fn_by_name',
      ].map((name) => ({
        name,
        unusable: 'nnU-Net calls with an image, a shape and two spacings, and it takes other arguments',
      })),
    ],
  ],
  // nnunetv2/preprocessing/preprocessors
  ['preprocessor', [{ name: 'DefaultPreprocessor' }]],
  // nnunetv2/utilities/label_handling
  ['label manager', [{ name: 'LabelManager' }]],
  // nnunetv2/experiment_planning
  [
    'planner',
    [
      { name: 'ExperimentPlanner' },
      { name: 'ResEncUNetPlanner' },
      ...['nnUNetPlannerResEncM', 'nnUNetPlannerResEncL', 'nnUNetPlannerResEncXL'].map((name) => ({
        name,
        since: '2.4',
      })),
      ...['nnUNetPlannerResEncL_torchres', 'nnUNetPlannerResEncL_torchres_sepz', 'nnUNetPlanner_torchres'].map(
        (name) => ({
          name,
          since: '2.5',
        }),
      ),
      { name: 'nnUNetPlannerResEncL_noResampling', since: '2.6.2' },
    ],
  ],
  // nnunetv2/training/nnUNetTrainer
  ['trainer', trainerNames.map((name) => ({ name }))],
  // Of the rest, what stands near the code that looks names up.
  [
    'class',
    [
      'PlansManager',
      'ConfigurationManager',
      'nnUNetPredictor',
      'DatasetFingerprintExtractor',
      'nnUNetDataLoader',
      'nnUNetBaseDataset',
      'nnUNetDatasetBlosc2',
      'nnUNetDatasetNumpy',
      'PolyLRScheduler',
    ].map((name) => ({ name })),
  ],
]);

export function knownClasses(kind: ClassKind): readonly KnownClass[] {
  return known.get(kind) ?? [];
}

export function knownClass(kind: ClassKind, name: string): KnownClass | undefined {
  return knownClasses(kind).find((one) => one.name === name);
}

/** What else a name stands for in nnU-Net, where it is no class of the kind that is looked for. */
export function otherKindOf(kind: ClassKind, name: string): ClassKind | undefined {
  return [...known.keys()].find((other) => other !== kind && knownClass(other, name) !== undefined);
}

/**
 * Channel names that make the planner choose a normalization, in lower case
 * (nnunetv2/preprocessing/normalization/map_channel_name_to_normalization.py). Every other name means ZScoreNormalization.
 * They stand in dataset.json; in plans they are no class.
 */
export const normalizationOfChannelName: ReadonlyMap<string, string> = new Map([
  ['ct', 'CTNormalization'],
  ['nonorm', 'NoNormalization'],
  ['zscore', 'ZScoreNormalization'],
  ['rescale_to_0_1', 'RescaleTo01Normalization'],
  ['rgb_to_0_1', 'RGBTo01Normalization'],
]);

/** Plans identifier that each planner writes unless told otherwise. */
export const identifierOfPlanner: ReadonlyMap<string, string> = new Map([
  ['ExperimentPlanner', 'nnUNetPlans'],
  ['ResEncUNetPlanner', 'nnUNetResEncUNetPlans'],
  ['nnUNetPlannerResEncM', 'nnUNetResEncUNetMPlans'],
  ['nnUNetPlannerResEncL', 'nnUNetResEncUNetLPlans'],
  ['nnUNetPlannerResEncXL', 'nnUNetResEncUNetXLPlans'],
  ['nnUNetPlannerResEncL_torchres', 'nnUNetResEncUNetLPlans_torchres'],
  ['nnUNetPlannerResEncL_torchres_sepz', 'nnUNetResEncUNetLPlans_torchres_sepz'],
  ['nnUNetPlanner_torchres', 'nnUNetPlans_torchres'],
  ['nnUNetPlannerResEncL_noResampling', 'nnUNetResEncUNetLPlans_noResampling'],
]);
