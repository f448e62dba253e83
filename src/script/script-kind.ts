export type ScriptKind = 'shell' | 'makefile' | 'notebook';

const shellEndings = 'sh bash zsh ksh slurm sbatch slm sub job pbs qsub lsf bsub sge command'.split(' ');

/** What reads a file, by its name; `undefined` where the name does not say. */
export function kindByName(path: string): ScriptKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(GNU)?makefile(\.\w+)?$/i.test(name) || /\.(mk|make)$/.test(name)) return 'makefile';
  if (name.endsWith('.ipynb')) return 'notebook';
  return shellEndings.some((ending) => name.endsWith(`.${ending}`)) ? 'shell' : undefined;
}

/** What reads a file, by its name, its first line or its text; `undefined` for what is no script of these kinds. */
export function scriptKind(path: string, text: string): ScriptKind | undefined {
  const [first = ''] = text.slice(0, 256).split('\n');
  const [, program] = /^#!\s*\S*?([^\s/]+)(?:\s|$)/.exec(first) ?? [];
  const [, started] = program === 'env' ? (/^#!\s*\S*env\s+(?:-\S+\s+)*(\S+)/.exec(first) ?? []) : [undefined, program];
  if (started !== undefined) {
    if (/^(ba|z|da|k|a)?sh$/.test(started)) return 'shell';
    return started === 'make' ? 'makefile' : undefined;
  }
  const byName = kindByName(path);
  if (byName !== undefined) return byName;
  const name = path.slice(path.lastIndexOf('/') + 1);
  // A file without ending that holds commands, such as a note of what was run.
  return /^[^.]+(\.(txt|env|cmd|commands))?$/.test(name) && /^[ \t]*([\w.]+=\S* )*nnUNetv2_\w+/m.test(text)
    ? 'shell'
    : undefined;
}
