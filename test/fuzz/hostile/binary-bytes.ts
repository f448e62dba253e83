import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import {
  bytes,
  Call,
  code,
  Global,
  op,
  type Piece,
  pickled,
  Tuple,
  uint32,
  uint64,
  type Writable,
} from '../../io/pickle/pickle-writer.js';
import { dict, tensor, torchLegacy, torchZip } from '../../io/torch/torch-writer.js';
import { type ZipEntryToWrite, zipFile } from '../../io/zip/zip-writer.js';
import { mutated } from '../mutate.js';
import type { Draw } from './draw.js';

const sizes = [0, 1, 2, 255, 65535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 40, 2 ** 53 - 1];

/** A pickle that is a program to its reader: memo bombs, marks, nesting, numbers, names. */
export function picklePiece(draw: Draw, depth = 0): Piece {
  const inner = () => picklePiece(draw, depth + 1);
  if (depth > 4) return code(draw.pick<Writable>([1, 'a', null, true, 2 ** 31, new Uint8Array(3)]));
  switch (draw.below(20)) {
    case 0: {
      // Each list holds the one before twice.
      const levels = draw.count(40_000, 12);
      const level = (i: number): Piece => [
        op.emptyList,
        op.longBinaryPut,
        uint32(i + 1),
        op.mark,
        op.longBinaryGet,
        uint32(i),
        op.longBinaryGet,
        uint32(i),
        op.appends,
      ];
      return [op.emptyList, op.longBinaryPut, uint32(0), Array.from({ length: levels }, (_, i) => level(i))];
    }
    case 1: {
      const n = draw.count(500_000, 2);
      return [new Uint8Array(n).fill(op.emptyList), op.none, new Uint8Array(n).fill(op.append)];
    }
    case 2: {
      const n = draw.count(500_000, 1);
      return [op.none, new Uint8Array(n).fill(op.tuple1)];
    }
    case 3:
      return [
        op.mark,
        new Uint8Array(draw.count(3_000_000, 1)).fill(draw.pick([op.none, 0x88, op.emptyList, op.emptyDict])),
        op.tuple,
      ];
    case 4:
      return [new Uint8Array(draw.count(300_000, 1)).fill(op.mark), op.none];
    case 5:
      return [op.none, new Uint8Array(draw.count(3_000_000, 1)).fill(op.memoize)];
    case 6: {
      const n = draw.count(200_000, 12);
      return [
        op.emptyDict,
        op.mark,
        Array.from({ length: n }, (_, i) => [0x4a, uint32(i), draw.chance(0.5) ? op.none : op.emptyList]),
        op.setItems,
      ];
    }
    case 7: {
      // A line of protocol 0: decimal digits take time with their square.
      const n = draw.count(1_000_000, 1);
      return ['I', '9'.repeat(n), 'L\n'];
    }
    case 8:
      return [
        draw.pick(['S', 'V', 'F', 'L', 'c', 'i', 'P']),
        "'",
        'a'.repeat(draw.count(3_000_000)),
        "'\n",
        draw.chance(0.5) ? 'x\n' : '',
      ];
    case 9:
      return [0x8b, uint32(draw.pick([1, 255, 256, 100_000, 2 ** 31])), draw.bytes(draw.count(100_000))];
    case 10:
      return [0x58, uint32(draw.pick(sizes.slice(0, 8))), 'a'];
    case 11:
      return [0x8d, uint64(draw.pick(sizes)), 'a'];
    case 12:
      return code(
        new Call(
          new Global(
            draw.pick(['numpy.core.multiarray', 'collections', 'os', 'a'.repeat(draw.count(100_000)), '__builtin__']),
            draw.pick(['scalar', 'OrderedDict', 'system', 'eval', '_reconstruct']),
          ),
          new Tuple(1, 'a'),
        ),
      );
    case 13:
      return code(
        new Call(
          new Global('collections', 'OrderedDict'),
          new Tuple(draw.list(50_000, (i) => new Tuple(`k${i}`, i), 20)),
        ),
      );
    case 14:
      return [op.mark, draw.list(6, inner, 30), draw.pick([op.tuple, op.popMark, 'l', 'd'])];
    case 15:
      return [op.emptyDict, op.mark, draw.list(6, () => [inner(), inner()], 30), op.setItems];
    case 16:
      return draw.bytes(draw.count(10_000));
    case 17:
      return [0x95, uint64(draw.pick(sizes)), inner()];
    case 18: {
      // A key of tuples within tuples, each twice the one before.
      const n = draw.count(60, 2);
      return [op.emptyDict, op.none, Array.from({ length: n }, () => [op.dup, op.tuple2]), op.none, op.setItem];
    }
    default:
      return [
        op.emptyDict,
        op.mark,
        code(draw.pick(['shape_before_cropping', 'spacing', 'class_locations', 'network_weights', 'init_args'])),
        inner(),
        op.setItems,
      ];
  }
}

export function pickleBytes(draw: Draw): Uint8Array {
  return bytes(
    draw.chance(0.8) ? [0x80, draw.pick([2, 2, 4, 5, 255])] : [],
    picklePiece(draw),
    draw.chance(0.9) ? op.stop : [],
  );
}

