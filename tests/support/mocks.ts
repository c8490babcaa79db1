// Mocks for tests: short events, finished mocks, a store as a list.
import * as fc from 'fast-check';
import type { MockStore } from '../../src/context.ts';
import { type Instant, instantOf } from '../../src/core/base/day.ts';
import {
  type EventOf,
  type Mock,
  type MockEvent,
  type MockQuestion,
  replayMock,
} from '../../src/core/mock/mock.ts';
import { anyCharacter } from './characters.ts';
import { at } from './entries.ts';

/** In seconds after ten o'clock. */
export const after = (seconds: number): Instant =>
  instantOf(at('2026-11-24T10:00:00+01:00') + seconds * 1000);

export const mockQuestion = (question: string, more: Partial<MockQuestion> = {}): MockQuestion => ({
  question,
  section: 'Architecture',
  title: `Title of ${question}`,
  kind: 'open',
  minutes: 2,
  ...more,
});

/** Just set up, with the questions `a` and `b`. */
export const started = (more: Partial<EventOf<'started'>> = {}): EventOf<'started'> => ({
  type: 'started',
  at: after(0),
  mode: 'type',
  budgetMs: 600_000,
  seed: 's',
  banks: [],
  questions: [mockQuestion('a'), mockQuestion('b')],
  ...more,
});

/** Fails the test for an event that does not fit. */
export function mockAfter(...events: readonly MockEvent[]): Mock {
  const { mock, refused } = replayMock('01M', events);
  if (!mock || refused > 0) throw new Error(`${refused} events do not fit`);
  return mock;
}

/** A whole interview of two questions: the first answered, followed up and rated, the second skipped. */
export const INTERVIEW: readonly MockEvent[] = [
  started(),
  { type: 'asked', at: after(0), question: 'a' },
  { type: 'answered', at: after(65), text: 'It takes 45 ms.', elapsedMs: 60_000 },
  { type: 'followed', at: after(65), kind: 'why', text: 'Why is that so?' },
  { type: 'replied', at: after(95), text: 'Because.', elapsedMs: 30_000 },
  { type: 'asked', at: after(95), question: 'b' },
  { type: 'skipped', at: after(105), why: 'skip' },
  { type: 'ended', at: after(105), why: 'done' },
  {
    type: 'ticked',
    at: after(120),
    question: 'a',
    points: [1, 0],
    items: ['Quadratic time', 'Measured'],
    numbers: [
      { key: 'short', text: '45 ms', cited: true },
      { key: 'long', text: '320 ms', cited: false, said: '999 ms' },
    ],
  },
  {
    type: 'rated',
    at: after(130),
    question: 'a',
    rating: 'hard',
    title: 'Title of a',
    questionHash: 'h',
    bank: 'shipped',
  },
  { type: 'closed', at: after(131) },
];

/** With everything that its sound and its parts can have. */
export const TOLD: EventOf<'answered'> = {
  type: 'answered',
  at: after(65),
  text: 'It takes um 45 ms.',
  elapsedMs: 60_000,
  recording: 'recordings/01M.wav',
  delivery: {
    durationMs: 60_000,
    firstWordMs: 800,
    speechMs: 50_000,
    pauses: 4,
    longestPauseMs: 2100,
    silenceMs: 6000,
  },
  transcribed: true,
  partsMs: [9000, 6000, 33_000, 12_000],
  parts: ['situation', 'task', 'action', 'result'],
};

export function memoryMocks(
  stored: Readonly<Record<string, readonly MockEvent[]>> = {},
): MockStore & { readonly files: Map<string, MockEvent[]> } {
  const files = new Map(Object.entries(stored).map(([id, events]) => [id, [...events]]));
  return {
    files,
    ids: () => [...files.keys()].toSorted().toReversed(),
    read: (id) => ({ events: files.get(id) ?? [], unusable: 0, newer: false }),
    append: (id, event) => void files.set(id, [...(files.get(id) ?? []), event]),
  };
}

/** Not ended, newest first. */
export const waitingIn = ({ ids, read }: Pick<MockStore, 'ids' | 'read'>): readonly string[] =>
  ids().filter((id) => !['closed', 'abandoned'].includes(read(id).events.at(-1)?.type ?? ''));

