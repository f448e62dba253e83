import { commonHandlers } from '../../../src/io/pickle/handlers.js';
import { lookedUp } from '../../../src/io/pickle/python-names.js';
import { tensorHandlers } from '../../../src/io/torch/tensors.js';
import { globalTarget, writtenGlobal } from '../../../src/nnunet/checkpoint/pickle-dangers.js';
import { isDangerousGlobal, isKnownGlobal, knownNames } from '../../../src/nnunet/checkpoint/pickled-globals.js';

const known = knownNames.flatMap(({ module, names }) => names.map((name) => `${module} ${name}`));

test('the list holds exact pairs, each once, with what it is used by', () => {
  expect(known).toEqual([...new Set(known)]);
  for (const one of known) expect(one).toMatch(/^[\w.]+ \w+$/);
  for (const { usedBy } of knownNames) expect(usedBy).not.toBe('');
});

test('what is called has a stand-in that knows the arguments, and no stand-in is for what is not known', () => {
  for (const target of [...commonHandlers.keys(), ...tensorHandlers.keys()]) expect(known).toContain(target);
});

test('nothing that is known is dangerous', () => {
  const exceptions = known.filter((target) => isDangerousGlobal(target) && !target.startsWith('pathlib'));
  expect(exceptions).toEqual([]);
});

test.each([
  'torch.serialization _import_dotted_name',
  'torch.serialization _open_file',
  'torch.serialization load',
  'torch.serialization os.system',
  'torch._utils _import_dotted_name',
  'torch.storage _load_from_bytes',
  'torch load',
  'collections _sys.modules.get',
  'collections.OrderedDict fromkeys',
  'numpy ndarray.tofile',
  'numpy core.multiarray.scalar',
  'torch FloatStorage.from_file',
  'torch  FloatStorage',
  'Torch FloatStorage',
  'torch. FloatStorage',
  ' torch FloatStorage',
  'builtins eval',
  'builtins getattr',
  'builtins object',
  'copyreg _reconstructor',
  'functools partial',
])('%s is not known', (target) => {
  expect(isKnownGlobal(target)).toBe(false);
});

test('names of Python 2 are those of Python 3 up to protocol 2, and no longer', () => {
  expect(lookedUp('__builtin__', 'set', 2)).toBe('builtins set');
  expect(lookedUp('__builtin__', 'xrange', 0)).toBe('builtins range');
  expect(lookedUp('commands', 'getoutput', 2)).toBe('subprocess getoutput');
  expect(isKnownGlobal(lookedUp('__builtin__', 'set', 4))).toBe(false);
});

test.each(['my_fork.layers.Scale', 'my_fork.layers:Outer.Inner'])('%s, as a config writes it', (written) => {
  expect(writtenGlobal(globalTarget(written))).toBe(written);
});

test('a name that is listed is that pair and no other', () => {
  expect(globalTarget('my_fork.layers.Scale')).toBe('my_fork.layers Scale');
  expect(globalTarget('my_fork:layers.Scale')).toBe('my_fork layers.Scale');
});
