import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleBanks } from '../../src/core/bank.ts';
import { checkBank } from '../../src/core/check.ts';
import { claimProblems } from '../../src/core/claim-problems.ts';
import type { Value } from '../../src/core/fill.ts';
import { openSource } from '../../src/core/span.ts';
import { readQuestionFile } from '../../src/formats/question-file.ts';
import { bank, questions, values as examples } from '../bank/shipped.ts';
import { claimCases, claimsFound, scoreOf, type ClaimCase } from '../support/claim-corpus.ts';
import { cpuMs } from '../support/cpu.ts';

/** A text with values, and what is said of it: the place, the message, the hint. */
function said(text: string, values: ClaimCase['values'], better?: ClaimCase['better']): readonly string[] {
  return claimsFound({ text, values, ...(better && { better }) }).map(
    ({ written, problem }) => `${written}: ${problem.message} (${problem.hint ?? ''})`,
  );
}

const MS = { a_ms: '50 ms', b_ms: '355 ms' };
const pair = (claim: string): string => `It went from [FILL IN: a_ms] to [FILL IN: b_ms], ${claim}.`;

describe('a figure written by hand', () => {
  it('is reported with what the data give, and with the metric that would say it', () => {
    expect(said(pair('6.4× slower'), MS)).toEqual([
      '6.4×: The text says “6.4×”, but b_ms (355 ms) and a_ms (50 ms) give 7.1×. (Write 7.1×, or cite a metric that is computed: `derive: b_ms / a_ms`.)',
    ]);
  });

  it('is a warning with a code, at its place in the file', () => {
    const [found] = claimsFound({ text: pair('6.4× slower'), values: MS });
    expect(found?.problem).toMatchObject({
      severity: 'warning',
      code: 'claim-drift',
      at: { file: 'case.md', start: { line: 6, column: 50 }, end: { line: 6, column: 54 } },
    });
  });

  it.each([
    ['the transformer is five points better', ['five points']],
    ['the transformer is 1.5 percentage points ahead of the CNN', ['1.5 percentage points']],
    ['the transformer is three points better', []],
    ['the transformer trained twice as long', []],
    ['the transformer costs 30 % more to run', []],
    ['on the training set the transformer is 10 points better', []],
  ])('in points may be said of what only the description of a metric names: %s', (claim, drifting) => {
    const found = claimsFound({
      text: `With [FILL IN: tf_acc] against [FILL IN: cnn_acc], ${claim}.`,
      values: { tf_acc: '84 %', cnn_acc: '81 %' },
      prompts: { tf_acc: 'Accuracy of the transformer', cnn_acc: 'Accuracy of the CNN' },
    });
    expect(found.map(({ written }) => written)).toEqual(drifting);
  });

  it.each([
    ['7.1× slower', []],
    ['7.05× slower', []],
    ['6.9× slower', ['6.9×']],
    ['about 7× slower', []],
    ['seven times slower', []],
    ['more than six times slower', []],
    ['more than eight times slower', ['eight times']],
    ['nearly eight times slower', []],
    ['at most 20× slower', []],
    ['a factor of five', ['factor of five']],
    ['an order of magnitude more', []],
    ['two orders of magnitude more', ['two orders of magnitude']],
    ['twice as slow', ['twice']],
    ['610 % more', []],
    ['500 % more', ['500 %']],
    ['+305 ms', []],
    ['+255 ms', ['+255 ms']],
    ['which is 0.305 s more', []],
    ['which is 0.2 s more', ['0.2 s']],
  ])('holds within its written precision: %s', (claim, drifting) => {
    const found = claimsFound({ text: pair(claim), values: MS });
    expect(found.map(({ written }) => written)).toEqual(drifting);
  });

  it('in per cent of percentages may be points or relative', () => {
    const text = (claim: string): string => `It reached [FILL IN: b] against [FILL IN: a], ${claim} better.`;
    const values = { a: '80 %', b: '84 %' };
    expect(said(text('4 %'), values)).toEqual([]);
    expect(said(text('5 %'), values)).toEqual([]);
    expect(said(text('8 %'), values)[0]).toContain('give 4 points');
    expect(said(text('5 points'), values)[0]).toContain('give 4 points');
  });

  it('is compared through units and ranges', () => {
    const text = 'It takes [FILL IN: a] instead of [FILL IN: b], four times faster.';
    expect(said(text, { a: '0.045 s', b: '180 ms' })).toEqual([]);
    expect(said(text, { a: '40–50 ms', b: '170–190 ms' })).toEqual([]);
    expect(said(text, { a: '0.045 s', b: '90 ms' })[0]).toContain('give 2×');
  });

  it('says nothing where a value is missing, is a bound, or is not above zero', () => {
    expect(said(pair('6.4× slower'), { a_ms: '50 ms' })).toEqual([]);
    expect(said(pair('6.4× slower'), { ...MS, a_ms: '< 50 ms' })).toEqual([]);
    expect(said(pair('6.4× slower'), { ...MS, a_ms: '0 ms' })).toEqual([]);
    expect(said(pair('6.4× slower'), { ...MS, a_ms: 'fast' })).toEqual([]);
  });

  it('is found in follow-ups, stories, lists and tables', () => {
    const sections = [
      '## Follow-ups\n\n### And then?\n' + pair('twice as slow'),
      `## Situation\nOne.\n\n## Task\nTwo.\n\n## Action\nThree.\n\n## Result\n${pair('twice as slow')}`,
      '- before: [FILL IN: a_ms]\n- after: [FILL IN: b_ms], twice as slow',
      '| before | after | ratio |\n|---|---|---|\n| [FILL IN: a_ms] | [FILL IN: b_ms] | 2× |',
      '| run | time |\n|---|---|\n| before | [FILL IN: a_ms] |\n| after | [FILL IN: b_ms] |\n| ratio | 2× |',
    ];
    for (const text of sections) expect(said(text, MS), text).toHaveLength(1);
  });

  it('is left alone in code, headings, quotations and links', () => {
    const inert = ['`twice as slow`', '"twice as slow"', '[twice as slow](https://example.org)'];
    for (const claim of inert) expect(said(pair(claim), MS)).toEqual([]);
    expect(said(`${pair('as said')}\n\n### Twice as slow\n`, MS)).toEqual([]);
    expect(said(`\`\`\`\n${pair('twice as slow')}\n\`\`\``, MS)).toEqual([]);
  });

  it('is left alone where it is wished for, expected, denied or asked', () => {
    const others = ['which should be 2× slower', 'if it were 2× slower', "which isn't 2× slower"];
    for (const claim of others) expect(said(pair(claim), MS), claim).toEqual([]);
    expect(said(`${pair('2× slower').slice(0, -1)}?`, MS)).toEqual([]);
    expect(said(`Vaswani and colleagues report 2×; it ${pair('so').slice(3)}`, MS)).toEqual([]);
  });

  it('is left alone where it is about something else', () => {
    const others = [
      'at twice the length',
      'with half the layers',
      'for 2 % better accuracy',
      'while memory is 3× smaller',
      'on a machine with 4 times the cores',
    ];
    for (const claim of others) expect(said(pair(claim), MS), claim).toEqual([]);
  });
});

