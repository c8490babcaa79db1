import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMockEvent, parseMock } from '../../../src/formats/stored/mock-lines.ts';
import { anyCharacter } from '../../support/characters.ts';
import { berlin } from '../../support/entries.ts';
import { after, anyMockEvent, INTERVIEW, started } from '../../support/mocks.ts';

const write = (...events: Parameters<typeof formatMockEvent>[0][]): string =>
  events.map((event) => `${formatMockEvent(event, berlin)}\n`).join('');

describe('lines of a mock', () => {
  it('are read back as they were written', () => {
    expect(parseMock(write(...INTERVIEW))).toEqual({ events: INTERVIEW, unusable: 0, newer: false });
    fc.assert(
      fc.property(anyMockEvent, (event) => {
        expect(parseMock(write(event))).toEqual({ events: [event], unusable: 0, newer: false });
      }),
    );
  });

  it('hold how a story was told and how it sounded', () => {
    const told = {
      type: 'answered',
      at: after(3),
      text: '',
      elapsedMs: 9,
      recording: 'recordings/x.wav',
      delivery: { durationMs: 9, speechMs: 5, pauses: 1, longestPauseMs: 4, silenceMs: 4 },
      transcribed: true,
      partsMs: [4, 5],
      parts: ['situation', 'task'],
    } as const;
    expect(parseMock(write(told)).events).toEqual([told]);
  });

  it('look as they are documented', () => {
    expect(write({ type: 'skipped', at: after(1), why: 'skip' })).toBe(
      '{"v":1,"type":"skipped","at":"2026-11-24T10:00:01.000+01:00","why":"skip"}\n',
    );
  });

  it('are left out and counted when they are torn, damaged or unknown', () => {
    const good = write(started());
    const text = `${good}\r\n{"v":1,"type":"danced","at":"2026-11-24T10:00:00Z"}\n[]\nnull\n{"v":1,"type":"asked"}\n${good.slice(0, 50)}`;
    expect(parseMock(text)).toEqual({ events: [started()], unusable: 5, newer: false });
  });

  it('of version 0.1.0 that have no use any more are read over', () => {
    const line = '{"v":1,"type":"predicted","at":"2026-11-24T10:00:00.000+01:00","predicted":3}';
    const said = write({ type: 'answered', at: after(3), text: '"type":"predicted"', elapsedMs: 9 });
    expect(parseMock(`${write(started())}${line}\n${said}`)).toMatchObject({
      events: [{ type: 'started' }, { type: 'answered' }],
      unusable: 0,
    });
  });

  it('of a newer version of prep are told apart', () => {
    expect(parseMock('{"v":2,"type":"started"}')).toEqual({ events: [], unusable: 0, newer: true });
  });

  it.each([
    ['minutes that are none', { minutes: 'NaN' }],
    ['an odd kind', { kind: 'poem' }],
    ['an id of no name', { question: 7 }],
  ])('refuse a start with %s', (_, wrong) => {
    const line = JSON.parse(write(started())) as { questions: object[] };
    const damaged = { ...line, questions: [{ ...line.questions[0], ...wrong }] };
    expect(parseMock(JSON.stringify(damaged))).toMatchObject({ events: [], unusable: 1 });
  });

  it('never throw on any text', () => {
    const anyLine = fc.oneof(fc.string({ unit: anyCharacter }), fc.json());
    fc.assert(
      fc.property(fc.array(anyLine), (lines) => {
        expect(() => parseMock(lines.join('\n'))).not.toThrow();
      }),
    );
  });
});
