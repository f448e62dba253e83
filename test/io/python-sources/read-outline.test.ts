import fc from 'fast-check';
import { readOutline } from '../../../src/io/python-sources/read-outline.js';

const namesOf = (text: string) => [...readOutline(text).names.keys()];

describe('the names of a module', () => {
  test.each([
    ['a class over several lines', 'class A(\n    B,  # a comment\n    metaclass=M,\n):\n    pass\n', ['A']],
    [
      'nested classes and functions are no names of the module',
      'class A:\n  class B:\n    def f(self): x = 1\ndef g():\n  class C: pass\n',
      ['A', 'g'],
    ],
    [
      'a class in a text or a comment is none',
      '"""\nclass A:\n  pass\n"""\n# class B: pass\nx = "class C: pass"\n',
      ['x'],
    ],
    ['what is behind a decorator', '@register("name")\nclass A: pass\n@wraps(f)\nasync def g(): pass\n', ['A', 'g']],
    [
      'imports, under the name that they get',
      'import a.b, c as d\nfrom e import (f,\n  g as h)\nfrom . import i\n',
      ['a', 'd', 'f', 'h', 'i'],
    ],
    [
      'assignments of all kinds',
      'A = B = 1\nC, (D, *E) = f()\nF: int = 1\nG: int\nH += 1\nx.y = 1\nx[0] = 1\n',
      ['A', 'B', 'C', 'D', 'E', 'F', 'H'],
    ],
    [
      'blocks that run',
      'try:\n  import a\nexcept ImportError:\n  b = 1\nelse:\n  c = 1\nfinally:\n  d = 1\nif x:\n  e = 1\nelif y:\n  f = 1\nelse:\n  g = 1\nfor h in y:\n  i = 1\nwhile z:\n  j = 1\nwith k as l:\n  m = 1\nmatch n:\n  case 1:\n    o = 1\n',
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'l', 'm', 'o'],
    ],
    [
      'blocks that do not run',
      'if TYPE_CHECKING:\n  import a\nif typing.TYPE_CHECKING:\n  import b\nelse:\n  import c\nif __name__ == "__main__":\n  d = 1\nif False:\n  e = 1\n',
      ['c'],
    ],
    ['what a function makes global', 'def f():\n  global A\n  A = 1\n', ['f', 'A']],
    ['what is deleted is gone', 'A = 1\nB = 2\ndel A\n', ['B']],
    ['two statements on a line', 'A = 1; B = 2\n', ['A', 'B']],
  ] as const)('%s', (_what, text, names) => {
    expect(namesOf(text)).toEqual(names);
    expect(readOutline(text).isOpen).toBe(false);
  });

  test('of several bindings the last counts, but what `except` puts in place', () => {
    expect(readOutline('A = 1\nclass A: pass\n').names.get('A')?.kind).toBe('class');
    expect(readOutline('try:\n  from x import A\nexcept ImportError:\n  A = None\n').names.get('A')).toEqual({
      kind: 'import',
      from: { level: 0, module: 'x' },
      name: 'A',
    });
  });

  test.each([
    ['exec("A = 1")', true],
    ['globals()["A"] = 1', true],
    ['def __getattr__(name): pass', true],
    ['setattr(sys.modules[__name__], "A", 1)', true],
    ['sys.modules[__name__] = Lazy()', true],
    ['class A(:\n  pass', true],
    ['class A:\n  def f(self):\n    return locals()["x"]\n  def __getattr__(self, name): pass', false],
  ])('%j may have other names: %j', (text, isOpen) => {
    expect(readOutline(text).isOpen).toBe(isOpen);
  });

  test('what is taken from elsewhere, and what others get who take everything', () => {
    const { starImports, exported } = readOutline(
      'from ..a.b import *\nfrom c import *\n__all__ = ["A"]\n__all__ += ["B"]\n',
    );
    expect(starImports).toEqual([
      { level: 2, module: 'a.b' },
      { level: 0, module: 'c' },
    ]);
    expect(exported).toEqual(['A', 'B']);
    expect(readOutline('__all__ = names()').exported).toBeUndefined();
  });

  test('another name for a class, and a relative module with three dots', () => {
    expect(readOutline('A = b.C').names.get('A')).toEqual({ kind: 'alias', of: 'b.C' });
    expect(readOutline('from ...a import B').names.get('B')).toMatchObject({ from: { level: 3, module: 'a' } });
  });

  test('never throws', () => {
    const word = fc.constantFrom(
      'class ',
      'def ',
      'A',
      '(',
      ')',
      ':',
      '\n',
      '    ',
      '"""',
      "'",
      'import ',
      'from ',
      '*',
      '=',
      ',',
      '#',
      '@',
      'if ',
      'f"{',
      '\\',
    );
    fc.assert(fc.property(fc.array(word), (words) => readOutline(words.join('')) !== undefined));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readOutline(text) !== undefined));
  });
});

describe('a class', () => {
  const classA = (text: string) => {
    const found = readOutline(text).names.get('A');
    if (found?.kind !== 'class') throw new Error('there is no class A');
    return found;
  };

  test('its bases as they are written', () => {
    expect(classA('class A(B, c.D, Generic[T], f(), *more, metaclass=M): pass').bases).toEqual([
      'B',
      'c.D',
      'Generic',
      '',
      '',
    ]);
    expect(classA('class A: pass').bases).toEqual([]);
  });

  test('what stands in its body, what its methods give to self and what they change', () => {
    const found = classA(
      'class A(B):\n  x = 1\n  if y:\n    def f(self): pass\n  def __init__(self, plans, c):\n    plans["configurations"][c]["batch_size"] = 8\n    self.num_epochs = 5\n    self.a, self.b = 1, 2\n    setattr(self, "loss", None)\n    other.q = 1\n    self.a.deep = 1\n    self.manager.configuration["x"] = 1\n    local = 1\n',
    );
    expect([...found.members.keys()]).toEqual(['x', 'f', '__init__']);
    expect([...found.assigned]).toEqual(['num_epochs', 'a', 'b', 'loss']);
    expect([...found.changed]).toEqual(['plans', 'self.manager.configuration']);
  });
});

test.each([
  [
    'def f(data, new_shape, current_spacing, new_spacing, is_seg=False): pass',
    ['data', 'new_shape', 'current_spacing', 'new_spacing', 'is_seg'],
    4,
    false,
  ],
  ['def f(a, /, b, *, c): pass', ['a', 'b'], 2, false],
  ['def f(a: int = 1, *more, **named): pass', ['a'], 0, true],
  ['def f(): pass', [], 0, false],
] as const)('arguments by position of %s', (text, positional, required, takesMore) => {
  expect(readOutline(text).names.get('f')).toEqual({ kind: 'function', name: 'f', positional, required, takesMore });
});

test('a decorator may make anything of a function', () => {
  expect(readOutline('@cache\ndef f(a): pass').names.get('f')).toEqual({ kind: 'value' });
});
