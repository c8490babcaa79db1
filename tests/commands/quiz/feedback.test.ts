// `prep feedback`: the same feedback as at the card, on any text; and what `prep answer` says of it.
import { describe, expect, it } from 'vitest';
import { feedback } from '../../../src/commands/quiz/feedback.ts';
import { answer } from '../../../src/commands/stories/answer.ts';
import type { Memory, MemoryOptions } from '../../support/memory-context.ts';
import { failureOf, fill, openVerbs } from '../../support/verbs.ts';

const fills = { short_ms: fill('50 ms', 50), long_ms: fill('320 ms', 320) };
const LINEAR = 'It takes linear time in the length of the input.';
const WRONG = 'Mine took 50 ms at 128 tokens and 999 ms at 512 tokens.';
const open = (input: string, options: Partial<MemoryOptions> = {}): Memory =>
  openVerbs({ input, fills, ...options });

describe('prep feedback', () => {
  it('prints each point with its state, its sentence and its reason, and the numbers', async () => {
    const memory = open(`${LINEAR} ${WRONG}`);
    expect(await feedback(memory.context, ['4'], { file: '-', json: true })).toBe(0);
    expect(JSON.parse(memory.data())).toEqual({
      v: 1,
      command: 'feedback',
      question: 'attention',
      compared: true,
      points: [
        {
          text: 'Quadratic time in the length',
          state: 'contradicted',
          score: expect.any(Number),
          quote: LINEAR,
          reason: 'says "linear"; the point says "Quadratic"',
        },
        {
          text: 'Measured at two lengths: 128 and 512 tokens',
          state: 'maybe',
          score: expect.any(Number),
          quote: WRONG,
          reason: 'you said 999 ms; long_ms is 320 ms',
        },
      ],
      wrongNumbers: [{ said: '999 ms', metric: 'long_ms', value: '320 ms' }],
      cited: ['short_ms'],
      notCited: ['long_ms', 'slowdown'],
      onTopic: true,
    });
  });

  it('shows of a long sentence the part with the words of each point', async () => {
    const memory = open(
      'As far as I know it takes quadratic time in the length of the input, which is what everybody says about it, and in a small project of mine I measured it at two lengths of 128 and 512 tokens.',
    );
    await feedback(memory.context, ['4'], { file: '-' });
    const shown = memory.data().replaceAll(/\s+/g, ' ');
    expect(shown).toContain(
      'in the length "As far as I know it takes quadratic time in the length of the input…"',
    );
  });

  it('says so if there is nothing to compare', async () => {
    const memory = open('It is something.');
    await feedback(memory.context, ['draft'], { file: '-' });
    expect(memory.data()).toContain('This question has no key points to compare your answer with.\n');
    const json = open('It is something.');
    await feedback(json.context, ['draft'], { file: '-', json: true });
    expect(JSON.parse(json.data())).toMatchObject({ compared: false, points: [] });
  });

  it('records nothing', async () => {
    const memory = open(WRONG);
    const before = memory.config();
    await feedback(memory.context, ['attention'], { file: '-' });
    expect(memory.entries).toEqual([]);
    expect(memory.config()).toEqual(before);
  });

  it.each([
    [80, { unicode: true }],
    [40, { unicode: true }],
    [120, { unicode: true }],
    [80, { unicode: false }],
  ])('shows it in %i columns, %j', async (columns, { unicode }) => {
    const memory = open(`${LINEAR} ${WRONG}`, { screen: { columns, unicode } });
    await feedback(memory.context, ['4'], { file: '-' });
    await expect(memory.data()).toMatchFileSnapshot(
      `../../golden/quiz/feedback-${columns}${unicode ? '' : '-ascii'}.txt`,
    );
    expect(
      memory
        .data()
        .split('\n')
        .every((line) => line.length <= columns),
    ).toBe(true);
  });

  it('puts the values into an answer with placeholders first', async () => {
    const memory = open('It took [FILL IN: short_ms] and [FILL IN: long_ms].');
    await feedback(memory.context, ['4'], { file: '-', json: true });
    expect(JSON.parse(memory.data())).toMatchObject({ cited: ['short_ms', 'long_ms'], wrongNumbers: [] });
  });

  it('says that a text is about something else', async () => {
    const memory = open(
      'My grandmother bakes bread with rye flour and with plenty of salt, and she never tells my mother the recipe or how long it stays in the oven.',
    );
    await feedback(memory.context, ['4'], { file: '-' });
    expect(memory.data()).toContain('has almost nothing in common with this question');
  });

  it('looks for the parts of a story that was told in one piece, with advice', async () => {
    const told =
      'There was a ratio nobody could explain. My task was to find out why. We counted by hand. As a result it went into the report.';
    const memory = open(told, { screen: { columns: 80, unicode: true } });
    await feedback(memory.context, ['story'], { file: '-' });
    expect(memory.data()).toContain('✓ Situation: where it was');
    expect(memory.data()).toContain('Result has no number');
    expect(memory.data()).not.toContain('missing');
  });

  it('reads a pipe without --file', async () => {
    const { context, data } = open('Attention is quadratic.\n');
    expect(await feedback({ ...context, interactive: false }, ['attention'], {})).toBe(0);
    expect(data()).not.toBe('');
  });

  it('needs a question, a text, and a file that is there', async () => {
    const { context } = open(' \n');
    const codeOf = async (name: string, file?: string): Promise<string> =>
      (await failureOf(() => feedback(context, [name], file === undefined ? {} : { file }))).code;
    expect(await codeOf('nowhere', '-')).toBe('question-unknown');
    expect(await codeOf('attention')).toBe('feedback-text');
    expect(await codeOf('attention', '-')).toBe('feedback-empty');
    expect(await codeOf('attention', 'no.md')).toBe('file-missing');
  });
});

