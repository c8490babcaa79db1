import { plainLine } from '../../core/base/text.ts';
import type { Candidate, FileValue, Json, Reading, ResultFile } from '../../core/fill/bind.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import { readDocument } from './document.ts';
import { generic, genericTitle } from './generic.ts';
import { k6Export, k6Machine, k6Summary, prometheus } from './load-tests.ts';
import { mlflowDb, mlflowMetric, mlflowParam, mlflowRun } from './mlflow.ts';
import { lookUp, namesAt, clip, DIGITS, plainNumber } from './path.ts';
import {
  MAX_TEXT_VALUE_CHARS,
  type ResultDocument,
  type ResultReader,
  unitOfKey,
  isFields,
} from './reader.ts';
import { coveragePy, docker, github, hyperfine, istanbul, locust, pytestBenchmark } from './tools.ts';
import { hfTrainer, sacred, wandb } from './training.ts';

export const READERS: readonly ResultReader[] = [
  hyperfine,
  pytestBenchmark,
  k6Export,
  k6Summary,
  k6Machine,
  locust,
  prometheus,
  coveragePy,
  istanbul,
  docker,
  github,
  mlflowDb,
  mlflowMetric,
  mlflowParam,
  mlflowRun,
  hfTrainer,
  sacred,
  wandb,
];

/** Readers of earlier versions, in whose place the generic one reads the same paths. */
const FORMER = new Set(['dvc', 'lightning']);

/** No tool writes this many sibling names, and asking every reader about them is slow. */
const MAX_NAMES = 20_000;

function recognize(document: ResultDocument): ResultReader {
  const isWide = isFields(document.value) && Object.keys(document.value).length > MAX_NAMES;
  return (isWide ? undefined : READERS.find((reader) => reader.recognises(document))) ?? generic;
}

const titleOf = (reader: ResultReader, document: ResultDocument): string =>
  reader === generic ? genericTitle(document) : reader.title;

const readerNamed = (name: string): ResultReader | undefined =>
  FORMER.has(name) ? generic : [...READERS, generic].find((each) => each.name === name);

function readingOf(reader: ResultReader, document: ResultDocument): Reading {
  const { commit, dirty } = reader.revision?.(document) ?? {};
  return {
    reader: reader.name,
    title: titleOf(reader, document),
    document: document.value,
    candidates: reader.candidates(document),
    commit,
    dirty,
  };
}

export function readResult(file: ResultFile): Reading | Refusal {
  const document = readDocument(file);
  return 'error' in document ? document : readingOf(recognize(document), document);
}

/**
 * Refuses if the file is no longer of that tool. Never throws.
 * @param name the reader's, as stored in a binding
 */
export function readResultAs(name: string, file: ResultFile): Reading | Refusal {
  const reader = readerNamed(name);
  if (!reader)
    return {
      error: `this version of prep has no reader called ${clip(name)}`,
      hint: 'the value was bound by a newer version of prep: update prep',
    };
  const document = readDocument(file);
  if ('error' in document) return document;
  if (reader.recognises(document)) return readingOf(reader, document);
  const now = titleOf(recognize(document), document);
  return {
    error: `${clip(file.file)} is no longer a file of the same tool (${reader.title}); it is now ${now}`,
    hint: 'bind the value again with `prep fill --from FILE`',
  };
}

/**
 * The number or short text at a path, with the unit of the candidate or the reader. Refuses a path that leads
 * nowhere or to several values. Never throws.
 */
export function valueAt(reading: Reading, path: string): FileValue | Refusal {
  const found = lookUp(reading.document, path);
  if ('error' in found) return found;
  const value = singleValue(found.value);
  if (typeof value === 'object') return { ...value, error: `\`${clip(path)}\` ${value.error}` };
  const candidate = reading.candidates.find((each) => each.path === path);
  return { value, unit: candidate?.unit ?? unitAt(reading, path, value) };
}

function sharedUnit(candidates: readonly Candidate[]): string | undefined {
  const [unit, ...others] = new Set(candidates.map((each) => each.unit));
  return others.length === 0 ? unit : undefined;
}

/** From candidates under the same keys, otherwise with the same value, otherwise from the key itself. */
function unitAt({ reader, document, candidates }: Reading, path: string, value: Candidate['value']): string {
  const { units } = readerNamed(reader) ?? generic;
  const names = namesAt(document, path);
  const key = names?.at(-1);
  if (!names || key === undefined) return '';
  const known = candidates.map((each) => ({ ...each, names: namesAt(document, each.path) ?? [] }));
  const same = known.filter((each) => each.names.join('\0') === names.join('\0'));
  const similar = known.filter((each) => each.names.at(-1) === key);
  for (const alike of [same, similar]) {
    const unit = sharedUnit(alike) ?? sharedUnit(alike.filter((each) => each.value === value));
    if (unit !== undefined) return unit;
  }
  return units?.get(key) ?? unitOfKey(key);
}

const NO_NUMBER = /^[+-]?(?:nan|inf|infinity|\.nan|\.inf)$/i;

/** Texts that are numbers become numbers. A refusal continues a sentence after the path: `is a list of 3`. */
function singleValue(found: Json): number | string | Refusal {
  if (typeof found === 'number') return found;
  if (typeof found === 'string') return textValue(plainLine(found));
  if (found === null || typeof found === 'boolean')
    return { error: `is ${found}, not a value`, hint: 'use a path to a number or a short text' };
  if (Array.isArray(found))
    return {
      error: `is a list of ${found.length}`,
      hint: 'pick one with [0] or [-1], or wrap it in max(…), min(…) or avg(…)',
    };
  const keys = Object.keys(found).slice(0, 5).map(clip).join(', ');
  return {
    error: 'is not a single value',
    hint: keys === '' ? 'it is empty' : `name one of its fields: ${keys}`,
  };
}

function textValue(text: string): number | string | Refusal {
  if (text === '') return { error: 'is empty', hint: 'use a path to a number or a short text' };
  if (NO_NUMBER.test(text))
    return { error: `is ${text}`, hint: 'the value is not a number; the run may have diverged' };
  if (text.length > MAX_TEXT_VALUE_CHARS)
    return {
      error: `is text of ${text.length} characters`,
      hint: `a value can have at most ${MAX_TEXT_VALUE_CHARS}`,
    };
  const number = plainNumber(text);
  if (number === undefined && DIGITS.test(text))
    return {
      error: `is ${text}, which is too large`,
      hint: 'check the run: no measurement is that large',
    };
  return number ?? text;
}
