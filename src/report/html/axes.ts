/** Three axes as a person calls them, in working order after `transpose_forward`; a 2d configuration has no slices. */
export function axisNames(axes: number): readonly string[] {
  return ['slices', 'rows', 'columns'].slice(-axes);
}
