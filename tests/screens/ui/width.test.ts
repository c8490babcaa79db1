import fc from 'fast-check';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { describe, expect, it } from 'vitest';
import { stripControls } from '../../../src/core/base/text.ts';
import {
  breakLines,
  clean,
  hangText,
  padTo,
  textWidth,
  truncateTo,
  wrapLines,
  wrapText,
} from '../../../src/screens/ui/width.ts';

const lines = (text: string) => text.split('\n');
const widest = (text: string) => Math.max(...lines(text).map(textWidth));

describe('textWidth', () => {
  it.each([
    ['ﾊﾝｶｸ', 4],
    ['👩‍💻', 2],
    ['e\u0301', 1],
    ['⚠', 1],
    ['漢字', 4],
    ['한국', 4],
    ['\u001b[1mbold\u001b[22m', 4],
    ['漢'.repeat(3000), 6000],
  ])('measures %j as a screen shows it', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });

  it('agrees with the segmenter where it goes without one', () => {
    const character = fc.oneof(
      fc.integer({ min: 0x20, max: 0x500 }),
      fc.integer({ min: 0x1d00, max: 0x1dff }),
      fc.integer({ min: 0x2000, max: 0x2800 }),
      fc.constantFrom(0xfe0f, 0x200d, 0x20e3, 0x301),
    );
    const text = fc.array(character, { maxLength: 12 }).map((codes) => String.fromCodePoint(...codes));
    const plain = text.filter((each) => !each.includes('\u001b'));
    fc.assert(
      fc.property(plain, (each) => {
        expect(textWidth(each)).toBe(stringWidth(each));
      }),
      { seed: 1 },
    );
  });
});

describe('clean', () => {
  it.each([
    ['colour', 'a\u001b[31mb\u001b[0m', 'ab'],
    ['a window title', 'a\u001b]0;evil\u0007b', 'ab'],
    ['a hyperlink', '\u001b]8;;http://x\u001b\\label\u001b]8;;\u001b\\', 'label'],
    ['a device control string', 'a\u001bPq#0\u001b\\b', 'ab'],
    ['eight-bit introducers', 'a\u009b31mb\u009d0;x\u009cc', 'abc'],
    ['an escape that never ends', 'a\u001b]b', 'ab'],
    ['a clipboard write', '\u001b]52;c;ZXZpbA==\u0007ok', 'ok'],
    ['a full reset', '\u001bcok', 'ok'],
    ['bidirectional overrides', 'a\u202eb\u2066c', 'abc'],
    ['backspace and bell', 'a\bb\u0007', 'ab'],
    ['noncharacters', 'a\ufdd0b', 'ab'],
  ])('takes out %s', (_, text, wanted) => {
    expect(clean(text)).toBe(wanted);
  });

  it('keeps newlines, makes CRLF and CR newlines and tabs spaces', () => {
    expect(clean('a\r\nb\rc\n\td')).toBe('a\nb\nc\n    d');
    expect(stripControls('a\tb')).toBe('a\tb');
  });

  it('leaves nothing that controls a terminal, whatever comes in, and is done after one pass', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('\u001b', '[', ']', 'P', '\u009b', '\u0007', '\\', '3', 'm', 'é', '\r'),
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const cleaned = clean(text);
        expect(cleaned).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        expect(clean(cleaned)).toBe(cleaned);
      }),
      { seed: 7 },
    );
  });
});

describe('wrapping', () => {
  it('breaks narrow text where wrap-ansi breaks it', () => {
    const unit = fc.constantFrom(
      ...'aab  é–×█Жα~^`|@#日\u00a0\n'.split(''),
      '\u001b[1m',
      '\u001b[22m',
      '\u0301',
    );
    const text = fc.array(unit, { maxLength: 60 }).map((units) => units.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (each, columns) => {
        expect(wrapText(each, columns)).toBe(wrapAnsi(each, columns, { hard: true }));
      }),
    );
  });

  const NOTE = /[\u{1D157}-\u{1D172}\u{1D1BB}-\u{1D1C0}]/gu;

  it('never makes a line wider than asked', () => {
    fc.assert(
      fc.property(
        // wrap-ansi takes such musical notes apart, and string-width counts each part.
        fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replaceAll(NOTE, '')),
        fc.integer({ min: 2, max: 60 }),
        (text, columns) => {
          expect(widest(wrapText(clean(text), columns))).toBeLessThanOrEqual(columns);
          expect(widest(breakLines(clean(text), columns))).toBeLessThanOrEqual(columns);
          expect(textWidth(truncateTo(clean(text).replaceAll('\n', ' '), columns))).toBeLessThanOrEqual(
            columns,
          );
        },
      ),
      { seed: 11 },
    );
  });

  it('loses no word', () => {
    const words = 'one two 漢字 four-five 👩‍💻 seven'.split(' ');
    expect(wrapText(words.join(' '), 9).split(/\s+/)).toEqual(words);
  });

  it('puts the indent before every line and counts it', () => {
    expect(wrapText('aaa bbb ccc', 9, '  ')).toBe('  aaa bbb\n  ccc');
  });

  it('hangs text behind its marker', () => {
    expect(hangText('12. ', 'aaa bbb ccc', 11)).toBe('12. aaa bbb\n    ccc');
  });

  it('closes and reopens a style at the end of a line', () => {
    expect(wrapText('\u001b[36maaa bbb\u001b[39m', 4)).toBe(
      '\u001b[36maaa\u001b[39m\n\u001b[36mbbb\u001b[39m',
    );
  });

  it('keeps the spaces of code', () => {
    expect(breakLines('if  (x)  {', 5)).toBe('if  (\nx)  {');
  });

  it('cuts a word of twenty thousand characters into full lines', () => {
    const wrapped = lines(wrapText('漢'.repeat(20_000), 40));
    expect(wrapped).toHaveLength(1000);
    expect(new Set(wrapped.map((line) => line.length))).toEqual(new Set([20]));
  });
});

describe('padTo and truncateTo', () => {
  it('pads by display width', () => {
    expect([padTo('漢', 4), padTo('漢', 4, 'right'), padTo('a', 4, 'center'), padTo('abcde', 3)]).toEqual([
      '漢  ',
      '  漢',
      ' a  ',
      'abcde',
    ]);
  });

  it('marks what was cut', () => {
    expect([
      truncateTo('abcdef', 4),
      truncateTo('漢字漢字', 4),
      truncateTo('abc', 3),
      truncateTo('abcdef', 5, '...'),
    ]).toEqual(['abc…', '漢…', 'abc', 'ab...']);
  });
});

describe('lines that are wrapped each by itself', () => {
  it('keep their indent, and leave those that fit as they are', () => {
    const text = 'short  with   gaps\n  an indented line that is wider than that\n\nend\n';
    expect(wrapLines(text, 20)).toBe(
      'short  with   gaps\n  an indented line\n  that is wider than\n  that\n\nend\n',
    );
  });

  it('are not made into a column of letters by an indent that leaves no room', () => {
    const text = `${' '.repeat(18)}a few words`;
    expect(wrapLines(text, 20)).toBe(text);
  });
});