describe('a comparison without a figure', () => {
  it('is reported where the figures go the other way', () => {
    expect(said('At [FILL IN: b_ms] it is faster than at [FILL IN: a_ms].', MS)).toEqual([
      'faster: The text says “faster”, but b_ms (355 ms) is slower than a_ms (50 ms). (Say which way it goes now, or leave the comparison out.)',
    ]);
    expect(said('It fell from [FILL IN: a_ms] to [FILL IN: b_ms].', MS)[0]).toContain(
      'but it rose from a_ms (50 ms) to b_ms (355 ms)',
    );
    expect(said('It is cheaper, at [FILL IN: a] against [FILL IN: b].', { a: '$5', b: '$4' })[0]).toContain(
      'a ($5) is more expensive than b ($4)',
    );
  });

  it('asks the metric what is better', () => {
    const text = 'It beats the baseline ([FILL IN: a] against [FILL IN: b]).';
    const values = { a: '3', b: '2' };
    expect(said(text, values)).toEqual([]);
    expect(said(text, values, { a: 'higher', b: 'higher' })).toEqual([]);
    expect(said(text, values, { a: 'lower', b: 'lower' })[0]).toContain('a (3) is worse than b (2)');
  });

  it('says so when both are equal', () => {
    const values = { a_ms: '5 ms', b_ms: '5 ms' };
    expect(said('It fell from [FILL IN: a_ms] to [FILL IN: b_ms].', values)[0]).toContain(
      'it did not change',
    );
    expect(said('[FILL IN: a_ms] is faster than [FILL IN: b_ms].', values)[0]).toContain('is the same as');
  });

  it('is reported beside a figure that holds', () => {
    const text = 'It takes [FILL IN: b_ms], 7.1× faster than [FILL IN: a_ms].';
    expect(said(text, MS)[0]).toContain('“faster”, but b_ms (355 ms) is slower than a_ms (50 ms)');
  });
});

