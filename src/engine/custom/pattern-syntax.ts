import {
  anyCharacter,
  anyOf,
  between,
  type CharacterTest,
  controlCharacters,
  escapedClasses,
} from './pattern-classes.js';
import type { Step } from './pattern-program.js';

/** Why a pattern is not one, as half a sentence: `the bracket ( is not closed`. */
export class PatternProblem extends Error {}

const mostSteps = 2000;
const deepest = 50;

/**
 * Compiles a regular expression as JSON Schema recommends them: characters, classes, `.`, groups, `|`, `* + ? {m,n}`, `^` and `$`.
 * What cannot be matched in linear time (back references, lookaround) is not understood, and neither is `\b`.
 * @throws PatternProblem
 */
export function compilePattern(pattern: string): readonly Step[] {
  const reader = new PatternReader(pattern);
  const steps = reader.alternatives(0);
  reader.expectEnd();
  return [...steps, { kind: 'accept' }];
}

class PatternReader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  expectEnd(): void {
    if (this.#peek() !== undefined) throw new PatternProblem('a bracket ) closes nothing');
  }

  alternatives(depth: number): Step[] {
    if (depth > deepest) throw new PatternProblem(`brackets stand more than ${deepest} deep`);
    const branches = [this.#sequence(depth)];
    while (this.#take('|')) branches.push(this.#sequence(depth));
    return branches.reduceRight((rest, branch) =>
      limited([
        { kind: 'fork', to: [1, branch.length + 2] },
        ...moved(branch, 1),
        { kind: 'fork', to: [branch.length + 2 + rest.length] },
        ...moved(rest, branch.length + 2),
      ]),
    );
  }

  #sequence(depth: number): Step[] {
    const steps: Step[] = [];
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek()) {
      const one = this.#repeated(this.#atom(depth));
      limited([...steps, ...one]);
      steps.push(...moved(one, steps.length));
    }
    return steps;
  }

  #atom(depth: number): Step[] {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group(depth);
      case '[':
        return [{ kind: 'character', fits: this.#class() }];
      case '.':
        return [{ kind: 'character', fits: anyCharacter }];
      case '^':
        return [{ kind: 'start' }];
      case '$':
        return [{ kind: 'end' }];
      case '\\':
        return [{ kind: 'character', fits: testOf(this.#escaped()) }];
      case '*':
      case '+':
      case '?':
        throw new PatternProblem(`${character} repeats nothing`);
      default:
        return [{ kind: 'character', fits: testOf(pointOf(character)) }];
    }
  }

  #group(depth: number): Step[] {
    if (this.#take('?') && !this.#take(':')) throw new PatternProblem(`(?${this.#peek() ?? ''} is not understood here`);
    const inside = this.alternatives(depth + 1);
    if (!this.#take(')')) throw new PatternProblem('a bracket ( is not closed');
    return inside;
  }

  #repeated(atom: Step[]): Step[] {
    const [least, most] = this.#quantifier();
    // Whether as few as possible are taken makes no difference to whether there is a match.
    if (least !== 1 || most !== 1) this.#take('?');
    if (this.#isQuantifier()) throw new PatternProblem('something is repeated twice, as in a**');
    const steps: Step[] = [];
    const append = (...more: Step[]) => {
      limited([...steps, ...more]);
      steps.push(...moved(more, steps.length));
    };
    for (let i = 0; i < least; i += 1) append(...atom);
    if (most === Number.POSITIVE_INFINITY) {
      append({ kind: 'fork', to: [1, atom.length + 2] }, ...moved(atom, 1), { kind: 'fork', to: [0] });
    } else {
      for (let i = least; i < most; i += 1) append({ kind: 'fork', to: [1, atom.length + 1] }, ...moved(atom, 1));
    }
    return steps;
  }

  #isQuantifier(): boolean {
    const next = this.#peek();
    return next === '*' || next === '+' || next === '?' || (next === '{' && this.#counts() !== undefined);
  }

  #quantifier(): readonly [least: number, most: number] {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    const counts = this.#counts();
    if (counts === undefined) return [1, 1];
    const [whole, least = '', comma, most = ''] = counts;
    this.#at += whole.length;
    const limits = [
      Number(least),
      comma === undefined ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most),
    ] as const;
    if (limits[0] > limits[1]) throw new PatternProblem(`${whole} counts downwards`);
    return limits;
  }

  #counts(): RegExpExecArray | undefined {
    return (
      /^\{(\d{1,6})(?:(,)(\d{0,6}))?\}/.exec(this.#characters.slice(this.#at, this.#at + 16).join('')) ?? undefined
    );
  }

  #class(): CharacterTest {
    const isNegated = this.#take('^');
    const tests: CharacterTest[] = [];
    while (!this.#take(']')) {
      const first = this.#classMember();
      if (this.#peek() === '-' && this.#peek(1) !== ']' && typeof first === 'number') {
        this.#next();
        const last = this.#classMember();
        if (typeof last !== 'number' || last < first)
          throw new PatternProblem('a range in square brackets ends before it begins');
        tests.push(between(first, last));
      } else tests.push(testOf(first));
    }
    return anyOf(tests, isNegated);
  }

  #classMember(): number | CharacterTest {
    const character = this.#next('a bracket [ is not closed');
    return character === '\\' ? this.#escaped() : pointOf(character);
  }

  #escaped(): number | CharacterTest {
    const character = this.#next('it ends in a lone \\');
    const known = escapedClasses.get(character);
    if (known !== undefined) return known;
    const control = controlCharacters.get(character);
    if (control !== undefined) return pointOf(control);
    if (character === 'u') return this.#codePoint();
    if (/[A-Za-z0-9]/.test(character)) throw new PatternProblem(`\\${character} is not understood here`);
    return pointOf(character);
  }

  /** `\u00e9`, or two halves of a character: texts are read by whole characters. */
  #codePoint(): number {
    const ahead = this.#characters.slice(this.#at, this.#at + 10).join('');
    const [, high, low] = /^([\da-fA-F]{4})(?:\\u([dD][c-fC-F][\da-fA-F]{2}))?/.exec(ahead) ?? [];
    if (high === undefined) throw new PatternProblem('\\u wants four hexadecimal digits');
    const isPair = low !== undefined && /^[dD][89abAB]/.test(high);
    this.#at += isPair ? 10 : 4;
    const units = (isPair ? [high, low] : [high]).map((digits) => Number.parseInt(digits, 16));
    return String.fromCharCode(...units).codePointAt(0) ?? 0;
  }

  #peek(ahead = 0): string | undefined {
    return this.#characters[this.#at + ahead];
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  #next(otherwise = 'it ends too early'): string {
    const character = this.#peek();
    if (character === undefined) throw new PatternProblem(otherwise);
    this.#at += 1;
    return character;
  }
}

/** Steps behind `offset` others. */
function moved(steps: readonly Step[], offset: number): Step[] {
  return steps.map((step) => (step.kind === 'fork' ? { kind: 'fork', to: step.to.map((at) => at + offset) } : step));
}

function limited(steps: Step[]): Step[] {
  if (steps.length > mostSteps) throw new PatternProblem('it is too long, or repeats too often');
  return steps;
}

function testOf(member: number | CharacterTest): CharacterTest {
  return typeof member === 'number' ? (point) => point === member : member;
}

function pointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
