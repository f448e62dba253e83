/** Whether something in Python can have this name. Constants that a script wrote as text are no names either. */
export function isPythonName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !/^(true|false|none|null|nan)$/i.test(name);
}
