import { rules } from '../../rules/index.js';
import { familiesOf, withCauses } from '../../src/engine/causes.js';
import { sha256 } from '../../src/engine/digest.js';
import { bonds, type Finding } from '../../src/engine/report.js';
import { defineRule, type Rule, type Yielding } from '../../src/engine/rule.js';
import { summarise } from '../../src/engine/run.js';
import { finding } from '../support/reports.js';

/** A rule that says nothing: only what its findings yield to is asked of it. */
function rule(name: string, yieldsTo: readonly Yielding[] = []): Rule {
  return defineRule({
    id: `plans/${name}`,
    subject: 'plans',
    severity: 'error',
    summary: 'It holds.',
    remedy: 'Nothing.',
    yieldsTo,
    messages: { wrong: () => 'Wrong.' },
    *check() {},
  });
}

/** A name that is no rule of nnplans, as one. */
const ref = (name: string) => `plans/${name}` as 'plans/schema';

function about(things: Readonly<Record<string, string>>, name: string, given: Partial<Finding> = {}): Finding {
  const { location: _none, ...plain } = finding();
  return {
    ...plain,
    rule: `plans/${name}`,
    identity: sha256(`${name} ${JSON.stringify(things)} ${JSON.stringify(given)}`),
    [bonds]: { belongings: new Map(Object.entries(things)) as never, causedBy: [] },
    ...given,
  };
}

const place = (pointer: string, file = 'a.json') => ({ location: { file, pointer } });

/** Names of the findings with those of their causes. */
function related(findings: readonly Finding[], all: readonly Rule[]): readonly string[] {
  const found = withCauses(findings, all);
  const names = new Map(found.map((one) => [one.identity, one.rule.slice('plans/'.length)]));
  return found.map(({ rule: id, causedBy }) => `${id.slice('plans/'.length)} < ${names.get(causedBy ?? '') ?? '–'}`);
}

describe('what follows from what', () => {
  const all = [rule('cause'), rule('other', [ref('cause')])];

  test('the narrowest thing that both belong to decides', () => {
    const one = about({ configuration: '2d', plans: 'A' }, 'other');
    expect(related([about({ configuration: '2d', plans: 'A' }, 'cause'), one], all)).toContain('other < cause');
    expect(related([about({ configuration: '3d', plans: 'A' }, 'cause'), one], all)).toContain('other < –');
    expect(related([about({ plans: 'A' }, 'cause'), one], all)).toContain('other < cause');
    expect(related([about({ plans: 'B' }, 'cause'), one], all)).toContain('other < –');
    expect(related([about({ dataset: 'D' }, 'cause'), one], all)).toContain('other < –');
  });

  test('a finding of a report that says nothing of what it is about is related to none', () => {
    const plain = [finding({ rule: 'plans/cause' }), finding({ rule: 'plans/other' })];
    expect(withCauses(plain, all).every(({ causedBy }) => causedBy === undefined)).toBe(true);
  });

  test('messages of either side', () => {
    const of = (yielding: Yielding) => [rule('cause'), rule('other', [yielding])];
    const pair = [about({ plans: 'A' }, 'cause', { messageId: 'grave' }), about({ plans: 'A' }, 'other')];
    expect(related(pair, of(`${ref('cause')}:grave`))).toContain('other < cause');
    expect(related(pair, of(`${ref('cause')}:mild`))).toContain('other < –');
    expect(related(pair, of({ to: ref('cause'), messages: ['wrong'] }))).toContain('other < cause');
    expect(related(pair, of({ to: ref('cause'), messages: ['right'] }))).toContain('other < –');
  });

  test('a place: one pointer at or below the other, in one file', () => {
    const of = [rule('cause'), rule('other', [{ to: ref('cause'), same: 'place' }])];
    const one = (pointer: string, file?: string) => about({ plans: 'A' }, 'other', place(pointer, file));
    const cause = about({ plans: 'B' }, 'cause', place('/x/spacing'));
    expect(related([cause, one('/x/spacing/0')], of)).toContain('other < cause');
    expect(related([cause, one('/x')], of)).toContain('other < cause');
    expect(related([cause, one('/x/spacing_2')], of)).toContain('other < –');
    expect(related([cause, one('/x/spacing/0', 'b.json')], of)).toContain('other < –');
    // Of another transfer it is another matter, wherever it lies.
    const transfers = ['t', 'u'].map((transfer) => about({ transfer }, 'cause', place('/x')));
    expect(related([transfers[1] as Finding, about({ transfer: 't' }, 'other', place('/x'))], of)).toContain(
      'other < –',
    );
    expect(related([transfers[0] as Finding, about({ transfer: 't' }, 'other', place('/x'))], of)).toContain(
      'other < cause',
    );
  });

  test('all places, each told by one or another: the gravest stands for them', () => {
    const of = [rule('a'), rule('b'), rule('other', [{ to: [ref('a'), ref('b')], same: 'places' }])];
    const edits = about({ plans: 'A' }, 'other', {
      ...place('/x'),
      related: [{ file: 'a.json', pointer: '/y', message: 'too' }],
    });
    const [a, b] = [
      about({ plans: 'A' }, 'a', { ...place('/x'), severity: 'warning' }),
      about({ plans: 'A' }, 'b', place('/y')),
    ];
    expect(related([a, edits], of)).toContain('other < –');
    expect(related([a, b, edits], of)).toContain('other < b');
  });

  test('equal entries of their data, or one that is in a list', () => {
    const of = [rule('cause'), rule('other', [{ to: ref('cause'), alike: ['folder', 'folders'] }])];
    const other = about({ dataset: 'D' }, 'other', { data: { folder: 'f' } });
    const cause = (data: Finding['data']) => about({ dataset: 'D' }, 'cause', { data });
    expect(related([cause({ folders: ['e', 'f'] }), other], of)).toContain('other < cause');
    expect(related([cause({ folders: 'f' }), other], of)).toContain('other < cause');
    expect(related([cause({ folders: ['e'] }), other], of)).toContain('other < –');
    expect(related([cause({}), about({ dataset: 'D' }, 'other')], of)).toContain('other < –');
  });

  test('rules that explain each other in a circle do not hang, and leave a cause', () => {
    const circle = [rule('a', [ref('b')]), rule('b', [ref('a')])];
    const found = withCauses([about({ plans: 'A' }, 'a'), about({ plans: 'A' }, 'b')], circle);
    expect(familiesOf(found)).toHaveLength(1);
  });

  test('what destroys data is never hidden behind something that does not', () => {
    const danger = about({ plans: 'A' }, 'other', { destroysData: true });
    expect(related([about({ plans: 'A' }, 'cause'), danger], all)).toContain('other < –');
    expect(related([about({ plans: 'A' }, 'cause', { destroysData: true }), danger], all)).toContain('other < cause');
  });
});

