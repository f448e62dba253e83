/** Names of one module, and which genuine files hold them. */
interface KnownNames {
  readonly module: string;
  readonly names: readonly string[];
  readonly usedBy: string;
}

/**
 * Every class and function that files of nnU-Net, numpy and torch name, as Python 3 looks them up: exact pairs and nothing else. What is
 * not here is unknown. That a name is here does not allow every call of it: with which arguments genuine files call it, the readers know
 * (src/io/pickle/handlers.ts, src/io/torch/tensors.ts).
 */
export const knownNames: readonly KnownNames[] = [
  {
    module: 'collections',
    names: ['OrderedDict', 'defaultdict', 'Counter', 'deque'],
    usedBy: 'every state_dict and tensor; optimizers and loggers of forks',
  },
  {
    module: 'builtins',
    names: ['set', 'frozenset', 'bytes', 'bytearray', 'complex', 'slice', 'range'],
    usedBy: 'plain values for which a pickle of protocol 2, as torch writes it, has no instruction',
  },
  {
    module: 'builtins',
    names: ['dict', 'list', 'tuple', 'int', 'float', 'str', 'bool', 'Ellipsis', 'NotImplemented'],
    usedBy: 'the values that a defaultdict makes, and constants',
  },
  {
    module: '_codecs',
    names: ['encode'],
    usedBy: 'bytes in a pickle of protocol 0 to 2: every numpy number of a checkpoint',
  },
  {
    module: 'datetime',
    names: ['datetime', 'date', 'time', 'timedelta', 'timezone'],
    usedBy: 'dates and times that trainers of forks log',
  },
  ...['pathlib', 'pathlib._local'].map((module) => ({
    module,
    names: ['Path', 'PosixPath', 'WindowsPath', 'PurePath', 'PurePosixPath', 'PureWindowsPath'],
    usedBy: 'paths that trainers of forks keep; Python 3.13 has them in pathlib._local',
  })),
  { module: 'numpy', names: ['dtype', 'ndarray'], usedBy: 'numpy numbers and arrays in checkpoints and cases' },
  {
    module: 'numpy',
    names: [
      ...[
        'bool',
        'bool_',
        'int8',
        'int16',
        'int32',
        'int64',
        'uint8',
        'uint16',
        'uint32',
        'uint64',
        'intc',
        'longlong',
      ],
      ...['float16', 'float32', 'float64', 'longdouble', 'complex64', 'complex128', 'str_', 'bytes_', 'void'],
    ],
    usedBy: 'types of numbers, as values',
  },
  ...['numpy.core', 'numpy._core'].flatMap((numpy) => [
    {
      module: `${numpy}.multiarray`,
      names: ['scalar', '_reconstruct'],
      usedBy: 'numpy numbers and arrays, of numpy 1 (numpy.core) and 2 (numpy._core)',
    },
    { module: `${numpy}.numeric`, names: ['_frombuffer'], usedBy: 'numpy arrays in a pickle of protocol 5' },
  ]),
  {
    module: 'torch',
    names: [
      ...[
        'FloatStorage',
        'DoubleStorage',
        'HalfStorage',
        'BFloat16Storage',
        'LongStorage',
        'IntStorage',
        'ShortStorage',
      ],
      ...['CharStorage', 'ByteStorage', 'BoolStorage', 'ComplexFloatStorage', 'ComplexDoubleStorage', 'QInt8Storage'],
      ...['QUInt8Storage', 'QInt32Storage', 'QUInt4x2Storage', 'QUInt2x4Storage', 'UntypedStorage'],
    ],
    usedBy: 'the memory of tensors, by element type',
  },
  {
    module: 'torch.cuda',
    names: [
      ...[
        'FloatStorage',
        'DoubleStorage',
        'HalfStorage',
        'BFloat16Storage',
        'LongStorage',
        'IntStorage',
        'ShortStorage',
      ],
      ...['CharStorage', 'ByteStorage', 'BoolStorage', 'ComplexFloatStorage', 'ComplexDoubleStorage'],
    ],
    usedBy: 'the memory of tensors on a GPU',
  },
  {
    module: 'torch.storage',
    names: ['UntypedStorage', 'TypedStorage'],
    usedBy: 'the memory of tensors of newer element types',
  },
  {
    module: 'torch',
    names: [
      ...['float16', 'float32', 'float64', 'bfloat16', 'int8', 'int16', 'int32', 'int64', 'bool'],
      ...['uint8', 'uint16', 'uint32', 'uint64', 'complex32', 'complex64', 'complex128'],
      ...['float8_e4m3fn', 'float8_e4m3fnuz', 'float8_e5m2', 'float8_e5m2fnuz', 'float8_e8m0fnu', 'float4_e2m1fn_x2'],
      ...['qint8', 'quint8', 'qint32', 'quint4x2', 'quint2x4', 'bits8', 'bits16', 'bits1x8', 'bits2x4', 'bits4x2'],
    ],
    usedBy: 'element types, as values and beside tensors',
  },
  {
    module: 'torch',
    names: [
      ...['per_tensor_affine', 'per_tensor_symmetric', 'per_channel_affine', 'per_channel_symmetric'],
      'per_channel_affine_float_qparams',
    ],
    usedBy: 'quantized tensors',
  },
  {
    module: 'torch',
    names: ['Size', 'device', 'Tensor'],
    usedBy: 'shapes, the device of init_args, tensors with attributes',
  },
  { module: 'torch.nn.parameter', names: ['Parameter'], usedBy: 'parameters with attributes' },
  {
    module: 'torch._utils',
    names: [
      ...['_rebuild_tensor', '_rebuild_tensor_v2', '_rebuild_tensor_v3', '_rebuild_qtensor', '_rebuild_sparse_tensor'],
      ...['_rebuild_parameter', '_rebuild_parameter_with_state', '_rebuild_meta_tensor_no_storage'],
      ...['_rebuild_nested_tensor', '_rebuild_device_tensor_from_numpy', '_rebuild_device_tensor_from_cpu_tensor'],
      '_rebuild_xla_tensor',
    ],
    usedBy: 'tensors and parameters of all kinds',
  },
  ...['torch._tensor', 'torch.tensor'].map((module) => ({
    module,
    names: ['_rebuild_from_type', '_rebuild_from_type_v2'],
    usedBy: 'tensors with attributes; torch before 1.8 had them in torch.tensor',
  })),
  { module: 'torch.serialization', names: ['_get_layout'], usedBy: 'layouts of sparse tensors' },
  {
    module: 'nnunetv2.postprocessing.remove_connected_components',
    names: ['remove_all_but_largest_component_from_segmentation'],
    usedBy: 'postprocessing.pkl',
  },
];

