/** `home = /usr/bin` and the like of a `pyvenv.cfg`, keys in lower case. */
export function readPyvenvConfig(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(/\r?\n/).flatMap((line): readonly (readonly [string, string])[] => {
      const equals = line.indexOf('=');
      return equals < 0 ? [] : [[line.slice(0, equals).trim().toLowerCase(), line.slice(equals + 1).trim()]];
    }),
  );
}

/** `Version:` of a distribution's METADATA; its description, which follows an empty line, is not looked at. */
export function readMetadataVersion(text: string): string | undefined {
  const [header = ''] = text.split(/\r?\n\r?\n/, 1);
  return /^Version:\s*(\S+)/im.exec(header)?.[1];
}

/** `version` in the table `[project]` (or `[tool.poetry]`) of a `pyproject.toml`. */
export function readProjectVersion(text: string): string | undefined {
  for (const table of ['project', 'tool.poetry']) {
    const start = text.search(new RegExp(`^\\[${table.replace('.', '\\.')}\\]`, 'm'));
    if (start < 0) continue;
    const [own = ''] = text.slice(start + 1).split(/^\[/m, 1);
    const version = /^version\s*=\s*["']([^"']+)["']/m.exec(own)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

/** What a `.pth` file adds: folders to search, and modules that install finders of their own. */
export interface PathFile {
  readonly folders: readonly string[];
  readonly modules: readonly string[];
}

export function readPathFile(text: string): PathFile {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return {
    folders: lines.filter((line) => line !== '' && !line.startsWith('#') && !/^import\s/.test(line)),
    modules: lines.flatMap((line) => /^import\s+([\w.]+)/.exec(line)?.slice(1, 2) ?? []),
  };
}

/** `MAPPING` of the finder that setuptools writes for an editable installation: where each top-level package lies. */
export function readEditableMapping(text: string): ReadonlyMap<string, string> {
  const body = /^MAPPING\b[^=\n]*=\s*\{([^}]*)\}/m.exec(text)?.[1] ?? '';
  const pairs = body.matchAll(/['"]([\w.]+)['"]\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g);
  return new Map(
    [...pairs].map(([, name = '', single, double]) => [name, (single ?? double ?? '').replaceAll(/\\(.)/g, '$1')]),
  );
}

/** The folder that a `direct_url.json` says was installed from, as an editable installation. */
export function readEditableSource(text: string): string | undefined {
  const url = /"editable"\s*:\s*true/.test(text) ? /"url"\s*:\s*"file:\/\/([^"]+)"/.exec(text)?.[1] : undefined;
  if (url === undefined) return undefined;
  try {
    return decodeURIComponent(url).replace(/^\/(?=[A-Za-z]:)/, '');
  } catch {
    return undefined;
  }
}
