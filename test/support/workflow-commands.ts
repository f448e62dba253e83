export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** The commands in a log, as GitHub's runner finds and unescapes them (actions/runner, src/Runner.Common/ActionCommand.cs). */
export function runnerReads(log: string): readonly WorkflowCommand[] {
  return log.split(/\r\n|[\r\n]/).flatMap((line) => {
    const command = newStyle(line.trimStart()) ?? oldStyle(line);
    return command === undefined ? [] : [command];
  });
}

function newStyle(line: string): WorkflowCommand | undefined {
  const match = /^::([^ ]*?)(?: (.*?))?::(.*)$/s.exec(line);
  if (match === null) return undefined;
  const [, name = '', properties = '', data = ''] = match;
  return {
    name,
    properties: propertiesOf(properties, ','),
    data: unescaped(data, { '%0D': '\r', '%0A': '\n', '%25': '%' }),
  };
}

function oldStyle(line: string): WorkflowCommand | undefined {
  const match = /##\[([^ \]]*)(?: (.*?))?\](.*)$/s.exec(line);
  return match === null
    ? undefined
    : { name: match[1] ?? '', properties: propertiesOf(match[2] ?? '', ';'), data: match[3] ?? '' };
}

function propertiesOf(text: string, separator: string): Readonly<Record<string, string>> {
  const pairs = text.split(separator).map((pair) => {
    const equals = pair.indexOf('=');
    const value = pair.slice(equals + 1);
    return [pair.slice(0, equals), unescaped(value, { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' })];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}

/** One after the other, as the runner does it. */
function unescaped(text: string, mappings: Readonly<Record<string, string>>): string {
  return Object.entries(mappings).reduce((read, [token, character]) => read.replaceAll(token, character), text);
}