describe('families', () => {
  const all = [rule('cause'), rule('middle', [ref('cause')]), rule('last', [ref('middle')])];
  const aside = { suppressed: { kind: 'config', reason: 'known' } } as const;
  const line = (given: Partial<Record<'cause' | 'middle' | 'last', Partial<Finding>>> = {}) =>
    withCauses(
      (['cause', 'middle', 'last'] as const).map((name) => about({ plans: 'A' }, name, given[name])),
      all,
    );
  const shown = (findings: readonly Finding[]) =>
    familiesOf(findings).map(({ cause, consequences }) =>
      [cause, ...consequences].map((one) => one.rule.slice(6)).join(),
    );

  test('a line of consequences is one family, as grave as the gravest of it', () => {
    const found = line({ cause: { severity: 'warning' }, last: { severity: 'info' } });
    expect(shown(found)).toEqual(['cause,middle,last']);
    expect(familiesOf(found)[0]?.severity).toBe('error');
    expect(summarise(found, [])).toMatchObject({ error: 1, warning: 1, info: 1, causes: 1, consequences: 2 });
  });

  test('what was put aside hides nothing that was not', () => {
    expect(shown(line({ cause: aside }))).toEqual(['middle,last']);
    expect(shown(line({ middle: aside }))).toEqual(['cause,last']);
    expect(shown(line({ cause: aside, middle: aside }))).toEqual(['last']);
    // Machines see what it follows from all the same.
    expect(line({ cause: aside })[1]?.causedBy).toBe(line({ cause: aside })[0]?.identity);
  });

  test('a report from elsewhere may turn back on itself', () => {
    const [a, b] = ['a', 'b'].map((name) => finding({ rule: `plans/${name}`, identity: name.repeat(64) })) as [
      Finding,
      Finding,
    ];
    expect(
      familiesOf([
        { ...a, causedBy: b.identity },
        { ...b, causedBy: a.identity },
      ]).length,
    ).toBeGreaterThan(0);
    expect(familiesOf([{ ...a, causedBy: 'f'.repeat(64) }])).toHaveLength(1);
  });
});

describe('what the rules of nnplans say of each other', () => {
  const known = new Map(rules.map((one) => [one.id, one]));
  const references = rules.flatMap(({ id, yieldsTo }) =>
    yieldsTo.flatMap((one) => (typeof one === 'string' ? [one] : [one.to].flat())).map((to) => [id, to] as const),
  );

  test('names rules and messages that there are', () => {
    expect(references.length).toBeGreaterThan(50);
    for (const [from, to] of references) {
      const [id = '', message] = to.split(':');
      expect([from, to, known.get(id)?.id]).toEqual([from, to, id]);
      if (message !== undefined)
        expect([from, known.get(id)?.messageIds]).toEqual([from, expect.arrayContaining([message])]);
    }
    for (const { id, yieldsTo, messageIds } of rules) {
      const own = yieldsTo.flatMap((one) => (typeof one === 'string' ? [] : (one.messages ?? [])));
      expect([id, own.filter((message) => !messageIds.includes(message))]).toEqual([id, []]);
    }
  });

  test('never leads back, message by message', () => {
    const next = (id: string, message: string): readonly string[] =>
      (known.get(id)?.yieldsTo ?? []).flatMap((one) => {
        const { to, messages } = typeof one === 'string' ? { to: one, messages: undefined } : one;
        if (messages !== undefined && !messages.includes(message)) return [];
        return [to].flat().flatMap((reference) => {
          const [rule = '', only] = reference.split(':');
          return (known.get(rule)?.messageIds ?? [])
            .filter((target) => only === undefined || target === only)
            .map((target) => `${rule}:${target}`);
        });
      });
    const visit = (node: string, line: readonly string[]): void => {
      expect(line).not.toContain(node);
      const [id = '', message = ''] = node.split(':');
      // Of findings that say the same, the first stands for all.
      for (const target of next(id, message)) if (target !== node) visit(target, [...line, node]);
    };
    for (const { id, messageIds } of rules) for (const message of messageIds) visit(`${id}:${message}`, []);
  });

  test('each has a few words for a list', () => {
    for (const { id, topic } of rules) expect([id, topic]).toEqual([id, expect.stringMatching(/^[\w][\w. -]{2,35}$/)]);
  });
});
