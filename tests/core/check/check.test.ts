import { describe, expect, it } from 'vitest';
import { assembleBanks, type BankContent } from '../../../src/core/base/bank.ts';
import { checkBank } from '../../../src/core/check/check.ts';
import type { Value } from '../../../src/core/fill/conditional.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';

const question = (path: string, text: string, bank = 'b') => readQuestionFile(openSource(path, text), bank);
const metrics = (path: string, yaml: string) =>
  readMetricsFile(openSource(path, `---\nmetrics:\n${yaml}---\n`), 'b');

const value: Value = { text: '5 ms', origin: 'typed' };

function codes(
  banks: readonly BankContent[],
  filled: readonly string[] = [],
  requireFilled = false,
): readonly string[] {
  const values = new Map(filled.map((name) => [name, value]));
  return checkBank(assembleBanks(banks), { values, requireFilled }).map(
    ({ code, at }) => `${at.file} ${code}`,
  );
}

const withPoints = (answer: string, ...points: readonly string[]) =>
  question(
    'a.md',
    `---\nid: a\n---\n# Why?\n\n${answer}\n\n## Key points\n${points.map((p) => `- ${p}\n`).join('')}`,
  );

const pointProblems = (answer: string, ...points: readonly string[]): readonly string[] =>
  codes([{ bank: 'b', own: false, files: [withPoints(answer, ...points)] }]).filter((code) =>
    code.includes('point-unsupported'),
  );

describe('points that the answer does not contain', () => {
  it('are told by half of their words, in whatever form', () => {
    const answer = 'We cached decoded images, so that loading stopped blocking the training loop.';
    expect(pointProblems(answer, 'Caching of decoded image files', 'The loop is no longer blocked')).toEqual(
      [],
    );
    expect(pointProblems(answer, 'Distributed tracing across services')).toEqual(['a.md point-unsupported']);
  });

  it('are contained in the other words that the question gives for them', () => {
    const answer = 'Nobody waits twice, since decoded images stay in memory.';
    expect(pointProblems(answer, 'Caching\n  - also: images stay in memory')).toEqual([]);
    expect(
      pointProblems(answer, 'Caching of decoded files everywhere\n  - also: images stay in memory'),
    ).toEqual([]);
    expect(
      pointProblems(answer, 'Caching of encoded files everywhere\n  - also: tracing of services'),
    ).toEqual(['a.md point-unsupported']);
  });

  it('are what an answer leaves to them, if they are most and three or more', () => {
    const points = ['Events survive an outage', 'The model can be rebuilt from the log', 'Order per account'];
    expect(pointProblems('Because of decoupling, which lets payments go on.', ...points)).toEqual([]);
    expect(
      pointProblems('Because of decoupling, which lets payments go on.', ...points.slice(1)),
    ).toHaveLength(2);
  });

  it('are not guessed at where there is too little to go by', () => {
    expect(pointProblems('It was fast.', 'Throughput', 'And so on')).toEqual([]);
    expect(pointProblems('平方。', '时间复杂度是平方')).toEqual([]);
  });

  it('count names of metrics in placeholders as words', () => {
    expect(pointProblems('It is [FILL IN: attention_slowdown] at most.', 'The attention slowdown')).toEqual(
      [],
    );
  });
});

describe('names of metrics', () => {
  const cites = question('a.md', '---\nid: a\n---\n# Why?\n\nIt took [FILL IN: some_ms].\n');

  it('are implied in a bank that declares none', () => {
    expect(codes([{ bank: 'b', own: false, files: [cites] }])).toEqual([]);
  });

  it('are implied in a bank that declares none, beside one that does', () => {
    const other = { bank: 'other', own: false, files: [metrics('metrics.md', '  used: {}\n')] };
    const user = question('c.md', '---\nid: c\n---\n# Why?\n\n[FILL IN: used]\n', 'other');
    expect(
      codes([
        { bank: 'b', own: false, files: [cites] },
        { ...other, files: [...other.files, user] },
      ]),
    ).toEqual([]);
  });

  it('are undeclared in such a bank where they are a slip of a declared one, and not where another number is in them', () => {
    const declaring = { bank: 'other', own: false, files: [metrics('metrics.md', '  p95_latency_ms: {}\n')] };
    const user = question('c.md', '---\nid: c\n---\n# Why?\n\n[FILL IN: p95_latency_ms]\n', 'other');
    const found = (name: string): readonly string[] =>
      codes([
        { ...declaring, files: [...declaring.files, user] },
        {
          bank: 'own',
          own: true,
          files: [question('o.md', `---\nid: o\n---\n# So?\n\n[FILL IN: ${name}]\n`, 'own')],
        },
      ]);
    expect(found('p95_latnecy_ms')).toEqual(['o.md metric-undeclared']);
    expect(found('p99_latency_ms')).toEqual([]);
    expect(found('throughput')).toEqual([]);
  });

  it('are undeclared in a bank that declares others', () => {
    const files = [cites, metrics('metrics.md', '  some_s: {}\n')];
    expect(codes([{ bank: 'b', own: false, files }])).toEqual(['a.md metric-undeclared']);
  });

  it('may be declared by another bank', () => {
    const files = [metrics('own/metrics.md', '  mine: { derive: some_ms / 2 }\n'), cites];
    const shipped = { bank: 's', own: false, files: [metrics('metrics.md', '  some_ms: {}\n')] };
    expect(codes([shipped, { bank: 'b', own: true, files }])).toEqual([]);
  });

  it('are used by what is derived from them, even where the expression is faulty', () => {
    const files = [cites, metrics('metrics.md', '  some_ms: { derive: other_ms * }\n  other_ms: {}\n')];
    expect(codes([{ bank: 'b', own: false, files }])).toEqual(['metrics.md derive-syntax']);
  });
});

