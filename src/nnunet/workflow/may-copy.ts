import type { Word } from '../command-line/word.js';

/** `cp`, `rsync`, or a program of one's own: it may have put files of nnU-Net where they are needed. */
export function mayCopy({ words }: { readonly words: readonly Word[] }): boolean {
  const texts = words.map(({ text, symbol }) => text ?? symbol ?? '');
  if (texts.some((text) => text.includes('dataset.json'))) return true;
  const [program = ''] = texts.map((text) => text.slice(text.lastIndexOf('/') + 1));
  const copies = /^(cp|mv|ln|rsync|scp|install|tar|unzip|7z|rclone|aws|gsutil|wget|curl|git)$/.test(program);
  return (
    copies || texts.some((text) => /\.(py|sh|R|pl|ipynb)$/.test(text)) || texts.includes('-c') || texts.includes('-m')
  );
}