describe('the corpus', () => {
  const files = ['worked', 'adversarial', 'held-out', 'held-out-2'] as const;

  it('has sentences enough, half of them without drift', () => {
    const cases = files.flatMap(claimCases);
    expect(cases.length).toBeGreaterThanOrEqual(120);
    expect(cases.filter(({ drift }) => !drift).length).toBeGreaterThanOrEqual(cases.length / 2);
  });

  it.each(files)('%s: at most one report in twenty is false, and most drift is found', (name) => {
    const score = scoreOf(claimCases(name));
    const told = JSON.stringify(score, undefined, 1);
    expect(score.falseAlarms.length, told).toBeLessThanOrEqual(score.reported / 20);
    expect(score.innocentAlarms, told).toBeLessThanOrEqual(1);
    expect(score.found / score.expected, told).toBeGreaterThanOrEqual(0.8);
  });
});

describe('the shipped bank', () => {
  it('has no claim that its examples contradict', () => {
    const problems = checkBank(bank, { values: examples, requireFilled: false });
    expect(problems.filter(({ code }) => code === 'claim-drift')).toEqual([]);
  });
});

const value = (number: number): Value => ({
  text: `${number} ms`,
  plain: `${number} ms`,
  number,
  unit: 'ms',
  origin: 'typed',
});
const two = new Map([
  ['a_ms', value(50)],
  ['b_ms', value(355)],
]);

function problemsIn(body: string): ReturnType<typeof claimProblems> {
  const { questions: read } = readQuestionFile(
    openSource('q.md', `---\nid: q\n---\n# Why?\n\n${body}\n`),
    'b',
  );
  return read.flatMap((question) => claimProblems(question, new Map(), two));
}

it('is among the problems of a bank', () => {
  const text = '---\nid: q\n---\n# Why?\n\nIt went from [FILL IN: a_ms] to [FILL IN: b_ms], twice as slow.\n';
  const files = [readQuestionFile(openSource('q.md', text), 'b')];
  const problems = checkBank(assembleBanks([{ bank: 'b', own: false, files }]), {
    values: two,
    requireFilled: false,
  });
  expect(problems.map(({ code }) => code)).toEqual(['claim-drift']);
});

describe('any text', () => {
  const pieces = [
    ...'[FILL IN: a_ms]|[FILL IN: b_ms]|[FILL IN: c]|4×|6.4x|twice|half|a third|by|from|to|against|instead of'.split(
      '|',
    ),
    ...'slower|than|the|latency|12 ms|25 %|two points|+|-|more|doubled|fell|of|a factor of|order of magnitude'.split(
      '|',
    ),
    ...',|;|.|(|)|\n|\n\n|- |> |```|`|"|“|$|€|[x](y)|beats|if|😀|\u0000|ﬁ|__proto__|1e400'.split('|'),
    '|',
  ];

  it('is read without a throw, and every problem lies in it', () => {
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(texts, (body) => {
        for (const { at, message } of problemsIn(body)) {
          expect(at.start.offset).toBeLessThan(at.end.offset);
          expect(at.start.line).toBeLessThanOrEqual(at.end.line);
          expect(message).not.toMatch(/NaN|Infinity|undefined/);
        }
      }),
      { seed: 4, numRuns: 1500 },
    );
  });

  it('is read in linear time, however hostile', () => {
    const figures = '[FILL IN: a_ms] against [FILL IN: b_ms]';
    const hostile: Readonly<Record<string, string>> = {
      claims: `${figures}, ${'twice the latency and 12 ms less, '.repeat(3000)}.`,
      sentences: `${figures}, ${'4× slower '.repeat(100)}. `.repeat(60),
      quotes: '"a '.repeat(33_000) + figures,
      brackets: '['.repeat(50_000) + figures,
      hyphens: 'a-'.repeat(50_000) + figures,
      digits: '1,000'.repeat(20_000) + figures,
      bars: '|'.repeat(50_000) + figures,
      items: `- ${figures}, 4× slower\n`.repeat(1000),
      comments: '<!-- '.repeat(20_000) + figures,
    };
    for (const [name, body] of Object.entries(hostile)) {
      const { questions: read } = readQuestionFile(openSource('q.md', `# Why?\n\n${body}\n`), 'b');
      const start = cpuMs();
      for (const question of read) claimProblems(question, new Map(), two);
      expect(cpuMs() - start, name).toBeLessThan(3000);
    }
  });
});

it('reads every question of the shipped bank with every value doubled', () => {
  const doubled = new Map(
    [...examples].map(([key, one]) => [
      key,
      one.number === undefined ? one : { ...one, number: one.number * 2 },
    ]),
  );
  for (const question of questions) expect(claimProblems(question, bank.metrics, doubled)).toEqual([]);
});
