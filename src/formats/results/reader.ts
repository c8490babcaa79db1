import { clipped } from '../../core/base/text.ts';
import type { Candidate, Json } from '../../core/fill/bind.ts';
import { knownUnit } from '../../core/values/unit-table.ts';

/** `metric-lines` are MLflow's `timestamp value step` lines; `param` is one MLflow parameter per file. */
export type Syntax = 'json' | 'json-lines' | 'yaml' | 'toml' | 'csv' | 'metric-lines' | 'param' | 'tables';

/** The path of a parameter: the run, and the name, where a slash makes folders. */
export const MLFLOW_PARAM = /(?:^|\/)([0-9a-f]{32})\/params\/(.+)$/;

/** A CSV file is a list of objects by column, without empty cells, with numbers as numbers. */
export type ResultDocument = {
  readonly file: string;
  readonly syntax: Syntax;
  readonly value: Json;
};

export type ResultReader = {
  /** Stable, because bindings store it. */
  readonly name: string;
  readonly title: string;
  /** By content. The file's name may decide between similar formats but is never enough. */
  readonly recognises: (document: ResultDocument) => boolean;
  /** The likeliest first. Called only for a recognized document. */
  readonly candidates: (document: ResultDocument) => readonly Candidate[];
  readonly units?: ReadonlyMap<string, string>;
  /** The unit at a typed path, if the keys do not show it. */
  readonly unitAt?: (path: string, document: Json) => string | undefined;
  /** The code's revision, if the file names it. */
  readonly revision?: (document: ResultDocument) => { readonly commit?: string; readonly dirty?: boolean };
};

export const MAX_PATH_CHARS = 1000;

export const MAX_CANDIDATES = 1000;

export const MAX_TEXT_VALUE_CHARS = 200;

const SHOWN_CHARS = 120;

export const clip = (text: string): string =>
  clipped(text.slice(0, SHOWN_CHARS + 1).replaceAll(/[\s\p{Cc}]+/gu, ' '), SHOWN_CHARS);

export const DIGITS = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number in plain decimal digits; undefined for words, other bases, and numbers that overflow (`1e400`). */
export function plainNumber(text: string): number | undefined {
  const number = DIGITS.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Other units in a key can be words: `loss_min`, `bbox_x`. */
const TOLD = new Set('ns µs ms s B kB MB GB KiB MiB GiB %'.split(' '));

export function unitNamed(word: string): string {
  const { text = '' } = knownUnit(word) ?? {};
  return TOLD.has(text) ? text : '';
}

/** Empty when the key names no unit, or a rate. */
export function unitOfKey(key: string): string {
  const name = key.slice(-200).trim();
  const [, stated] = /[([]([^()[\]]{1,20})[)\]]$/.exec(name) ?? [];
  if (stated !== undefined) return unitNamed(stated.trim().toLowerCase());
  const words = name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase()
    .split(/[_\s.-]+/);
  const [before = '', last = ''] = words.slice(-2);
  const unit = unitNamed(last);
  // `99_pct` is a percentile, and `tokens_per_sec` a rate.
  const isOther = words.length < 2 || before === 'per' || (unit === '%' && /^p?\d+$/.test(before));
  return isOther ? '' : unit;
}
