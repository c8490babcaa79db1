import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';
import { dayOf, isoWithOffset } from '../../../src/core/base/day.ts';
import { openClock } from '../../../src/io/programs/system.ts';
import { at } from '../../support/entries.ts';

const own = { TZ: process.env['TZ'] };
const noon = at('2026-11-24T12:00:00Z');

describe('the clock', () => {
  it('stands still at PREP_NOW, and refuses one that is no instant', () => {
    const clock = openClock({ ...own, PREP_NOW: '2026-11-24T09:00:00+01:00' });
    expect(clock.now()).toBe(at('2026-11-24T08:00:00Z'));
    expect(() => openClock({ PREP_NOW: 'yesterday' })).toThrow(/PREP_NOW is "yesterday"/);
  });

  it('runs without it', () => {
    const before = Date.now();
    expect(openClock(own).now()).toBeGreaterThanOrEqual(before);
  });

  it('knows the offsets of its own zone without Intl, and they are those of its name', () => {
    const calendar = openClock(own).calendar(DEFAULT_SETTINGS);
    expect(calendar.timeZone).toBe('Europe/Berlin');
    expect(calendar.offsetMinutesAt).toBeDefined();
    for (const month of ['01', '03', '04', '07', '10', '11']) {
      const instant = at(`2026-${month}-29T03:30:00+01:00`);
      const byName = { timeZone: calendar.timeZone, dayStartMinutes: calendar.dayStartMinutes };
      expect(isoWithOffset(instant, calendar)).toBe(isoWithOffset(instant, byName));
      expect(dayOf(instant, calendar)).toBe(dayOf(instant, byName));
    }
  });

  it('takes the zone of the settings, and of another environment, by name', () => {
    const tokyo = openClock(own).calendar({ ...DEFAULT_SETTINGS, timeZone: 'Asia/Tokyo', dayStart: '00:30' });
    expect(tokyo).toEqual({ timeZone: 'Asia/Tokyo', dayStartMinutes: 30 });
    expect(isoWithOffset(noon, tokyo)).toBe('2026-11-24T21:00:00.000+09:00');
    const other = openClock({ TZ: 'America/New_York' }).calendar(DEFAULT_SETTINGS);
    expect(isoWithOffset(noon, other)).toBe('2026-11-24T07:00:00.000-05:00');
  });

  it('finds the zone of the system when the environment names none', () => {
    expect(openClock({}).calendar(DEFAULT_SETTINGS).timeZone).toMatch(/^[A-Z]/);
  });
});
