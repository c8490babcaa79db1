// config.json: text ⇄ `Config`. An invalid entry is a problem, and its default is used. Entries unknown to
// this version stay in the file.
import { findNodeAtLocation, type Node, parse, type ParseError, parseTree } from 'jsonc-parser';
import { MODES, RATINGS } from '../../core/base/attempt.ts';
import { isObject, type UnknownFields } from '../../core/base/unknown.ts';
import { isTimeZone, parseDay, parseTimeOfDay } from '../../core/base/day.ts';
import type { FillSource, NotMeasured, StoredFill } from '../../core/base/metric.ts';
import { Failure, type Problem } from '../../core/base/problem.ts';
import { DIFFICULTIES } from '../../core/base/question.ts';
import { openSource, type Source, type Span } from '../../core/base/span.ts';
import { plainLine } from '../../core/base/text.ts';
import { parseVacation } from '../../core/schedule/days-off.ts';
import {
  type Config,
  CONFIG_VERSION,
  DEFAULT_DRILLS,
  DEFAULT_SETTINGS,
  type Drill,
  type Settings,
  type StoredAnswer,
  type TrainedMemory,
} from '../../core/settings/config.ts';
import { templateFault } from '../../core/speech/sound.ts';

type SettingRule = {
  readonly holds: (value: unknown) => boolean;
  readonly wants: string;
  readonly faultOf?: (text: string) => string | undefined;
};

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 100_000;
const textOf = (value: unknown): string | undefined => (isText(value) ? value : undefined);
const isNumberIn =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && value >= low && value <= high;
const isWholeIn =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && isNumberIn(low, high)(value);
const isOneOf = (words: readonly unknown[]) => (value: unknown) => words.includes(value);

const commandWith = (place: '{file}' | '{text}', example: string): SettingRule => ({
  holds: (value) => isText(value) && templateFault(value, place) === undefined,
  wants: `a command with ${place} in it, such as "${example}"`,
  faultOf: (text) => templateFault(text, place),
});

export const SETTING_RULES: Readonly<Record<keyof Settings, SettingRule>> = {
  retention: { holds: isNumberIn(0.7, 0.97), wants: 'a number from 0.7 to 0.97' },
  newPerDay: { holds: isWholeIn(0, 1000), wants: 'a whole number from 0 to 1000' },
  reviewsPerDay: { holds: isWholeIn(0, 10_000), wants: 'a whole number from 0 to 10000' },
  dayStart: {
    holds: (value) => isText(value) && (parseTimeOfDay(value) ?? 721) <= 720,
    wants: 'a time from 00:00 to 12:00, such as 04:00',
  },
  interviewDate: {
    holds: (value) => isText(value) && parseDay(value) !== undefined,
    wants: 'a day written YYYY-MM-DD',
  },
  buttons: { holds: isOneOf([2, 4]), wants: '2 or 4' },
  mode: { holds: isOneOf(['type', 'think', 'speak']), wants: 'type, think or speak' },
  thousands: { holds: isOneOf(['none', 'comma', 'space', 'point']), wants: 'none, comma, space or point' },
  timeZone: {
    holds: (value) => isText(value) && isTimeZone(value),
    wants: 'an IANA zone such as Europe/Berlin',
  },
  editor: {
    holds: (value) => isText(value) && value.trim() !== '',
    wants: 'a command such as "code --wait"',
  },
  recorder: commandWith('{file}', 'arecord -q -f S16_LE -r 16000 -c 1 {file}'),
  player: commandWith('{file}', 'aplay -q {file}'),
  transcriber: commandWith('{file}', 'whisper-cli -nt -np -f {file}'),
  voice: commandWith('{text}', 'espeak-ng {text}'),
  recordingsMegabytes: { holds: isWholeIn(0, 1_000_000), wants: 'a whole number from 0 to 1000000' },
  vacation: {
    holds: (value) => isText(value) && parseVacation(value) !== undefined,
    wants: 'days such as "2026-12-24..2026-12-26, 2027-01-01"',
  },
};

export function isSettingName(name: string): name is keyof Settings {
  return Object.hasOwn(SETTING_RULES, name);
}

// Checked by hand: every start of prep reads the config, and schemas take 1.5 ms more.

function readSource(value: unknown): FillSource | undefined {
  if (!isObject(value) || !isText(value['file']) || !isText(value['path'])) return undefined;
  const given = ['reader', 'unit', 'read', 'sha256', 'mtime', 'commit'].filter((key) => isText(value[key]));
  return {
    file: value['file'],
    path: value['path'],
    ...Object.fromEntries(given.map((key) => [key, value[key]])),
    dirty: typeof value['dirty'] === 'boolean' ? value['dirty'] : undefined,
  };
}

/** `notMeasured: true`, or an object that may give the reason. */
function readNotMeasured({ notMeasured, updatedAt }: UnknownFields): NotMeasured | undefined {
  if (notMeasured !== true && !isObject(notMeasured)) return undefined;
  const given = notMeasured === true ? undefined : notMeasured['reason'];
  const reason = plainLine(textOf(given) ?? '');
  return {
    notMeasured: reason === '' ? {} : { reason },
    updatedAt: textOf(updatedAt) ?? '',
  };
}

