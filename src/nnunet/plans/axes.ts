/** Three axes as a person calls them, in the working order after `transpose_forward`: the first is the slice axis. */
export function axisName(axis: number, axes: number): string {
  if (axes === 2) return axis === 0 ? 'axis 0 (in-plane rows)' : 'axis 1 (in-plane columns)';
  return ['axis 0 (slices)', 'axis 1 (in-plane rows)', 'axis 2 (in-plane columns)'][axis] ?? `axis ${axis}`;
}
