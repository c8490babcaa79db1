import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deleteTo,
  fieldOf,
  insertText,
  moveRows,
  moveTo,
  type Place,
  rowAt,
  rowsOf,
  type TextField,
} from '../../../src/core/quiz/text-field.ts';

const one = (grapheme: string): number =>
  /[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7af]|\p{Emoji_Presentation}/u.test(grapheme) ? 2 : 1;
const shown = (text: string, room: number): readonly string[] =>
  rowsOf(text, room, one).map(({ start, end }) => text.slice(start, end));
const at = (text: string, cursor: number): TextField => ({ text, cursor });

describe('editing', () => {
  it('deletes a whole grapheme, however many units it has', () => {
    expect(deleteTo(fieldOf('a👩‍💻'), 'left')).toEqual(at('a', 1));
    expect(deleteTo(fieldOf('e\u0301'), 'left')).toEqual(at('', 0));
    expect(deleteTo(at('👩‍💻b', 0), 'right')).toEqual(at('b', 0));
  });

  it('moves over graphemes and words, and stops at both ends', () => {
    expect(moveTo(at('x👩‍💻', 1), 'right').cursor).toBe(6);
    expect(moveTo(at('ab', 0), 'left').cursor).toBe(0);
    expect(moveTo(at('one two, three', 14), 'word-left').cursor).toBe(9);
    expect(moveTo(at('one two, three', 3), 'word-right').cursor).toBe(7);
  });

  it('goes to the ends of the line in which the cursor stands', () => {
    expect(moveTo(at('ab\ncd\nef', 4), 'line-start').cursor).toBe(3);
    expect(moveTo(at('ab\ncd\nef', 4), 'line-end').cursor).toBe(5);
    expect(moveTo(at('\nab', 0), 'line-start').cursor).toBe(0);
  });

  it('inserts at the cursor', () => {
    expect(insertText(at('ac', 1), 'b')).toEqual(at('abc', 2));
  });
});

describe('wrapping', () => {
  it('breaks at spaces, and inside a word that is longer than a row', () => {
    expect(shown('one two three', 8)).toEqual(['one two ', 'three']);
    expect(shown('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('counts wide characters as two columns', () => {
    expect(shown('漢字漢字漢', 4)).toEqual(['漢字', '漢字', '漢']);
  });

  it('keeps empty lines, and gives one row to an empty text', () => {
    expect(shown('a\n\nb', 10)).toEqual(['a', '', 'b']);
    expect(shown('', 10)).toEqual(['']);
  });

  it('puts the cursor at the place of a wrap into the lower row', () => {
    const rows = rowsOf('abcdef', 3, one);
    expect(rowAt(rows, 3)).toBe(1);
    expect(rowAt(rows, 6)).toBe(1);
  });

  it('holds every character but the newlines, in rows that fit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 2, max: 20 }),
        (text, room) => {
          const rows = shown(text, room);
          expect(rows.join('')).toBe(text.replaceAll('\n', ''));
          for (const row of rows) {
            const widths = [...new Intl.Segmenter('en').segment(row)].map(({ segment }) => one(segment));
            expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(room);
          }
        },
      ),
      { seed: 1 },
    );
  });
});

describe('moving by rows', () => {
  const text = 'first\nsecond line\nx';
  const rows = rowsOf(text, 40, one);

  it('keeps the column where the row is long enough, else goes to its end', () => {
    expect(moveRows(at(text, 4), rows, 1).cursor).toBe(10);
    expect(moveRows(at(text, 16), rows, 1).cursor).toBe(text.length);
    expect(moveRows(at(text, 16), rows, -1).cursor).toBe(5);
  });

  it('goes to the ends from the first and the last row', () => {
    expect(moveRows(at(text, 3), rows, -1).cursor).toBe(0);
    expect(moveRows(at(text, text.length - 1), rows, 1).cursor).toBe(text.length);
  });

  it('changes exactly one row, up or down, within a text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '漢', '👩‍💻'), maxLength: 60 }),
        fc.nat(),
        fc.constantFrom(-1, 1),
        (some, seed, by) => {
          const all = rowsOf(some, 6, one);
          const edges = [...new Intl.Segmenter('en').segment(some)].map(({ index }) => index);
          const field = at(some, edges.length === 0 ? 0 : (edges[seed % edges.length] ?? 0));
          const from = rowAt(all, field.cursor);
          const moved = moveRows(field, all, by);
          const isInside = from + by >= 0 && from + by < all.length;
          if (isInside) expect(rowAt(all, moved.cursor)).toBe(from + by);
          else expect(moved.cursor).toBe(by < 0 ? 0 : some.length);
        },
      ),
      { seed: 1 },
    );
  });
});

it('never leaves the cursor inside a grapheme or outside the text', () => {
  const places: readonly Place[] = ['left', 'right', 'word-left', 'word-right', 'line-start', 'line-end'];
  const action = fc.oneof(
    fc.record({ move: fc.constantFrom(...places) }),
    fc.record({ drop: fc.constantFrom(...places) }),
    fc.record({ type: fc.constantFrom('a', 'é', '漢', '👩‍💻', '\n', ' ') }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      let field = fieldOf('');
      for (const each of actions) {
        if ('move' in each) field = moveTo(field, each.move);
        else if ('drop' in each) field = deleteTo(field, each.drop);
        else field = insertText(field, each.type);
        const edges = [...new Intl.Segmenter('en').segment(field.text)].map(({ index }) => index);
        expect([...edges, field.text.length]).toContain(field.cursor);
      }
    }),
    { seed: 1 },
  );
});