/** The properties of a case, with something hostile in them. */
export function caseBytes(draw: Draw, genuine: Uint8Array): Uint8Array {
  if (draw.chance(0.3)) return mutated(genuine, () => draw.below(2 ** 30) / 2 ** 30);
  if (draw.chance(0.4)) return pickleBytes(draw);
  const many = draw.list<Writable>(200_000, (i) => new Tuple(i, i, i), 20);
  return pickled(
    new Map<Writable, Writable>([
      ['spacing', draw.pick<Writable>([many, new Tuple(1, 1, 1), [], 'a', 2 ** 31])],
      ['shape_before_cropping', draw.pick<Writable>([new Tuple(1, 2, 3), many])],
      [
        'bbox_used_for_cropping',
        draw.pick<Writable>([
          [
            [0, 1],
            [0, 2],
            [0, 3],
          ],
          many,
        ]),
      ],
      ['shape_after_cropping_and_before_resampling', new Tuple(1, 2, 3)],
      [
        'class_locations',
        new Map<Writable, Writable>(
          draw.list<[Writable, Writable]>(100_000, (i) => [i, draw.pick<Writable>([[], many.slice(0, 9)])], 20),
        ),
      ],
    ]),
  );
}

/** A checkpoint whose weights, plans or dataset are hostile. */
export function checkpointBytes(draw: Draw, plans: Writable): Uint8Array {
  const shape = () => draw.list(draw.pick([5, 5, 5, 20_000]), () => draw.pick([1, 3, 32, 2 ** 31, 0]), 5);
  const name = (i: number) =>
    draw.pick([
      `encoder.stages.${i}.0.convs.0.conv.weight`,
      `decoder.seg_layers.${i}.weight`,
      `k${i}`,
      `${'module.'.repeat(draw.below(50))}x${i}`,
      '__proto__',
      `a${'.b'.repeat(draw.below(2000))}`,
    ]);
  const weights = new Map<Writable, Writable>(
    draw.list<[Writable, Writable]>(
      draw.pick([10, 2000, 100_000]),
      (i) => [
        name(i),
        draw.chance(0.95)
          ? tensor({ key: '0', shape: shape(), elements: draw.pick(sizes.slice(0, 8)) })
          : draw.pick<Writable>([null, 'a', 1]),
      ],
      400,
    ),
  );
  const content = new Map<Writable, Writable>([
    ['network_weights', weights],
    [
      'init_args',
      dict({
        plans,
        configuration: draw.pick<Writable>(['3d_fullres', '2d', 7, draw.repeat('a', 100_000)]),
        fold: 0,
        dataset_json: draw.pick<Writable>([
          dict({}),
          new Map(draw.list<[Writable, Writable]>(50_000, (i) => [`l${i}`, null], 12)),
        ]),
      }),
    ],
    ['trainer_name', draw.pick<Writable>(['nnUNetTrainer', draw.repeat('x', 100_000), null])],
    ['logging', dict({ train_losses: draw.list<Writable>(200_000, () => 1, 5) })],
    ['current_epoch', draw.pick<Writable>([5, 'a', 2 ** 31])],
  ]);
  const storages = { 0: new Uint8Array(16) };
  switch (draw.below(6)) {
    case 0:
      return torchLegacy(content, { 0: [4, new Uint8Array(16)] });
    case 1:
      return mutated(torchZip(content, storages), () => draw.below(2 ** 30) / 2 ** 30);
    case 2:
      return zipBytes(draw, 'archive/data.pkl', pickled(content));
    case 3:
      return pickled(content);
    default:
      return torchZip(content, storages);
  }
}

/** A zip file with what makes readers of zips fail: numbers of entries, overlaps, bombs, lies. */
export function zipBytes(draw: Draw, wanted: string, content: Uint8Array): Uint8Array {
  const bomb = () => new Uint8Array(draw.count(80_000_000));
  const entry = (i: number): ZipEntryToWrite => ({
    name: draw.chance(0.9)
      ? `archive/data/${i}`
      : draw.pick([
          wanted,
          '../x',
          '__proto__',
          'a'.repeat(draw.count(60_000)),
          'archive/constants.pkl',
          '',
          'data.pkl',
          '\u001b[0m.npy',
        ]),
    content: draw.chance(0.05) ? draw.bytes(100) : new Uint8Array(0),
    deflated: draw.chance(0.1),
    ...(draw.chance(0.2)
      ? {
          claims: {
            [draw.pick(['size', 'compressedSize', 'headerOffset', 'method', 'flags'] as const)]: draw.pick([
              0, 1, 8, 65535,
            ]),
          },
        }
      : {}),
  });
  const entries: ZipEntryToWrite[] = [
    {
      name: wanted,
      content: draw.chance(0.3) ? bomb() : content,
      deflated: draw.chance(0.6),
      ...(draw.chance(0.4)
        ? { claims: { [draw.pick(['size', 'compressedSize', 'headerOffset'] as const)]: draw.pick(sizes) } }
        : {}),
    },
    ...draw.list(draw.pick([5, 200, 70_000]), entry, 120),
  ];
  const claims = draw.chance(0.3)
    ? { [draw.pick(['count', 'directorySize', 'directoryOffset', 'disk'] as const)]: draw.pick(sizes) }
    : {};
  const zipped = zipFile(entries, {
    zip64: draw.chance(0.6),
    ...(draw.chance(0.2) ? { comment: new Uint8Array(draw.pick([1, 1000, 65_535])) } : {}),
    claims,
  });
  return draw.chance(0.2) ? mutated(zipped, () => draw.below(2 ** 30) / 2 ** 30) : zipped;
}

