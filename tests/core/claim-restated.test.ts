import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimCases, claimsFound, scoreOf, type ClaimCase } from '../support/claim-corpus.ts';
import { cpuMs } from '../support/cpu.ts';

/** What is said of a text: the place, the message, the hint. */
const said = (text: string, values: ClaimCase['values']): readonly string[] =>
  claimsFound({ text, values }).map(
    ({ written, problem }) => `${written}: ${problem.message} (${problem.hint ?? ''})`,
  );

const written = (text: string, values: ClaimCase['values']): readonly string[] =>
  claimsFound({ text, values }).map((one) => one.written);

const TWO = 'The Transformer ([FILL IN: tf]) and the VL-JEPA ([FILL IN: vl])';
const NOW = { tf: '85 %', vl: '81 %' };

describe('a pair of values written once more by hand', () => {
  it('is reported with what the values are now, in its own words', () => {
    expect(said(`${TWO} are close: 82 % against 81 %.`, NOW)).toEqual([
      '82 % against 81 %: The text says “82 % against 81 %”, but tf is 85 % and vl is 81 %. (Write 85 % against 81 %, or leave it out: the values stand beside it.)',
    ]);
  });

  it('is a warning with a code, at its place in the file', () => {
    const [found] = claimsFound({ text: `${TWO} are close: 82 % against 81 %.`, values: NOW });
    expect(found?.problem).toMatchObject({
      severity: 'warning',
      code: 'claim-drift',
      at: { file: 'case.md', start: { line: 6, column: 76 }, end: { line: 6, column: 93 } },
    });
  });

  it.each([
    ['are close: 82 % vs. 81 %.', ['82 % vs. 81 %']],
    ['are close (82 versus 81 %).', ['82 versus 81 %']],
    ['are close, 82 % compared to 81 %.', ['82 % compared to 81 %']],
    ['are close, i.e. about 50 % against 81 %.', []],
    ['reach 82 % and 81 %.', []],
    ['are close: 82 % and 81 %.', []],
    ['are close: 82 % and 81 %, respectively.', ['82 % and 81 %']],
    ['are close: respectively 82 % and 81 %.', ['82 % and 81 %']],
    ['are close. So 82 % against 81 %.', ['82 % against 81 %']],
    ['are close. On Yelp 82 % against 81 %.', []],
    ['are close: 82 % against 81 % on Yelp.', []],
    ['are close: 82 % against 81 %, on Yelp.', []],
    ['are close: 82 % against 81 %, on the same reviews.', ['82 % against 81 %']],
    ['are close, for BERT 82 % against 81 %.', []],
    ['are close, and BERT: 82 % against 81 %.', []],
    ['are close, so close to 82 % against 81 %.', []],
    ['are close: 82 ms against 81 ms.', []],
    ['are close: 82–84 % against 81 %.', []],
    ['are close: under 82 % against 81 %.', []],
    ['are close: 12 % against 11 %.', []],
    ['are close: 82 % against 81 %?', []],
  ])('is only what can be nothing else: %s', (behind, expected) => {
    expect(written(`${TWO} ${behind}`, NOW)).toEqual(expected);
  });

  it('holds within its digits, and in either order unless it says which is whose', () => {
    const close = `${TWO} are close: 82 % against 81 %.`;
    expect(said(close, { tf: '81.6 %', vl: '81.4 %' })).toEqual([]);
    expect(said(close, { tf: '81 %', vl: '82 %' })).toEqual([]);
    expect(written(`${TWO} reach: 82 % and 81 % respectively.`, { tf: '81 %', vl: '82 %' })).toEqual([]);
    expect(written(`${TWO}: 82 % and 81 % respectively.`, { tf: '81 %', vl: '82 %' })).toEqual([
      '82 % and 81 %',
    ]);
    expect(said(close, { tf: '81 %', vl: '85 %' })[0]).toContain('Write 85 % against 81 %');
  });

  it('is left alone where a value is missing, or where three may be meant', () => {
    const text = `${TWO} beside [FILL IN: base] are close: 82 % against 81 %.`;
    expect(said(text, { ...NOW, base: '79 %' })).toEqual([]);
    expect(said(text, NOW)).toEqual([]);
    expect(said(`${TWO} are close: 82 % against 81 %.`, { tf: '85 %' })).toEqual([]);
  });

  it('is found in items, and in rows whose column compares', () => {
    const row = (heading: string): string =>
      `| | a | b | ${heading} |\n|---|---|---|---|\n| IMDB | [FILL IN: tf] | [FILL IN: vl] | 82 % vs 81 % |`;
    expect(written('- [FILL IN: tf] for one\n- [FILL IN: vl]: 82 % vs 81 %', NOW)).toEqual([]);
    expect(written('- [FILL IN: tf] and [FILL IN: vl]. That is 82 % vs 81 %.', NOW)).toHaveLength(1);
    expect(written(row('in short'), NOW)).toHaveLength(1);
    expect(written(row(''), NOW)).toHaveLength(1);
    expect(written(row('last year'), NOW)).toEqual([]);
    expect(written(row('paper vs ours'), NOW)).toEqual([]);
  });
});

