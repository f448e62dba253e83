import { pastedCharacters } from '../../../rules/workflow/pasted-characters.js';
import { ruleTester } from '../../support/rule-tester.js';

const train = 'nnUNetv2_train 122 3d_fullres 0';

ruleTester(pastedCharacters, {
  valid: [
    { name: 'all of it typed', command: `${train} -p PretrainedPlansCustom --npz` },
    { name: 'a folder may be called anything', command: 'nnUNetv2_predict -i a/“b”\u2009c -o /–o -d 122 -c 2d -f 0' },
    {
      name: 'names that a script keeps together on purpose',
      script: 'nnUNetv2_predict -i "Scans 10.30\u202fAM" -o "out\u00a0put" -d 122 -c 2d -f 0',
    },
    { name: 'a folder by itself', command: 'nnUNetv2_predict -i a\u202fb -o out -d 122 -c 2d -f 0' },
    { name: 'a number below zero', command: `${train} -p \u22121` },
    { name: 'programs of others', script: `echo \u2013p\u00a0“x”\n${train}` },
    { name: 'what only the shell will know', script: `${train} -p “$PLANS”` },
  ],
  invalid: [
    {
      name: 'two options with a dash, and nothing else that follows from it',
      command: `${train} \u2013p MyPlans \u2014c`,
      findings: [
        {
          message: 'dash',
          data: { words: ['\u2013p', '\u2014c'], command: 'nnUNetv2_train', character: 'U+2013' },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0 -p MyPlans --c`',
          text: '"\u2013p" and "\u2014c" begin with a dash',
        },
      ],
    },
    {
      name: 'a command that passes over what it does not know',
      command: 'nnUNetv2_preprocess \u2212d 122 \u2212plans_name=MyPlans',
      findings: [
        {
          message: 'dash',
          data: { words: ['−d', '−plans_name=MyPlans'], command: 'nnUNetv2_preprocess', character: 'U+2212' },
          remedy: 'You probably meant: `nnUNetv2_preprocess -d 122 -plans_name=MyPlans`',
          text: 'no option, but a value like any other',
        },
      ],
    },
    {
      name: 'swallowed by an option that takes several values',
      command: 'nnUNetv2_preprocess -d 122 -c 3d_fullres \u2013plans_name MyPlans',
      findings: [
        {
          message: 'dash',
          data: { words: ['–plans_name'], command: 'nnUNetv2_preprocess', character: 'U+2013' },
          remedy: 'You probably meant: `nnUNetv2_preprocess -d 122 -c 3d_fullres -plans_name MyPlans`',
          text: '"\u2013plans_name" begins with a dash',
        },
      ],
    },
    {
      name: 'quotes and a blank',
      command: `${train} -p \u201eMyPlans\u201c -tr nnUNetTrainer\u00a0--npz`,
      findings: [
        {
          message: 'quote',
          data: { words: ['„MyPlans“'], command: 'nnUNetv2_train', character: 'U+201E' },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0 -p MyPlans -tr nnUNetTrainer --npz`',
          text: 'part of the name',
        },
        {
          message: 'blank',
          data: { words: ['nnUNetTrainer --npz'], command: 'nnUNetv2_train', character: 'U+00A0' },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0 -p MyPlans -tr nnUNetTrainer --npz`',
          text: '(U+00A0)',
        },
      ],
    },
    {
      name: 'before words that only the shell will know',
      script: `${train} \u2013p X "$@"`,
      findings: [
        { message: 'dash', at: '1:1', data: { words: ['–p'], command: 'nnUNetv2_train', character: 'U+2013' } },
      ],
    },
    {
      name: 'behind the name of the program',
      script: `nnUNetv2_train\u00a0122 3d_fullres 0\n${train}`,
      findings: [
        {
          message: 'program',
          at: '1:1',
          data: { words: ['nnUNetv2_train 122'], command: 'nnUNetv2_train', character: 'U+00A0' },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0`',
          text: 'the name of a program',
        },
      ],
    },
  ],
});
