/** What the script that starts a command says of the Python that runs it. */
export type Launcher =
  /** `#!/opt/venv/bin/python` */
  | { readonly kind: 'interpreter'; readonly path: string }
  /** `#!/usr/bin/env python3`: the first of that name on the PATH. */
  | { readonly kind: 'program'; readonly name: string }
  /** uv's relocatable environments: the Python in the folder of the script itself. */
  | { readonly kind: 'beside'; readonly name: string }
  /** A shim of pyenv, which chooses a version by folder and variables. */
  | { readonly kind: 'pyenv'; readonly root: string | undefined }
  | { readonly kind: 'unknown' };

/**
 * Reads the first lines of a script such as `nnUNetv2_train`: of pip, uv, conda, pipx and pyenv.
 * @param text its beginning
 */
export function readLauncher(text: string): Launcher {
  const [first = ''] = text.split(/\r?\n/, 1);
  if (!first.startsWith('#!')) return { kind: 'unknown' };
  const line = first.slice(2).trim();
  const [program = '', ...more] = line.split(/\s+/);
  if (isPython(program)) return { kind: 'interpreter', path: program };
  // A path with blanks in it: pip writes it with quotes around.
  const quoted = /^"([^"]+)"/.exec(line)?.[1];
  if (quoted !== undefined && isPython(quoted)) return { kind: 'interpreter', path: quoted };
  if (program.endsWith('/env')) {
    const name = more.find((word) => !word.startsWith('-') && !word.includes('='));
    if (name !== undefined && isPython(name)) return { kind: 'program', name };
  }
  return readShellScript(text);
}

/** `'''exec' "/a long path/bin/python" "$0" "$@"` is what pip and uv write where a first line would be too long or has blanks. */
function readShellScript(text: string): Launcher {
  if (/\bpyenv["']?\s+exec\b/.test(text)) {
    return { kind: 'pyenv', root: /^\s*export\s+PYENV_ROOT=["']?([^"'\n]+)/m.exec(text)?.[1] };
  }
  const beside = /\bexec['"]*\s+"?\$\(dirname\b[^\n]*?\)"?\/['"]?(python[\d.]*)\b/.exec(text)?.[1];
  if (beside !== undefined) return { kind: 'beside', name: beside };
  const path = /\bexec['"]*\s+(?:"([^"$\n]+)"|'([^'\n]+)'|(\/[^\s"'$]+))/.exec(text)?.slice(1).find(Boolean);
  return path !== undefined && isPython(path) ? { kind: 'interpreter', path } : { kind: 'unknown' };
}

function isPython(program: string): boolean {
  return /(^|[\\/])(python|pypy)[\d.]*t?(\.exe)?$/.test(program);
}
