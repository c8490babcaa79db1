// `prep history` over journals with anything in them: nothing fails, and nothing commands the terminal.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { history } from '../../../src/commands/progress/history.ts';
import { anyCharacter } from '../../support/characters.ts';
import { attempt } from '../../support/entries.ts';
import { FRIDAY, openHistory } from '../../support/history-machine.ts';
import { rounds } from '../../support/rounds.ts';

describe('any journal', () => {
  const ms = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e15, noNaN: true }));
  const delivery = fc.record({
    durationMs: ms,
    speechMs: ms,
    pauses: fc.nat(),
    longestPauseMs: ms,
    silenceMs: ms,
  });
  const odd = fc.record(
    {
      points: fc.array(fc.constantFrom(0 as const, 1 as const, null), { maxLength: 5 }),
      cited: fc.array(fc.string({ unit: anyCharacter, maxLength: 8 }), { maxLength: 3 }),
      text: fc.string({ unit: anyCharacter, maxLength: 40 }),
      recording: fc.constantFrom('recordings/3.wav', '../../x', ''),
      delivery,
      transcribed: fc.boolean(),
      partsMs: fc.array(ms, { maxLength: 6 }),
      elapsedMs: ms,
      questionHash: fc.constantFrom('a', '__proto__'),
    },
    { requiredKeys: ['points', 'cited'] },
  );

  it.each(['attention', 'story'])('of %s is shown, whatever stands in it', async (question) => {
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { maxLength: 4 }), fc.constantFrom(40, 120), async (many, columns) => {
        const entries = many.map((more, i) => attempt(`${i}`, question, 'good', FRIDAY, more));
        for (const [args, options] of [
          [[question], {}],
          [[question], { all: true }],
          [[], {}],
        ] as const) {
          const { memory } = openHistory({ columns }, entries);
          await history(memory.context, args, options);
          expect(memory.data()).not.toMatch(/NaN|Infinity|undefined/);
          // oxlint-disable-next-line no-control-regex -- nothing may command the terminal
          expect(memory.data()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        }
      }),
      { numRuns: rounds(15, 40) },
    );
  });
});
