// The notation of a mock's file: one JSON object a line ⇄ events. A line that is torn, damaged or of an unknown kind is
// left out and counted; nothing throws on any text. What the events mean together is none of its business.
import { MODES } from '../core/attempt.ts';
import { isoWithOffset, type Calendar } from '../core/day.ts';
import {
  FOLLOW_UP_KINDS,
  MOCK_ENDS,
  type MockEvent,
  type MockEventType,
  type MockNumber,
  type MockQuestion,
  type MockReply,
} from '../core/mock.ts';
import { STAR_PARTS, type StarPart } from '../core/question.ts';
import { RATINGS } from '../core/rating.ts';
import { isObject, type UnknownFields } from '../core/unknown-value.ts';
import { addRemembered, addSaid, atField, type Writable } from './attempt-fields.ts';
import {
  Damage,
  field,
  isName,
  isPoint,
  listField,
  MAX_LINE_CHARS,
  MAX_TEXT_CHARS,
  msField,
  nameField,
  shareField,
  textField,
  wordField,
  yesField,
} from './json-fields.ts';

/** Version of the lines that are written. */
const MOCK_VERSION = 1;

/** What a file holds: its events, and how many lines cannot be used. `newer`: some were written by a newer prep. */
export type MockContent = {
  readonly events: readonly MockEvent[];
  readonly unusable: number;
  readonly newer: boolean;
};

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_LINE_CHARS;

function isQuestion(value: unknown): value is MockQuestion {
  if (!isObject(value)) return false;
  const { question, number, section, title, kind, minutes } = value;
  return (
    isName(question) &&
    (number === undefined || Number.isSafeInteger(number)) &&
    isText(section) &&
    isText(title) &&
    (kind === 'open' || kind === 'star') &&
    typeof minutes === 'number' &&
    minutes >= 0 &&
    minutes <= 1440
  );
}

const isNumber = (value: unknown): value is MockNumber =>
  isObject(value) && isName(value['key']) && isText(value['text']) && typeof value['cited'] === 'boolean';

const isPart = (value: unknown): value is StarPart => STAR_PARTS.some((part) => part === value);

function replyOf(raw: UnknownFields): MockReply {
  const reply: Writable<MockReply> = {
    text: textField(raw, 'text', MAX_TEXT_CHARS),
    elapsedMs: msField(raw, 'elapsedMs'),
  };
  if (field(raw, 'parts') !== undefined) reply.parts = listField(raw, 'parts', isPart, 'parts of a story');
  return addSaid(reply, raw);
}

function indexOf(raw: UnknownFields): { index?: number } {
  const value = field(raw, 'index');
  if (value === undefined) return {};
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Damage('"index" must be a whole number');
  return { index: value };
}

/** What each kind of event holds besides its time. */
const FIELDS: {
  readonly [Type in MockEventType]: (
    raw: UnknownFields,
  ) => Omit<Extract<MockEvent, { type: Type }>, 'type' | 'at'>;
} = {
  started: (raw) => ({
    mode: wordField(raw, 'mode', MODES),
    study: yesField(raw, 'study'),
    predict: yesField(raw, 'predict'),
    voice: yesField(raw, 'voice'),
    budgetMs: msField(raw, 'budgetMs'),
    seed: textField(raw, 'seed', MAX_LINE_CHARS),
    banks: listField(raw, 'banks', isText, 'paths'),
    questions: listField(raw, 'questions', isQuestion, 'questions'),
  }),
  asked: (raw) => ({ question: nameField(raw, 'question') }),
  predicted: (raw) => ({ predicted: shareField(raw, 'predicted') }),
  answered: replyOf,
  skipped: (raw) => ({ why: wordField(raw, 'why', ['skip', 'gone'] as const) }),
  followed: (raw) => ({
    kind: wordField(raw, 'kind', FOLLOW_UP_KINDS),
    text: textField(raw, 'text', MAX_TEXT_CHARS),
    ...indexOf(raw),
  }),
  replied: replyOf,
  ended: (raw) => ({ why: wordField(raw, 'why', MOCK_ENDS) }),
  ticked: (raw) => ({
    question: nameField(raw, 'question'),
    points: listField(raw, 'points', isPoint, '0 and 1'),
    items: listField(raw, 'items', isText, 'texts'),
    numbers: listField(raw, 'numbers', isNumber, 'numbers'),
  }),
  rated: (raw) => ({
    question: nameField(raw, 'question'),
    rating: wordField(raw, 'rating', RATINGS),
    ...addRemembered({}, raw),
  }),
  unrated: (raw) => ({ question: nameField(raw, 'question') }),
  paused: () => ({}),
  resumed: () => ({}),
  closed: () => ({}),
  abandoned: () => ({}),
};

const isType = (value: unknown): value is MockEventType =>
  typeof value === 'string' && Object.hasOwn(FIELDS, value);

/** The event of a line; undefined when it cannot be used. */
function eventOf(line: string): MockEvent | 'newer' | undefined {
  try {
    const raw: unknown = JSON.parse(line);
    if (!isObject(raw)) return undefined;
    const version = field(raw, 'v');
    if (typeof version === 'number' && version > MOCK_VERSION) return 'newer';
    const type = field(raw, 'type');
    if (version !== MOCK_VERSION || !isType(type)) return undefined;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of the fields of its type, each checked
    return { type, at: atField(raw), ...FIELDS[type](raw) } as MockEvent;
  } catch (error) {
    if (error instanceof Damage || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads a mock's file. Blank lines and CRLF are tolerated, as are fields that this version does not know. */
export function parseMock(text: string): MockContent {
  const events: MockEvent[] = [];
  let unusable = 0;
  let newer = false;
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    if (line.trim() === '') continue;
    const event = eventOf(line);
    if (event === 'newer') newer = true;
    else if (event) events.push(event);
    else unusable++;
  }
  return { events, unusable, newer };
}

/** An event as one line, without the newline that must follow it. Texts beyond a million characters are cut. */
export function formatMockEvent(event: MockEvent, calendar: Calendar): string {
  const { type, at, ...rest } = event;
  const cut = 'text' in rest ? { text: rest.text.slice(0, MAX_TEXT_CHARS) } : {};
  return JSON.stringify({ v: MOCK_VERSION, type, at: isoWithOffset(at, calendar), ...rest, ...cut });
}
