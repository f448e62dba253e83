import { version } from '../../package.json';
import { type Part, partText, problemsOf, readPart } from '../app/audit/part.js';
import type { ProgressBar } from '../app/audit/progress.js';
import { judgedTogether, lookThrough } from '../app/audit/run-audit.js';
import type { Share } from '../app/audit/shares.js';
import type { Judgement } from '../app/judge.js';
import type { Setting } from '../app/setting.js';
import { Trouble, UsageError } from '../app/trouble.js';
import { sha256 } from '../engine/digest.js';
import { canonicalJson } from '../engine/identity.js';
import type { JsonValue } from '../io/json/value.js';
import { type Storage, StorageError } from '../io/storage.js';
import { commandText, plainWords } from '../nnunet/command-line/word.js';
import { absolutePath } from '../workspace/paths.js';
import type { Arguments } from './arguments.js';
import { reportOptions } from './common-options.js';
import { tellCrashes } from './conclude.js';
import { type ExitCode, exitCodes } from './exit-codes.js';
import { fixOptions } from './fixing.js';
import { dashed, type Options } from './option.js';
import { type KnownConfig, settingWith } from './setting.js';
import { judgedSince, openRevision, unlessUnresolved } from './since.js';
import type { Another, Terminal } from './terminal.js';
import { writeFile } from './write-file.js';

/** So many parts are put together at most: more than any cluster starts of one array. */
const mostParts = 10_000;

/** Every job is a process of some 100 MB. */
const mostJobs = 128;

/** Options that write, which only somebody who is alone may. */
export const fixing = Object.keys(fixOptions);

/** Texts as long as JavaScript has them. */
const largestPart = 2 ** 29 - 24;