describe('prep answer', () => {
  it('stores the text, and says what contradicts the values and the points', async () => {
    const memory = open(`${LINEAR} ${WRONG}`, { screen: { columns: 100, unicode: true } });
    await answer(memory.context, ['attention'], { file: '-' });
    expect(memory.data()).toBe('Your answer to attention is stored.\n');
    expect(memory.talk().replaceAll('\u00A0', ' ')).toBe(
      '✗ You said 999 ms; long_ms is 320 ms.\n' +
        '✗ Quadratic time in the length: it says "linear"; the point says "Quadratic".\n',
    );
  });

  it('prints the wrong numbers', async () => {
    const memory = open(WRONG);
    await answer(memory.context, ['attention'], { file: '-', json: true });
    expect(JSON.parse(memory.data())).toMatchObject({
      wrongNumbers: [{ said: '999 ms', metric: 'long_ms', value: '320 ms' }],
    });
  });

  it('says nothing of a text that agrees', async () => {
    const memory = open('It takes quadratic time. Mine took 50 ms at 128 tokens, and 320 ms at 512 tokens.');
    await answer(memory.context, ['attention'], { file: '-' });
    expect(memory.talk()).toBe('');
  });
});

it('says a wrong number of a bare letter by the words around it, and not by its key', async () => {
  const text = '# What does an index cost?\n\nThe index cut the median query from [X] ms to [Y] ms.\n';
  const id = 'what-does-an-index-cost';
  const known = {
    [`${id}/letter/median-query-from-x-ms-to`]: { ...fill('410 ms', 410), unit: 'ms' },
    [`${id}/letter/x-ms-to-y-ms`]: { ...fill('36 ms', 36), unit: 'ms' },
  };
  const input = 'The index cut the median query from 410 ms to 63 ms.';
  const memory = openVerbs({ input, files: { 'a.md': text }, fills: known });
  await feedback(memory.context, [id], { file: '-' });
  const said = memory.data().replaceAll(/\s+/g, ' ');
  expect(said).toContain('you said 63 ms; your value is 36 ms: "The index');
  expect(said).toContain('your value is 36 ms: "…the median query from 410 ms to 36 ms".');
});
