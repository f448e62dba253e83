import type { JsonValue } from '../../../src/io/json/value.js';
import type { Draw } from './draw.js';

/** A JSON text as a tree that can say more than values can: keys that stand twice, numbers of any digits, text that is no JSON. */
export type Tree =
  | { readonly raw: string }
  | { readonly list: Tree[] }
  | { readonly members: [key: string, value: Tree][] };

export function raw(text: string): Tree {
  return { raw: text };
}

export function text(value: string): Tree {
  return raw(JSON.stringify(value));
}

export function treeOf(value: JsonValue): Tree {
  if (Array.isArray(value)) return { list: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return raw(JSON.stringify(value));
  return { members: Object.entries(value).map(([key, member]) => [key, treeOf(member)]) };
}

/** Without recursion: trees are deeper than a stack. */
export function written(tree: Tree): string {
  const parts: string[] = [];
  const open: (Tree | string)[] = [tree];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one === 'string') parts.push(one);
    else if ('raw' in one) parts.push(one.raw);
    else if ('list' in one) {
      open.push(']');
      for (let i = one.list.length - 1; i >= 0; i -= 1) open.push(one.list[i] as Tree, i === 0 ? '' : ',');
      open.push('[');
    } else {
      open.push('}');
      for (let i = one.members.length - 1; i >= 0; i -= 1) {
        const [key, member] = one.members[i] as [string, Tree];
        open.push(member, `${i === 0 ? '' : ','}${JSON.stringify(key)}:`);
      }
      open.push('{');
    }
  }
  return parts.join('');
}

export const oddKeys = [
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', '0', '-1', '~0/~1', '/', '%s', 'a\nb',
  '\u001b[31m', '\u202e', '\ud800', '::error::', '</script>', '[a](http://b)', '\u0000', '../..', '.', 'then', 'length',
] as const; // biome-ignore format: a list

const oddNumbers = [
  '0', '-0', '1', '-1', '0.5', '1e308', '1e309', '-1e400', '1e-320', 'NaN', 'Infinity', '-Infinity', '2147483648', '4294967296',
  '9007199254740993', '18446744073709551616', '1e15', '1e9', '65536', '0.1e-6', '3.0', '1000000',
] as const; // biome-ignore format: a list

export function oddNumber(draw: Draw): string {
  if (draw.chance(0.1)) return `${draw.pick(['1', '-7', '0.'])}${draw.repeat('9', 100_000)}`;
  return draw.chance(0.3) ? String(draw.below(300)) : draw.pick(oddNumbers);
}

export function oddText(draw: Draw): string {
  switch (draw.below(9)) {
    case 0:
      return draw.pick(oddKeys);
    case 1:
      return draw.repeat('a', 5_000_000);
    case 2:
      return draw.repeat(
        draw.pick([
          '../',
          '\\',
          '%',
          '*a',
          '(a+)+',
          '[',
          '{a,b}',
          '$(x)',
          '\u001b]8;;x\u0007',
          '\n',
          '"',
          '𝒳',
          'é',
          '.',
          ' ',
        ]),
        100_000,
      );
    case 3:
      return draw.pick([
        'nnUNetPlans',
        '3d_fullres',
        '2d',
        'Dataset121_AbdomenCT',
        'CTNormalization',
        'nnUNetTrainer',
        'torch.nn.modules.conv.Conv3d',
      ]);
    case 4:
      return `torch.${draw.repeat('nn.', 50_000)}Conv3d`;
    case 5:
      return draw.repeat('nnUNetTrainer', 20_000);
    default:
      return `${draw.pick(['x', 'Dataset', 'label', 'case_'])}${draw.below(1000)}`;
  }
}

