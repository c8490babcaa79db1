import { describe, expect, it } from 'vitest';
import type { Drawn, LivePrompts } from '../../../src/context.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { elapsedText } from '../../../src/core/base/wording.ts';
import { type Card, renderCard, renderKeys } from '../../../src/screens/quiz/card.ts';
import {
  renderCited,
  renderFollowUp,
  renderPoints,
  renderReveal,
  type Reveal,
} from '../../../src/screens/quiz/reveal.ts';
import { renderSummary, type Summary } from '../../../src/screens/quiz/summary.ts';
import { type Display, renderClock } from '../../../src/screens/ui/frame.ts';
import { livePrompts } from '../../../src/screens/ui/prompts.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';
import { berlin } from '../../support/entries.ts';
import { quizQuestion, quizValues } from '../../support/quiz-bank.ts';
import { answering, lineWith, pausing, pressed, rating, ticking } from '../../support/live-prompts.ts';

const HOUR_MS = 3_600_000;
const NOW = instantOf(Date.UTC(2026, 10, 24, 9));

const lookAt = (columns: number, more: Partial<Display> & { color?: boolean } = {}): Display => ({
  columns,
  plain: more.plain ?? false,
  theme: theme({ color: more.color ?? false, fancy: !more.plain, unicode: true }),
});

const cardOf = (id: string, more: Partial<Card> = {}): Card => ({
  question: quizQuestion(id),
  at: 3,
  of: 12,
  attempts: 0,
  again: false,
  open: '',
  ...more,
});

const CARDS: readonly Card[] = [
  cardOf('latency', { open: '1 of 4 values unfilled', attempts: 2, followUps: 2 }),
  cardOf('story', { again: true, parts: ['situation', 'task', 'action', 'result'] }),
  cardOf('wide', { attempts: 1 }),
  cardOf('draft'),
];

const TYPED =
  'It is quadratic in the length. I measured 45 ms at 128 tokens.\n\nSecond paragraph, a longer one 漢字.';

const revealOf = (id: string, more: Partial<Reveal> = {}): Reveal => ({
  question: quizQuestion(id),
  values: quizValues(),
  typed: '',
  cited: [],
  uncited: [],
  ...more,
});

const REVEALS: readonly Reveal[] = [
  revealOf('latency', {
    typed: TYPED,
    cited: ['latency_short'],
    uncited: ['latency_long', 'slowdown'],
    followUps: 1,
    own: [
      { kind: 'plain', text: 'My own words, with **stress**: ' },
      { kind: 'filled', text: '45\u00A0ms', key: 'latency_short' },
      { kind: 'plain', text: ', and ' },
      { kind: 'open', text: '[FILL IN: accuracy]', key: 'accuracy' },
      { kind: 'plain', text: '.' },
    ],
  }),
  revealOf('story'),
  revealOf('wide'),
  revealOf('draft'),
];

const SUMMARY: Summary = {
  rows: [
    {
      question: quizQuestion('latency'),
      rating: 'hard',
      elapsedMs: 200_000,
      points: [1, 1, 0],
      missed: ['FlashAttention removes the memory term, not the arithmetic'],
      uncited: ['320 ms', '7.1×'],
      wrong: [{ said: '999 ms', place: { start: 0, end: 6 }, metric: 'latency_long', value: '320\u00A0ms' }],
      due: instantOf(NOW + 72 * HOUR_MS),
    },
    {
      question: quizQuestion('wide'),
      rating: 'again',
      elapsedMs: 400_000,
      points: [null, null],
      missed: [],
      uncited: [],
    },
    {
      question: quizQuestion('story'),
      rating: 'good',
      elapsedMs: 0,
      points: [],
      missed: [],
      uncited: [],
      due: instantOf(NOW + 24 * 90 * HOUR_MS),
    },
  ],
  attempts: [
    { rating: 'again', elapsedMs: 100_000 },
    { rating: 'hard', elapsedMs: 200_000 },
    { rating: 'good', elapsedMs: 0 },
    { rating: 'again', elapsedMs: 400_000 },
  ],
  skipped: 1,
  now: NOW,
  calendar: berlin,
  next: { sentence: '1 number of these answers has no value yet', command: 'prep fill accuracy' },
};

