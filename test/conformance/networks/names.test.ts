import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locateNetwork } from '../../../src/nnunet/network/network-class.js';
import { locateOperator } from '../../../src/nnunet/network/operators.js';
import { torchAliases, torchModuleClasses } from '../../../src/nnunet/network/torch-names.js';

/** What Python found: `class X`, `module`, `none`, or `other`. */
interface Names {
  /** `file.Class` for each class of torch.nn. */
  torch: string[];
  operators: [string, string][];
  networks: [string, string][];
}

const recorded = JSON.parse(readFileSync(join(__dirname, '../../fixtures/networks/names.json'), 'utf8')) as Names;

test('the classes of torch.nn are those of the recorded torch', () => {
  const names = recorded.torch.map((place) => place.slice(place.indexOf('.') + 1));
  expect([...torchModuleClasses].sort()).toEqual(names.sort());
});

test('each class is found under its three names, the planners’ own first', () => {
  for (const place of recorded.torch) {
    const name = place.slice(place.indexOf('.') + 1);
    expect(torchAliases(name)[0]).toBe(`torch.nn.modules.${place}`);
    for (const alias of torchAliases(name)) expect(locateOperator(alias)).toEqual({ kind: 'torch', name });
  }
});

test.each(recorded.operators)('pydoc.locate(%j) gives %s', (written, found) => {
  const located = locateOperator(written);
  switch (located.kind) {
    case 'torch':
    case 'block':
      expect(`class ${located.name}`).toBe(found);
      break;
    case 'foreign':
      // Not claimed to be nothing: builtins, and corners of torch that are not listed.
      expect(['other', 'class str', 'class dict', 'module']).toContain(found);
      break;
    default:
      expect(located.kind).toBe(found);
  }
});

test.each(recorded.networks)('network_class_name %j leads to %s', (written, found) => {
  const located = locateNetwork(written);
  if (located.kind === 'known' || located.kind === 'other') expect(`class ${located.name}`).toBe(found);
  else expect(located.kind === 'foreign' ? 'none' : located.kind).toBe(found);
});