/** @throws UsageError when it is none */
export function shareOf(typed: string): Share {
  const [, number, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(typed)?.map(Number) ?? [];
  if (number === undefined || of === undefined || number < 1 || number > of || of > mostParts) {
    throw new UsageError(`--shard is ${typed}; a part and how many there are was expected, as in --shard 3/8.`);
  }
  return { number, of };
}

/** @throws UsageError when nobody has so many processors, or none would look */
export function jobsOf(given: Arguments): number {
  const jobs = given.number('jobs') ?? 1;
  if (jobs < 1 || jobs > mostJobs)
    throw new UsageError(`--jobs is ${jobs}; a number from 1 to ${mostJobs} was expected.`);
  return jobs;
}

/** Everything that makes an audit, and nothing of how its report is to look: a line that gives the same again. */
export function argumentsOf(options: Options, given: Arguments, leftOut: readonly string[]): readonly string[] {
  const names = Object.keys(options).filter((name) => !Object.hasOwn(reportOptions, name) && !leftOut.includes(name));
  const { positionals } = given;
  return [
    ...optionsOf(names, options, given),
    ...(positionals.some((word) => word.startsWith('-')) ? ['--'] : []),
    ...positionals,
  ];
}

/** Options as they were given, one word each. */
export function optionsOf(names: readonly string[], options: Options, given: Arguments): readonly string[] {
  return names.flatMap((name) => {
    if (options[name]?.takes === 'nothing') return given.flag(name) ? [dashed(name)] : [];
    return given.texts(name).map((value) => `${dashed(name)}=${value}`);
  });
}

export interface PartRequest {
  readonly given: Arguments;
  /** As {@link argumentsOf} gives them. */
  readonly line: readonly string[];
  readonly found: KnownConfig;
  readonly setting: Setting;
}

/** Looks at a share of an audit, and of the revision that it is compared with. */
export function partOf(
  { given, line, found, setting }: PartRequest,
  share: Share,
  terminal: Terminal,
  bar?: ProgressBar,
): Part {
  const { cwd, storage } = terminal;
  const paths = given.positionals;
  const since = given.text('since');
  const revision = since === undefined ? undefined : openRevision(since, terminal).storage;
  const before = { ...setting, baseline: undefined };
  const earlier =
    revision === undefined
      ? []
      : eachAlone(paths).map(
          (own) => unlessUnresolved(() => lookThrough(own, before, revision, cwd, { share })) ?? null,
        );
  // What the revision had is known only when all parts are there.
  const wanted = revision === undefined ? undefined : 'all';
  const now = lookThrough(paths, setting, storage, cwd, { share, bar, wanted });
  const config = configDigest(found, setting, storage);
  return { share, made: { version, cwd, arguments: line, config, nnunet: setting.nnunet.entry }, now, earlier };
}

/** An earlier state may lack some of the paths. */
export function eachAlone(paths: readonly string[]): readonly (readonly string[])[] {
  return paths.length === 0 ? [[]] : paths.map((path) => [path]);
}

function configDigest(found: KnownConfig, { baseline }: Setting, storage: Storage): string {
  const files = [...found.files, ...new Set(found.rules.flatMap(({ definedIn }) => definedIn ?? []))];
  const texts = files.map((file) => new TextDecoder().decode(storage.readBytes(file, largestPart)));
  return sha256(canonicalJson([texts, baseline?.entries ?? null]));
}

/**
 * Shares an audit among several processes of this machine, of which this is one.
 * @throws Trouble when another one could not look at its share
 */
export async function judgedByJobs(
  request: PartRequest,
  jobs: number,
  another: NonNullable<Terminal['another']>,
  terminal: Terminal,
  bar?: ProgressBar,
): Promise<Judgement> {
  const stop = new AbortController();
  const others: { readonly number: number; readonly ended: Promise<Another> }[] = [];
  for (let number = 2; number <= jobs; number += 1) {
    const line = ['audit', `--shard=${number}/${jobs}`, '--quiet', ...request.line];
    const { ended } = await another(line, stop.signal);
    // Nobody waits for it where this one fails first.
    ended.catch(() => undefined);
    others.push({ number, ended });
  }
  try {
    const parts = [partOf(request, { number: 1, of: jobs }, terminal, bar)];
    for (const { number, ended } of others) {
      const { stdout, stderr } = await ended;
      // What this very program wrote a moment ago needs no schema, which takes longer to compile than a small audit takes.
      const part = readPart(stdout, () => true);
      if (typeof part === 'string') throw new Trouble(`Job ${number} of ${jobs} failed.`, stderr.trimEnd().split('\n'));
      parts.push(part);
    }
    const problems = problemsOf(parts.map((part) => [`job ${part.share.number}`, part] as const));
    if (problems.length > 0) throw new Trouble('The jobs saw different things.', problems);
    return judgedParts(parts, request, terminal);
  } catch (error) {
    stop.abort();
    throw error;
  }
}

/** Judges what all parts saw, as one run would. */
export function judgedParts(
  parts: readonly Part[],
  { given, setting }: Pick<PartRequest, 'given' | 'setting'>,
  terminal: Terminal,
): Judgement {
  const { cwd } = terminal;
  const whole = (under: Setting) =>
    judgedTogether(
      under,
      cwd,
      parts.map(({ now }) => now),
    );
  const earlier = (parts[0]?.earlier ?? []).map((_, i) => (under: Setting) => {
    const looks = parts.flatMap((part) => part.earlier[i] ?? []);
    if (looks.length === 0) throw new Trouble('It was not there yet.');
    return judgedTogether(under, cwd, looks);
  });
  return judgedSince({ whole, parts: earlier }, setting, given, terminal);
}

/** Writes one part, to be put together with the others by `nnplans report`. */
export function writePart(part: Part, given: Arguments, terminal: Terminal): ExitCode {
  const file = partFile(given);
  const text = partText(part);
  if (file === undefined) terminal.stdout.write(text);
  else writeFile(terminal, file, text);
  const { crashes } = part.now.sightings;
  tellCrashes(crashes, terminal);
  return crashes.length > 0 ? exitCodes.fault : exitCodes.clean;
}

/**
 * Where a part goes; standard output where nothing is said.
 * @throws UsageError for what only all parts together can have
 */
export function partFile(given: Arguments): string | undefined {
  for (const name of [...Object.keys(reportOptions), ...fixing, 'jobs']) {
    if (given.texts(name).length === 0 || ['quiet', 'format', 'output'].includes(name)) continue;
    const hint = Object.hasOwn(reportOptions, name)
      ? [`Say it when the parts are put together: nnplans report PART… ${dashed(name)}`]
      : [];
    throw new UsageError(`${dashed(name)} has no meaning for a part of an audit.`, hint);
  }
  const outputs = [...given.texts('format'), ...given.texts('output')];
  const [output = 'json'] = outputs;
  const [format, file] = output.split(/=(.*)/s);
  if (outputs.length > 1 || format !== 'json') {
    throw new UsageError(`A part of an audit is written once and as JSON, not as ${outputs.join(' and ')}.`, [
      'Into a file: -o json=FILE. Other formats are for the whole: nnplans report PART… --format NAME',
    ]);
  }
  return file === undefined || file === '-' ? undefined : file;
}

/**
 * Reads the parts of one audit.
 * @throws Trouble when one is missing, there twice, damaged or of another audit
 */
export async function readParts(files: readonly string[], { storage, cwd }: Terminal): Promise<readonly Part[]> {
  const { compileSchema } = await import('../engine/json-schema.js');
  const { default: schema } = await import('../../schemas/part.schema.json');
  const holds = compileSchema(schema as JsonValue, '', (_at, message) => {
    throw new Error(message);
  });
  const isPart = (value: unknown) => holds(value as JsonValue);
  const read = files.map((file) => [file, readPartFile(file, absolutePath(cwd, file), storage, isPart)] as const);
  const damaged = read.flatMap(([file, part]) => (typeof part === 'string' ? [`${file}: ${part}.`] : []));
  const parts = read.flatMap(([file, part]) => (typeof part === 'string' ? [] : [[file, part] as const]));
  const problems = [...damaged, ...problemsOf(parts)];
  if (problems.length === 0) return parts.map(([, part]) => part);
  throw new Trouble('These parts are not the whole of one audit.', [...problems, ...howToMake(parts)]);
}

function readPartFile(
  file: string,
  path: string,
  storage: Storage,
  isPart: (value: unknown) => boolean,
): Part | string {
  try {
    return readPart(new TextDecoder().decode(storage.readBytes(path, largestPart)), isPart);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return error.fault === 'missing'
      ? 'there is no such file'
      : error.message.replace(`${path}: `, '').replace(file, '');
  }
}

function howToMake(parts: readonly (readonly [file: string, part: Part])[]): readonly string[] {
  const [[, first] = []] = parts;
  if (first === undefined) return [];
  const words = ['nnplans', 'audit', ...first.made.arguments, '--shard', `K/${first.share.of}`, '-o', 'json=FILE'];
  return [`Part K is made in ${first.made.cwd} by: ${commandText(plainWords(words))}`];
}

/** The setting that parts were made by, without looking for anything anew: a login node may have another environment. */
export function settingOfParts(
  parts: readonly Part[],
  found: KnownConfig,
  given: Arguments,
  terminal: Terminal,
): Setting {
  const [first] = parts;
  const known = settingWith(
    found,
    { ...given, text: (name) => (name === 'nnunet' ? 'none' : given.text(name)) },
    terminal,
  );
  if (first === undefined) return known;
  const setting = { ...known, nnunet: { ...known.nnunet, entry: first.made.nnunet } };
  if (configDigest(found, setting, terminal.storage) === first.made.config) return setting;
  throw new Trouble('The config, the baseline or a rule of your own is not what it was when the parts were made.', [
    'Make all parts anew.',
  ]);
}
