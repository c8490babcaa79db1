// The readers of result files, and what they make of a file. Chooses by content; knows no tool itself.
import type { Found, Reading, ResultFile } from '../../core/fill/sync.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import { clip, readDocument, valueOf } from './document.ts';
import { generic, genericTitle } from './generic.ts';
import { k6Export, k6Machine, k6Summary } from './k6.ts';
import { mlflowDb, mlflowMetric } from './mlflow.ts';
import { lookUp } from './path.ts';
import { prometheus } from './prometheus.ts';
import type { ResultDocument, ResultReader } from './reader.ts';
import { coveragePy, docker, github, hyperfine, istanbul, locust, pytestBenchmark } from './tools.ts';
import { dvc, hfTrainer, lightning, sacred, wandb } from './training.ts';
import { isFields } from './values.ts';

/** Asked in turn; the generic reader comes after them. */
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
  lightning,
  hfTrainer,
  sacred,
  wandb,
  // Nothing in its files names DVC: it comes after every other tool.
  dvc,
];

const MOST_NAMES = 20_000;

/** What a reader makes of a document that it recognises. */
function readingOf(reader: ResultReader, document: ResultDocument): Reading {
  const { commit, dirty } = reader.revision?.(document) ?? {};
  return {
    reader: reader.name,
    title: reader === generic ? genericTitle(document) : reader.title,
    document: document.value,
    candidates: reader.candidates(document),
    unitAt: (path) => reader.unitAt?.(path, document),
    commit,
    dirty,
  };
}

/** No tool writes so many names side by side, and asking each reader about them takes its time. */
const isWide = ({ value }: ResultDocument): boolean =>
  isFields(value) && Object.keys(value).length > MOST_NAMES;

const recognise = (document: ResultDocument): ResultReader =>
  isWide(document) ? generic : (READERS.find((reader) => reader.recognises(document)) ?? generic);

/**
 * Reads a result file, whatever tool wrote it. Refuses what cannot be read, with place and remedy. Never
 * throws.
 */
export function readResult(file: ResultFile): Reading | Refusal {
  const document = readDocument(file);
  return 'error' in document ? document : readingOf(recognise(document), document);
}

/**
 * Reads a file again as one of a certain tool. Refuses when it no longer is one. Never throws.
 * @param name the reader's, as a binding stores it
 */
export function readResultAs(name: string, file: ResultFile): Reading | Refusal {
  const reader = [...READERS, generic].find((each) => each.name === name);
  if (!reader)
    return {
      error: `this prep has no reader called ${clip(name)}`,
      hint: 'a newer prep bound the value: update prep',
    };
  const document = readDocument(file);
  if ('error' in document) return document;
  if (reader.recognises(document)) return readingOf(reader, document);
  const now = recognise(document);
  const title = now === generic ? genericTitle(document) : now.title;
  return {
    error: `${clip(file.file)} is no longer written by the same tool (${reader.title}): it is ${title} now`,
    hint: 'bind the value again: prep fill --from FILE',
  };
}

/**
 * The number or short text at a path, with its unit: that of the candidate there, else what the reader knows
 * of it. Refuses a path that leads nowhere, and what is no value: lists, objects, null, true, NaN, numbers
 * too large. Never throws.
 */
export function valueAt(reading: Reading, path: string): Found | Refusal {
  const found = lookUp(reading.document, path);
  if ('error' in found) return found;
  const value = valueOf(found.value);
  if (typeof value === 'object') return { ...value, error: `\`${clip(path)}\` ${value.error}` };
  const candidate = reading.candidates.find((each) => each.path === path);
  return { value, unit: candidate?.unit ?? reading.unitAt?.(path) ?? '' };
}