/** A value that nobody would write: of any kind, size and depth. */
export function oddValue(draw: Draw, depth = 0): Tree {
  const inner = () => oddValue(draw, depth + 1);
  const simple = () => raw(draw.chance(0.7) ? oddNumber(draw) : draw.pick(['null', 'true', 'false', '{}', '[]', '""']));
  if (depth > 4) return simple();
  switch (draw.below(13)) {
    case 0:
      return { list: draw.list(300_000, () => raw(draw.pick(['1', '3', '0', '1.5', 'null', '"a"', '[]', '[1,1,1]']))) };
    case 1: {
      const one = draw.pick(['1', '[3,3,3]', 'null', '"CTNormalization"', '{"a":1}', '1e5', '[[1]]', 'true']);
      return { list: draw.list(300_000, () => raw(one), one.length + 1) };
    }
    case 2: {
      const member = raw(draw.pick(['null', '1', '{}', '[1,2]', '""']));
      return { members: draw.list(200_000, (i) => [`k${i}`, member], 12) };
    }
    case 3: {
      const member = inner();
      return { members: draw.list(40, () => [draw.pick(oddKeys), member], 500) };
    }
    case 4: {
      let tree: Tree = simple();
      for (let left = draw.count(draw.pick([60, 70, 3000, 100_000]), 2); left > 0; left -= 1) tree = { list: [tree] };
      return tree;
    }
    case 5: {
      let tree: Tree = simple();
      for (let left = draw.count(draw.pick([60, 70, 3000, 100_000]), 6); left > 0; left -= 1)
        tree = { members: [['a', tree]] };
      return tree;
    }
    case 6:
      return text(oddText(draw));
    case 7:
      return { list: draw.list(8, inner, 100) };
    case 8:
      return { members: draw.list(8, () => [oddText(draw).slice(0, 1000), inner()], 100) };
    case 9:
      return { list: draw.list(100_000, (i) => text(`case_${i}`), 12) };
    default:
      return simple();
  }
}

interface Spot {
  readonly tree: Tree;
  readonly set: (tree: Tree) => void;
  readonly remove: () => void;
  readonly double: () => void;
}

const mostSpots = 3000;

/** The first places in a tree of an ordinary file, level by level, as something to change. */
function spots(tree: Tree): Spot[] {
  const found: Spot[] = [];
  const open: Tree[] = [tree];
  for (let at = 0; at < open.length && found.length < mostSpots; at += 1) {
    const node = open[at] as Tree;
    if ('list' in node) {
      for (const [i, child] of node.list.entries()) {
        found.push({
          tree: child,
          set: (to) => node.list.splice(i, 1, to),
          remove: () => node.list.splice(i, 1),
          double: () => node.list.push(child),
        });
        open.push(child);
      }
    } else if ('members' in node) {
      for (const [i, [key, child]] of node.members.entries()) {
        found.push({
          tree: child,
          set: (to) => node.members.splice(i, 1, [key, to]),
          remove: () => node.members.splice(i, 1),
          double: () => node.members.push([key, child]),
        });
        open.push(child);
      }
    }
  }
  return found;
}

/** A genuine file with some of its places made hostile, now and then as a text that is no JSON any more. */
export function mutatedJson(draw: Draw, genuine: JsonValue, changes = 1 + draw.below(5)): string {
  const tree = treeOf(genuine);
  for (let left = changes; left > 0; left -= 1) {
    const found = spots(tree);
    const spot = found[draw.below(found.length)];
    if (spot === undefined) break;
    const kind = draw.below(10);
    if (kind === 0) spot.remove();
    else if (kind === 1) spot.double();
    else if (kind === 2 && 'list' in spot.tree) {
      const { list } = spot.tree;
      const one = list[0] ?? raw('1');
      spot.set({ list: draw.list(100_000, () => one, 20) });
    } else if (kind === 3 && 'members' in spot.tree) {
      const { members } = spot.tree;
      const own = members[0]?.[1] ?? raw('1');
      const each = written(own).length + 12;
      spot.set({
        members: [
          ...members,
          ...draw.list<[string, Tree]>(100_000, (i) => [`${members[0]?.[0] ?? 'k'}${i}`, own], each),
        ],
      });
    } else spot.set(oddValue(draw));
  }
  return broken(draw, written(tree));
}

/** Mostly the text itself. */
export function broken(draw: Draw, json: string): string {
  switch (draw.below(30)) {
    case 0:
      return json.slice(0, draw.below(json.length + 1));
    case 1:
      return draw.repeat(
        draw.pick([
          '[',
          '{"a":',
          '[[],',
          '"',
          '\\',
          ' ',
          '\n',
          '-',
          '1',
          '1e',
          'N',
          '<<<<<<< a\n',
          '\u0000',
          ',',
          '{"a":1,',
        ]),
        20_000_000,
      );
    case 2:
      return `${json}${draw.repeat(draw.pick([' ', '\n', '\u0000', 'x', '}', ',{}']), 5_000_000)}`;
    case 3:
      return `\ufeff${json}`;
    case 4:
      return json.replaceAll(',', `,${draw.repeat('\r', 1000)}`).slice(0, 60_000_000);
    default:
      return json;
  }
}
