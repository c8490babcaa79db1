// config.json: text ⇄ `Config`. An invalid entry is a problem, and its default is used. Entries unknown to
// this version stay in the file.
import { parse, type ParseError } from 'jsonc-parser';
import { MODES } from '../../core/base/attempt.ts';
import { parseDay, parseTimeOfDay } from '../../core/base/day.ts';
import type { FillSource, StoredFill } from '../../core/base/metric.ts';
import { Failure, ifPossible, type Problem } from '../../core/base/problem.ts';
import { DIFFICULTIES } from '../../core/base/question.ts';
import { openSource } from '../../core/base/span.ts';
import { plainLine } from '../../core/base/text.ts';
import { isObject, isText, isTexts, ownField, type UnknownFields } from '../../core/base/collections.ts';
import { parseVacation } from '../../core/schedule/days-off.ts';
import {
  type ChosenBank,
  type Config,
  CONFIG_VERSION,
  DEFAULT_DRILLS,
  DEFAULT_SETTINGS,
  type Drill,
  type Settings,
  type StoredAnswer,
} from '../../core/settings/config.ts';
import { filePlace, type SoundJob, templateFault } from '../../core/speech/sound.ts';
import { tryJson } from '../notation/json.ts';

type SettingRule = {
  readonly holds: (value: unknown) => boolean;
  readonly wants: string;
  /** Only for a setting with few values. */
  readonly choices?: () => readonly string[];
  /** What is wrong with a text, as one clause. */
  readonly faultOf?: (text: string) => string | undefined;
};

const textOf = (value: unknown): string | undefined => (isText(value) ? value : undefined);
/** Bounds included. */
const isNumberIn =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && value >= low && value <= high;
const isWholeIn =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && isNumberIn(low, high)(value);
const oneOf = (words: readonly unknown[], wants: string): SettingRule => ({
  holds: (value) => words.includes(value),
  wants,
  choices: () => words.map(String),
});

const textThat = (holds: (text: string) => boolean, wants: string): SettingRule => ({
  holds: (value) => isText(value) && holds(value),
  wants,
});

const commandFor = (job: SoundJob, example: string): SettingRule => ({
  holds: (value) => isText(value) && templateFault(value, job) === undefined,
  wants: `a command ${filePlace(job) ? 'with {file} in it' : 'that sends raw sound to stdout'}, such as "${example}"`,
  faultOf: (text) => templateFault(text, job),
});

/** `wants` is shown in errors. */
export const SETTING_RULES: Readonly<Record<keyof Settings, SettingRule>> = {
  retention: { holds: isNumberIn(0.7, 0.97), wants: 'a number from 0.7 to 0.97' },
  newPerDay: { holds: isWholeIn(0, 1000), wants: 'a whole number from 0 to 1000' },
  reviewsPerDay: { holds: isWholeIn(0, 10_000), wants: 'a whole number from 0 to 10000' },
  dayStart: textThat(
    (text) => (parseTimeOfDay(text) ?? 721) <= 720,
    'a time from 00:00 to 12:00, such as 04:00',
  ),
  interviewDate: textThat((text) => parseDay(text) !== undefined, 'a day written YYYY-MM-DD'),
  mode: oneOf(MODES, 'type, think or speak'),
  screen: oneOf(['full', 'inline'], 'full or inline'),
  thousands: oneOf(['auto', 'none', 'comma', 'space', 'point'], 'auto, none, comma, space or point'),
  editor: textThat((text) => text.trim() !== '', 'a command such as "code --wait"'),
  recorder: commandFor('recorder', 'arecord -q -t raw -f S16_LE -r 16000 -c 1 -'),
  player: commandFor('player', 'aplay -q {file}'),
  transcriber: commandFor('transcriber', 'whisper-cli -nt -np -f {file}'),
  vacation: textThat(
    (text) => parseVacation(text) !== undefined,
    'days such as "2026-12-24..2026-12-26, 2027-01-01"',
  ),
};

export const isSettingName = (name: string): name is keyof Settings => Object.hasOwn(SETTING_RULES, name);

// Checked by hand: every start of prep reads the config, and schemas take 1.5 ms more.

function readSource(value: unknown): FillSource | undefined {
  if (!isObject(value)) return undefined;
  const { file, path, unit, given, read, sha256 } = value;
  if (!isText(file) || !isText(path)) return undefined;
  const isGiven = given === true || undefined;
  return { file, path, unit: textOf(unit), given: isGiven, read: textOf(read), sha256: textOf(sha256) };
}

