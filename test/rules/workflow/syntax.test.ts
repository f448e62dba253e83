import { syntax } from '../../../rules/workflow/syntax.js';
import { ruleTester } from '../../support/rule-tester.js';

ruleTester(syntax, {
  valid: [
    { name: 'a whole script', script: 'if [ -f x ]; then\n  nnUNetv2_train 1 2d 0\nfi' },
    {
      name: 'what only Bash understands',
      script: 'a=(1 2); [[ ${a[0]} =~ ^[0-9]+$ ]] && nnUNetv2_train "${a[@]}" 0 <<< x',
    },
  ],
  invalid: [
    {
      name: 'a condition that is not closed',
      script: 'nnUNetv2_plan_and_preprocess -d 1\nif true; then\n  nnUNetv2_train 1 2d 0',
      findings: [{ message: 'broken', at: '3:24', data: { problem: "expected 'fi' to close 'if'" } }],
    },
    {
      name: 'a quotation mark that is not closed',
      script: 'nnUNetv2_train 1 2d 0 -p "X',
      findings: [
        { message: 'broken', at: '1:26', data: { problem: 'unterminated double quote' }, text: /A shell stops here/ },
      ],
    },
  ],
});
