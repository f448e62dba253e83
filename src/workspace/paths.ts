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

/** A path as typed in a folder, with `.` and `..` resolved by name. On Windows both kinds of slash are understood. */
export function absolutePath(workingFolder: string, path: string): string {
  const isWindows = isDrive(workingFolder);
  const typed = isWindows ? path.replaceAll('\\', '/') : path;
  const whole = typed.startsWith('/') || (isWindows && isDrive(typed)) ? typed : `${workingFolder}/${typed}`;
  const drive = isDrive(whole) ? whole.slice(0, 2) : '';
  const names: string[] = [];
  for (const name of whole.slice(drive.length).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `${drive}/${names.join('/')}`;
}

/** The path as seen from a folder that holds it; any other path stays absolute, which is shorter to read than a chain of `..`. */
export function relativeTo(workingFolder: string, path: string): string {
  const folder = trimEnd(workingFolder);
  if (path === folder) return '.';
  const start = folder === '/' ? '/' : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : path;
}

function isDrive(path: string): boolean {
  return /^[A-Za-z]:(\/|\\|$)/.test(path);
}
