// Which sentences are to be read again: they cite a value, and hold a figure or a comparison written by hand.
import { describe, expect, it } from 'vitest';
import { inputsOfDerived, valuesOf } from '../../../src/core/fill/values.ts';
import type { Value, Values } from '../../../src/core/fill/conditional.ts';
import type { Fills } from '../../../src/core/base/metric.ts';
import { type CitingText, readAgainAfter, readAgainOf } from '../../../src/core/fill/read-again.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readPlaceholders } from '../../../src/formats/question/placeholders.ts';
import { bank, questions, values as examples } from '../../bank/shipped.ts';

const value = (text: string, updatedAt = ''): Value => ({
  text,
  unit: text.split(' ')[1],
  origin: 'typed',
  updatedAt,
  changed: true,
});
const before: Values = new Map([
  ['base_ms', value('50 ms')],
  ['long_ms_512', value('320 ms')],
  ['slowdown', value('6.4×')],
  ['gpu', value('RTX 3090')],
]);
const after: Values = new Map([...before, ['base_ms', value('40 ms')], ['slowdown', value('8×')]]);

function citing(text: string, editedAt?: string): CitingText {
  const source = openSource('a.md', text);
  const owner = { question: 'a', inFollowUp: false };
  const { placeholders, conditionals } = readPlaceholders(source, 0, text.length, owner);
  const whole = source.textAt(0, text.length);
  return { question: 'a', text: whole, placeholders, conditionals, isOwn: false, at: undefined, editedAt };
}

/** `¤` stands for the value that changes. */
const found = (text: string): readonly string[] =>
  readAgainAfter([citing(text.replaceAll('¤', '[FILL IN: base_ms]'))], before, after).map(
    ({ sentence }) => sentence,
  );

describe('a sentence is to be read again', () => {
  it.each([
    'It takes ¤, once 80 ms.',
    'It takes ¤, 2× the old one.',
    'It takes ¤ at 82% accuracy.',
    'It takes ¤ (+12).',
    'It takes ¤, four times as long.',
    'It takes ¤, tenfold.',
    'It takes ¤, a third of that.',
    'It takes ¤, twice that.',
    'Half of it: ¤.',
    'It doubled to ¤.',
    'At ¤ it is faster than the other.',
    'It has fewer errors, in ¤.',
    'With ¤ it beats the baseline.',
    '**Worse** at ¤.',
    'It takes ¤, vs. 40 ms before.',
    'It takes ¤ on an RTX 3090, and 30 ms on the other.',
    'It takes ¤, where 0.1 s are allowed.',
    '| ¤ | at most 80 |',
  ])('%s', (text) => {
    expect(found(text)).toHaveLength(1);
  });
});

it('a sentence does not end in an abbreviation', () => {
  expect(found('It takes 80 ms, i.e. ¤ less.')).toMatchObject([
    expect.stringMatching(/^It takes .* less\.$/),
  ]);
});

