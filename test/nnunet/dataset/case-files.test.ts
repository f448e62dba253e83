import fc from 'fast-check';
import { CaseFiles, caseEndings, countCases } from '../../../src/nnunet/dataset/case-files.js';

const fileName = fc
  .tuple(fc.constantFrom('', 'a', 'a_seg', 'b', 'b.c', '._a'), fc.constantFrom(...caseEndings, '.txt', '', '_seg.npz'))
  .map(([identifier, ending]) => identifier + ending);

test('every file is either one of a case or among the others, whatever their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fileName), (names) => {
      const files = CaseFiles.of(names);
      const ofCases = [...files].flatMap(([identifier, endings]) => endings.map((ending) => identifier + ending));
      expect([...ofCases, ...files.others].sort()).toEqual([...names].sort());
      expect([...CaseFiles.of([...names].reverse())]).toEqual([...files]);
      expect([...files.identifiers()]).toEqual([...files.identifiers()].sort());
      expect(files.size).toBe([...files].length);
    }),
  );
});

test('the view of one ending agrees with the list', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fileName), fc.constantFrom(...caseEndings), (names, ending) => {
      const files = CaseFiles.of(names);
      const wanted = [...files].filter(([, endings]) => endings.includes(ending)).map(([identifier]) => identifier);
      const view = files.with(ending);
      expect([...view]).toEqual(wanted);
      expect(view.size).toBe(wanted.length);
      expect(files.someWith(ending)).toBe(wanted.length > 0);
      for (const identifier of files.identifiers()) {
        expect(view.has(identifier)).toBe(wanted.includes(identifier));
        expect(files.has(identifier, ending)).toBe(wanted.includes(identifier));
        expect(files.hasCase(identifier)).toBe(true);
      }
      expect(files.hasCase('nobody')).toBe(false);
    }),
  );
});

test('a segmentation belongs to its case, not to one called …_seg', () => {
  const files = CaseFiles.of(['x.b2nd', 'x_seg.b2nd', 'x.pkl', 'x.pkl.part']);
  expect([...files]).toEqual([['x', ['_seg.b2nd', '.b2nd', '.pkl']]]);
  expect(files.others).toEqual(['x.pkl.part']);
});

test('cases that several folders have count once', () => {
  const folders = [
    ['a.pkl', 'b.pkl'],
    ['b.npz', 'c.npz', 'x.txt'],
    ['c.b2nd', 'd.b2nd'],
  ].map((one) => CaseFiles.of(one));
  expect(countCases(folders)).toBe(4);
  expect(countCases([])).toBe(0);
});
