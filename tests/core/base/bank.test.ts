import { describe, expect, it } from 'vitest';
import {
  assembleBanks,
  type Bank,
  type BankContent,
  bankNames,
  type FileContent,
  findQuestion,
  placeOf,
} from '../../../src/core/base/bank.ts';
import { headOf, labelOf } from '../../../src/core/base/question.ts';
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

  it('that comes from the title gets the name of its file', () => {
    const untold = (path: string) => {
      const read = file(path, 'same');
      return { ...read, questions: read.questions.map((one) => ({ ...one, idWritten: false })) };
    };
    const assembled = assembleBanks([
      bank('b', [untold('a.md'), untold('x/Set 2.md'), untold('y/set-2.md')]),
    ]);
    expect([...assembled.questions.keys()]).toEqual(['same', 'same-set-2', 'same-set-2-2']);
    expect(assembled.questions.get('same-set-2')).toMatchObject({ id: 'same-set-2', idInFile: 'same' });
    expect(assembled.problems).toEqual([]);
  });

  it('of the own bank replaces the first at its place, without a word', () => {
    const shipped = bank('s', [file('a.md', 'a'), file('b.md', 'b'), file('c.md', 'c')]);
    const own = bank('o', [file('mine.md', 'b'), file('new.md', 'd')], true);
    const assembled = assembleBanks([shipped, own]);
    expect([...assembled.questions.keys()]).toEqual(['a', 'b', 'c', 'd']);
    expect(assembled.questions.get('b')?.file).toBe('mine.md');
    expect(assembled.problems).toEqual([]);
  });

  it('of the own bank replaces one of a later bank, at the place of that', () => {
    const own = bank('o', [file('mine.md', 'b'), file('new.md', 'd')], true);
    const shipped = bank('s', [file('a.md', 'a'), file('b.md', 'b'), file('c.md', 'c')]);
    const assembled = assembleBanks([own, shipped]);
    expect([...assembled.questions.keys()]).toEqual(['d', 'a', 'b', 'c']);
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
    const assembled = assembleBanks([
      bank('one', [file('a.md', 'x')]),
      bank('two', [file('b.md', 'x', '', 'two')]),
    ]);
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

  it('of the own bank replace those of banks after it', () => {
    const own = bank('o', [metrics('o/metrics.md', '  a_ms: { unit: s }\n')], true);
    const shipped = bank('s', [metrics('s/metrics.md', '  a_ms: { unit: ms }\n')]);
    const assembled = assembleBanks([own, shipped]);
    expect(assembled.metrics.get('a_ms')?.unit).toBe('s');
    expect(assembled.problems).toEqual([]);
  });

  it('declared in two files of one bank are an error', () => {
    const files = [metrics('b/metrics.md', '  a_ms: {}\n'), metrics('b/x/metrics.md', '  a_ms: {}\n')];
    expect(assembleBanks([bank('b', files)]).problems).toMatchObject([
      { severity: 'error', code: 'metric-duplicate', at: { file: 'b/x/metrics.md' } },
    ]);
  });

  it('of a sound bank are read only once somebody asks', () => {
    const asked: string[] = [];
    const late: FileContent = {
      ...metrics('metrics.md', ''),
      declares: true,
      get metrics() {
        asked.push('metrics');
        return [];
      },
    };
    const assembled = assembleBanks([bank('b', [late])], undefined, true);
    expect([assembled.declaring, asked]).toEqual([new Set(['b']), []]);
    expect([assembled.metrics.size, asked]).toEqual([0, ['metrics']]);
  });
});

describe('the names of banks', () => {
  const known = { own: '/home/prep/questions', shipped: '/usr/lib/prep/questions' };
  const named = (...banks: readonly string[]): readonly string[] => {
    const names = bankNames(banks, known);
    return banks.map((each) => `${names.get(each)?.name} ${names.get(each)?.prefix}`);
  };

  it('come from the last part of the path, and prefixes from the name', () => {
    expect(
      named(
        known.own,
        '/a/dq',
        '/a/ml-interview-notes/',
        'C:\\x\\Architecture',
        '/a/guide.md',
        known.shipped,
      ),
    ).toEqual([
      'own own',
      'dq dq',
      'ml-interview-notes min',
      'architecture arc',
      'guide gui',
      'shipped prep',
    ]);
  });

  it('are unique, whatever the order', () => {
    const banks = [
      '/b/questions',
      '/a/questions',
      '/a/quest',
      '/a/own',
      '/a/prep',
      '/x/b/questions',
      '/y/b/questions',
    ];
    const names = named(...banks);
    expect(names).toEqual([
      'b-questions bq',
      'questions questions',
      'quest que',
      'a-own ao',
      'prep prep-2',
      'b-questions-2 bq2',
      'b-questions-3 bq3',
    ]);
    expect(named(...banks.toReversed())).toEqual(names.toReversed());
  });
});

