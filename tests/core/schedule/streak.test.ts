import { describe, expect, it } from 'vitest';
import { type DayRange, parseVacation, streakDays, studiedOf } from '../../../src/core/schedule/days-off.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import { asOfToday } from '../../../src/core/schedule/queue.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';
import { at, attempt, params } from '../../support/entries.ts';
import { head } from '../../support/heads.ts';

const vacation = (text: string): readonly DayRange[] => parseVacation(text) ?? [];
const noonOf = (day: string) => at(`${day}T12:00:00+01:00`);

type Around = { readonly off?: string; readonly interviewDay?: string; readonly newPerDay?: number };

/** Of `a`, rated on these days. */
function asOf(
  today: string,
  days: readonly string[],
  heads = [head('a'), head('never rated')],
  { off, interviewDay, newPerDay = 5 }: Around = {},
) {
  const around = { ...params, interviewDay, vacation: off === undefined ? undefined : vacation(off) };
  const entries = days.map((day) => attempt(day, 'a', 'good', noonOf(day)));
  const progress = foldJournal(entries, around);
  const settings = { ...DEFAULT_SETTINGS, newPerDay };
  return asOfToday({ heads, progress, settings, now: noonOf(today), params: around });
}

describe('days in a row', () => {
  const days = ['2026-11-20', '2026-11-22', '2026-11-23', '2026-11-24'];
  const streak = (today: string, around: Around = {}, studied: readonly string[] = days): number =>
    streakDays(asOf(today, studied, undefined, around), today);

  it('count up to today, or up to yesterday while today is still empty', () => {
    expect(streak('2026-11-24')).toBe(3);
    expect(streak('2026-11-25')).toBe(3);
    expect(streak('2026-11-26')).toBe(0);
    expect(streak('2026-11-26', {}, [])).toBe(0);
  });

  it('go on over a vacation, whose days do not count', () => {
    expect(streak('2026-11-24', { off: '2026-11-21' })).toBe(4);
    expect(streak('2026-11-30', { off: '2026-11-25..2026-11-29' })).toBe(3);
    expect(streak('2026-11-30', { off: '2026-11-25..2026-11-28' })).toBe(0);
    expect(streak('2026-11-24', { off: '2026-11-19' })).toBe(3);
  });

  it('count a day of vacation on which something was done after all', () => {
    expect(streak('2026-11-24', { off: '2026-11-22..2026-11-23' })).toBe(3);
  });

  it('go on over the day of the interview', () => {
    expect(streak('2026-11-24', { interviewDay: '2026-11-21' })).toBe(4);
    expect(streak('2026-11-26', { interviewDay: '2026-11-21', off: '2026-11-25' })).toBe(4);
  });

  it('go on over a vacation however long', () => {
    expect(streak('2030-01-01', { off: '2026-11-25..8000-01-01' })).toBe(3);
  });
});

describe('a day without an attempt', () => {
  const only = [head('a')];
  // Each on its due date.
  const days = ['2026-11-01', '2026-11-03', '2026-11-13'];
  const studied = (progress: ReturnType<typeof asOf>, today: string) => studiedOf(progress, today);

  it('is not skipped where nothing was due, nor new and left', () => {
    const progress = asOf('2026-11-14', days, only);
    expect(progress.skipped).toEqual([]);
    expect(studied(progress, '2026-11-14')).toEqual({ share: 1, studied: 3, days: 3 });
    expect(streakDays(progress, '2026-11-14')).toBe(3);
    expect(asOf('2026-11-14', days, undefined, { newPerDay: 0 }).skipped).toEqual([]);
    const later = head('later', { created: '2026-11-13T20:00:00+01:00' });
    expect(asOf('2026-11-14', days, [...only, later]).skipped).toEqual([]);
    const ofOtherBank = head('other', { bank: 'not begun' });
    expect(asOf('2026-11-14', days, [...only, ofOtherBank]).skipped).toEqual([]);
  });

  it('is skipped where something was due, whether it was answered since or not', () => {
    const late = ['2026-11-01', '2026-11-05'];
    expect(asOf('2026-11-06', late, only).skipped).toEqual(['2026-11-03', '2026-11-04']);
    expect(asOf('2026-11-05', ['2026-11-01'], only).skipped).toEqual(['2026-11-03', '2026-11-04']);
  });

  it('is skipped where new questions were left', () => {
    const fresh = head('fresh', { created: '2026-11-04T10:00:00+01:00' });
    expect(asOf('2026-11-07', days.slice(0, 2), [...only, fresh]).skipped).toEqual([
      '2026-11-05',
      '2026-11-06',
    ]);
  });
});
