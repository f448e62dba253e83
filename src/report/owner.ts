/** Subjects are named from the outside in: `Dataset121_CT/nnUNetPlans#2d` belongs to `Dataset121_CT`. */
export function ownerOf(label: string): string {
  return label.split(/[/#]/, 1)[0] ?? label;
}
