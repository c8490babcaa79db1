import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STAR_PARTS } from '../../../src/core/base/question.ts';
import { headedParts, partTexts } from '../../../src/formats/question/filled-text.ts';
import { readUnfinished, stamped, unfinishedText, unstamped } from '../../../src/formats/stored/draft.ts';
import { anyCharacter } from '../../support/characters.ts';

describe('an unfinished answer', () => {
  it('that is text alone is that text, as drafts were before', () => {
    expect(unfinishedText({ text: 'typed\nso far' })).toBe('typed\nso far');
    expect(readUnfinished('typed\nso far')).toEqual({ text: 'typed\nso far' });
  });

  it('is empty when there is nothing to keep', () => {
    expect(unfinishedText({})).toBe('');
    expect(readUnfinished(undefined)).toEqual({});
    expect(readUnfinished('')).toEqual({});
  });

  it('has the time that it was written at in its file, and is the same without it', () => {
    const begins = fc.constantFrom(
      '',
      'prep-answer ',
      'prep-answer {}\n',
      'prep-answer {"at":5}\n',
      '{"a":1}\n',
    );
    const known = fc.record({
      recording: fc.string(),
      partsMs: fc.array(fc.nat()),
      heard: fc.constant(true),
    });
    const drafts = fc.oneof(
      known.chain((one) => fc.string().map((text) => unfinishedText({ ...one, text }))),
      fc.tuple(begins, fc.string({ unit: anyCharacter, minLength: 1 })).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(drafts, fc.nat(), (draft, at) => {
        expect(unstamped(stamped(draft, at))).toEqual({ draft, at });
        expect(unstamped(draft).draft).toBe(draft.startsWith('prep-answer {"at":') ? draft.slice(21) : draft);
      }),
    );
    const file = stamped(unfinishedText({ spentMs: 5, text: 'half' }), 7);
    expect(readUnfinished(file)).toEqual({ spentMs: 5, text: 'half' });
  });

  it('comes back as it was kept', () => {
    const ms = fc.nat();
    const unfinished = fc.record(
      {
        text: fc.string({ unit: anyCharacter, minLength: 1 }),
        heard: fc.constant(true),
        recording: fc.string(),
        durationMs: ms,
        partsMs: fc.array(ms),
        spentMs: ms,
        points: fc.array(fc.constantFrom(0, 1, null)),
        pointsOf: fc.string(),
      },
      { requiredKeys: ['recording'] },
    );
    fc.assert(
      fc.property(unfinished, (kept) => {
        expect(readUnfinished(unfinishedText(kept))).toEqual(kept);
      }),
    );
  });

  it('takes any text as a draft, and never fails', () => {
    const texts = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.json().map((json) => `prep-answer ${json}\nrest`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { partsMs = [], durationMs = 0 } = readUnfinished(text);
        expect([...partsMs, durationMs].every((each) => each >= 0)).toBe(true);
      }),
    );
  });

  it.each([
    'prep-answer {"recording": 3, "durationMs": -1, "partsMs": [1, "x"], "spentMs": null}\ntext',
    'prep-answer {"__proto__": {"recording": "x"}}\ntext',
  ])('leaves out fields that are odd: %s', (text) => {
    expect(readUnfinished(text)).toEqual({ text: 'text' });
  });

  it('takes a line that is no JSON as text', () => {
    expect(readUnfinished('prep-answer {torn\ntext')).toEqual({ text: 'prep-answer {torn\ntext' });
  });
});

describe('a story under headings', () => {
  it('has its parts read as they were written', () => {
    const line = fc.string().map((text) => text.replaceAll(/[#\n]/g, '').trim());
    const texts = fc.array(line, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(texts, (parts) => {
        expect(partTexts(headedParts(STAR_PARTS, parts), STAR_PARTS)).toEqual(parts);
      }),
    );
  });

  it('is empty without a word', () => {
    expect(headedParts(['situation', 'task'], ['', ' \n'])).toBe('');
  });

  it('keeps headings of other things as text', () => {
    expect(partTexts('intro\n## Task\na\n## Costs\nb', ['situation', 'task'])).toEqual([
      'intro',
      'a\n## Costs\nb',
    ]);
  });
});
