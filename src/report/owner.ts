/** Subjects are named from the outside in: `Dataset121_CT/nnUNetPlans#2d` belongs to `Dataset121_CT`. */
export function ownerOf(label: string): string {
  return label.split(/[/#]/, 1)[0] ?? label;
}

/** Whether a subject is what a label names, or lies in it. */
export function belongsTo(subject: string, label: string): boolean {
  return subject === label || subject.startsWith(`${label}/`) || subject.startsWith(`${label}#`);
}
