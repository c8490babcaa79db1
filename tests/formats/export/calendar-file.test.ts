import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, calendarFile } from '../../../src/formats/export/calendar.ts';
import { at } from '../../support/entries.ts';

const stamp = at('2026-11-26T13:00:00+01:00');
const event: CalendarEvent = { uid: 'plan-2026-12-31@prep', day: '2026-12-31', summary: 'prep: 4 reviews' };
const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Lines as RFC 5545 says that they are joined and read: name, parameters, value. */
function contentLines(
  text: string,
): readonly { readonly name: string; readonly params: string; readonly value: string }[] {
  const unfolded = text.replaceAll('\r\n ', '');
  return unfolded
    .split('\r\n')
    .slice(0, -1)
    .map((line) => {
      const [, name = '', params = '', value = ''] =
        /^([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)$/s.exec(line) ?? [];
      expect(name, line).not.toBe('');
      return { name, params, value };
    });
}
const textOf = (value: string): string => value.replaceAll('\\,', ',');
const valueOf = (text: string, name: string): string =>
  contentLines(text).find((line) => line.name === name)?.value ?? '';

describe('a calendar file', () => {
  it('is written as pinned', () => {
    expect(calendarFile([event], stamp).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//prep//plan//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:prep',
      'BEGIN:VEVENT',
      'UID:plan-2026-12-31@prep',
      'DTSTAMP:20261126T120000Z',
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:prep: 4 reviews',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('holds each rule of the format for any line, and gives it back', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', 'B', '7', ',', ':', ' ', '-'), maxLength: 300 });
    fc.assert(
      fc.property(anyText, anyText, (summary, description) => {
        const text = calendarFile([{ ...event, summary, description }, event], stamp);
        expect(text.endsWith('\r\n')).toBe(true);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of text.split('\r\n')) expect(bytes(line)).toBeLessThanOrEqual(75);
        const lines = contentLines(text);
        const names = lines.map(({ name, value }) =>
          name === 'BEGIN' || name === 'END' ? `${name}:${value}` : '',
        );
        expect(names.filter(Boolean)).toEqual([
          'BEGIN:VCALENDAR',
          'BEGIN:VEVENT',
          'END:VEVENT',
          'BEGIN:VEVENT',
          'END:VEVENT',
          'END:VCALENDAR',
        ]);
        expect([textOf(valueOf(text, 'SUMMARY')), textOf(valueOf(text, 'DESCRIPTION'))]).toEqual([
          summary,
          description,
        ]);
      }),
      { seed: 72 },
    );
  });
});