function npyHeader(draw: Draw): Uint8Array {
  const shape = draw
    .list(draw.pick([5, 100_000]), () => draw.pick(['1', '4294967296', '0', '-1', '9'.repeat(400)]), 4)
    .join(', ');
  const descr = draw.pick([
    "'<f4'",
    "'|O'",
    `[${draw.repeat("('a','<f4'),", 50_000)}]`,
    `'${draw.repeat('a', 100_000)}'`,
    `${draw.repeat('[', 60_000)}`,
  ]);
  const header = `{'descr': ${descr}, 'fortran_order': ${draw.pick(['False', 'True', 'x'])}, 'shape': (${shape},), }\n`;
  const isLong = header.length > 60_000 || draw.chance(0.3);
  const length = draw.chance(0.9) ? header.length : draw.pick([0, 65535, 2 ** 31]);
  return bytes(
    0x93,
    'NUMPY',
    isLong ? 2 : 1,
    0,
    isLong ? uint32(length) : uint32(length).slice(0, 2),
    header,
    new Uint8Array(draw.below(2000)),
  );
}

export function npzBytes(draw: Draw): Uint8Array {
  return zipBytes(draw, 'data.npy', npyHeader(draw));
}

export function npyBytes(draw: Draw): Uint8Array {
  return npyHeader(draw);
}

/** Headers of images: of NIfTI, NRRD, MetaImage and PNG. */
export function imageBytes(draw: Draw, genuine: Uint8Array): Uint8Array {
  const key = () =>
    draw.pick([
      'sizes',
      'space directions',
      'spacings',
      'DimSize',
      'ElementSpacing',
      'NDims',
      'dimension',
      'type',
      '__proto__',
      'encoding',
      'CompressedData',
    ]);
  switch (draw.below(6)) {
    case 0:
      return bytes(
        'NRRD0004\n',
        draw.list(
          100_000,
          () => `${key()}: ${draw.repeat(draw.pick(['1 ', '(1,0,0) ', '9', '-', 'none ', '1e400 ', '(']), 20_000)}\n`,
          20,
        ),
      );
    case 1:
      return bytes(
        draw.list(100_000, () => `${key()} = ${draw.repeat(draw.pick(['1 ', '1e400 ', '9']), 20_000)}\n`, 20),
      );
    case 2: {
      const chunk = (name: string, length: number) => [
        Uint8Array.from(uint32(length)).reverse(),
        name,
        new Uint8Array(4),
      ];
      return bytes(
        0x89,
        'PNG\r\n',
        0x1a,
        '\n',
        Uint8Array.from(uint32(13)).reverse(),
        'IHDR',
        Uint8Array.from(uint32(draw.pick([1, 2 ** 31, 0]))).reverse(),
        Uint8Array.from(uint32(7)).reverse(),
        8,
        2,
        0,
        0,
        0,
        uint32(0),
        draw.list(300_000, () => chunk(draw.pick(['tRNS', 'tEXt', 'PLTE', 'IDAT']), draw.pick([0, 0, 4, 2 ** 31])), 12),
      );
    }
    case 3:
      return Uint8Array.from(gzipSync(new Uint8Array(draw.count(80_000_000))));
    case 4: {
      const header = new Uint8Array(352);
      const view = new DataView(header.buffer);
      view.setInt32(0, draw.pick([348, 540, 0, 2 ** 31 - 1]), true);
      for (let i = 0; i < 8; i += 1) view.setInt16(40 + 2 * i, draw.pick([0, 1, 3, 7, 32767, -1]), true);
      for (let i = 0; i < 8; i += 1)
        view.setFloat32(76 + 4 * i, draw.pick([0, 1, Number.NaN, Number.POSITIVE_INFINITY, -1, 1e-40]), true);
      header.set(bytes('n+1', 0), 344);
      return draw.chance(0.7) ? Uint8Array.from(gzipSync(header)) : header;
    }
    default:
      return mutated(genuine, () => draw.below(2 ** 30) / 2 ** 30);
  }
}

/** A frame of blosc2 with trailers, offsets and layers that lie. */
export function b2ndBytes(draw: Draw, genuine: Uint8Array): Uint8Array {
  let changed = genuine;
  for (let left = 1 + draw.below(3); left > 0; left -= 1)
    changed = mutated(changed, () => draw.below(2 ** 30) / 2 ** 30);
  return draw.chance(0.2)
    ? bytes(changed, deflateSync(new Uint8Array(100)), deflateRawSync(new Uint8Array(draw.count(10_000_000))))
    : changed;
}
