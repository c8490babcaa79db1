import { describe, expect, it } from 'vitest';
import {
  assembleBanks,
  type BankContent,
  type FileContent,
  headOf,
  placeOf,
} from '../../../src/core/base/bank.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';

const file = (path: string, id: string, more = '', bank = 'b'): FileContent =>
  readQuestionFile(openSource(path, `---\nid: ${id}\n${more}---\n# Title of ${path}?\n\nAnswer.\n`), bank);

const metrics = (path: string, yaml: string): FileContent =>
  readMetricsFile(openSource(path, `---\nmetrics:\n${yaml}---\n`), 'b');

const bank = (name: string, files: readonly FileContent[], own = false): BankContent => ({
  bank: name,
  own,
  files,
});

const ids = (...banks: readonly BankContent[]): readonly string[] => [
  ...assembleBanks(banks).questions.keys(),
];

describe('the order of questions', () => {
  it('is by number first, whatever the folders, then by path', () => {
    const files = [
      file('b/z.md', 'last'),
      file('b/10.md', 'ten-a'),
      file('b/9.md', 'nine-a'),
      file('b/production/a.md', 'q2', 'number: 2\n'),
      file('b/architecture/b.md', 'q10', 'number: 10\n'),
      file('b/comparison/c.md', 'q1', 'number: 1\n'),
    ];
    expect(ids(bank('b', files))).toEqual(['q1', 'q2', 'q10', 'nine-a', 'ten-a', 'last']);
  });

  it('keeps banks apart, in the order given', () => {
    const first = bank('one', [file('x.md', 'x', 'number: 9\n')]);
    const second = bank('two', [file('a.md', 'a', 'number: 1\n')]);
    expect(ids(first, second)).toEqual(['x', 'a']);
  });
});

describe('a second question of an id', () => {
  it('of the same bank is an error that names both places, and the first one stays', () => {
    const assembled = assembleBanks([bank('b', [file('a.md', 'same'), file('c.md', 'same')])]);
    expect(assembled.questions.get('same')?.file).toBe('a.md');
    expect(assembled.problems).toMatchObject([
      {
        severity: 'error',
        code: 'id-duplicate',
        at: { file: 'c.md', start: { line: 4 } },
        related: { file: 'a.md' },
      },
    ]);
    expect(assembled.problems[0]?.message).toContain('a.md:4');
  });

  it('of the own bank replaces the first at its place, without a word', () => {
    const shipped = bank('s', [file('a.md', 'a'), file('b.md', 'b'), file('c.md', 'c')]);
    const own = bank('o', [file('mine.md', 'b'), file('new.md', 'd')], true);
    const assembled = assembleBanks([shipped, own]);
    expect([...assembled.questions.keys()]).toEqual(['a', 'b', 'c', 'd']);
    expect(assembled.questions.get('b')?.file).toBe('mine.md');
    expect(assembled.problems).toEqual([]);
  });

  it('twice in the own bank is an error all the same', () => {
    const own = bank('o', [file('mine.md', 'b'), file('other.md', 'b')], true);
    const assembled = assembleBanks([bank('s', [file('b.md', 'b')]), own]);
    expect(assembled.questions.get('b')?.file).toBe('mine.md');
    expect(assembled.problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'error id-duplicate',
    ]);
  });

  it('of another bank is left out with a warning', () => {
    const assembled = assembleBanks([bank('one', [file('a.md', 'x')]), bank('two', [file('b.md', 'x')])]);
    expect(assembled.questions.get('x')?.file).toBe('a.md');
    expect(assembled.problems).toMatchObject([
      { severity: 'warning', code: 'id-duplicate', at: { file: 'b.md' } },
    ]);
  });

  it('may be named like a property of every object', () => {
    expect(ids(bank('b', [file('a.md', 'constructor'), file('b.md', 'hasownproperty')]))).toEqual([
      'constructor',
      'hasownproperty',
    ]);
  });
});

describe('metrics', () => {
  it('of two banks are merged; the first declaration counts, and other meanings are reported', () => {
    const one = bank('one', [metrics('one/metrics.md', '  a_ms: { unit: ms }\n  same: { unit: s }\n')]);
    const two = bank('two', [
      metrics('two/metrics.md', '  a_ms: { unit: s }\n  same: { unit: s }\n  more: {}\n'),
    ]);
    const assembled = assembleBanks([one, two]);
    expect([...assembled.metrics.keys()]).toEqual(['a_ms', 'same', 'more']);
    expect(assembled.metrics.get('a_ms')?.unit).toBe('ms');
    expect(assembled.problems).toMatchObject([
      {
        severity: 'warning',
        code: 'metric-duplicate',
        at: { file: 'two/metrics.md' },
        related: { file: 'one/metrics.md' },
      },
    ]);
  });

  it('of the own bank replace those of others', () => {
    const shipped = bank('s', [metrics('s/metrics.md', '  a_ms: { unit: ms }\n')]);
    const own = bank('o', [metrics('o/metrics.md', '  a_ms: { unit: s }\n')], true);
    const assembled = assembleBanks([shipped, own]);
    expect(assembled.metrics.get('a_ms')?.unit).toBe('s');
    expect(assembled.problems).toEqual([]);
    expect(assembled.declaring).toEqual(new Set(['s', 'o']));
  });

  it('declared in two files of one bank are an error', () => {
    const files = [metrics('b/metrics.md', '  a_ms: {}\n'), metrics('b/x/metrics.md', '  a_ms: {}\n')];
    expect(assembleBanks([bank('b', files)]).problems).toMatchObject([
      { severity: 'error', code: 'metric-duplicate', at: { file: 'b/x/metrics.md' } },
    ]);
  });
});

describe('a head', () => {
  it('is the question without its texts, and plain JSON', () => {
    const question = file('a.md', 'a', 'number: 3\ntags: [x]\n').questions[0];
    if (!question) throw new Error('the question is there');
    const head = headOf(question);
    expect(JSON.parse(JSON.stringify(head))).toEqual(head);
    expect(head).toEqual({
      id: 'a',
      idWritten: true,
      number: 3,
      section: 'b',
      title: 'Title of a.md?',
      kind: 'open',
      tags: ['x'],
      difficulty: 'medium',
      minutes: 2,
      draft: false,
      suspended: false,
      placeholderKeys: [],
      points: 0,
      followUps: 0,
      answerHash: question.answerHash,
      file: 'a.md',
      line: 6,
      bank: 'b',
    });
    expect(placeOf(head).start).toEqual({ line: 6, column: 1, offset: 0 });
    expect(placeOf(question)).toEqual(question.titleAt);
  });
});
