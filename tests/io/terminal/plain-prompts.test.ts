import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { AnswerPrompt, PointsPrompt } from '../../../src/context.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { readLines, pointsOf } from '../../../src/io/terminal/plain-prompts.ts';

import { openPlain } from '../../support/plain-lines.ts';

const answering = (more: Partial<AnswerPrompt> = {}): AnswerPrompt => ({
  mode: 'type',
  startedAt: instantOf(0),
  targetMs: 60_000,
  onText: () => undefined,
  ...more,
});

const RATE = {
  choices: [
    { rating: 'again', interval: '1 min' },
    { rating: 'hard', interval: '2 d' },
    { rating: 'good', interval: '4 d' },
    { rating: 'easy', interval: '9 d' },
  ],
  suggested: 'hard',
  reason: '4 of 6 points',
} as const;
const POINTS = { header: 'Which points?', items: ['one', 'two', 'three'], points: [1, 0, null] } as const;

describe('lines of a pipe', () => {
  it('that nobody asked for are there or not, also while it stays open', async () => {
    const surplusOf = async (piped: string): Promise<string | undefined> => {
      const { prompts } = openPlain(piped);
      await prompts.line('Value:');
      return prompts.surplus?.();
    };
    expect(await surplusOf('1\n\n 2 \n3\n')).toBe('2');
    expect(await surplusOf('1\n\n')).toBeUndefined();
    expect(await surplusOf(`1${'\n'.repeat(500)}2`)).toBeUndefined();
    const { prompts, input } = openPlain();
    input.write('1\n');
    await prompts.line('Value:');
    expect(await prompts.surplus?.()).toBeUndefined();
  });

  it('keeps lines that came before they were asked for, however they were cut', async () => {
    const input = new PassThrough();
    const lines = readLines(input);
    for (const byte of Buffer.from('one\ntwo\r\nthree\n\nfünf')) input.write(Buffer.from([byte]));
    input.end();
    const read = [];
    for (let i = 0; i < 6; i++) read.push(await lines.next());
    expect(read).toEqual(['one', 'two', 'three', '', 'fünf', undefined]);
  });

  it('keeps a line for the next wait if something else ended the first', async () => {
    const input = new PassThrough();
    const lines = readLines(input);
    expect(await lines.next(Promise.resolve())).toBeUndefined();
    input.end('a\nb');
    expect([await lines.next(), await lines.next(), await lines.next()]).toEqual(['a', 'b', undefined]);
  });

  it('ends a wait when it is stopped', async () => {
    const lines = readLines(new PassThrough());
    const wait = lines.next();
    lines.stop();
    expect(await wait).toBeUndefined();
  });

  it('ends at once for an input that is over', async () => {
    const input = new PassThrough();
    input.destroy();
    expect(await readLines(input).next()).toBeUndefined();
  });
});

describe('an answer in plain lines', () => {
  it('ends at an empty line, and takes no line of the next prompt', async () => {
    const { prompts } = openPlain('one\ntwo\n\n3\n');
    expect(await prompts.answer(answering())).toEqual({ kind: 'value', value: 'one\ntwo' });
    expect(await prompts.rate(RATE)).toEqual({ kind: 'value', value: 'good' });
  });

  it('is empty, said aloud, for an empty first line', async () => {
    const { prompts, written } = openPlain('\n');
    expect(await prompts.answer(answering())).toEqual({ kind: 'value', value: '' });
    expect(written()).toContain('said aloud');
  });

  it('takes a slash and the letter of a key on a line of its own as the key, and letters as text', async () => {
    const { prompts } = openPlain('s\nq\n\n/s\nhalf\n /q \n');
    expect(await prompts.answer(answering())).toEqual({ kind: 'value', value: 's\nq' });
    expect(await prompts.answer(answering())).toEqual({ kind: 'key', key: 'skip' });
    expect(await prompts.answer(answering())).toEqual({ kind: 'key', key: 'quit' });
  });

  it('takes a slash with anything else as text', async () => {
    const { prompts } = openPlain('/z\n/s is a path\n/\n\n');
    expect(await prompts.answer(answering())).toEqual({ kind: 'value', value: '/z\n/s is a path\n/' });
  });

  it('saves each line as it comes, and quits at the end of input', async () => {
    const saved: string[] = [];
    const { prompts } = openPlain('one\ntwo');
    const reply = await prompts.answer(answering({ onText: (text) => void saved.push(text) }));
    expect(reply).toEqual({ kind: 'key', key: 'quit' });
    expect(saved).toEqual(['one', 'one\ntwo']);
    expect(prompts.interrupted()).toBe(false);
  });

  it('goes on with what was typed before a crash', async () => {
    const { prompts, written } = openPlain('two\n\n');
    expect(await prompts.answer(answering({ draft: 'one' }))).toEqual({ kind: 'value', value: 'one\ntwo' });
    expect(written()).toContain('Typed so far:\none\n');
  });

  it('takes a key on the first line that follows a draft', async () => {
    const { prompts } = openPlain('/s\n');
    expect(await prompts.answer(answering({ draft: 'one' }))).toEqual({ kind: 'key', key: 'skip' });
  });

  it('says that it is a note, and that an empty one is none', async () => {
    const { prompts, written } = openPlain('\n');
    expect(await prompts.answer(answering({ isNote: true, heading: 'Note on this question' }))).toEqual({
      kind: 'value',
      value: '',
    });
    expect(written()).toMatch(/^Note on this question\nType your note; .* Enter without text: no note/);
  });

  it('waits for Enter where the answer is only thought', async () => {
    const { prompts } = openPlain('\n');
    expect(await prompts.answer(answering({ mode: 'think' }))).toEqual({ kind: 'value', value: '' });
  });
});