const drawnText = ({ text, below, keys, still }: Drawn): string =>
  [still ? text.trimEnd() : text, below, keys === undefined ? '' : `\n${keys}`]
    .filter((part) => part !== '')
    .join('\n');

function promptPictures(live: LivePrompts, columns: number): string {
  const size = { columns, rows: 24 };
  const up = Array.from({ length: 3 }, () => 'up');
  const right = Array.from({ length: 30 }, () => 'right');
  return [
    answering(live, 'type'),
    pressed(answering(live, 'type'), 'escape'),
    pressed(answering(live, 'type', { draft: TYPED }), ...up, 'home', ...right),
    answering(live, 'think'),
    ticking(live, {
      header: 'Which points did your answer have?',
      items: quizQuestion('latency').keyPoints.map((point) => point.text),
      points: [1, null, null],
      found: [
        { state: 'found', said: '"It is quadratic in the length."' },
        { state: 'maybe', said: `said with "never": "${TYPED.replaceAll(/\s+/g, ' ')}"` },
        { state: 'missing' },
      ],
    }),
    rating(live, {
      choices: [
        { rating: 'again', interval: '1 min' },
        { rating: 'hard', interval: '2 d' },
        { rating: 'good', interval: '4 d' },
        { rating: 'easy', interval: '9 d' },
      ],
      suggested: 'again',
      reason: '1 of 3 points',
    }),
    pausing(live, 'u takes the last rating back, Enter finishes'),
    lineWith(live, 'Note on this question:', 'half typed', 4),
  ]
    .map((prompt) => drawnText(prompt.draw(size)))
    .join('\n----\n');
}

const golden = (name: string, columns: number | string): string => `../../golden/quiz/${name}-${columns}.txt`;

const STEPS = ['typing', 'thinking', 'recording', 'ticking', 'rating', 'pausing', 'line'] as const;

const all = (display: Display): Readonly<Record<string, string>> => ({
  card: CARDS.map((card) => renderCard(card, display)).join('\n'),
  reveal: REVEALS.map((reveal) => renderReveal(reveal, display)).join('\n'),
  keys: STEPS.map((step) => renderKeys(step, display)).join('\n'),
  summary: renderSummary(SUMMARY, display),
});

describe('the keys of a window', () => {
  it.each(STEPS)('say how its text is scrolled: %s', (step) => {
    const isText = step === 'typing' || step === 'line';
    const keys = renderKeys(step, lookAt(80), { isFull: true });
    expect(keys).toContain('PgUp PgDn');
    expect(keys.includes('Ctrl-U and Ctrl-D scroll half a page')).toBe(!isText);
    expect(renderKeys(step, lookAt(80))).not.toContain('PgUp');
  });
});

describe.each([40, 80, 120])('the screens of a session at %i columns', (columns) => {
  const screens: Readonly<Record<string, string>> = {
    ...all(lookAt(columns)),
    prompts: promptPictures(livePrompts({ color: false, fancy: true, unicode: true }), columns),
  };

  it.each(Object.keys(screens))('look as they should: %s', async (name) => {
    await expect(`${screens[name]}\n`).toMatchFileSnapshot(golden(name, columns));
  });

  it.each(Object.keys(screens))('fit: %s', (name) => {
    for (const line of (screens[name] ?? '').split('\n'))
      expect(textWidth(line)).toBeLessThanOrEqual(columns);
  });
});

describe('the screens of a session in plain lines', () => {
  it('are the same words without rules and indents', async () => {
    await expect(
      `${Object.values(all(lookAt(80, { plain: true }))).join('\n=====\n')}\n`,
    ).toMatchFileSnapshot(golden('plain', 80));
  });

  it('carry no escape sequences', () => {
    for (const text of Object.values(all(lookAt(80, { plain: true })))) expect(text).not.toContain('\x1b');
  });
});