const known: ReadonlySet<string> = new Set(
  knownNames.flatMap(({ module, names }) => names.map((name) => `${module} ${name}`)),
);

/** @param target what Python 3 looks up: `module name` */
export function isKnownGlobal(target: string): boolean {
  return known.has(target);
}

/** Modules that reach the machine: processes, files, the network, code, other pickles. With all that is below them. */
const dangerousModules: ReadonlySet<string> = new Set([
  ...[
    'os',
    'posix',
    'nt',
    'posixpath',
    'ntpath',
    'subprocess',
    '_posixsubprocess',
    'sys',
    'shutil',
    'pathlib',
    'tempfile',
  ],
  ...[
    'io',
    '_io',
    '_pyio',
    'fileinput',
    'mmap',
    'fcntl',
    'resource',
    'signal',
    'pty',
    'platform',
    'popen2',
    'commands',
  ],
  ...['socket', '_socket', 'ssl', 'http', 'httplib', 'urllib', 'urllib2', 'requests', 'aiohttp', 'ftplib', 'smtplib'],
  ...['poplib', 'imaplib', 'nntplib', 'telnetlib', 'xmlrpc', 'socketserver', 'asyncio', 'asyncore', 'webbrowser'],
  ...[
    'antigravity',
    'ctypes',
    '_ctypes',
    'cffi',
    'importlib',
    '_frozen_importlib',
    'imp',
    'pkgutil',
    'runpy',
    'zipimport',
  ],
  ...['code', 'codeop', 'types', 'marshal', 'pickle', '_pickle', 'cPickle', 'dill', 'cloudpickle', 'joblib', 'shelve'],
  ...['dbm', 'sqlite3', '_sqlite3', 'copyreg', 'functools', '_functools', 'operator', '_operator', 'inspect', 'gc'],
  ...[
    'timeit',
    'cProfile',
    'profile',
    'trace',
    'pdb',
    'bdb',
    'doctest',
    'pydoc',
    'test',
    'unittest',
    'idlelib',
    'turtle',
  ],
  ...[
    'lib2to3',
    'distutils',
    'setuptools',
    'pip',
    'ensurepip',
    'venv',
    'site',
    'sysconfig',
    '_pyrepl',
    'readline',
    'rlcompleter',
  ],
  ...['multiprocessing', '_multiprocessing', 'concurrent', 'threading', '_thread', 'thread', 'sched', 'atexit'],
  ...['logging', 'uuid', '_osx_support', '_aix_support', 'zipfile', 'tarfile', 'weakref', 'ast'],
  ...[
    'torch.hub',
    'torch.jit',
    'torch._C',
    'torch.package',
    'torch.distributed',
    'torch.multiprocessing',
    'torch._inductor',
  ],
  ...['torch._dynamo', 'torch.fx', 'torch.utils', 'torch.testing', 'torch.ops', 'torch.classes', 'torch.onnx'],
  ...['numpy.f2py', 'numpy.testing', 'numpy.distutils', 'numpy.ctypeslib', 'numpy.lib'],
]);

