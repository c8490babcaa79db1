// What a mock shows, on narrow and wide screens, with and without colours and symbols.
import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../src/core/mock/report.ts';
import { mockMarkdown } from '../../../src/formats/pages/report.ts';
import { renderKeys } from '../../../src/screens/quiz/card.ts';
import {
  renderFollowUpCard,
  renderFollowUps,
  renderMockEnd,
  renderMockList,
  renderMockResumed,
  renderMockStart,
  renderText,
  timeLeftText,
} from '../../../src/screens/mock/mock.ts';
import type { Display } from '../../../src/screens/ui/frame.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';
import { berlin } from '../../support/entries.ts';
import { after, mockAfter, RICH } from '../../support/mocks.ts';

const lookAt = (columns: number, more: Partial<Display> & { color?: boolean } = {}): Display => ({
  columns,
  plain: more.plain ?? false,
  theme: theme({ color: more.color ?? false, fancy: !more.plain, unicode: true }),
});

const ID = '01KAT3C1Q0ABCDEFGHJKMNPQRS';
const rich = mockAfter(...RICH);
const unfinished = mockAfter(...RICH.slice(0, 4));
/** A day earlier: nothing but the second question, and that worse. */
const earlier = mockAfter(
  ...RICH.slice(0, 14).map((event) => ({ ...event, at: after(-86_400) })),
  {
    type: 'ticked',
    at: after(-86_300),
    question: 'attention',
    points: [0, 1, 0],
    items: ['Quadratic time in the length', 'Measured at **two** lengths: 128 and 512 tokens', 'Gone since'],
    numbers: [],
  },
  { type: 'closed', at: after(-86_300) },
);

const screens = (display: Display): Readonly<Record<string, string>> => ({
  held: [
    renderMockStart(rich, rich.questions.length, display),
    renderMockResumed(unfinished, display),
    renderFollowUpCard(
      'What about `memory` at **45 ms**, and at all the other lengths that you measured?',
      { id: 'a', number: 4, title: 'How fast is `attention`?' },
      display,
    ),
    renderKeys('typing', display, { isInterview: true }),
    renderMockEnd(rich, display),
    renderFollowUps(
      [
        {
          kind: 'file',
          text: 'And memory?',
          answer: { text: 'Linear with tiles.\u001b[31m', elapsedMs: 0 },
          model: 'Linear **with tiles**.',
        },
        { kind: 'why', text: 'Why is that so?', skipped: true },
      ],
      display,
    ),
  ].join('\n'),
  report: renderText(mockMarkdown(reportOf(rich), berlin, false), display),
  list: renderMockList(
    [rich, unfinished, earlier].map((mock, i) => reportOf({ ...mock, id: `01KAT3C1Q${i}${ID.slice(10)}` })),
    berlin,
    display,
  ),
});

describe.each([40, 80, 120])('a mock at %i columns', (columns) => {
  const all = screens(lookAt(columns));

  it.each(Object.keys(all))('looks as it should: %s', async (name) => {
    await expect(`${all[name]}\n`).toMatchFileSnapshot(`../../golden/mock/${name}-${columns}.txt`);
  });

  it.each(Object.keys(all))('fits: %s', (name) => {
    for (const line of (all[name] ?? '').split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(columns);
  });
});

describe('a mock in plain lines', () => {
  const all = screens(lookAt(80, { plain: true }));

  it.each(Object.keys(all))('has no rule and nothing but ASCII of its own: %s', (name) => {
    expect(all[name]).not.toMatch(/[─✓✗→·❯]/);
  });
});

describe('the time left', () => {
  const { theme: style } = lookAt(80, { color: true });
  const display = lookAt(80, { color: true });

  it('is rounded up, and turns colour towards the end', () => {
    expect(timeLeftText(1_867_001, display)).toBe(style.dim('31:08 left'));
    expect(timeLeftText(300_000, display)).toBe(style.warn('5:00 left'));
    expect(timeLeftText(1, display)).toBe(style.warn('0:01 left'));
    const { budgetMs } = unfinished;
    const resumed = renderMockResumed({ ...unfinished, usedMs: budgetMs - 1_867_001 }, display);
    expect(resumed).toContain('31:08 left');
    expect(timeLeftText(0, display)).toBe(style.bad('time is up: finish this answer'));
  });
});
