// Answers to a drill as JSON lines: `{ question, rating, text?, points?, elapsedMs? }`. One bad line rejects that line only.
import type { Points } from '../core/points.ts';
import { RATINGS, type Rating } from '../core/rating.ts';
import { isObject, type UnknownFields } from '../core/unknown-value.ts';
import {
  Damage,
  field,
  isPoint,
  listField,
  MAX_TEXT_CHARS,
  msField,
  nameField,
  textField,
  wordField,
} from './json-fields.ts';

export type DrillAnswer = {
  /** Line in the input, from 1. */
  readonly line: number;
  readonly question: string;
  readonly rating: Rating;
  readonly text: string;
  readonly points: Points;
  readonly elapsedMs: number;
};

export type Rejected = { readonly line: number; readonly reason: string };

/** Scripts write `null` for what they leave out. */
const has = (raw: UnknownFields, name: string): boolean => (field(raw, name) ?? undefined) !== undefined;

function parseLine(text: string): UnknownFields {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new Damage('this line is not JSON');
  }
  if (!isObject(raw)) throw new Damage('this line is not a JSON object');
  return raw;
}

function readLine(text: string, line: number): DrillAnswer {
  const raw = parseLine(text);
  return {
    line,
    question: nameField(raw, 'question'),
    rating: wordField(raw, 'rating', RATINGS),
    text: has(raw, 'text') ? textField(raw, 'text', MAX_TEXT_CHARS) : '',
    points: has(raw, 'points') ? listField(raw, 'points', isPoint, '0 and 1') : [],
    elapsedMs: has(raw, 'elapsedMs') ? msField(raw, 'elapsedMs') : 0,
  };
}

/** Reads all lines; empty ones are passed over. Never throws. */
export function parseDrillAnswers(text: string): {
  readonly answers: readonly DrillAnswer[];
  readonly rejected: readonly Rejected[];
} {
  const answers: DrillAnswer[] = [];
  const rejected: Rejected[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    try {
      answers.push(readLine(line, index + 1));
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      rejected.push({ line: index + 1, reason: error.message });
    }
  }
  return { answers, rejected };
}
