import { describe, expect, it } from 'vitest';
import type { Drawn } from '../../../src/context.ts';
import type { Delivery } from '../../../src/core/base/attempt.ts';
import { speechOf } from '../../../src/core/speech/transcript.ts';
import { storyOf } from '../../../src/commands/stories/story-answer.ts';
import { renderDelivery, renderSpeech } from '../../../src/screens/speech/delivery.ts';
import type { Display } from '../../../src/screens/ui/frame.ts';
import { renderKeys } from '../../../src/screens/quiz/card.ts';
import { livePrompts } from '../../../src/screens/ui/prompts.ts';
import { renderReveal, type Reveal } from '../../../src/screens/quiz/reveal.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';
import { quizQuestion, quizValues } from '../../support/quiz-bank.ts';
import { answering, pressed, recording } from '../../support/live-prompts.ts';

const lookAt = (columns: number, plain = false, color = false): Display => ({
  columns,
  plain,
  theme: theme({ color, fancy: !plain, unicode: true }),
});

const DELIVERY: Delivery = {
  durationMs: 102_000,
  firstWordMs: 1240,
  speechMs: 80_000,
  pauses: 7,
  longestPauseMs: 2100,
  silenceMs: 12_000,
};
const SILENT: Delivery = {
  durationMs: 5000,
  speechMs: 0,
  pauses: 0,
  longestPauseMs: 0,
  silenceMs: 0,
};
const SAID = 'um it is quadratic in the length and i measured forty five milliseconds';

const TOLD =
  '## Situation\n\nA ratio that 漢字 nobody in the whole team could explain.\n\n## Task\n\n## Action\n\nI counted.';
const story = quizQuestion('story');
const revealOf = (more: Partial<Reveal>): Reveal => ({
  question: story,
  values: quizValues(),
  typed: '',
  cited: [],
  uncited: [],
  ...more,
});
const withStory = (reveal: Reveal, partsMs?: readonly number[]): Reveal => ({
  ...reveal,
  story: storyOf(reveal, { partsMs }),
});

const OFF_TOPIC = revealOf({
  question: quizQuestion('latency'),
  typed: 'The weather was fine.',
  topic: 'off-topic',
});

const REVEALS: readonly Reveal[] = [
  withStory(revealOf({ typed: TOLD }), [30_000, 20_000, 60_000, 0]),
  withStory(revealOf({}), [30_000, 20_000, 60_000, 10_000]),
  withStory(revealOf({ typed: SAID, isHeard: true })),
  OFF_TOPIC,
];

const drawnText = ({ text, below, keys, still }: Drawn): string =>
  [still ? text.trimEnd() : text, below, keys === undefined ? '' : `\n${keys}`]
    .filter((part) => part !== '')
    .join('\n');

function prompts(columns: number, unicode: boolean): string {
  const live = livePrompts({ color: false, fancy: unicode, unicode });
  const part = { heading: 'Task, part 2 of 4, usually 10 to 15% of the time', next: 'Action' };
  const left = { ...part, beside: () => '31:05 of 45:00 left' };
  return [
    recording(live, -23),
    recording(live, undefined),
    recording(live, -1, left),
    answering(live, 'think', left),
    pressed(answering(live, 'type', { ...part, draft: SAID }), 'home', 'right', 'right', 'right'),
    pressed(answering(live, 'type', { isHeard: true, draft: SAID }), 'home', 'right', 'right', 'right'),
    answering(live, 'type', { isHeard: true }),
  ]
    .map((prompt) => drawnText(prompt.draw({ columns, rows: 24 })))
    .join('\n----\n');
}

const screensAt = (display: Display): Readonly<Record<string, string>> => ({
  delivery: [
    renderDelivery(DELIVERY, display),
    renderDelivery({ ...DELIVERY, pauses: 1 }, display),
    renderDelivery(SILENT, display),
    renderSpeech(speechOf(SAID), DELIVERY, display),
    renderSpeech(speechOf(SAID), undefined, display),
  ].join('\n'),
  reveal: REVEALS.map((reveal) => renderReveal(reveal, display)).join('\n'),
  keys: [
    renderKeys('recording', display, { isSpoken: true }),
    renderKeys('rating', display, { isSpoken: true }),
  ].join('\n'),
});

const golden = (name: string, columns: number): string => `../../golden/speaking/${name}-${columns}.txt`;

describe.each([40, 80, 120])('the screens of speaking at %i columns', (columns) => {
  const screens = { ...screensAt(lookAt(columns)), prompts: prompts(columns, true) };

  it.each(Object.entries(screens))('look as they should, and fit: %s', async (name, text) => {
    await expect(`${text}\n`).toMatchFileSnapshot(golden(name, columns));
    for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(columns);
  });
});

describe('the screens of speaking elsewhere', () => {
  it('are the same words in plain lines', async () => {
    const text = Object.values(screensAt(lookAt(80, true))).join('\n=====\n');
    await expect(`${text}\n`).toMatchFileSnapshot(golden('plain', 80));
    expect(text).not.toContain('\x1b');
  });

  it('do without other characters than ASCII where there are none', () => {
    const text = prompts(80, false);
    expect(text).toMatch(/recording .* -23 dB/);
    expect(text).not.toMatch(/[^\x00-\x7f]/);
    const display = lookAt(80, true);
    expect(renderDelivery(DELIVERY, display)).not.toMatch(/[^\x00-\x7f]/);
    expect(renderSpeech(speechOf(SAID), DELIVERY, display)).not.toMatch(/[^\x00-\x7f]/);
  });
});

describe('an answer', () => {
  it('is told apart from an answer that is about something else', () => {
    expect(renderReveal(OFF_TOPIC, lookAt(80))).toContain(
      'Your answer has almost nothing in common with this question.',
    );
    const onTopic: Reveal = { ...OFF_TOPIC, topic: 'on-topic' };
    expect(renderReveal(onTopic, lookAt(80))).not.toContain('nothing in common');
  });
});
