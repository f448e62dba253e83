import { wordList } from '../words/wording.js';
import type { Origin } from './origin.js';

/** `were made from Dataset121_AbdomenCT`, with what that rests on left to the reader of the rule. */
export function madeFromText(origin: readonly string[]): string {
  return origin.length === 0
    ? 'were made from no dataset that nnplans found'
    : `were made from ${wordList(origin, 'or')}`;
}

/** `median spacing and median shape fit Dataset121_AbdomenCT`, for every dataset that shares some traces. */
export function partlyText({ partly }: Origin): readonly string[] {
  return partly.map(({ dataset, resemblance }) => `${wordList(resemblance.agrees)} fit ${dataset}`);
}

/** How a sentence calls the plans that weights were trained with: those inside a checkpoint have no name of their own. */
export function trainedPlansText(place: string, label: string): string {
  return place === 'embedded' ? `the plans in ${label.slice(label.lastIndexOf('/') + 1)}` : label;
}
