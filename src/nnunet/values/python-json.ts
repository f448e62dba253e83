/**
 * JSON as Python reads and writes it, for files that must come out byte for byte as nnU-Net writes them
 * (`json.dump(…, indent=4)` in batchgenerators' save_json): keys keep their order, numbers their text.
 */
export type OrderedJson = null | boolean | string | NumberText | readonly OrderedJson[] | OrderedObject;

export type OrderedObject = ReadonlyMap<string, OrderedJson>;

/** A number as Python prints it: `3`, `3.0`, `1e-05`, `NaN`. */
export interface NumberText {
  readonly number: string;
}

/**
 * Reads JSON text as Python does: of equal keys the last value counts, at the place of the first.
 * @throws SyntaxError where Python's `json` raises
 */
export function parseOrdered(text: string): OrderedJson {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

/** `json.dumps(value, indent=4)` */
export function printPython(value: OrderedJson, indent = 4): string {
  const pad = (depth: number) => ' '.repeat(indent * depth);
  const print = (inner: OrderedJson, depth: number): string => {
    if (inner === null || typeof inner === 'boolean') return String(inner);
    if (typeof inner === 'string') return pythonString(inner);
    if ('number' in inner) return inner.number;
    const isMap = inner instanceof Map;
    const parts = isMap
      ? [...(inner as OrderedObject)].map(([key, one]) => `${pythonString(key)}: ${print(one, depth + 1)}`)
      : (inner as readonly OrderedJson[]).map((one) => print(one, depth + 1));
    const [open, close] = isMap ? ['{', '}'] : ['[', ']'];
    if (parts.length === 0) return open + close;
    return `${open}\n${parts.map((part) => pad(depth + 1) + part).join(',\n')}\n${pad(depth)}${close}`;
  };
  return print(value, 0);
}

/** The object with a value set at a path, whose keys must exist but for the last; a new key comes last, as in a Python dict. */
export function withValue(value: OrderedJson, path: readonly string[], leaf: OrderedJson): OrderedJson {
  const [first, ...rest] = path;
  if (first === undefined) return leaf;
  const members = new Map(value instanceof Map ? (value as OrderedObject) : []);
  members.set(first, withValue(members.get(first) ?? new Map(), rest, leaf));
  return members;
}

/** `repr` of a Python float, for a finite number or not. */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(value, -0)) return '-0.0';
  // Both languages print the shortest digits that read back as the same number; they differ in when an exponent is used.
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 16) {
    const plain = positional(digits, exponent);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function positional(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\b', '\\b'],
]);

/** `ensure_ascii`: everything beyond printable ASCII is escaped, one UTF-16 unit at a time. */
function pythonString(text: string): string {
  const escaped = (unit: string) => escapes.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `"${text.replace(/[^ !#-[\]-~]/g, escaped)}"`;
}

const numberPattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const constants: readonly (readonly [string, OrderedJson])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', { number: 'NaN' }],
  ['Infinity', { number: 'Infinity' }],
  ['-Infinity', { number: '-Infinity' }],
];

/** Python's own limit is its recursion limit of 1000. */
const maximumDepth = 900;

class Reader {
  private position = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  value(): OrderedJson {
    this.space();
    const found = constants.find(([word]) => this.text.startsWith(word, this.position));
    if (found !== undefined) {
      this.position += found[0].length;
      return found[1];
    }
    if (this.text[this.position] === '{') return this.nested(() => this.members());
    if (this.text[this.position] === '[') return this.nested(() => this.entries());
    if (this.text[this.position] === '"') return this.string();
    return this.number();
  }

  end(): void {
    this.space();
    if (this.position < this.text.length) this.fail();
  }

  private members(): OrderedObject {
    const members = new Map<string, OrderedJson>();
    this.list('}', () => {
      this.space();
      const key = this.string();
      this.space();
      this.take(':');
      members.set(key, this.value());
    });
    return members;
  }

  private entries(): OrderedJson[] {
    const entries: OrderedJson[] = [];
    this.list(']', () => entries.push(this.value()));
    return entries;
  }

  private list(close: string, element: () => void): void {
    this.position += 1;
    this.space();
    if (this.text[this.position] === close) {
      this.position += 1;
      return;
    }
    for (;;) {
      element();
      this.space();
      if (this.text[this.position] === close) break;
      this.take(',');
    }
    this.position += 1;
  }

  private nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > maximumDepth) throw new SyntaxError(`nested deeper than ${maximumDepth} levels`);
    const value = read();
    this.depth -= 1;
    return value;
  }

  private string(): string {
    return JSON.parse(this.match(stringPattern)[0]) as string;
  }

  private number(): NumberText {
    const [text, fraction, exponent] = this.match(numberPattern);
    const isFloat = fraction !== undefined || exponent !== undefined;
    // An integer of any length keeps its digits; -0 is the integer 0.
    return { number: isFloat ? pythonFloat(Number(text)) : text === '-0' ? '0' : text };
  }

  private match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (found === null) return this.fail();
    this.position = pattern.lastIndex;
    return found;
  }

  private take(mark: string): void {
    if (this.text[this.position] !== mark) this.fail();
    this.position += 1;
  }

  private space(): void {
    while (' \t\n\r'.includes(this.text[this.position] ?? '.')) this.position += 1;
  }

  private fail(): never {
    throw new SyntaxError(`not JSON at character ${this.position}`);
  }
}