/** Single names of other modules. */
const dangerousNames: ReadonlySet<string> = new Set([
  ...[
    ...[
      'eval',
      'exec',
      'execfile',
      'compile',
      'open',
      'file',
      '__import__',
      'getattr',
      'setattr',
      'delattr',
      'hasattr',
    ],
    ...[
      'globals',
      'locals',
      'vars',
      'input',
      'raw_input',
      'breakpoint',
      'apply',
      'map',
      'filter',
      'reduce',
      'type',
      'super',
    ],
    ...[
      'object',
      'property',
      'classmethod',
      'staticmethod',
      'help',
      'exit',
      'quit',
      'memoryview',
      'iter',
      'next',
      'print',
    ],
    ...['__build_class__', 'reload', 'sorted', 'max', 'min', 'any', 'all', 'sum'],
  ].map((name) => `builtins ${name}`),
  'torch load',
  'torch save',
  'torch from_file',
  'torch compile',
  'torch import_ir_module',
  'torch.serialization load',
  'torch.serialization save',
  'torch.serialization _open_file',
  'torch.serialization _import_dotted_name',
  'torch._utils _import_dotted_name',
  'torch.storage _load_from_bytes',
  'numpy load',
  'numpy save',
  'numpy savez',
  'numpy savetxt',
  'numpy fromfile',
  'numpy memmap',
  'numpy loadtxt',
  'numpy genfromtxt',
  'codecs open',
  'itertools starmap',
  'batchgenerators.utilities.file_and_folder_operations load_pickle',
]);

/**
 * Whether an unknown global is known to reach the machine, or other code, when a pickle calls it. Only the words for it depend on that.
 * @param target what Python 3 looks up: `module name`
 */
export function isDangerousGlobal(target: string): boolean {
  if (dangerousNames.has(target)) return true;
  const space = target.indexOf(' ');
  const [module, name] = [target.slice(0, space), target.slice(space + 1)];
  const path = module.split('.');
  if (path.some((_, index) => dangerousModules.has(path.slice(0, index + 1).join('.')))) return true;
  // A dotted name goes from one attribute to the next, and a module has the modules that it imports among them: torch.serialization → os.system.
  return (
    name
      .split('.')
      .slice(0, -1)
      .some((part) => dangerousModules.has(part)) || /(^|\.)__\w+__(\.|$)/.test(name)
  );
}
