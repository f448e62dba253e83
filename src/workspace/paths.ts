/** Paths here use `/` between names, as {@link Storage} does. */
export function join(folder: string, ...names: readonly string[]): string {
  return names.reduce(
    (path, name) => (path === '' ? name : path.endsWith('/') ? path + name : `${path}/${name}`),
    folder,
  );
}

/** Last name of a path. */
export function baseName(path: string): string {
  const trimmed = trimEnd(path);
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** The folder that holds a path; `.` for a bare name. */
export function folderOf(path: string): string {
  const trimmed = trimEnd(path);
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : trimmed.slice(0, slash);
}

/** Name without its last ending. */
export function stemOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

function trimEnd(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