describe('numbers', () => {
  const numbered = (path: string, id: string, number: number, of: string): FileContent =>
    file(path, id, `number: ${number}\n`, of);
  const dq = {
    ...bank('/dq', [numbered('d4.md', 'kafka', 4, '/dq'), numbered('d5.md', 'lag', 5, '/dq')]),
    prefix: 'dq',
  };
  const shipped = {
    ...bank('/s', [numbered('s4.md', 'attention', 4, '/s'), numbered('s7.md', 'loss', 7, '/s')]),
    prefix: 'prep',
  };
  const found = (banks: Bank, name: string, preferred?: readonly string[]): unknown => {
    const match = findQuestion(banks, name, preferred);
    if ('found' in match) return match.found.id;
    return 'ambiguous' in match ? match.ambiguous.map(labelOf) : match;
  };

  it('that questions of a bank share are no names: both go by their ids, and one of the own bank is told', () => {
    const files = ['kafka', 'a-question-with-a-long-id'].map((id) => numbered(`${id}.md`, id, 4, '/n'));
    const more = numbered('lag.md', 'lag', 5, '/n');
    for (const own of [false, true]) {
      const made = assembleBanks([bank('/n', [...files, more], own)]);
      const labels = [...made.questions.values()].map(labelOf);
      expect(labels).toEqual(['a-question-with', 'kafka', 'Q5']);
      for (const [at, id] of [...made.questions.keys()].entries())
        expect(findQuestion(made, labels[at] ?? '')).toMatchObject({ found: { id } });
      expect(made.problems.map(({ severity, code }) => [severity, code])).toEqual(
        own ? [['warning', 'number-duplicate']] : [],
      );
    }
  });

  it('of one bank alone stay as they are', () => {
    const own = { ...bank('/o', [file('o.md', 'unnumbered')], true), prefix: 'own' };
    const { questions } = assembleBanks([own, dq]);
    expect([...questions.values()].map(labelOf)).toEqual(['unnumbered', 'Q4', 'Q5']);
  });

  it('of several banks tell their bank, and are found by that', () => {
    const banks = assembleBanks([dq, shipped]);
    expect([...banks.questions.values()].map(labelOf)).toEqual(['dq:4', 'dq:5', 'prep:4', 'prep:7']);
    expect(found(banks, 'dq:4')).toBe('kafka');
    expect(found(banks, ' PREP:Q4 ')).toBe('attention');
    expect(found(banks, 'prep:att')).toBe('attention');
    expect(found(banks, 'Q5')).toBe('lag');
    expect(found(banks, '7')).toBe('loss');
  });

  it('that are missing give way to the first words of a long id, by which it is found', () => {
    const long = [
      'how-do-you-scale-the-serving',
      'how-do-you-scale-the-training',
      'why-does-the-loss-turn-into-nan',
      'why',
    ];
    const banks = assembleBanks([
      bank(
        '/o',
        long.map((id) => file(`${id}.md`, id)),
        true,
      ),
    ]);
    const labels = [...banks.questions.values()].map(labelOf);
    expect(labels).toEqual([...long.slice(0, 2), 'why-does-the', 'why']);
    expect(labels.map((name) => found(banks, name))).toEqual(long);
  });

  it('that several banks have are ambiguous, unless one bank is meant', () => {
    const banks = assembleBanks([dq, shipped]);
    expect(found(banks, 'q4')).toEqual(['dq:4', 'prep:4']);
    expect(found(banks, '4', ['/s'])).toBe('attention');
    expect(found(banks, '4', ['/s', '/dq'])).toEqual(['dq:4', 'prep:4']);
  });

  it('that a bank has not are not found in another', () => {
    const banks = assembleBanks([dq, shipped]);
    expect(found(banks, 'dq:7')).toEqual({ closest: [], numbers: [4, 5] });
    expect(found(banks, 'no:4')).toEqual({ prefixes: ['dq', 'prep'] });
  });

  it('of an own question that replaces another belong to the bank of that', () => {
    const own = { ...bank('/o', [numbered('mine.md', 'loss', 7, '/o')], true), prefix: 'own' };
    const alone = assembleBanks([own, shipped]);
    expect([...alone.questions.values()].map(labelOf)).toEqual(['Q4', 'Q7']);
    const several = assembleBanks([own, dq, shipped]);
    expect(several.questions.get('loss')).toMatchObject({ file: 'mine.md', label: 'prep:7' });
    expect(found(several, 'prep:7')).toBe('loss');
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
