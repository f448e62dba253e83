import { defineRule } from '../../src/engine/rule.js';
import { leftToTrainer, problemsAbout } from '../../src/nnunet/network/judge-network.js';
import { quotedList } from '../../src/nnunet/words/wording.js';

interface Says {
  readonly problem: string;
  readonly says: string;
}

interface Outnumbered {
  readonly lists: readonly string[];
}

export const architectureLengths = defineRule({
  id: 'plans/architecture-lengths',
  subject: 'configuration',
  severity: 'error',
  since: '0.1.0',
  summary: 'The lists of the architecture have one entry for each stage, and there are enough stages.',
  why: `The encoder has \`n_stages\` stages, the decoder one less. \`kernel_sizes\`, \`strides\`, \`features_per_stage\` and the numbers of convolutions or blocks are lists with one entry for each stage. If you add or remove a stage,
change all of them. Building the network stops at the first list that does not fit. With fewer than three stages deep supervision has nothing to compare.`,
  remedy: 'Give every list as many entries as n_stages says (n_conv_per_stage_decoder one less), or correct n_stages.',
  sources: [
    'dynamic_network_architectures/architectures/unet.py',
    'dynamic_network_architectures/building_blocks/plain_conv_encoder.py',
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: _build_loss',
  ],
  examples: [
    {
      title: 'A stage was removed from one list only',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          remove: '/configurations/3d_fullres/architecture/arch_kwargs/kernel_sizes/2',
        },
      ],
      reports: 'unfit',
    },
    {
      title: 'n_stages was changed alone',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/architecture/arch_kwargs/n_stages',
          to: 5,
        },
      ],
      reports: 'outnumbered',
    },
  ],
  messages: {
    unfit: ({ says }: Says) => says,
    outnumbered: ({ lists }: Outnumbered) =>
      `n_stages does not fit ${quotedList(lists)}: they have another number of entries. Building the network stops there.`,
  },
  *check(subject, { installation }) {
    const untold = leftToTrainer('stages', subject, installation);
    if (untold !== undefined) yield { notChecked: untold, leavesOpen: true };
    const problems = problemsAbout('stages', subject, installation);
    const lengths = problems.filter(({ code }) => code === 'list-length');
    // Where several lists disagree with n_stages, it is n_stages that is wrong.
    if (lengths.length > 1) {
      const { configuration } = subject;
      const key = configuration.has('architecture')
        ? ['architecture', 'arch_kwargs', 'n_stages']
        : ['n_conv_per_stage_encoder'];
      const [first = '', ...inside] = key;
      const lists = [...new Set(lengths.map(({ data }) => String(data['name'])))];
      yield { message: 'outnumbered', at: configuration.at(first, ...inside), data: { lists } };
      return;
    }
    for (const { pointer: at, code, message: says } of problems) {
      yield { message: 'unfit', at, data: { problem: code, says } };
    }
  },
});
