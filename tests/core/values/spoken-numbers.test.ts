// Numbers in words: what people say and recognisers write, and as many sentences in which a number word is not a number.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenNumbers } from '../../../src/core/values/spoken-numbers.ts';
import { anyCharacter } from '../../support/characters.ts';

/** `forty-five ms` → `45 ms`. */
const withDigits = (text: string): string =>
  spokenNumbers(text)
    .toReversed()
    .reduce((read, { digits, start, end }) => read.slice(0, start) + digits + read.slice(end), text);

describe('numbers in words', () => {
  it.each([
    ['it took forty-five milliseconds', 'it took 45 milliseconds'],
    ['it took forty five milliseconds', 'it took 45 milliseconds'],
    ['Forty-five milliseconds, at the median.', '45 milliseconds, at the median.'],
    ['a forty-five-millisecond median', 'a 45-millisecond median'],
    ['a similarity of zero point eight two', 'a similarity of 0.82'],
    ['a similarity of zero point oh five', 'a similarity of 0.05'],
    ['an accuracy of point nine five', 'an accuracy of 0.95'],
    ['within point five percent', 'within 0.5 percent'],
    ['eighty two percent of them', '82 percent of them'],
    ['ninety nine point nine percent', '99.9 percent'],
    ['ninety-nine point nine five percent', '99.95 percent'],
    ['three point one four one five', '3.1415'],
    ['one hundred percent', '100 percent'],
    ['one hundred and twenty thousand requests', '120000 requests'],
    ['two point three times faster', '2.3 times faster'],
    ['three hundred twenty', '320'],
    ['three hundred and twenty milliseconds', '320 milliseconds'],
    ['a hundred and twenty', '120'],
    ['A thousand requests per second', '1000 requests per second'],
    ['five thousand two hundred', '5200'],
    ['one million two hundred thousand rows', '1200000 rows'],
    ['twelve hundred images', '1200 images'],
    ['twenty five million parameters', '25000000 parameters'],
    ['one point two million parameters', '1200000 parameters'],
    ['two and a half million rows', '2500000 rows'],
    ['half a million rows', '500000 rows'],
    ['half a second', '0.5 second'],
    ['one and a half times', '1.5 times'],
    ['three and three quarters hours', '3.75 hours'],
    ['ten x cheaper', '10 x cheaper'],
    ['six point four x slower', '6.4 x slower'],
    ['a tenfold gain', 'a 10-fold gain'],
    ['since nineteen ninety nine', 'since 1999'],
    ['in twenty twenty four', 'in 2024'],
    ['from one twenty eight to five twelve tokens', 'from 128 to 512 tokens'],
    ['ten twenty four dimensions', '1024 dimensions'],
    ['four oh nine six tokens', '4096 tokens'],
    ['two hundred and three hundred milliseconds', '200 and 300 milliseconds'],
    ['eight heads in six layers', '8 heads in 6 layers'],
    ['between four and eight heads', 'between 4 and 8 heads'],
    ['sixteen thirty two sixty four', '16 32 64'],
    ['one gigabyte of memory', '1 gigabyte of memory'],
    ['one millisecond', '1 millisecond'],
    ['it takes one to two seconds', 'it takes 1 to 2 seconds'],
    ['thirty five thousand reviews, fifty k tokens', '35000 reviews, 50 k tokens'],
    ['minus five percent', '-5 percent'],
    ['the twenty second timeout', 'the 20 second timeout'],
    ['thirty\ntwo gigabytes', '32 gigabytes'],
  ])('%j says %j', (text, digits) => {
    expect(withDigits(text)).toBe(digits);
  });
});

describe('words that are no numbers', () => {
  it.each([
    'one thing I would change',
    'this one was the slow one',
    'no one noticed, and one of us looked',
    'one day I found the cause',
    'one could say so',
    'it depends on one another',
    'one or two things went wrong',
    'we went through them one by one',
    'a one to one mapping',
    'a couple of weeks later',
    'a few hundred milliseconds',
    'several thousand users',
    'hundreds of requests and dozens of hosts',
    'the first layer and the second layer',
    'the twenty first of the month',
    'the twenty-first century',
    'one third of the budget',
    'two thirds of the time',
    'half the team left',
    'half of them were wrong',
    'in the last quarter',
    'a quarter of the cost',
    'the point is that it works',
    'the point one makes is simple',
    'at this point, we looked again',
    'from my point of view',
    'a zero shot classifier',
    'a zero-shot classifier',
    'the one hot vector',
    'a two-phase commit',
    'a two phase commit',
    'a three-way handshake',
    'the three-tier architecture',
    'fifty fifty',
    'a fifty-fifty chance',
    'the top-five accuracy',
    'it was often late, and none of it for good',
    'we won, and we ate too',
    'the tender offer for a tent',
    'a sixteenth note',
    'phone and bone',
    'someone, anyone, everyone',
    "one's own data",
    'twentyish of them',
    'one two three testing',
  ])('%j is left unchanged', (text) => {
    expect(withDigits(text)).toBe(text);
  });
});

describe('the places of numbers', () => {
  it('are those of their words', () => {
    const text = 'from one twenty eight to five hundred and twelve tokens';
    expect(spokenNumbers(text).map(({ digits, start, end }) => [digits, text.slice(start, end)])).toEqual([
      ['128', 'one twenty eight'],
      ['512', 'five hundred and twelve'],
    ]);
  });

  it('are in order and apart, whatever the text', () => {
    const word = fc.constantFrom(
      ...'one two five ten twelve twenty fifty hundred thousand million and a point half zero oh x ms percent - , . first'.split(
        ' ',
      ),
      'quarters',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join(' ').replaceAll(' - ', '-');
        let last = 0;
        for (const { digits, start, end } of spokenNumbers(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(digits).toMatch(/^-?\d+(?:\.\d+)?(?:-fold)?$/);
          last = end;
        }
      }),
      { seed: 3 },
    );
  });

  it('leave a text without number words as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        fc.pre(
          !/zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty|hundred|half|point|thousand|million|billion/i.test(
            text,
          ),
        );
        expect(withDigits(text)).toBe(text);
      }),
      { seed: 3 },
    );
  });

  it('are found in a long text', () => {
    expect(spokenNumbers('twenty five '.repeat(50_000)).length).toBeGreaterThan(1000);
  });
});
