import { defineRule } from '../../src/engine/rule.js';
import { pretrainInfo } from '../../src/nnunet/plans/nnssl.js';
import { counted, timesList } from '../../src/nnunet/words/wording.js';

const at = '/configurations/3d_fullres';
const plansFile = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';

/** `Spacing__1.00_1.00_1.00___Norm__Z_Z`, as like_nnssl.py makes it of spacing and channels. */
const pattern = /^Spacing__([\d.]+|None)_([\d.]+|None)_([\d.]+|None)___Norm__(Z(?:_Z)*)$/;

/** Half of the last digit that the name has, and a bit for what it was rounded from. */
const rounding = 0.005 + 1e-9;

/** The name of the data folder says how the data were made, and nnUNetv2_preprocess_like_nnssl believes it (experiment_planning/like_nnssl.py). */
export const dataIdentifier = defineRule({
  id: 'nnssl/data-identifier',
  subject: 'configuration',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The data folder of plans for nnssl is named after the spacing and the normalization of the plans.',
  why: `\`nnUNetv2_preprocess_like_nnssl\` names the data folder after spacing (two decimals) and normalization. Plans that agree in both share the folder. If the folder exists, the command preprocesses only with
\`--overwrite_pp\`. After an edit of the spacing the name still says the old spacing, and other plans with the old spacing use the wrong data.`,
  remedy:
    'Change data_identifier, or undo the edit. Then preprocess again: nnUNetv2_preprocess_like_nnssl … --overwrite_pp.',
  sources: ['nnunetv2/experiment_planning/like_nnssl.py (after 2.8.1)'],
  examples: [
    {
      title: 'The spacing was edited after planning',
      changes: [
        { file: plansFile, set: '/pretrain_info', to: { checkpoint_path: null, pt_num_in_channels: 1 } },
        { file: plansFile, set: `${at}/data_identifier`, to: 'Spacing__1.00_1.00_1.00___Norm__Z' },
        { file: plansFile, set: `${at}/normalization_schemes`, to: ['ZScoreNormalization'] },
      ],
      reports: 'spacing',
    },
  ],
  messages: {
    spacing: ({ identifier, spacing }: { readonly identifier: string; readonly spacing: readonly number[] }) =>
      `The spacing is ${timesList(spacing)} mm, but the data folder "${identifier}" is named after another one. If the folder exists, nnUNetv2_preprocess_like_nnssl trusts its name and keeps its data.`,
    normalization: ({ identifier, schemes }: { readonly identifier: string; readonly schemes: readonly string[] }) =>
      `The data folder "${identifier}" is named after z-score normalization of ${counted(identifier.split('Norm__')[1]?.split('_').length ?? 0, 'channel')}, but the plans have ${schemes.join(', ')}. If the folder exists, nnUNetv2_preprocess_like_nnssl trusts its name and keeps its data.`,
  },
  *check({ configuration, plansFile: file }) {
    const identifier = configuration.dataIdentifier ?? '';
    const [, first, second, third, norm] = pattern.exec(identifier) ?? [];
    if (norm === undefined || pretrainInfo(file.plans) === undefined) return;
    const place = configuration.at('data_identifier');
    const { spacing, normalizationSchemes } = configuration;
    const named = [first, second, third].map(Number);
    if (spacing?.length === 3 && !spacing.every((length, axis) => isNamed(named[axis], length))) {
      yield { message: 'spacing', at: place, data: { identifier, spacing: [...spacing] } };
    }
    const schemes = normalizationSchemes ?? [];
    const isZScore = schemes.every((scheme) => scheme === 'ZScoreNormalization');
    if (schemes.length > 0 && !(isZScore && schemes.length === norm.split('_').length)) {
      yield { message: 'normalization', at: place, data: { identifier, schemes: [...schemes] } };
    }
  },
});

function isNamed(written: number | undefined, length: number): boolean {
  return written !== undefined && Math.abs(written - length) <= rounding;
}