describe('a sentence is left alone', () => {
  it.each([
    'It takes ¤.',
    'It takes ¤ on an RTX 3090 with GPT-2 in fp16, as of 2024.',
    'Its recall@1 took ¤.',
    'It takes ¤ since 2019 (2021), for the 3rd time.',
    'It costs 8·n, in ¤.',
    'It takes ¤, see `x[3]` and [that](https://example.org/4) and https://example.org/5.',
    'It takes ¤. The other one takes 80 ms.',
    'It takes 80 ms. This takes ¤.',
    'It takes ¤.\n\nTwice that is too long.',
    '- It takes ¤\n- Twice that is too long',
    '1. It takes ¤\n2. It takes long',
    '```\nsleep 3; echo 4 twice\n[FILL IN: base_ms]\n```',
    'With $n = 3$ it takes ¤.',
    'It takes ¤ on 40 executors, over 18 months of events, with 12 GB.',
    '| 32 | ¤ | 410 |',
    'We deploy 6 times per week and twice a day in May, and it takes ¤.',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('when none of its values changed', () => {
    expect(readAgainAfter([citing('It takes [FILL IN: gpu], twice.')], before, after)).toEqual([]);
    expect(readAgainAfter([citing('It takes [FILL IN: base_ms], twice.')], before, before)).toEqual([]);
  });

  it('when its value is filled for the first time, or cleared', () => {
    const without = new Map([...before].filter(([key]) => key !== 'base_ms'));
    const text = citing('It takes [FILL IN: base_ms], once 80 ms.');
    expect(readAgainAfter([text], before, without)).toEqual([]);
    expect(readAgainAfter([text], without, after)).toEqual([]);
  });

  it('when its figure is the one in the name of a metric, or in a hint', () => {
    const text = 'At 512 tokens [FILL IN: long_ms_512], else [FILL IN: base_ms].';
    expect(found(text)).toEqual([]);
    expect(found(text.replace('512 tokens', '1024'))).toHaveLength(1);
    const of = (recall: string): Values => new Map([['a/fill-in/recall-at-10', value(recall)]]);
    const hint = (at: string): number =>
      readAgainAfter([citing(`Recall at ${at} is [FILL IN: recall at 10].`)], of('0.4'), of('0.5')).length;
    expect([hint('10'), hint('20')]).toEqual([0, 1]);
  });
});

describe('a sentence that cites nothing', () => {
  const number = (text: string, unit?: string): Value => ({
    text,
    number: Number.parseFloat(text),
    unit,
    origin: 'typed',
  });
  const again = (text: string, was: Value, is: Value): readonly string[] =>
    readAgainAfter(
      [citing(`It is [FILL IN: hr]. ${text}`)],
      new Map([['hr', was]]),
      new Map([['hr', is]]),
    ).map(({ sentence }) => sentence);

  it.each([
    ['An HR of 0.72 means a lower hazard.', number('0.72'), number('0.81')],
    ['An HR of 0.72 means a lower hazard.', number('0.719'), number('0.734')],
    ['All 1,204 patients count.', number('1204'), number('1198')],
    ['After 45 ms it is too late.', number('45 ms', 'ms'), number('50 ms', 'ms')],
    ['After 0.045 s it is too late.', number('45 ms', 'ms'), number('50 ms', 'ms')],
    ['Sie liegt bei 82,7 %.', number('82.7%', '%'), number('84%', '%')],
    ['It is 0.827 in all.', number('82.7%', '%'), number('84%', '%')],
    ['It costs $9800 a year.', number('9800', '$'), number('9900', '$')],
  ])('is to be read again where it repeats the old value: %s', (text, was, is) => {
    expect(again(text, was, is)).toEqual([text]);
  });

  it.each([
    ['An HR of 0.72 means a lower hazard.', number('0.719'), number('0.7201')],
    ['It took 45 patients.', number('45 ms', 'ms'), number('50 ms', 'ms')],
    ['It took 7 weeks.', number('7'), number('8')],
    ['It took 0.72 s.', number('0.72 GB', 'GB'), number('0.8 GB', 'GB')],
    ['It is 45% of it.', number('45 ms', 'ms'), number('50 ms', 'ms')],
  ])('is left alone otherwise: %s', (text, was, is) => {
    expect(again(text, was, is)).toEqual([]);
  });

  it.each(['95% CI', '95 % KI', '90%-CI', '95% confidence interval'])(
    'the level of a %s is no figure',
    (ci) => {
      const text = citing(`It is [FILL IN: hr] (${ci} [FILL IN: lo]).`);
      const values = (hr: string): Values =>
        new Map([
          ['hr', number(hr)],
          ['lo', number('0.58')],
        ]);
      expect(readAgainAfter([text], values('0.72'), values('0.81'))).toEqual([]);
    },
  );
});

describe('what is said of it', () => {
  it('is the whole sentence with its values, on one line, and which of them changed', () => {
    const text = citing(
      'Well. From [FILL IN: base_ms]\nto [FILL IN: long_ms_512] is [FILL IN: slowdown], for four times the\nlength. So it goes.',
    );
    const [one, ...others] = readAgainAfter([text], before, after);
    expect(others).toEqual([]);
    expect(one?.sentence).toBe('From 40 ms to 320 ms is 8×, for four times the length.');
    expect(one?.metrics).toEqual(['base_ms', 'slowdown']);
    expect(one?.at.start).toMatchObject({ line: 1, column: 12 });
  });

  it('is a row of a table as a whole, and an item of a list', () => {
    expect(found('| model | time |\n|---|---|\n| small | ¤ |\n| large | ¤, 3× |')).toEqual([
      '| large | 40 ms, 3× |',
    ]);
    expect(found('- small: ¤\n- large: ¤, 3×\n  in all')).toEqual(['large: 40 ms, 3× in all']);
  });
});

describe('all that there is to read again', () => {
  const derive = 'long_ms / base_ms';
  const at = openSource('metrics.md', '').spanAt(0, 0);
  const inputs = inputsOfDerived(
    new Map(
      [{ name: 'slowdown', derive }, { name: 'base_ms' }, { name: 'long_ms' }].map((one) => [
        one.name,
        { ...one, kind: 'number', prompt: '', at },
      ]),
    ),
  );
  const values = new Map([
    ['base_ms', value('50 ms', '2026-11-20T10:00:00+01:00')],
    ['long_ms', value('320 ms', '2026-11-24T10:00:00+01:00')],
    ['slowdown', { text: '6.4×', origin: 'derived' } as const],
  ]);
  const metricsIn = (editedAt: string | undefined): readonly string[] =>
    ['base_ms', 'slowdown']
      .map((name) => citing(`It is [FILL IN: ${name}], not twice that.`, editedAt))
      .flatMap((text) => readAgainOf([text], { values, inputs }).flatMap(({ metrics }) => metrics));

  it.each([
    [undefined, ['base_ms', 'slowdown']],
    ['some day', ['base_ms', 'slowdown']],
    ['2026-11-19', ['base_ms', 'slowdown']],
    ['2026-11-20', ['slowdown']],
    ['2026-11-24T09:59:00+01:00', ['slowdown']],
    ['2026-11-24T10:01:00+01:00', []],
    ['2026-11-24', []],
  ])('of a text that was edited %s', (editedAt, metrics) => {
    expect(metricsIn(editedAt)).toEqual(metrics);
  });

  it('leaves out what has no value, and what took the place of none', () => {
    expect(readAgainOf([citing('It is [FILL IN: gone], twice.')], { values, inputs })).toEqual([]);
    const first = new Map([['base_ms', { ...value('50 ms'), changed: undefined }]]);
    expect(readAgainOf([citing('It is [FILL IN: base_ms], twice.')], { values: first, inputs })).toEqual([]);
  });
});

it('lists few sentences of the shipped bank', () => {
  const texts = questions.flatMap(({ id, answer, followUpTexts, placeholders, conditionals }) =>
    [answer, ...followUpTexts.flatMap((each) => [each.question, each.answer])].map((text) => {
      return {
        question: id,
        text,
        placeholders,
        conditionals,
        isOwn: false,
        at: undefined,
        editedAt: undefined,
      };
    }),
  );
  const changed = [...examples].map(([key, one]) => [key, { ...one, changed: true as const }] as const);
  const listed = readAgainOf(texts, { values: new Map(changed), inputs: inputsOfDerived(bank.metrics) });
  expect(listed.length).toBeLessThan(45);
  expect(listed.map(({ sentence }) => sentence.replaceAll('\u00A0', ' '))).toContain(
    'From 128 to 512 tokens my layer went from 0.42 ms to 2.7 ms, so 6.4× for four times the length.',
  );
});

function valued(given: Readonly<Record<string, number | 'not measured'>>): Values {
  const fills = Object.entries(given).map(([name, number]): [string, Fills[string]] => [
    name,
    number === 'not measured'
      ? { notMeasured: {}, updatedAt: '' }
      : { value: String(number), number, updatedAt: '' },
  ]);
  return valuesOf({ metrics: new Map() }, Object.fromEntries(fills), { thousands: 'none' });
}

/** The sentences to read again when the values change so. */
const sentences = (text: string, ...[earlier, now]: readonly [Values, Values]): readonly string[] =>
  readAgainAfter([citing(text)], earlier, now).map(({ sentence }) => sentence);

const TEXT =
  'We reach [FILL IN: score] points. [IF score > 50: That is [FILL IN: score], and the bar was 50. | ELSE: It missed 50, with [FILL IN: score].] Next.';

it('lists the words that are shown, and none that a condition hides', () => {
  expect(sentences(TEXT, valued({ score: 40 }), valued({ score: 60 }))).toEqual([
    'That is 60, and the bar was 50.',
  ]);
  expect(sentences(TEXT, valued({ score: 60 }), valued({ score: 40 }))).toEqual(['It missed 50, with 40.']);
});

it('does not take a name in a condition for a value that is cited', () => {
  const text = 'It is fine. [IF score > 50: The bar was 50.]';
  expect(sentences(text, valued({ score: 60 }), valued({ score: 70 }))).toEqual([]);
});

describe('a comparison in conditional words', () => {
  const said = (text: string): readonly string[] =>
    sentences(text, valued({ new_ms: 90, old_ms: 80 }), valued({ new_ms: 70, old_ms: 80 }));
  const decided = 'It takes [FILL IN: new_ms], [IF new_ms < old_ms: faster | ELSE: slower] than before.';

  it('is right whatever the values are where its condition decides by them', () => {
    expect(said(decided)).toEqual([]);
    expect(said('[IF new_ms < old_ms: At [FILL IN: new_ms] it is faster.]')).toEqual([]);
  });

  it('is to be read again where its condition asks for something else', () => {
    const other = decided.replace('new_ms < old_ms', 'old_ms > 1');
    expect(said(other)).toEqual(['It takes 70, faster than before.']);
  });

  it('does not vouch for figures, shares and the words around', () => {
    expect(said(decided.replace('faster', 'faster by 10'))).toEqual([
      'It takes 70, faster by 10 than before.',
    ]);
    expect(said(decided.replace('faster', 'half as long'))).toHaveLength(1);
    expect(said(decided.replace('before', 'the slower one'))).toHaveLength(1);
  });
});

it('lists no sentence whose value turns out not to be measured, as it is left out', () => {
  expect(
    sentences('It took [FILL IN: ms] of 90.', valued({ ms: 40 }), valued({ ms: 'not measured' })),
  ).toEqual([]);
});
