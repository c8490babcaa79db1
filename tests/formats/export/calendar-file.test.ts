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
const textOf = (value: string): string =>
  value.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
const valueOf = (text: string, name: string): string =>
  contentLines(text).find((line) => line.name === name)?.value ?? '';

describe('a calendar file', () => {
  it('is written as pinned', () => {
    expect(calendarFile([event], 'prep', stamp).split('\r\n')).toEqual([
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

  it('escapes what has a meaning, and leaves colons and quotes alone', () => {
    const text = calendarFile([{ ...event, description: 'a\\b; c, d: "e"\nf\r\ng' }], 'prep', stamp);
    expect(valueOf(text, 'DESCRIPTION')).toBe(String.raw`a\\b\; c\, d: "e"\nf\ng`);
  });

  it('drops controls and halves of characters', () => {
    const text = calendarFile([{ ...event, summary: 'a\u0007b\u001b[31mc\ud800d\udc00' }], 'prep', stamp);
    expect(valueOf(text, 'SUMMARY')).toBe('ab[31mcd');
  });

  it('holds each rule of the format for any text, and gives the text back', () => {
    const anyText = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\\', ';', ',', '\n', '\r', ' ', 'é', '漢', '👩‍💻'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 200,
    });
    fc.assert(
      fc.property(anyText, anyText, (summary, description) => {
        const text = calendarFile([{ ...event, summary, description }, event], 'prep', stamp);
        expect(text.endsWith('\r\n')).toBe(true);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of text.split('\r\n')) expect(bytes(line)).toBeLessThanOrEqual(75);
        // Nothing was torn apart: what was encoded is read back the same.
        expect(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(text))).toBe(text);
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
        const kept = (raw: string): string =>
          raw.replaceAll(/\r\n?/g, '\n').replaceAll(/[\x00-\x08\x0b-\x1f\x7f]/g, '');
        expect(textOf(valueOf(text, 'SUMMARY'))).toBe(kept(summary));
      }),
      { seed: 72 },
    );
  });
});
