/** Whether a list holds each of 0 to n − 1 once: an order of n axes. */
export function isPermutation(order: readonly number[], axes: number): boolean {
  return order.length === axes && new Set(order).size === axes && order.every((axis) => axis >= 0 && axis < axes);
}

/** The order that undoes another: `inverse[order[i]] = i`. */
export function inverseOrder(order: readonly number[]): readonly number[] {
  return order.map((_, axis) => order.indexOf(axis));
}

/** Axes counted from the end, as numpy allows, counted from the start. */
export function fromStart(order: readonly number[]): readonly number[] {
  return order.map((axis) => (axis < 0 ? axis + order.length : axis));
}
