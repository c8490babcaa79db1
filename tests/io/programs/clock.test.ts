import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';
import { dayOf, isoWithOffset } from '../../../src/core/base/day.ts';
import { openClock } from '../../../src/io/programs/system.ts';
import { at } from '../../support/entries.ts';

describe('the clock', () => {
  it('stands still at PREP_NOW, and refuses one that is no instant', () => {
    const clock = openClock({ PREP_NOW: '2026-11-24T09:00:00+01:00' });
    expect(clock.now()).toBe(at('2026-11-24T08:00:00Z'));
    expect(() => openClock({ PREP_NOW: 'yesterday' })).toThrow(/PREP_NOW is "yesterday"/);
  });

  it('runs without it', () => {
    const before = Date.now();
    expect(openClock({}).now()).toBeGreaterThanOrEqual(before);
  });

  it('has the zone of the machine, or of TZ', () => {
    const calendar = openClock({}).calendar({ ...DEFAULT_SETTINGS, dayStart: '00:30' });
    expect(process.env['TZ']).toBe('Europe/Berlin');
    expect(isoWithOffset(at('2026-11-24T12:00:00Z'), calendar)).toBe('2026-11-24T13:00:00.000+01:00');
    expect(isoWithOffset(at('2026-07-24T12:00:00Z'), calendar)).toBe('2026-07-24T14:00:00.000+02:00');
    expect(dayOf(at('2026-11-24T00:29:00+01:00'), calendar)).toBe('2026-11-23');
  });
});