export function readFill(value: unknown): StoredFill | undefined {
  if (!isObject(value)) return undefined;
  if (!isText(value['value'])) return readNotMeasured(value);
  const source = readSource(value['source']);
  return {
    value: value['value'],
    number: Number.isFinite(value['number']) ? Number(value['number']) : undefined,
    unit: textOf(value['unit']),
    updatedAt: textOf(value['updatedAt']) ?? '',
    source,
  };
}

function readAnswer(value: unknown): StoredAnswer | undefined {
  if (!isObject(value)) return undefined;
  const { latest, own } = value;
  const rating = isObject(latest) ? RATINGS.find((word) => word === latest['rating']) : undefined;
  return {
    latest:
      isObject(latest) && isText(latest['text']) && isText(latest['at'])
        ? { text: latest['text'], at: latest['at'], rating }
        : undefined,
    own:
      isObject(own) && isText(own['text'])
        ? { text: own['text'], updatedAt: textOf(own['updatedAt']) ?? '' }
        : undefined,
  };
}

const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every(isText) ? value : undefined;

function readDrill(value: unknown): Drill | undefined {
  if (!isObject(value) || !isObject(value['select'])) return undefined;
  const select = value['select'];
  const mode = MODES.find((word) => word === value['mode']);
  const difficulty = DIFFICULTIES.filter((word) => texts(select['difficulty'])?.includes(word));
  return {
    select: {
      due: select['due'] === true ? true : undefined,
      weak: select['weak'] === true ? true : undefined,
      new: isWholeIn(0, 1000)(select['new']) ? Number(select['new']) : undefined,
      sections: texts(select['sections']),
      tags: texts(select['tags']),
      ids: texts(select['ids']),
      difficulty: difficulty.length > 0 ? difficulty : undefined,
    },
    count: isWholeIn(1, 1000)(value['count']) ? Number(value['count']) : undefined,
    minutes: isNumberIn(0.5, 1440)(value['minutes']) ? Number(value['minutes']) : undefined,
    mode,
  };
}

const WEIGHTS = 21;
const MEMORY_WANTS = `"weights", a list of ${WEIGHTS} numbers`;

function readMemory(value: unknown): TrainedMemory | undefined {
  const { weights, trainedAt, reviews } = isObject(value) ? value : {};
  const isWhole = Array.isArray(weights) && weights.length === WEIGHTS && weights.every(Number.isFinite);
  if (!isWhole) return undefined;
  return {
    weights: weights.map(Number),
    trainedAt: textOf(trainedAt) ?? '',
    reviews: isWholeIn(0, 1e9)(reviews) ? Number(reviews) : 0,
  };
}

type Report = (path: readonly string[], message: string) => void;

/** Places each problem at the entry that `path` leads to. Parses the tree only for the first one. */
function reporter(source: Source): { report: Report; problems: Problem[] } {
  const problems: Problem[] = [];
  let tree: Node | undefined;
  const report: Report = (path, message) => {
    tree ??= parseTree(source.text);
    const found = tree && findNodeAtLocation(tree, [...path]);
    const entry = found?.parent?.type === 'property' ? found.parent : found;
    const start = entry?.offset ?? 0;
    const at = source.spanAt(start, start + (entry?.length ?? 0));
    const hint = 'the default is used until it is mended; nothing in the file was changed';
    problems.push({ severity: 'warning', code: 'config-invalid', at, message, hint });
  };
  return { report, problems };
}

/** Reports and drops the entries that `read` does not understand. */
function readRecord<T>(
  value: unknown,
  name: string,
  read: (entry: unknown) => T | undefined,
  report: Report,
): Readonly<Record<string, T>> {
  const entries: [string, T][] = [];
  if (value !== undefined && !isObject(value)) report([name], `"${name}" must be an object`);
  for (const [key, entry] of Object.entries(isObject(value) ? value : {})) {
    const result = read(entry);
    if (result === undefined) report([name, key], `${name}: "${key}" is not of the documented shape`);
    else entries.push([key, result]);
  }
  return Object.fromEntries(entries);
}

function readSettings(value: unknown, report: Report): Settings {
  const entries = isObject(value) ? value : {};
  if (value !== undefined && !isObject(value)) report(['settings'], '"settings" must be an object');
  const valid: [string, unknown][] = [];
  for (const [name, entry] of Object.entries(entries)) {
    if (name === 'banks') report(['settings', name], 'settings: "banks" stands beside "settings", not in it');
    else if (!isSettingName(name)) report(['settings', name], `settings: there is no setting "${name}"`);
    else if (SETTING_RULES[name].holds(entry)) valid.push([name, entry]);
    else report(['settings', name], `settings: "${name}" takes ${SETTING_RULES[name].wants}`);
  }
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(valid) };
}

