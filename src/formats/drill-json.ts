// Answers to a drill as JSON lines: `{ question, rating, text?, points?, elapsedMs? }`. One bad line rejects that line only.
import { RATINGS, type Rating } from '../core/rating.ts';
import { field, isRaw } from './journal-fields.ts';

export type DrillAnswer = {
  /** Line in the input, from 1. */
  readonly line: number;
  readonly question: string;
  readonly rating: Rating;
  readonly text: string;
  readonly points: readonly (0 | 1)[];
  readonly elapsedMs: number;
};

export type Rejected = { readonly line: number; readonly reason: string };

const LONGEST_TEXT = 100_000;
const MOST_POINTS = 100;

const isPoint = (value: unknown): value is 0 | 1 => value === 0 || value === 1;

/** The answer that a line gives, or why it gives none. */
function readLine(text: string, line: number): DrillAnswer | Rejected {
  const reject = (reason: string): Rejected => ({ line, reason });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return reject('this is not JSON');
  }
  if (!isRaw(raw)) return reject('this is not a JSON object');
  const question = field(raw, 'question');
  const rating = RATINGS.find((word) => word === field(raw, 'rating'));
  const said = field(raw, 'text') ?? '';
  const points = field(raw, 'points') ?? [];
  const elapsedMs = field(raw, 'elapsedMs') ?? 0;
  const isTime = typeof elapsedMs === 'number' && elapsedMs >= 0 && elapsedMs <= Number.MAX_SAFE_INTEGER;
  if (typeof question !== 'string' || question === '') return reject('"question" must be an id or a number');
  if (rating === undefined) return reject(`"rating" must be one of: ${RATINGS.join(', ')}`);
  if (typeof said !== 'string') return reject('"text" must be a text');
  if (said.length > LONGEST_TEXT) return reject(`"text" is longer than ${LONGEST_TEXT} characters`);
  if (!Array.isArray(points) || points.length > MOST_POINTS || !points.every(isPoint))
    return reject('"points" must be a list of 0 and 1');
  if (!isTime) return reject('"elapsedMs" must be a number of milliseconds, 0 or more');
  return { line, question, rating, text: said, points, elapsedMs };
}

/** Reads all lines; empty ones are passed over. */
export function parseDrillAnswers(text: string): {
  readonly answers: readonly DrillAnswer[];
  readonly rejected: readonly Rejected[];
} {
  const answers: DrillAnswer[] = [];
  const rejected: Rejected[] = [];
  for (const [index, line] of text.replace(/^\uFEFF/, '').split('\n').entries()) {
    if (line.trim() === '') continue;
    const result = readLine(line, index + 1);
    if ('reason' in result) rejected.push(result);
    else answers.push(result);
  }
  return { answers, rejected };
}
