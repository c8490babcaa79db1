import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillWords, splitWords, templateFault } from '../../../src/core/speech/sound.ts';

describe('a template', () => {
  it.each([
    ['arecord -q {file}', ['arecord', '-q', '{file}']],
    ['  sox\t-d  {file} ', ['sox', '-d', '{file}']],
    ['"C:\\Program Files\\sox\\sox.exe" -d {file}', ['C:\\Program Files\\sox\\sox.exe', '-d', '{file}']],
    [`say -v "Ting-Ting's" '{text}'`, ['say', '-v', "Ting-Ting's", '{text}']],
    ['rec --comment="two words" {file}', ['rec', '--comment=two words', '{file}']],
    [`x "" '' {file}`, ['x', '', '', '{file}']],
    ['x $HOME `id` ; rm {file}', ['x', '$HOME', '`id`', ';', 'rm', '{file}']],
  ])('is cut at blanks, and quotes group: %s', (template, words) => {
    expect(splitWords(template)).toEqual(words);
  });

  it.each([
    ['sox "-d {file}', 'the quotation mark " is not closed'],
    ["sox -d {file} '", "the quotation mark ' is not closed"],
    ['   ', 'it names no program'],
    ['"" {file}', 'it names no program'],
    ['sox -d', 'it has no {file}'],
    ['{file}', 'it begins with {file} instead of a program'],
    ['sox\x1b[31m {file}', 'it contains control characters'],
  ])('that cannot be used is told why: %j', (template, fault) => {
    expect(templateFault(template, 'player')).toBe(fault);
  });

  it('can be used with its place in a word of its own or inside of one', () => {
    expect(templateFault('sox -d {file}', 'player')).toBeUndefined();
    expect(templateFault('x --out={file}', 'transcriber')).toBeUndefined();
  });

  it('records to stdout, not into a file', () => {
    expect(templateFault('arecord -q -t raw -', 'recorder')).toBeUndefined();
    expect(templateFault('arecord -q {file}', 'recorder')).toMatch(
      /^it has \{file\}; end it with `-t raw -` /,
    );
  });
});

describe('filling in', () => {
  it('replaces every place, and nothing in what it put there', () => {
    expect(fillWords(['x', '--in={file}', '{other}'], '/a $& {file}')).toEqual([
      'x',
      '--in=/a $& {file}',
      '{other}',
    ]);
  });

  it('keeps the number of words, whatever is filled in', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (template, text) => {
        const words = splitWords(template);
        expect(fillWords(words, `/${text}`)).toHaveLength(words.length);
      }),
    );
  });
});
