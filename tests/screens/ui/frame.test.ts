import { describe, expect, it } from 'vitest';
import { DAY_MS, instantOf } from '../../../src/core/base/day.ts';
import { intervalText } from '../../../src/screens/ui/frame.ts';
import { at, berlin } from '../../support/entries.ts';

describe('how long it is until a question is due', () => {
  const HOUR_MS = 3_600_000;
  /** A day begins at four o'clock. */
  const now = at('2026-11-24T10:00:00+01:00');

  it.each([
    [-HOUR_MS, 'now'],
    [0, 'now'],
    [1000, '1 min'],
    [HOUR_MS / 6, '10 min'],
    [5 * HOUR_MS, '5 h'],
    [19 * HOUR_MS, '1 d'],
    [59 * DAY_MS, '59 d'],
    [76 * DAY_MS, '2.5 mo'],
    [91 * DAY_MS, '3 mo'],
    [438 * DAY_MS, '1.2 y'],
  ])('%i ms: %s', (awayMs, text) => {
    expect(intervalText(now, instantOf(now + awayMs), berlin)).toBe(text);
  });
});
