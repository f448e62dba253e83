const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size as file managers write it: `2.7 MB`, in powers of 1000. */
export function fileSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0);
  return `${digits} ${bytes === 1 ? 'byte' : units[unit]}`;
}
