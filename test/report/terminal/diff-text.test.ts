import fc from 'fast-check';
import type { JsonValue } from '../../../src/io/json/value.js';
import { diffText } from '../../../src/report/terminal/diff-text.js';
import { widthOf } from '../../../src/report/terminal/width.js';
import { anyJson } from '../../diff/arbitraries.js';
import { type DiffSetting, diffOf, edited, fixture } from '../../diff/sides.js';

const plans = fixture('nnunet-2.8.1');
const full = '/configurations/3d_fullres';
const plain = { columns: 80, colour: false };

function textOf(b: JsonValue, a = plans, setting: DiffSetting = {}): string {
  return diffText(diffOf(a, b, setting), plain);
}

test('no difference', () => {
  expect(textOf(plans)).toBe(` A  A.json
 B  B.json

 Weights of A load into B: yes.
 Data of A fit B: yes.

 No difference.
`);
});

test('the verdict, then what differs by what follows from it, then what has no effect by name', () => {
  const b = edited(plans, {
    [`${full}/spacing`]: [2.5, 1, 1],
    [`${full}/batch_size`]: 4,
    [`${full}/architecture/arch_kwargs/features_per_stage/0`]: 16,
    '/configurations/2d/data_identifier': 'mine_2d',
    '/plans_name': 'mine',
  });
  expect(textOf(b)).toBe(` A  A.json
 B  B.json

 Weights of A load into B: no for 3d_fullres (features per stage); yes for 2d.
 Data of A fit B: no for 3d_fullres (spacing); yes for 2d (but B looks for
   them in another folder).

 weights no longer load             A                      B
   3d_fullres: features per stage   32, 64, 128, 256       16, 64, 128, 256

 data must be preprocessed again    A                      B
   3d_fullres: spacing (mm)         3 × 1 × 1              2.5 × 1 × 1

 training changes                   A                      B
   3d_fullres: batch size           2                      4

 no effect
   plans name, data identifier (2d)

 A trainer may build another network than the plans describe.
`);
});

test('one configuration alone is not named in every line', () => {
  const text = textOf(edited(plans, { [`${full}/spacing/0`]: 2.5 }), plans, {
    configurations: ['3d_fullres', '3d_fullres'],
  });
  expect(text).toContain(' A  A.json#3d_fullres\n');
  expect(text).toContain('\n   spacing (mm)  ');
});

test('the same change in all configurations is one line, and names none', () => {
  const b = edited(plans, {
    '/configurations/2d/batch_dice': false,
    [`${full}/batch_dice`]: false,
  });
  const a = edited(plans, { '/configurations/2d/batch_dice': true, [`${full}/batch_dice`]: true });
  expect(textOf(b, a)).toContain('\n   batch Dice                       true                   false\n');
});

test('who inherits a change', () => {
  const a = edited(plans, { '/configurations/bs4': { inherits_from: '3d_fullres', batch_size: 4 } });
  const text = textOf(edited(a, { [`${full}/spacing/0`]: 2.5 }), a);
  expect(text).toContain(
    '   3d_fullres: spacing (mm)         3 × 1 × 1              2.5 × 1 × 1\n     also bs4, by inheritance\n',
  );
});

test('what falls away with a stage', () => {
  const args = `${full}/architecture/arch_kwargs`;
  const b = edited(plans, {
    [`${args}/n_stages`]: 3,
    [`${args}/features_per_stage/3`]: undefined,
    [`${args}/kernel_sizes/3`]: undefined,
    [`${args}/strides/3`]: undefined,
    [`${args}/n_conv_per_stage/3`]: undefined,
    [`${args}/n_conv_per_stage_decoder/2`]: undefined,
  });
  expect(textOf(b)).toContain(`
   3d_fullres: stages               4                      3
     stage 3: features              256                    –
     stage 3: kernel sizes          3 × 3 × 3              –
     stage 3: strides               2 × 2 × 2              –
     stage 3: convolutions          2                      –
     stage 2: decoder convolutions  2                      –
`);
});

test('of lists of vectors the entries that differ', () => {
  const text = textOf(edited(plans, { [`${full}/architecture/arch_kwargs/kernel_sizes/1`]: [1, 3, 3] }));
  expect(text).toContain(
    '\n   3d_fullres: kernel sizes\n     stage 1                        3 × 3 × 3              1 × 3 × 3\n',
  );
});

