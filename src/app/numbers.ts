import { plainNumber } from '../nnunet/words/wording.js';

/** `31,195,594` */
export function inThousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** With four digits that count: `0.7031`, `1024`. */
export function rounded(value: number): string {
  return plainNumber(Number(value.toPrecision(4)));
}