/** `notMeasured` is `true`, or an object that may say why. Undefined for anything else. */
export function readFill(value: unknown): StoredFill | undefined {
  if (!isObject(value)) return undefined;
  const { notMeasured, number } = value;
  const updatedAt = textOf(value['updatedAt']) ?? '';
  if (!isText(value['value'])) {
    if (notMeasured !== true && !isObject(notMeasured)) return undefined;
    const reason = plainLine((isObject(notMeasured) && textOf(notMeasured['reason'])) || '');
    return { notMeasured: reason === '' ? {} : { reason }, updatedAt };
  }
  return {
    value: value['value'],
    number: Number.isFinite(number) ? Number(number) : undefined,
    unit: textOf(value['unit']),
    updatedAt,
    changed: value['changed'] === true || undefined,
    source: readSource(value['source']),
  };
}

/** Other fields stay as written: earlier versions kept the latest answer here, which the journal has. */
function readAnswer(value: unknown): StoredAnswer | undefined {
  if (!isObject(value)) return undefined;
  const { own, ...others } = value;
  if (own === undefined) return others;
  if (!isObject(own) || !isText(own['text'])) return undefined;
  return { ...others, own: { text: own['text'], updatedAt: textOf(own['updatedAt']) ?? '' } };
}

/** A path or name, or an object that may turn it off. */
function readBank(value: unknown): ChosenBank | undefined {
  if (isText(value)) return { bank: value };
  if (!isObject(value) || !isText(value['bank'])) return undefined;
  return value['off'] === true ? { bank: value['bank'], isOff: true } : { bank: value['bank'] };
}

function readBanks(value: unknown = []): readonly ChosenBank[] | undefined {
  const banks = Array.isArray(value) ? value.map(readBank) : [undefined];
  return banks.every((bank) => bank !== undefined) ? banks : undefined;
}

const banksJson = (banks: readonly ChosenBank[]): readonly unknown[] | undefined =>
  banks.length === 0 ? undefined : banks.map(({ bank, isOff }) => (isOff ? { bank, off: true } : bank));

type Forms = Readonly<Record<string, (value: unknown) => boolean>>;

/** The first field that has another form, or a name that prep does not know. */
const oddField = (value: UnknownFields, forms: Forms): string | undefined =>
  Object.keys(value).find((name) => !ownField(forms, name)?.(value[name]));

const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const SELECT: Forms = {
  due: isFlag,
  weak: isFlag,
  new: isWholeIn(0, 1000),
  sections: isTexts,
  tags: isTexts,
  ids: isTexts,
  difficulty: (value) =>
    isTexts(value) && value.every((word) => DIFFICULTIES.some((known) => known === word)),
};
const DRILL: Forms = {
  select: isObject,
  count: isWholeIn(1, 1000),
  minutes: isNumberIn(0.5, 1440),
  mode: (value) => MODES.some((word) => word === value),
};

/** With a slip it would ask everything, or nothing. */
function drillFault(value: unknown): string | undefined {
  if (!isObject(value)) return '';
  const { select } = value;
  return oddField(value, DRILL) ?? (isObject(select) ? oddField(select, SELECT) : 'select');
}

const readDrill = (value: unknown): Drill | undefined =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each field was checked
  drillFault(value) === undefined ? (value as Drill) : undefined;

/** `$schema` and `_note` are not for prep; `interviews` is what earlier builds wrote by themselves. */
const ENTRY = /^(?:version|settings|banks|fills|answers|drills|interviews|[$_].*)$/;
export const isConfigEntry = (name: string): boolean => ENTRY.test(name);
const isKnown = ([name = '', key]: readonly string[]): boolean =>
  name === 'settings' && key !== undefined ? isSettingName(key) : isConfigEntry(name);

const WRONG_FORM = 'has the wrong form; see `prep docs format`';

function settingFault(name: string): string {
  if (name === 'banks') return '"banks" belongs beside "settings", not inside it';
  // A setting of version 0.1.0.
  if (name === 'timeZone')
    return '"timeZone" is no longer a setting: prep uses the time zone of your machine, or TZ from the environment';
  return isSettingName(name) ? `"${name}" must be ${SETTING_RULES[name].wants}` : `unknown setting "${name}"`;
}

/** Fails with `config-damaged` (not JSON, or not an object) or `config-newer` (written by a newer version of prep). */
export function parseConfig(file: string, text: string): UnknownFields {
  const parsed = tryJson(text.replace(/^\uFEFF/, ''));
  if (!parsed) {
    // Only some versions of Node tell the place in `JSON.parse` errors.
    const errors: ParseError[] = [];
    // It overflows the stack for nesting that no parser takes.
    ifPossible(() => parse(text.replace(/^\uFEFF/, ''), errors));
    const { line, column } = openSource(file, text).pointAt(errors[0]?.offset ?? text.length);
    throw new Failure('config-damaged', `${file}:${line}:${column}: this is not valid JSON.`);
  }
  const raw = parsed.value;
  if (!isObject(raw))
    throw new Failure('config-damaged', `${file}:1:1: a config file must be one JSON object.`);
  if (typeof raw['version'] === 'number' && raw['version'] > CONFIG_VERSION) {
    const message = `${file} was written by a newer version of prep (format ${raw['version']}, this one reads ${CONFIG_VERSION}).`;
    throw new Failure('config-newer', message, { hint: 'update prep; the file was left untouched' });
  }
  return raw;
}

