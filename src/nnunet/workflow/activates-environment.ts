import type { Word } from '../command-line/word.js';

/** Whether a script chooses another Python than the one that is found outside of it: `source venv/bin/activate`, `conda activate`, `module load`. */
export function activatesEnvironment(others: readonly { readonly words: readonly Word[] }[]): boolean {
  return others.some(({ words }) => {
    const [program = '', first = ''] = words.map(({ text }) => text ?? '');
    if (program === 'source' || program === '.') return /(^|\/)activate\b/.test(first);
    if (program === 'module' || program === 'ml') return true;
    return /^(conda|mamba|micromamba|pyenv|spack)$/.test(program) && /^(activate|shell|load)$/.test(first);
  });
}
