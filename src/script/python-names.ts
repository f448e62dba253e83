import { joinValues, knownValue, unknownValue, type Value } from './value.js';

/** Names that Python code sets, as far as they are plain text or numbers. */
export type PythonNames = Map<string, Value>;

/** Takes note of one line of Python; `environment` gets what `os.environ` is given. */
export function readPythonLine(line: string, names: PythonNames, environment: Map<string, Value>): void {
  const [, variable, given] = /^\s*os\.environ\[\s*["'](\w+)["']\s*\]\s*=\s*(.+?)\s*$/.exec(line) ?? [];
  if (variable !== undefined && given !== undefined) {
    environment.set(variable, pythonValue(given, names) ?? unknownValue(`$${variable}`));
    return;
  }
  const [, indent, name, expression] = /^(\s*)([A-Za-z_]\w*)\s*(?::\s*\w+\s*)?=(?!=)\s*(.+?)\s*$/.exec(line) ?? [];
  if (name !== undefined && expression !== undefined) {
    // What is set within a loop or a condition may not be set at all.
    const value = indent === '' ? pythonValue(expression, names) : undefined;
    names.set(name, value ?? unknownValue(`{${name}}`));
    return;
  }
  const [, many] =
    /^\s*for\s+([\w\s,()]+?)\s+in\b/.exec(line) ??
    /^\s*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)+)\s*=(?!=)/.exec(line) ??
    /^\s*([A-Za-z_]\w*)\s*[-+*/]=/.exec(line) ??
    [];
  for (const [changed] of many?.matchAll(/[A-Za-z_]\w*/g) ?? []) names.set(changed, unknownValue(`{${changed}}`));
}

/** A text, a number, another name, or `f"…{name}…"`; `undefined` for anything that would have to be run. */
export function pythonValue(expression: string, names: PythonNames): Value | undefined {
  const text = expression.replace(/\s+#.*$/, '');
  const [, prefix = '', quote, inner] = /^([rRfFbBuU]{0,2})(["'])((?:(?!\2)[^\\])*)\2$/.exec(text) ?? [];
  if (quote !== undefined && inner !== undefined) return /f/i.test(prefix) ? filled(inner, names) : knownValue(inner);
  if (/^-?\d+$/.test(text)) return knownValue(text);
  const converted = /^(?:str|int)\(\s*(\w+)\s*\)$/.exec(text)?.[1];
  return names.get(converted ?? text);
}

/** `Dataset{id:03d}_{name}` */
function filled(text: string, names: PythonNames): Value {
  return joinValues(
    text.split(/(\{[^{}]*\})/).map((part) => {
      const [, name, width] = /^\{\s*([A-Za-z_]\w*)\s*(?::0?(\d+)d?)?\}$/.exec(part) ?? [];
      if (name === undefined) return /^\{/.test(part) ? unknownValue(part) : knownValue(part);
      const value = names.get(name) ?? unknownValue(part);
      const [only, second] = value.pieces;
      if (width === undefined || only === undefined || second !== undefined || !('text' in only)) return value;
      return knownValue(only.text.padStart(Number(width), '0'));
    }),
  );
}
