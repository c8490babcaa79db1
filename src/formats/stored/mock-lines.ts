// A mock's file: one JSON object per line ⇄ events. Damaged lines and unknown types are dropped and
// counted. Never throws.
import { MODES, RATINGS } from '../../core/base/attempt.ts';
import { type Calendar, isoWithOffset } from '../../core/base/day.ts';
import { STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import { isMs } from '../../core/base/collections.ts';
import {
  type EventOf,
  FOLLOW_UP_KINDS,
  MOCK_ENDS,
  type MockEvent,
  type MockEventType,
  type MockNumber,
  type MockQuestion,
} from '../../core/mock/mock.ts';
import * as field from './fields.ts';

const MOCK_VERSION = 1;

const whole = (low: number) =>
  field.custom<number>(
    (value) => Number.isSafeInteger(value) && Number(value) >= low,
    'must be a whole number',
  );

const questionSchema = field.object({
  question: field.label,
  number: field.optional(whole(Number.MIN_SAFE_INTEGER)),
  section: field.text,
  title: field.text,
  kind: field.word(['open', 'star']),
  minutes: field.custom<number>((value) => isMs(value) && value <= 1440, 'must be minutes'),
});
const numberSchema = field.object({
  key: field.label,
  text: field.text,
  cited: field.flag,
  said: field.optional(field.text),
});

const REPLY = {
  text: field.text,
  elapsedMs: field.ms,
  parts: field.optional(field.list<StarPart>(field.word(STAR_PARTS), 'parts of a story')),
  ...field.SAID,
};

const happened = <const Type extends MockEventType, Entries extends field.ObjectEntries>(
  type: Type,
  entries: Entries,
) => field.object({ type: field.literal(type), at: field.instant, ...entries });

const EVENTS: { readonly [Type in MockEventType]: field.Schema<EventOf<Type>> } = {
  started: happened('started', {
    mode: field.word(MODES),
    budgetMs: field.ms,
    seed: field.text,
    banks: field.list<string>(field.line, 'paths'),
    questions: field.list<MockQuestion>(questionSchema, 'questions'),
  }),
  asked: happened('asked', { question: field.name }),
  answered: happened('answered', REPLY),
  skipped: happened('skipped', { why: field.word(['skip', 'gone']) }),
  reopened: happened('reopened', {}),
  followed: happened('followed', {
    kind: field.word(FOLLOW_UP_KINDS),
    text: field.text,
    index: field.optional(whole(0)),
  }),
  replied: happened('replied', REPLY),
  ended: happened('ended', { why: field.word(MOCK_ENDS) }),
  ticked: happened('ticked', {
    question: field.name,
    points: field.points,
    items: field.list<string>(field.text, 'texts'),
    numbers: field.list<MockNumber>(numberSchema, 'numbers'),
  }),
  rated: happened('rated', { question: field.name, rating: field.word(RATINGS), ...field.REMEMBERED }),
  unrated: happened('unrated', { question: field.name }),
  paused: happened('paused', {}),
  resumed: happened('resumed', {}),
  closed: happened('closed', {}),
  abandoned: happened('abandoned', {}),
};

/** By version 0.1.0. */
const RETIRED = /"type":"predicted"/;

export type MockContent = Readonly<ReturnType<typeof parseMock>>;

/** Tolerates blank lines, CRLF, and unknown fields. `newer`: a newer prep wrote some, so nothing may be added. */
export function parseMock(text: string) {
  const events: MockEvent[] = [];
  let unusable = 0;
  let newer = false;
  for (const [line] of field.linesOf(text)) {
    if (RETIRED.test(line)) continue;
    const read = field.readLine<MockEvent>(line, MOCK_VERSION, EVENTS);
    if ('value' in read) events.push(read.value);
    else if ('newer' in read) newer = true;
    else unusable++;
  }
  return { events, unusable, newer };
}

/** One line without its newline. */
export const formatMockEvent = (event: MockEvent, calendar: Calendar): string =>
  JSON.stringify({ v: MOCK_VERSION, ...event, at: isoWithOffset(event.at, calendar) });