describe('open placeholders', () => {
  const files = [
    question('a.md', '---\nid: a\n---\n# Why?\n\n[FILL IN: one], [FILL IN: two], [FILL IN: one].\n'),
  ];

  it('are problems only when they must be filled, once a question', () => {
    expect(codes([{ bank: 'b', own: false, files }])).toEqual([]);
    expect(codes([{ bank: 'b', own: false, files }], ['two'], true)).toEqual(['a.md placeholder-open']);
    expect(codes([{ bank: 'b', own: false, files }], ['one', 'two'], true)).toEqual([]);
  });

  it('name what a computed value waits for', () => {
    const yaml =
      '  a_ms: { unit: ms }\n  b_ms: { unit: ms }\n  c_ms: { unit: ms }\n' +
      '  sum: { derive: a_ms + b_ms + c_ms, unit: ms }\n  share: { derive: a_ms / sum, unit: × }\n  odd: { derive: a_ms / 0 }\n';
    const cites = question(
      'a.md',
      '---\nid: a\n---\n# Why?\n\n[FILL IN: sum] [FILL IN: share] [FILL IN: odd]\n',
    );
    const bank = assembleBanks([{ bank: 'b', own: false, files: [cites, metrics('metrics.md', yaml)] }]);
    const problems = (filled: readonly string[]) =>
      checkBank(bank, { values: new Map(filled.map((name) => [name, value])), requireFilled: true })
        .filter(({ code }) => code === 'placeholder-open')
        .map(({ message, hint }) => `${message} ${hint}`);
    expect(problems([])[0]).toBe(
      '[FILL IN: sum] is computed from unfilled values: a_ms, b_ms and c_ms. Run `prep fill a_ms b_ms c_ms`.',
    );
    expect(problems(['b_ms', 'c_ms']).slice(1)).toEqual([
      '[FILL IN: share] is computed from unfilled values: a_ms. Run `prep fill a_ms`.',
      '[FILL IN: odd] is computed from unfilled values: a_ms. Run `prep fill a_ms`.',
    ]);
    expect(problems(['a_ms', 'b_ms', 'c_ms'])[2]).toBe(
      '[FILL IN: odd] cannot be computed. See the problem with the metric `odd`.',
    );
  });
});

describe('values against metrics', () => {
  const file = question('a.md', '---\nid: a\n---\n# Why?\n\n[FILL IN: a_ms] [FILL IN: ratio]\n');
  const yaml =
    '  a_ms: { unit: ms, max: 100 }\n  b_ms: { unit: ms }\n  ratio: { derive: a_ms / b_ms, unit: × }\n';
  const bank = assembleBanks([{ bank: 'b', own: false, files: [file, metrics('metrics.md', yaml)] }]);

  it('divide by zero only with the values that the user has', () => {
    const values = new Map<string, Value>([
      ['a_ms', { text: '200 ms', plain: '200 ms', number: 200, origin: 'typed' }],
      ['b_ms', { text: '0 ms', plain: '0 ms', number: 0, origin: 'typed' }],
    ]);
    expect(checkBank(bank, { values: new Map(), requireFilled: false })).toEqual([]);
    expect(checkBank(bank, { values, requireFilled: false })).toMatchObject([
      { code: 'value-range', severity: 'warning', at: { file: 'metrics.md', start: { line: 3 } } },
      { code: 'derive-division', message: 'ratio: division by zero' },
    ]);
  });
});

it('sorts problems by file and place, those of reading among them', () => {
  const files = [
    question('b.md', '# Why?\n\n## Key points\n- x\n'),
    question('a.md', '---\nid: a\nnumber: x\nlevel: 1\n---\n# How?\n'),
  ];
  expect(codes([{ bank: 'b', own: false, files }])).toEqual([
    'a.md front-matter-value',
    'a.md front-matter-key',
    'a.md answer-missing',
    'b.md answer-missing',
    'b.md id-unwritten',
  ]);
});

it('finds nothing twice in questions of different banks', () => {
  const one = question('a.md', '---\nid: a\nnumber: 1\n---\n# Why?\n\nSo.\n', 'one');
  const two = question('b.md', '---\nid: b\nnumber: 1\n---\n# Why?\n\nSo.\n', 'two');
  const banks = [
    { bank: 'one', own: false, files: [one] },
    { bank: 'two', own: false, files: [two] },
  ];
  expect(codes(banks)).toEqual([]);
});