describe('colour', () => {
  it('adds nothing but styles to what prep itself says', () => {
    const { reveal: _, ...plain } = all(lookAt(80));
    const colored = all(lookAt(80, { color: true }));
    for (const name of Object.keys(plain)) {
      const text = colored[name] ?? '';
      expect(text).toContain('\x1b[');
      expect(text.replaceAll(/\x1b\[[\d;]*m/g, '').replaceAll(/ +$/gm, '')).toBe(plain[name]);
    }
  });

  it('tells the time before, past, and far past the target', () => {
    const style = theme({ color: true, fancy: true, unicode: true });
    expect(renderClock(60_000, 60_000, style)).toBe(style.dim('1:00 / 1:00'));
    expect(renderClock(61_000, 60_000, style)).toBe(style.warn('1:01 / 1:00'));
    expect(renderClock(91_000, 60_000, style)).toBe(style.bad('1:31 / 1:00'));
  });
});

describe('small things', () => {
  it.each([
    [0, '0:00'],
    [59_999, '0:59'],
    [600_000, '10:00'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('writes %i ms as %s', (elapsedMs, text) => {
    expect(elapsedText(elapsedMs)).toBe(text);
  });

  it('marks open placeholders by their brackets and shows values with their unit', () => {
    const text = renderReveal(revealOf('latency'), lookAt(80));
    expect(text).toContain('45\u00A0ms');
    expect(text).toContain('[FILL IN: accuracy]');
  });

  it('colours values and open placeholders of the user’s own version as those of the model answer', () => {
    const display = lookAt(80, { color: true });
    const own = renderReveal(revealOf('draft', { own: REVEALS[0]?.own ?? [] }), display);
    expect(own).toContain(display.theme.filled('45\u00A0ms'));
    expect(own).toContain(display.theme.open('[FILL IN: accuracy]'));
  });

  it('says nothing of numbers that were not cited when nothing was typed', () => {
    expect(renderCited(revealOf('story', { uncited: ['latency_long'] }), lookAt(80))).toBe('');
  });

  it('shows wrong numbers first, as the model answer is long', () => {
    const wrong = { said: '999 ms', place: { start: 0, end: 6 }, metric: 'latency_long', value: '320 ms' };
    const shown = renderReveal(revealOf('latency', { typed: '999 ms', wrongNumbers: [wrong] }), lookAt(80));
    expect(shown).toMatch(/^ {2}✗ You said 999 ms; latency_long is 320 ms\.\n\n── Model answer/);
    expect(shown.match(/You said 999 ms/g)).toHaveLength(1);
    const again = { typed: '999 ms', wrongNumbers: [wrong], uncited: ['latency_long', 'slowdown'] };
    expect(renderCited(revealOf('latency', again), lookAt(80))).toMatch(
      /^ {2}· not cited: (?!.*latency_long)/,
    );
  });

  it('has points with the whole of what was said, or without marks', () => {
    const said = `says of "key" what the point says of "query": ${'"a long sentence of mine"'.repeat(9)}`;
    const shown = renderPoints(['One', 'Two'], [], [{ state: 'maybe', said }], lookAt(40));
    expect(shown).toContain('? One');
    expect(shown.replaceAll(/\s/g, '')).toContain(said.replaceAll(/\s/g, ''));
    expect(shown).not.toMatch(/[✓✗·] Two/);
    expect(renderPoints([], [], [], lookAt(40))).toBe('');
    const found = [
      { state: 'maybe', said },
      { state: 'maybe', said },
    ] as const;
    expect(renderPoints(['One', 'Two'], [0, null], found, lookAt(40))).toMatch(/no One[^]*\? Two/);
  });

  it('fills follow-ups as well', () => {
    const question = quizQuestion('latency');
    const [first] = question.followUpTexts;
    if (!first) throw new Error('no follow-up');
    const shown = { question, values: new Map([['accuracy', { text: '82%', origin: 'typed' as const }]]) };
    expect(renderFollowUp(first, 'question', shown, lookAt(80))).toBe('  What about 82%?');
    expect(renderFollowUp(first, 'answer', shown, lookAt(80))).toBe('  It is the mean of five seeds.');
  });

  it('keeps escape sequences of a question off the screen', () => {
    const question = {
      ...quizQuestion('latency'),
      title: 'a\x1b[2Jb\x07',
      section: '\x1b]0;x\x07s',
      id: '\x1b[1mid',
    };
    const { number: _, ...unnumbered } = question;
    expect(renderCard(cardOf('latency', { question: unnumbered }), lookAt(80))).not.toContain('\x1b');
  });
});
