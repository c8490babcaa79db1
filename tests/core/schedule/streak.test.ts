import { describe, expect, it } from 'vitest';
import { daysOff, type DayRange, parseVacation, streakDays } from '../../../src/core/schedule/days-off.ts';
import { berlin } from '../../support/entries.ts';

const vacation = (text: string): readonly DayRange[] => parseVacation(text) ?? [];
const days = new Set(['2026-11-20', '2026-11-22', '2026-11-23', '2026-11-24']);

describe('days in a row', () => {
  it('count up to today, or up to yesterday while today is still empty', () => {
    expect(streakDays(days, '2026-11-24', [])).toBe(3);
    expect(streakDays(days, '2026-11-25', [])).toBe(3);
    expect(streakDays(days, '2026-11-26', [])).toBe(0);
    expect(streakDays(new Set(), '2026-11-26', [])).toBe(0);
  });

  it('go on over a vacation, whose days do not count', () => {
    expect(streakDays(days, '2026-11-24', vacation('2026-11-21'))).toBe(4);
    expect(streakDays(days, '2026-11-30', vacation('2026-11-25..2026-11-29'))).toBe(3);
    expect(streakDays(days, '2026-11-30', vacation('2026-11-25..2026-11-28'))).toBe(0);
    expect(streakDays(days, '2026-11-24', vacation('2026-11-19'))).toBe(3);
  });

  it('count a day of vacation on which something was done after all', () => {
    expect(streakDays(days, '2026-11-24', vacation('2026-11-22..2026-11-23'))).toBe(3);
  });

  it('go on over the day of the interview', () => {
    const params = { retention: 0.9, calendar: berlin, interviewDay: '2026-11-21' };
    expect(streakDays(days, '2026-11-24', daysOff(params))).toBe(4);
    const both = daysOff({ ...params, vacation: vacation('2026-11-25') });
    expect(streakDays(days, '2026-11-26', both)).toBe(4);
  });

  it('go on over a vacation however long', () => {
    expect(streakDays(days, '2030-01-01', vacation('2026-11-25..8000-01-01'))).toBe(3);
  });
});
