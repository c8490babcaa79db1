// What the entries of config.json must be: a parsed value becomes a fill, an answer, a drill, a trained memory, or nothing.
// Knows nothing of where they stand, and reports nothing.
import { MODES } from '../core/attempt.ts';
import type { Drill, StoredAnswer, TrainedMemory } from '../core/config.ts';
import type { FillSource, NotMeasured, StoredFill } from '../core/fill.ts';
import { plainLine } from '../core/one-line.ts';
import { DIFFICULTIES } from '../core/question.ts';
import { RATINGS } from '../core/rating.ts';
import { isObject, type UnknownFields } from '../core/unknown-value.ts';
import { isNumberIn, isText, isWholeIn } from './setting-rules.ts';

function readSource(value: unknown): FillSource | undefined {
  if (!isObject(value) || !isText(value['file']) || !isText(value['path'])) return undefined;
  const given = ['reader', 'unit', 'read', 'sha256', 'mtime', 'commit'].filter((key) => isText(value[key]));
  return {
    file: value['file'],
    path: value['path'],
    ...Object.fromEntries(given.map((key) => [key, value[key]])),
    ...(typeof value['dirty'] === 'boolean' ? { dirty: value['dirty'] } : {}),
  };
}

function readNotMeasured({ notMeasured: given, updatedAt }: UnknownFields): NotMeasured | undefined {
  if (given !== true && !isObject(given)) return undefined;
  const reason = isObject(given) && isText(given['reason']) ? plainLine(given['reason']).trim() : '';
  return {
    notMeasured: reason === '' ? {} : { reason },
    updatedAt: isText(updatedAt) ? updatedAt : '',
  };
}

/** A value as it is stored, source included, or that there is none; undefined for anything else. */
export function readFill(value: unknown): StoredFill | undefined {
  if (!isObject(value)) return undefined;
  if (!isText(value['value'])) return readNotMeasured(value);
  const source = readSource(value['source']);
  return {
    value: value['value'],
    ...(Number.isFinite(value['number']) ? { number: Number(value['number']) } : {}),
    ...(isText(value['unit']) ? { unit: value['unit'] } : {}),
    updatedAt: isText(value['updatedAt']) ? value['updatedAt'] : '',
    ...(source ? { source } : {}),
  };
}

/** The latest and the own answer to a question, as far as they hold. */
export function readAnswer(value: unknown): StoredAnswer | undefined {
  if (!isObject(value)) return undefined;
  const { latest, own } = value;
  const rating = isObject(latest) ? RATINGS.find((word) => word === latest['rating']) : undefined;
  return {
    ...(isObject(latest) && isText(latest['text']) && isText(latest['at'])
      ? { latest: { text: latest['text'], at: latest['at'], ...(rating ? { rating } : {}) } }
      : {}),
    ...(isObject(own) && isText(own['text'])
      ? { own: { text: own['text'], updatedAt: isText(own['updatedAt']) ? own['updatedAt'] : '' } }
      : {}),
  };
}

/** A list of texts; undefined for anything else. */
export const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every(isText) ? value : undefined;

/** A drill; undefined for what selects nothing. */
export function readDrill(value: unknown): Drill | undefined {
  if (!isObject(value) || !isObject(value['select'])) return undefined;
  const select = value['select'];
  const mode = MODES.find((word) => word === value['mode']);
  const difficulty = DIFFICULTIES.filter((word) => texts(select['difficulty'])?.includes(word));
  const lists = (['sections', 'tags', 'ids'] as const).filter((key) => texts(select[key]));
  return {
    select: {
      ...(select['due'] === true ? { due: true } : {}),
      ...(select['weak'] === true ? { weak: true } : {}),
      ...(isWholeIn(0, 1000)(select['new']) ? { new: Number(select['new']) } : {}),
      ...Object.fromEntries(lists.map((key) => [key, select[key]])),
      ...(difficulty.length > 0 ? { difficulty } : {}),
    },
    ...(isWholeIn(1, 1000)(value['count']) ? { count: Number(value['count']) } : {}),
    ...(isNumberIn(0.5, 1440)(value['minutes']) ? { minutes: Number(value['minutes']) } : {}),
    ...(mode ? { mode } : {}),
  };
}

const WEIGHTS = 21;
/** What a trained memory must hold, as its refusal says it. */
export const MEMORY_WANTS = `"weights", a list of ${WEIGHTS} numbers`;

/** Weights that `prep optimize` trained; undefined for anything else. */
export function readMemory(value: unknown): TrainedMemory | undefined {
  const { weights, trainedAt, reviews } = isObject(value) ? value : {};
  const isWhole = Array.isArray(weights) && weights.length === WEIGHTS && weights.every(Number.isFinite);
  if (!isWhole) return undefined;
  return {
    weights: weights.map(Number),
    trainedAt: isText(trainedAt) ? trainedAt : '',
    reviews: isWholeIn(0, 1e9)(reviews) ? Number(reviews) : 0,
  };
}