describe('a value alone in parentheses', () => {
  const at = (behind: string): string => `It takes [FILL IN: a_ms] ${behind} a request.`;
  const A = { a_ms: '450 ms' };

  it('is reported with what the value is now', () => {
    expect(said(at('(about 320 ms)'), A)).toEqual([
      '320 ms: The text says “320 ms”, but a_ms is 450 ms. (Write 450 ms, or leave it out: the value stands beside it.)',
    ]);
  });

  it.each([
    ['(320 ms)', ['320 ms']],
    ['(0.32 s)', ['0.32 s']],
    ['(~320 ms)', ['320 ms']],
    ['(i.e. 320 ms)', ['320 ms']],
    ['(about 440 ms)', []],
    ['(0.45 s)', []],
    ['(under 320 ms)', []],
    ['(+320 ms)', []],
    ['(±320 ms)', []],
    ['(320–330 ms)', []],
    ['(320 ms at p95)', []],
    ['(32 ms)', []],
    ['(320 MB)', []],
    ['(320)', []],
    ['and (320 ms)', []],
  ])('is only what can be nothing else: %s', (behind, expected) => {
    expect(written(at(behind), A)).toEqual(expected);
  });

  it('is left alone where the text says what stands in parentheses', () => {
    const text = at('(320 ms)');
    expect(written(`${text} The paper's are in brackets.`, A)).toEqual([]);
    expect(written(`${text} BERT needs less (300 ms on CPU).`, A)).toEqual([]);
    expect(written(`${text} BERT needs less (3 layers).`, A)).toHaveLength(1);
    expect(written(`Behind each stands the target.\n\n- ${text}`, A)).toEqual([]);
    expect(written(`| median (p95) |\n|---|\n| [FILL IN: a_ms] (320 ms) |`, A)).toEqual([]);
    expect(written(`| median (ms) |\n|---|\n| [FILL IN: a_ms] (320 ms) |`, A)).toHaveLength(1);
  });
});

describe('one claim for another', () => {
  const FOUR =
    'The Transformer gets [FILL IN: a] in [FILL IN: a_ms], the VL-JEPA [FILL IN: b] in [FILL IN: b_ms]';
  const values = { a: '82 %', b: '87 %', a_ms: '45 ms', b_ms: '90 ms' };

  it.each([
    '. For 2 % better accuracy, four times the latency.',
    '. So four times the latency for 2 % better accuracy.',
    '. For 2 % better accuracy the VL-JEPA takes four times the latency.',
    ': for 2 % better accuracy, four times the latency.',
    ', so I get 2 % better accuracy at four times the latency.',
  ])('is said of the figures before it: %s', (behind) => {
    expect(written(FOUR + behind, values).toSorted()).toEqual(['2 %', 'four times']);
    expect(written(FOUR + behind, { ...values, b: '84 %', b_ms: '180 ms' })).toEqual([]);
  });

  it.each([
    '. For 2 % better accuracy, BERT takes four times the latency.',
    '. For 2 % better accuracy, four times the latency of BERT.',
    '. For 2 % better accuracy I would pay four times the latency.',
    '. Training for 2 % better accuracy takes four times the latency.',
    '. For 2 % better accuracy, four times the latency on a phone.',
  ])('is left alone where it is about something else: %s', (behind) => {
    expect(written(FOUR + behind, values)).toEqual([]);
  });
});

describe('the corpus of what is repeated', () => {
  it.each(['restated', 'restated-held-out'])('%s: no report is false, and most drift is found', (name) => {
    const cases = claimCases(name);
    const score = scoreOf(cases);
    const told = JSON.stringify(score, undefined, 1);
    expect(cases.filter(({ drift }) => !drift).length).toBeGreaterThanOrEqual(cases.length / 2);
    expect(score.falseAlarms, told).toEqual([]);
    expect(score.found / score.expected, told).toBeGreaterThanOrEqual(0.8);
  });
});

describe('any text with repeated values', () => {
  const pieces =
    '[FILL IN: tf]|[FILL IN: vl]|(82 %)|(|)|82 %|81 %|against|vs.|and|respectively|compared to|so|:|,|.|\n|\n- |i.e.|about|320 ms|are close|$3|1e400|😀|\u0000|__proto__|BERT|on|the same'.split(
      '|',
    );

  it('is read without a throw, and every problem lies in it', () => {
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(texts, (text) => {
        for (const { problem } of claimsFound({ text: `x ${text}`, values: NOW })) {
          expect(problem.at.start.offset).toBeLessThan(problem.at.end.offset);
          expect(problem.message).not.toMatch(/NaN|Infinity|undefined/);
        }
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('is read in linear time, however hostile', () => {
    const hostile: Readonly<Record<string, string>> = {
      pairs: `${TWO}: ${'82 % against 81 %, '.repeat(4000)}.`,
      sentences: `${TWO}: ${'82 % vs 81 %, '.repeat(40)}. `.repeat(40),
      singles: '[FILL IN: tf] (82 %) '.repeat(2000),
      open: `- [FILL IN: tf] ${'( 82 % '.repeat(90)}\n`.repeat(40),
      bars: `| a |\n|---|\n| [FILL IN: tf] ${'|(82 % vs'.repeat(8000)}`,
    };
    for (const [name, text] of Object.entries(hostile)) {
      const start = cpuMs();
      claimsFound({ text, values: NOW });
      expect(cpuMs() - start, name).toBeLessThan(3000);
    }
  });
});