/** Only some versions of Node put the offset in the error of `JSON.parse`. */
function placeOfSyntaxError(source: Source): string {
  const errors: ParseError[] = [];
  parse(source.text, errors);
  const point = source.pointAt(errors[0]?.offset ?? source.text.length);
  return `${source.file}:${point.line}:${point.column}`;
}

/** Fails with `config-damaged` (not JSON, or not an object) or `config-newer` (written by a newer prep). */
export function parseConfig(file: string, text: string): UnknownFields {
  const source = openSource(file, text);
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Failure('config-damaged', `${placeOfSyntaxError(source)}: this is not valid JSON.`, {
      cause: error,
    });
  }
  if (!isObject(raw)) throw new Failure('config-damaged', `${file}:1:1: a config file is one JSON object.`);
  if (typeof raw['version'] === 'number' && raw['version'] > CONFIG_VERSION) {
    const message = `${file} was written by a newer prep (format ${raw['version']}, this one reads ${CONFIG_VERSION}).`;
    throw new Failure('config-newer', message, { hint: 'update prep; the file was left untouched' });
  }
  return raw;
}

/** `text` is the file, for placing problems. */
export function readConfig(
  file: string,
  text: string,
  raw: UnknownFields,
): { config: Config; problems: readonly Problem[] } {
  const { report, problems } = reporter(openSource(file, text));
  const banks = raw['banks'] === undefined ? [] : texts(raw['banks']);
  if (!banks) report(['banks'], '"banks" must be a list of paths');
  const drills = readRecord(raw['drills'], 'drills', readDrill, report);
  const memory = readMemory(raw['memory']);
  if (raw['memory'] !== undefined && !memory) report(['memory'], `"memory" must hold ${MEMORY_WANTS}`);
  const config: Config = {
    version: CONFIG_VERSION,
    settings: readSettings(raw['settings'], report),
    banks: banks ?? [],
    fills: readRecord(raw['fills'], 'fills', readFill, report),
    answers: readRecord(raw['answers'], 'answers', readAnswer, report),
    drills: { ...DEFAULT_DRILLS, ...drills },
    memory,
  };
  return { config, problems };
}

/** As much of a config file as can be read, and whether it is damaged; undefined when nothing can be read. */
export function salvagedConfig(
  file: string,
  text: string,
): { readonly config: Config; readonly isDamaged: boolean } | undefined {
  const errors: ParseError[] = [];
  const raw: unknown = parse(text.replace(/^\uFEFF/, ''), errors);
  if (!isObject(raw) || Object.keys(raw).length === 0) return undefined;
  return { config: readConfig(file, text, raw).config, isDamaged: errors.length > 0 };
}

/** Undefined for entries that are absent. */
export type Places = {
  /** The text given for a value, or its whole entry. */
  readonly fill: (name: string) => Span | undefined;
  /**
   * A passage of the user's own answer, or the whole answer where the passage is written differently in JSON.
   */
  readonly own: (question: string, passage: string) => Span | undefined;
};

export function placesIn(file: string, text: string): Places {
  const source = openSource(file, text);
  const tree = parseTree(text);
  const find = (path: readonly string[]): Node | undefined => tree && findNodeAtLocation(tree, [...path]);
  return {
    fill: (name) => {
      const found = find(['fills', name, 'value']) ?? find(['fills', name]);
      return found && source.spanAt(found.offset, found.offset + found.length);
    },
    own: (question, passage) => {
      const found = find(['answers', question, 'own', 'text']);
      if (!found) return undefined;
      const end = found.offset + found.length;
      const at = text.slice(found.offset, end).indexOf(passage);
      const start = found.offset + Math.max(at, 0);
      return source.spanAt(start, at < 0 ? end : start + passage.length);
    },
  };
}

/** Sets or removes the entries that differ between `before` and `after`; the rest stays as written. */
function withChangedEntries(
  raw: unknown,
  before: UnknownFields,
  after: UnknownFields,
): UnknownFields | undefined {
  const entries = new Map(Object.entries(isObject(raw) ? raw : {}));
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const next = Object.hasOwn(after, key) ? after[key] : undefined;
    if (old === next) continue;
    if (next === undefined) entries.delete(key);
    else entries.set(key, next);
  }
  return entries.size > 0 ? Object.fromEntries(entries) : undefined;
}

/** The object to write: the file's content with only the changes from `before` to `after`. */
export function changedConfig(raw: UnknownFields, before: Config, after: Config): UnknownFields {
  const sections = (['settings', 'fills', 'answers', 'drills'] as const).map(
    (name) =>
      [
        name,
        withChangedEntries(raw[name], before[name] as UnknownFields, after[name] as UnknownFields),
      ] as const,
  );
  const kept = (['banks', 'memory'] as const).map(
    (name) => [name, before[name] === after[name] ? raw[name] : after[name]] as const,
  );
  const next = new Map<string, unknown>([['version', CONFIG_VERSION]]);
  for (const [key, value] of Object.entries(raw)) if (key !== 'version') next.set(key, value);
  for (const [name, value] of [...sections, ...kept]) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return Object.fromEntries(next);
}
