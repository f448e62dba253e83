/** Names that torch and numpy themselves put into checkpoints and case files; opening them makes data and nothing else. */
const data = new Set([
  'collections.OrderedDict',
  'collections.defaultdict',
  'collections.Counter',
  'builtins.dict',
  'builtins.list',
  'builtins.tuple',
  'builtins.set',
  'builtins.frozenset',
  'builtins.bytearray',
  'builtins.bytes',
  'builtins.complex',
  'builtins.slice',
  'builtins.range',
  'builtins.int',
  'builtins.float',
  'builtins.str',
  'builtins.bool',
  'builtins.object',
  '_codecs.encode',
  'copyreg._reconstructor',
  'numpy.dtype',
  'numpy.ndarray',
  'numpy.core.multiarray.scalar',
  'numpy.core.multiarray._reconstruct',
  'numpy.core.numeric._frombuffer',
  'torch.Size',
  'torch.device',
  'torch.Tensor',
  'torch.nn.parameter.Parameter',
  'torch.storage.UntypedStorage',
  'torch.storage.TypedStorage',
  'pathlib.Path',
  'pathlib.PosixPath',
  'pathlib.PurePosixPath',
  'pathlib.WindowsPath',
  'pathlib._local.PosixPath',
  'datetime.datetime',
  'datetime.timedelta',
]);

/** Modules of data by pattern: rebuild functions, storages and dtypes of torch, scalar types of numpy. */
const dataPatterns = [
  /^torch\._utils\._rebuild_\w+$/,
  /^torch\.\w+Storage$/,
  /^torch\.(b?float|u?int|complex|q?u?int|float8_\w*?)\d*\w*$/,
  /^torch\.(bool|half|double|long|short)$/,
  /^torch\.(serialization|_tensor)\._\w+$/,
  /^numpy\.(float|int|uint|bool|complex|str|bytes)\w*$/,
  /^numpy\.dtypes\.\w+DType$/,
];

/** Modules that reach the machine: processes, files, network, code. */
const dangerous =
  /^(os|posix|nt|subprocess|sys|shutil|socket|ssl|http|urllib|requests|ftplib|smtplib|ctypes|importlib|runpy|pty|code|codeop|webbrowser|tempfile|multiprocessing|asyncio|signal|pickle|_pickle|marshal|dill|cloudpickle|joblib|timeit|pdb|bdb|operator|torch\.hub|torch\.jit|torch\._C|pip|setuptools|commands|popen2)(\.|$)/;

const dangerousBuiltins = new Set([
  'eval',
  'exec',
  'execfile',
  'compile',
  'open',
  '__import__',
  'getattr',
  'setattr',
  'delattr',
  'globals',
  'input',
  'breakpoint',
  'apply',
  'map',
  'filter',
]);

/** Whether a global of a pickle is plain data, under its present or a former module name. */
export function isDataGlobal(module: string, name: string): boolean {
  const full = `${presentModule(module)}.${name}`;
  return data.has(full) || dataPatterns.some((pattern) => pattern.test(full));
}

/** Whether a global can reach the machine when a pickle calls it. */
export function isDangerousModule(module: string, name: string): boolean {
  const present = presentModule(module);
  return present === 'builtins' ? dangerousBuiltins.has(name) : dangerous.test(present);
}

/** Python 2 and numpy 2 call some modules by other names. */
function presentModule(module: string): string {
  if (module === '__builtin__') return 'builtins';
  if (module === 'copy_reg') return 'copyreg';
  return module.replace(/^numpy\._core/, 'numpy.core');
}
