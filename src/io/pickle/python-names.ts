/**
 * Names of Python 2 under which Python 3 looks up others, in pickles of protocol 0 to 2 (Lib/_compat_pickle.py): those that
 * genuine files use, and those under which something dangerous may be called.
 */
const renamedModules: ReadonlyMap<string, string> = new Map([
  ['__builtin__', 'builtins'],
  ['copy_reg', 'copyreg'],
  ['cPickle', 'pickle'],
  ['commands', 'subprocess'],
  ['httplib', 'http.client'],
  ['thread', '_thread'],
  ['urllib2', 'urllib.request'],
]);

const renamedNames: ReadonlyMap<string, readonly [module: string, name: string]> = new Map([
  ['__builtin__ xrange', ['builtins', 'range']],
  ['__builtin__ intern', ['sys', 'intern']],
  ['__builtin__ reduce', ['functools', 'reduce']],
  ['__builtin__ unicode', ['builtins', 'str']],
  ['__builtin__ long', ['builtins', 'int']],
]);

const firstProtocolOfPython3 = 3;

/** The exact pair of module and name that Python 3 looks up: `builtins set` for `__builtin__ set` of protocol 2. */
export function lookedUp(module: string, name: string, protocol: number): string {
  const written = `${module} ${name}`;
  if (protocol >= firstProtocolOfPython3) return written;
  const [newModule, newName] = renamedNames.get(written) ?? [renamedModules.get(module) ?? module, name];
  return `${newModule} ${newName}`;
}
