import { defineRule } from '../../src/engine/rule.js';
import { pickleDangers } from '../../src/nnunet/checkpoint/pickle-dangers.js';

interface Named {
  readonly file: string;
  readonly name: string;
}

/** `torch.load(…, weights_only=False)` and `pickle.load` import and call whatever a file names (run/load_pretrained_weights.py). */
export const unexpectedGlobal = defineRule({
  id: 'model/unexpected-global',
  subject: 'pickle',
  severity: 'error',
  since: '0.1.0',
  summary:
    'Files that nnU-Net opens as pickles only name and call what makes tensors, numpy numbers and plain containers.',
  why: `A \`.pth\` is a pickle, and so are the \`.pkl\` of a case and \`postprocessing.pkl\`. A pickle may name any function of Python, and opening the pickle calls it. nnU-Net loads
checkpoints with \`weights_only=False\`, for prediction, for \`--c\` and for \`-pretrained_weights\`. Whatever the file calls then runs with your rights. nnplans never runs anything.
It compares every name with the exact list of names in files of nnU-Net, numpy and torch, and every call with how these files call it. It reports everything else.

List classes of your own fork in \`knownGlobals\` of the config, by their exact names: \`"knownGlobals": ["my_fork.layers.Scale"]\`. A config inside the folder that nnplans
checks cannot do this, and cannot switch this rule off: whoever made the folder may have made the config. If the config is yours, name it with \`--config\`.`,
  remedy:
    'Do not load this file. Ask its author for one that holds tensors only, or open it in a sandbox with torch.load(weights_only=True).',
  sources: [
    'nnunetv2/run/load_pretrained_weights.py',
    'nnunetv2/inference/predict_from_raw_data.py',
    'nnunetv2/training/dataloading/nnunet_dataset.py',
    'nnunetv2/postprocessing/remove_connected_components.py',
    'https://docs.python.org/3/library/pickle.html',
  ],
  examples: [
    {
      title: 'A checkpoint that would start a program',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
          // {'network_weights': {}, 'x': os.system('true')} in the form before torch 1.6; listed, never called
          write:
            "L119547037146038801333356L\n.I1001\n.(dp0\n.(dS'network_weights'\n(dsS'x'\ncposix\nsystem\n(S'true'\ntRs.(lp0\n.",
        },
      ],
      reports: 'runs',
    },
  ],
  messages: {
    runs: ({ file, name }: Named) =>
      `${file} names ${name}. No file of nnU-Net does; it would run with your rights as soon as nnU-Net opens the file.`,
    unknown: ({ file, name }: Named) =>
      `${file} calls ${name} when it is loaded, which no file of nnU-Net, numpy or torch does. Loading runs the code of that module with your rights.`,
    reference: ({ file, name }: Named) =>
      `${file} names ${name}, which no file of nnU-Net, numpy or torch does. Loading imports that module and runs its code.`,
    'odd-call': ({ file, name }: Named) =>
      `${file} calls ${name} in a way in which no file of nnU-Net, numpy or torch does. nnplans does not know what that runs.`,
    'result-called': ({ file, name }: Named) =>
      `${file} calls what a call of ${name} returned. No file of nnU-Net, numpy or torch does. nnplans does not know what that runs.`,
    'class-changed': ({ file, name }: Named) =>
      `${file} changes ${name} itself when it is loaded. From then on it does what the file says, in the whole process.`,
    'odd-state': ({ file, name }: Named) =>
      `${file} gives attributes to an object of ${name} that Python or nnU-Net may call, such as a __setstate__ of its own.`,
    torchscript: ({ file, name }: Named) =>
      `${file} is a TorchScript archive (${name}): torch.load runs the code in it, which can write files, and nnU-Net cannot use the result.`,
    tar: ({ file }: Named) =>
      `${file} is a tar file, which torch opens in its first format (2017). nnU-Net is younger and never wrote one. The pickles in it would run.`,
    'two-pickles': ({ file, name }: Named) =>
      `${file} holds ${name} more than once. Programs differ in which one they read, so one program may not see what another one runs. torch.save never writes that.`,
    unread: ({ file, name }: Named) =>
      `${file} could not be read to its end: ${name}. nnplans does not know what the rest does when it is loaded. Files of nnU-Net can be read to their end.`,
  },
  *check({ trace, fileName }, { knownGlobals }) {
    for (const { kind, name } of pickleDangers(trace, knownGlobals)) {
      yield { message: kind, data: { file: fileName, name } };
    }
  },
});