/** Of an entry, which it names: a file has few of a name. */
export type ConfigProblem = Pick<Problem, 'message' | 'hint'>;

/** Completes a parsed config with defaults. */
export function readConfig(raw: UnknownFields) {
  const problems: ConfigProblem[] = [];
  const report = (message: string, ...path: string[]): void => {
    const effect = isKnown(path) ? 'the default is used until you fix it' : 'it has no effect here';
    problems.push({ message, hint: `${effect}; the file was not changed` });
  };
  const section = <T>(
    name: string,
    read: (entry: unknown, key: string) => T | undefined,
    faultOf: (key: string, entry: unknown) => string = (key) => `"${key}" ${WRONG_FORM}`,
  ): Readonly<Record<string, T>> => {
    const value = raw[name];
    const entries: [string, T][] = [];
    if (value !== undefined && !isObject(value)) report(`"${name}" must be an object`, name);
    for (const [key, entry] of Object.entries(isObject(value) ? value : {})) {
      const result = read(entry, key);
      if (result === undefined) report(`${name}: ${faultOf(key, entry)}`, name, key);
      else entries.push([key, result]);
    }
    return Object.fromEntries(entries);
  };

  for (const name of Object.keys(raw).filter((key) => !isKnown([key])))
    report(isSettingName(name) ? `"${name}" belongs inside "settings"` : `unknown entry "${name}"`, name);
  const banks = readBanks(raw['banks']);
  if (!banks) report('"banks" must be a list of paths', 'banks');
  const drills = section('drills', readDrill, (name, drill) => {
    const field = drillFault(drill) || undefined;
    return field === undefined ? `"${name}" ${WRONG_FORM}` : `"${field}" of "${name}" ${WRONG_FORM}`;
  });
  const settings = section(
    'settings',
    (entry, name) => (isSettingName(name) && SETTING_RULES[name].holds(entry) ? entry : undefined),
    settingFault,
  );
  const config: Config = {
    version: CONFIG_VERSION,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    banks: banks ?? [],
    fills: section('fills', readFill),
    answers: section('answers', readAnswer),
    drills: { ...DEFAULT_DRILLS, ...drills },
  };
  return { config, problems };
}

const SECTIONS = ['settings', 'fills', 'answers', 'drills'] as const;

const unusable = (file: string, name: string, wanted: string): Failure =>
  new Failure('config-invalid', `"${name}" in ${file} must be ${wanted}; nothing was changed.`, {
    hint: 'fix or remove it',
  });

/**
 * Sets or removes entries that differ between `before` and `after`; the rest stays as written.
 * @returns whether there were any
 */
function applyChanges(entries: Map<string, unknown>, before: object, after: object): boolean {
  let isChanged = false;
  const old = new Map<string, unknown>(Object.entries(before));
  const next = new Map<string, unknown>(Object.entries(after));
  for (const key of new Set([...old.keys(), ...next.keys()])) {
    const value = next.get(key);
    if (old.get(key) === value) continue;
    isChanged = true;
    if (value === undefined) entries.delete(key);
    else entries.set(key, value);
  }
  return isChanged;
}

/**
 * The object to write: the file's own, with only the changes from `before` to `after`. Fails with
 * `config-invalid` if that would replace a section of the wrong type.
 */
export function changedConfig(
  file: string,
  raw: UnknownFields,
  before: Config,
  after: Config,
): UnknownFields {
  const config = new Map<string, unknown>([['version', CONFIG_VERSION], ...Object.entries(raw)]);
  config.set('version', CONFIG_VERSION);
  for (const name of SECTIONS) {
    const held = raw[name];
    const section = new Map(Object.entries(isObject(held) ? held : {}));
    const isChanged = applyChanges(section, before[name], after[name]);
    if (held !== undefined && !isObject(held)) {
      if (isChanged) throw unusable(file, name, 'an object');
      continue;
    }
    if (section.size > 0) config.set(name, Object.fromEntries(section));
    else config.delete(name);
  }
  if (before.banks !== after.banks) {
    if (raw['banks'] !== undefined && !Array.isArray(raw['banks']))
      throw unusable(file, 'banks', 'a list of banks');
    applyChanges(config, { banks: before.banks }, { banks: banksJson(after.banks) });
  }
  return Object.fromEntries(config);
}