describe('points in plain lines', () => {
  it.each([
    ['2 3', [0, 1, 1]],
    ['1,3', [1, 0, 1]],
    ['a', [1, 0, 1]],
    ['All', [1, 1, 1]],
    ['-', [0, 0, 0]],
    ['none', [0, 0, 0]],
    ['', [1, 0, null]],
  ])('takes %j', (line, points) => {
    expect(pointsOf(line, POINTS)).toEqual(points);
  });

  it.each(['4', '0 1', 'b', '1 x', '1.5'])('does not take %j', (line) => {
    expect(pointsOf(line, POINTS)).toBeUndefined();
  });

  it('asks again after a line that it does not understand', async () => {
    const { prompts, written } = openPlain('9\n2\n');
    expect(await prompts.points(POINTS)).toEqual({ kind: 'value', value: [0, 1, 0] });
    expect(written()).toContain('  1. one [yes]\n  2. two [no]\n  3. three\n');
    expect(written()).toContain('An empty line leaves them unchanged');
    expect(written()).toContain('Not understood: "9". Type numbers from 1 to 3, all, or none.\n');
  });

  it('says in words what was found, takes it with a, and leaves all unsettled on an empty line', async () => {
    const { prompts, written } = openPlain('\na\n');
    const marked: PointsPrompt = {
      ...POINTS,
      points: [null, null, null],
      found: [
        { state: 'found', said: '"One is here."' },
        { state: 'contradicted', said: 'you said 9 ms; two_ms is 3 ms: "Two takes 9 ms."' },
        { state: 'missing' },
      ],
    };
    expect(await prompts.points(marked)).toEqual({ kind: 'value', value: [null, null, null] });
    expect(await prompts.points(marked)).toEqual({ kind: 'value', value: [1, null, 0] });
    expect(written()).toContain('a accepts what prep found and did not find, and leaves the rest unsettled.');
    expect(written()).toContain(`  1. one
     found: "One is here."
  2. two
     said otherwise: you said 9 ms; two_ms is 3 ms: "Two takes 9 ms."
  3. three
     not found
`);
    expect(written()).toContain('An empty line leaves all unsettled');
  });
});

describe('ratings in plain lines', () => {
  it.each([
    ['1', 'again'],
    ['4', 'easy'],
    ['good', 'good'],
    ['Easy', 'easy'],
    ['', 'hard'],
  ])('takes %j as %s', async (line, rating) => {
    const { prompts } = openPlain(`${line}\n`);
    expect(await prompts.rate(RATE)).toEqual({ kind: 'value', value: rating });
  });

  it('says what each rating leads to, and what nothing means', async () => {
    const { prompts, written } = openPlain('u\n');
    expect(await prompts.rate(RATE)).toEqual({ kind: 'key', key: 'undo' });
    expect(written()).toContain('1 again 1 min, 2 hard 2 d, 3 good 4 d, 4 easy 9 d');
    expect(written()).toContain('empty line: hard, for 4 of 6 points');
    expect(written()).toContain('Hard means you recalled it');
  });

  it('takes no empty line where nothing is suggested', async () => {
    const { prompts, written } = openPlain('\n2\n');
    expect(await prompts.rate({ choices: RATE.choices })).toEqual({ kind: 'value', value: 'hard' });
    expect(written()).toContain('Type one of 1 (again), 2 (hard), 3 (good), 4 (easy).');
  });
});

describe('a choice in lines', () => {
  const choose = (piped: string) => {
    const { prompts, written } = openPlain(piped);
    const reply = prompts.choose({
      question: 'Which one?',
      choices: [
        ['1', 'Q4'],
        ['n', 'a new one'],
      ],
      escape: 'none',
    });
    return { reply, written };
  };

  it('lists what may be typed, and asks again after anything else', async () => {
    const { reply, written } = choose('2\nN\n');
    expect(await reply).toBe('n');
    expect(written()).toMatch(/^Which one\?\n1 \(Q4\), n \(a new one\), or an empty line \(none\):\n/);
    expect(written()).toContain('Not understood: "2". Type one of 1, n.');
  });

  it.each(['\n', 'q\n', ''])('is left with %j', async (piped) => {
    expect(await choose(piped).reply).toBeUndefined();
  });
});

describe('leaving plain prompts', () => {
  it('quits a wait on Ctrl-C, and every prompt after it', async () => {
    const { prompts } = openPlain();
    const waiting = prompts.pause('Enter goes on:');
    process.emit('SIGINT');
    expect(await waiting).toEqual({ kind: 'key', key: 'quit' });
    expect(prompts.interrupted()).toBe(true);
    expect(await prompts.line('Note:')).toBeUndefined();
  });

  it('writes no escape sequences', async () => {
    const { prompts, written } = openPlain('text\n\n1\n3\n\nline\n');
    await prompts.answer(answering());
    await prompts.points(POINTS);
    await prompts.rate(RATE);
    await prompts.pause('Enter finishes:');
    await prompts.line('Note:');
    expect(written()).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  });
});