const question = fc.constantFrom('a', 'b', 'c', '__proto__');
const reply = { text: fc.string({ unit: anyCharacter, maxLength: 20 }), elapsedMs: fc.nat(100_000) };
const happening = fc.oneof(
  fc.record({ type: fc.constant('asked' as const), question }),
  fc.record({ type: fc.constant('answered' as const), ...reply }),
  fc.record({
    type: fc.constant('skipped' as const),
    why: fc.constantFrom('skip' as const, 'gone' as const),
  }),
  fc.record({
    type: fc.constant('followed' as const),
    kind: fc.constantFrom('why' as const, 'number' as const),
    text: fc.string(),
  }),
  fc.record({ type: fc.constant('replied' as const), ...reply }),
  fc.record({
    type: fc.constant('ended' as const),
    why: fc.constantFrom('done' as const, 'time' as const, 'left' as const),
  }),
  fc.record({
    type: fc.constant('ticked' as const),
    question,
    points: fc.array(fc.constantFrom(0 as const, 1 as const, null), { maxLength: 3 }),
    items: fc.array(fc.string(), { maxLength: 3 }),
    numbers: fc.array(fc.record({ key: question, text: fc.string(), cited: fc.boolean() }), { maxLength: 2 }),
  }),
  fc.record({
    type: fc.constant('rated' as const),
    question,
    rating: fc.constantFrom('again' as const, 'good' as const),
  }),
  fc.record({ type: fc.constant('unrated' as const), question }),
  fc.record({
    type: fc.constantFrom('paused' as const, 'resumed' as const, 'closed' as const, 'abandoned' as const),
  }),
);

/** Any event after the start, at any time of half an hour. */
export const anyMockEvent: fc.Arbitrary<MockEvent> = fc
  .tuple(happening, fc.nat(1800))
  .map(([event, seconds]): MockEvent => ({ ...event, at: after(seconds) }));

/**
 * With everything that a report can have: a recorded story, wide letters, all kinds of follow-ups, skipped and
 * unanswered questions.
 */
export const RICH: readonly MockEvent[] = [
  started({
    questions: [
      mockQuestion('surprise', {
        number: 41,
        section: 'Behavioural',
        title: 'Tell me about a surprise.',
        kind: 'star',
      }),
      mockQuestion('attention', {
        number: 4,
        title:
          'What is the computational complexity of attention, and does your own measurement agree with it?',
        minutes: 3,
      }),
      mockQuestion('wide', {
        section: '国際化',
        title: '全角文字と絵文字 👩‍💻 を含む質問はどう表示されますか?',
      }),
      mockQuestion('skipped', { title: 'Why <b>several</b> heads | and not one?' }),
      mockQuestion('left'),
    ],
    budgetMs: 2_700_000,
  }),
  { type: 'asked', at: after(0), question: 'surprise' },
  TOLD,
  { type: 'asked', at: after(65), question: 'attention' },
  {
    type: 'answered',
    at: after(400),
    text: 'It is quadratic.\n# No heading\n<script>alert(1)</script> I measured 45 ms.',
    elapsedMs: 330_000,
  },
  { type: 'followed', at: after(400), kind: 'file', text: 'What about `memory` at **45 ms**?', index: 1 },
  { type: 'replied', at: after(430), text: 'Linear with tiles.', elapsedMs: 30_000 },
  {
    type: 'followed',
    at: after(430),
    kind: 'ten-times',
    text: 'What would change with attention at ten times the load?',
  },
  { type: 'skipped', at: after(440), why: 'skip' },
  { type: 'asked', at: after(440), question: 'wide' },
  { type: 'answered', at: after(470), text: '', elapsedMs: 30_000 },
  { type: 'asked', at: after(470), question: 'skipped' },
  { type: 'skipped', at: after(480), why: 'skip' },
  { type: 'ended', at: after(480), why: 'time' },
  {
    type: 'ticked',
    at: after(500),
    question: 'surprise',
    points: [1, 1, 1, 0],
    items: [
      'Situation: where it was',
      'Task: what was yours',
      'Action: what you did',
      'Result: what came of it',
    ],
    numbers: [{ key: 'short', text: '45\u00A0ms', cited: true }],
  },
  { type: 'rated', at: after(510), question: 'surprise', rating: 'hard' },
  {
    type: 'ticked',
    at: after(520),
    question: 'attention',
    points: [1, 0, 0],
    items: [
      'Quadratic time in the length',
      'Measured at **two** lengths: 128 and 512 tokens',
      'FlashAttention removes the memory term, not the arithmetic, whatever the length is',
    ],
    numbers: [
      { key: 'short', text: '45\u00A0ms', cited: true },
      { key: 'long', text: '320\u00A0ms', cited: false },
    ],
  },
  { type: 'rated', at: after(530), question: 'attention', rating: 'again' },
  { type: 'unrated', at: after(540), question: 'wide' },
  { type: 'closed', at: after(541) },
];
