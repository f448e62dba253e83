import fc from 'fast-check';
import { fromStart, inverseOrder, isPermutation } from '../../../src/nnunet/values/permutations.js';

const orders = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });

test('the inverse of an order undoes it', () => {
  fc.assert(
    fc.property(orders, (order) => {
      const inverse = inverseOrder(order);
      expect(inverse.map((axis) => order[axis])).toEqual([0, 1, 2]);
      expect(isPermutation(inverse, 3)).toBe(true);
    }),
  );
});

test.each([[[0, 1]], [[0, 1, 1]], [[1, 2, 3]], [[-1, 0, 1]], [[0, 1, 2, 3]]])(
  '%j is no order of three axes',
  (order) => {
    expect(isPermutation(order, 3)).toBe(false);
  },
);

test('numpy counts from the end, too', () => {
  expect(fromStart([-3, 1, -1])).toEqual([0, 1, 2]);
});