test('configurations that came, went or have another name', () => {
  const written = (plans as { configurations: Record<string, JsonValue> }).configurations['3d_fullres'] as JsonValue;
  const b = edited(plans, { '/configurations/2d': undefined, '/configurations/3d_x': { batch_size: 1 } });
  expect(textOf(b)).toContain('\n Only in A: 2d.\n Only in B: 3d_x.\n');
  expect(textOf(edited(plans, { [full]: undefined, '/configurations/mine': written }))).toContain(
    '\n Renamed: 3d_fullres → mine.\n',
  );
});

test('noise is told apart', () => {
  const batch = (size: number) => edited(plans, { '/configurations/2d/batch_size': size });
  expect(textOf(batch(90), batch(91))).toContain('\n negligible\n   batch size (2d) 91 → 90\n');
});

test('where a network is unknown, weights may no longer load', () => {
  const text = textOf(edited(plans, { [`${full}/architecture/network_class_name`]: 'my.Net' }), plans, {
    configurations: ['3d_fullres', '3d_fullres'],
  });
  expect(text).toContain("Weights of A load into B: unknown (Net is not one of nnU-Net's networks).");
  expect(text).toContain('\n weights may no longer load  ');
  expect(text).not.toContain('A trainer may build');
});

test('values that do not fit beside each other stand below each other, whole', () => {
  const long = 'x'.repeat(90);
  const text = textOf(edited(plans, { [`${full}/preprocessor_name`]: long }));
  expect(text).toContain('\n   3d_fullres: preprocessor\n     A  DefaultPreprocessor\n     B  xxx');
  expect(text.match(/x/g)).toHaveLength(90);
});

test('long lists and many entries are counted', () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i]));
  const text = textOf(edited(plans, { [`${full}/resampling_fn_data_kwargs`]: many }));
  expect(text).toContain('and 24 more');
  const channels = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 'CTNormalization' : 'Mine'));
  expect(textOf(edited(plans, { [`${full}/normalization_schemes`]: channels }))).toContain('and 32 more');
});

test('class names that end alike are told in full', () => {
  const name = (path: string) => edited(plans, { [`${full}/architecture/network_class_name`]: path });
  const text = textOf(name('their.Net'), name('my.Net'));
  expect(text).toMatch(/my\.Net +their\.Net/);
});

describe('for any values', () => {
  const places = [
    `${full}/spacing`,
    `${full}/normalization_schemes`,
    `${full}/architecture/arch_kwargs/strides`,
    '/extra',
    `${full}/loss`,
  ];
  const edits = fc.dictionary(fc.constantFrom(...places), anyJson);

  test('no line is wider than the terminal, none ends in a blank', () => {
    fc.assert(
      fc.property(edits, fc.string(), fc.integer({ min: 60, max: 100 }), (values, name, columns) => {
        const b = edited(plans, { ...values, '/configurations/2d': undefined, '/plans_name': name });
        for (const line of diffText(diffOf(plans, b), { columns, colour: false }).split('\n')) {
          expect(widthOf(line)).toBeLessThanOrEqual(columns);
          expect(line).toBe(line.trimEnd());
        }
      }),
    );
  });

  test('nothing that a terminal obeys or hides gets through', () => {
    const nasty = fc
      .constantFrom('\u001b[2J', '\r', '\u202e', '\u200b', '\u009b', '\u007f', 'a\nb')
      .map((text) => text.repeat(2));
    fc.assert(
      fc.property(nasty, (text) => {
        const b = edited(plans, {
          '/plans_name': text,
          [`/${text}`]: text,
          [`/configurations/${text}`]: { inherits_from: '3d_fullres', [text]: text },
          [`${full}/architecture/network_class_name`]: text,
          [`${full}/architecture/arch_kwargs/${text}`]: [text],
          [`${full}/normalization_schemes`]: [text],
          [`${full}/resampling_fn_data_kwargs/${text}`]: text,
        });
        for (const [left, right] of [
          [plans, b],
          [b, plans],
        ] as const) {
          expect(textOf(right, left)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
        }
      }),
    );
  });
});
