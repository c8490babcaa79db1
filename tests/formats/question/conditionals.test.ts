import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionalKeys, unfilledKeys, type Values } from '../../../src/core/fill/conditional.ts';
import type { Conditional } from '../../../src/core/base/question.ts';
import { fillText, segmentsText, valuesOf } from '../../../src/core/fill/values.ts';
import { feedbackOn } from '../../../src/core/feedback/feedback.ts';
import type { Fills, Metric } from '../../../src/core/base/metric.ts';
import { answerWith } from '../../support/figure-cases.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { type PlaceholderReading, readPlaceholders } from '../../../src/formats/question/placeholders.ts';

const nowhere = openSource('metrics.md', '').spanAt(0, 0);
const metrics = new Map(
  (['a_ms ms', 'b_ms ms', 'share %', 'gpu'] as const).map((line): readonly [string, Metric] => {
    const [name = '', unit] = line.split(' ');
    const kind = unit === undefined ? 'text' : 'number';
    return [name, { name, kind, prompt: name, at: nowhere, unit }];
  }),
);
const valued = (fills: Fills): Values => valuesOf({ metrics }, fills, { thousands: 'none' });
const given = (value: string): Fills[string] => ({ value, updatedAt: '' });
const notMeasured: Fills[string] = { notMeasured: {}, updatedAt: '' };

type Read = PlaceholderReading & { readonly source: ReturnType<typeof openSource> };

function read(text: string): Read {
  const source = openSource('a.md', text);
  return { source, ...readPlaceholders(source, 0, text.length, { question: 'q', inFollowUp: false }) };
}

/** The text as it is shown. */
function shown(text: string, fills: Fills = {}): string {
  const reading = read(text);
  const whole = reading.source.textAt(0, text.length);
  return segmentsText(fillText(whole, reading, valued(fills))).replaceAll('\u00A0', ' ');
}

const problems = (text: string): readonly string[] =>
  read(text).problems.map(
    ({ code, at }) =>
      `${at.start.line}:${at.start.column} ${code} ‹${text.slice(at.start.offset, at.end.offset)}›`,
  );

/** What a condition on `a_ms` may come to. */
const STATES: Readonly<Record<string, Fills>> = {
  holds: { a_ms: given('5 ms'), b_ms: given('7 ms') },
  fails: { a_ms: given('3 ms'), b_ms: given('7 ms') },
  open: { b_ms: given('7 ms') },
  'not measured': { a_ms: notMeasured, b_ms: given('7 ms') },
};

describe('words that depend on a value', () => {
  it.each([
    ['holds', 'X. Grew to 7 ms. Y.', 'X. Grew to 7 ms. Y.'],
    ['fails', 'X. Y.', 'X. Did not [1]. Y.'],
    ['open', 'X. Grew to 7 ms. Y.', 'X. Grew to 7 ms. Y.'],
    ['not measured', 'X. Y.', 'X. Did not [1]. Y.'],
  ])('when it %s', (state, without, withElse) => {
    const fills = STATES[state] ?? {};
    expect(shown('X. [IF a_ms > 4: Grew to [FILL IN: b_ms].] Y.', fills)).toBe(without);
    expect(shown('X. [IF a_ms > 4: Grew to [FILL IN: b_ms]. | ELSE: Did not [1].] Y.', fills)).toBe(withElse);
  });

  it.each([
    ['One [IF a_ms > 4: two] three', 'One three'],
    ['One [IF a_ms > 4: two].', 'One.'],
    ['One ([IF a_ms > 4: two]) three', 'One three'],
    ['[IF a_ms > 4: One] two', 'two'],
    ['One [IF a_ms > 4: two] [IF a_ms > 5: three] four', 'One four'],
    ['One [IF a_ms > 4: two][IF a_ms > 5: three]\nfour', 'One\nfour'],
    ['One\n[IF a_ms > 4: two]\nthree', 'One\nthree'],
    ['One\n\n[IF a_ms > 4: two]\n\nthree', 'One\n\nthree'],
    ['One\n\n[IF a_ms > 4:\n\ntwo\n\n- three\n]\n\nfour', 'One\n\nfour'],
    ['One\n\n[IF a_ms > 4: two]', 'One'],
    ['[IF a_ms > 4: One]\n\ntwo', 'two'],
    ['- one\n- [IF a_ms > 4: two]\n- three', '- one\n- three'],
    ['1. one\n2. [IF a_ms > 4: two]\n', '1. one'],
    ['- one\n[IF a_ms > 4:\n- two\n- three\n]\n- four', '- one\n- four'],
    ['> [IF a_ms > 4: One]\n> two', '> two'],
    ['## [IF a_ms > 4: One]\n\ntwo', 'two'],
    ['| a | [IF a_ms > 4: b] |', '| a | |'],
    ['One [IF a_ms > 4: x | ELSE: ] two', 'One two'],
    ['One [IF a_ms < 4: [IF b_ms > 9: x]] two', 'One two'],
    ['One [IF a_ms < 4: [IF b_ms > 9: x | ELSE: y] z | ELSE: w] two', 'One y z two'],
    ['One\r\n\r\n[IF a_ms > 4: two]\r\n\r\nthree', 'One\r\n\r\nthree'],
  ])('leaves no trace in %j', (text, expected) => {
    expect(shown(text, STATES['fails'])).toBe(expected);
  });

  it.each([
    ['a `[IF a_ms > 4: b]` c'],
    ['```\n[IF a_ms > 4: b]\n```\n'],
    ['```python\nx = y | ELSE: z\n```\n'],
    ['a\n\n    [IF a_ms > 4: b]\n'],
    ['[IF APPLICABLE: say more]'],
    ['[IF you like]'],
    ['\\[IF a_ms > 4: b]'],
    ['[if a_ms > 4: b]'],
    ['| a | ELSE |'],
  ])('is nothing of the kind in %j', (text) => {
    expect(read(text)).toMatchObject({ conditionals: [], problems: [] });
    expect(shown(text, STATES['fails'])).toBe(text);
  });

  it('holds code, links, images and balanced brackets', () => {
    const words = 'see [this](url), `a]b`, ![x](y.png) and [1], but not $x[$';
    expect(shown(`A [IF a_ms > 4: ${words}] B`, STATES['holds'])).toBe(`A ${words} B`);
    const fence = '```python\nx = a[i]] # | ELSE: y\n```';
    expect(shown(`A\n\n[IF a_ms > 4:\n\n${fence}\n\n]\n\nB`, STATES['holds'])).toBe(`A\n\n${fence}\n\nB`);
  });

  it('is no link, neither with what stands before nor with what stands behind it', () => {
    expect(shown('A [FILL IN: b_ms][IF a_ms > 4: , so](b).', STATES['holds'])).toBe('A 7 ms, so(b).');
    expect(shown('[IF a_ms > 4: A][FILL IN: b_ms]', STATES['fails'])).toBe('7 ms');
  });

  it('does not double a unit behind it, and keeps that of `[X]ms` off the words', () => {
    expect(shown('[IF a_ms > 4: It took [FILL IN: a_ms]] ms.', STATES['holds'])).toBe('It took 5 ms.');
    expect(shown('It took [FILL IN: a_ms]ms.', STATES['not measured'])).toBe('');
  });

  it('is shown as written when it cannot be decided, its placeholders filled', () => {
    for (const condition of ['a_ms > share', 'nosuch > 1', 'a_ms >', 'a_ms', 'a_ms / (b_ms - b_ms) > 1'])
      expect(shown(`A [IF ${condition}: [FILL IN: b_ms]] B`, STATES['holds'])).toBe(
        `A [IF ${condition}: 7 ms] B`,
      );
  });

  it('asks for what was measured', () => {
    const text = '[IF measured(gpu): On a [FILL IN: gpu]. | ELSE: On no GPU.]';
    expect(shown(text)).toBe('On a [FILL IN: gpu].');
    expect(shown(text, { gpu: given('T4') })).toBe('On a T4.');
    expect(shown(text, { gpu: notMeasured })).toBe('On no GPU.');
    expect(shown('[IF gpu == "T4: new": x | ELSE: y]', { gpu: given('T4: new') })).toBe('x');
  });
});

describe('faults', () => {
  it.each([
    ['A [IF a_ms >: b] c', ['1:13 condition-syntax ‹:›']],
    ['A [IF a_ms > 4 b] c', ['1:3 condition-syntax ‹[IF›']],
    ['A\n[IF a_ms > 4: b', ['2:1 condition-unclosed ‹[IF›']],
    ['A [IF a_ms > 4: in [0, 1) b]', ['1:3 condition-unclosed ‹[IF›']],
    ['A | ELSE: b', ['1:3 condition-else ‹| ELSE:›']],
    ['[IF a_ms > 4: b | ELSE: c | ELSE: d]', ['1:27 condition-else ‹| ELSE:›']],
    ['[IF a_ms > 4: b [c | ELSE: d]]', ['1:20 condition-else ‹| ELSE:›']],
  ])('of %j have their place', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('an unclosed bracket elsewhere does no harm', () => {
    expect(shown('In [0, 1) it is.\n\nA [IF a_ms > 4: b] c', STATES['fails'])).toBe(
      'In [0, 1) it is.\n\nA c',
    );
  });
});

describe('what is cited', () => {
  const text =
    'It took [FILL IN: b_ms]. [IF a_ms > 4: Of [FILL IN: share]. | ELSE: On [FILL IN: gpu].] [FILL IN: b_ms]';
  const reading = read(text);
  const head = {
    placeholderKeys: [...new Set(reading.placeholders.map(({ key }) => key))],
    conditionalKeys: conditionalKeys(reading),
  };
  const values = (fills: Fills): Values =>
    valuesOf({ metrics, questions: new Map([['q', head]]) }, fills, { thousands: 'none' });

  it('has the names in conditions, in their place', () => {
    expect(reading.placeholders.map(({ key, kind, written }) => [key, kind, written.text])).toEqual([
      ['b_ms', 'fill-in', '[FILL IN: b_ms]'],
      ['a_ms', 'condition', 'a_ms'],
      ['share', 'fill-in', '[FILL IN: share]'],
      ['gpu', 'fill-in', '[FILL IN: gpu]'],
      ['b_ms', 'fill-in', '[FILL IN: b_ms]'],
    ]);
  });

  it.each([
    ['holds', ['share']],
    ['fails', ['gpu']],
    ['open', ['a_ms', 'share']],
    ['not measured', ['gpu']],
  ])('counts what is wanted while it %s', (state, expected) => {
    expect(unfilledKeys(head, values(STATES[state] ?? {}))).toEqual(expected);
  });

  it('is looked for in an answer only where it is shown', () => {
    const said = 'It took 7 ms, 5 ms, 82% on a T4.';
    const { placeholders, conditionals } = reading;
    const asked = { ...answerWith('It is fast.', []).question, placeholders, conditionals };
    const cited = (typed: string, fills: Fills) => feedbackOn(typed, asked, values(fills)).cited;
    const more = { share: given('82%'), gpu: given('T4') };
    expect(cited(said, { ...STATES['holds'], ...more })).toEqual(['b_ms', 'share']);
    expect(cited(said, { ...STATES['fails'], ...more })).toEqual(['b_ms', 'gpu']);
    expect(cited('It was not measured.', { b_ms: notMeasured })).toEqual([]);
  });
});

/** A text as it is built: words, placeholders and conditionals. */
type Piece =
  | string
  | { readonly condition: string; readonly first: readonly Piece[]; readonly otherwise?: readonly Piece[] };

const printed = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const { condition, first, otherwise } = piece;
      const rest = otherwise ? ` | ELSE: ${printed(otherwise)}` : '';
      return `[IF ${condition}: ${printed(first)}${rest}]`;
    })
    .join(' ');

const nested = (pieces: readonly Piece[]): readonly Exclude<Piece, string>[] =>
  pieces.flatMap((piece) =>
    typeof piece === 'string' ? [] : [piece, ...nested(piece.first), ...nested(piece.otherwise ?? [])],
  );

const words = fc.constantFrom(
  'word',
  'It took [FILL IN: b_ms].',
  '[FILL IN: share]',
  '`co]de`',
  '[link](url)',
  '[1]',
  'end.',
  '\n\n',
  '\n- item',
);
const conditions = fc.constantFrom(
  'a_ms > 4',
  'measured(gpu)',
  'not measured(a_ms)',
  'gpu == "a: b"',
  'share < 3% or a_ms > 4',
);
const { pieces } = fc.letrec<{ pieces: readonly Piece[]; piece: Piece }>((tie) => ({
  pieces: fc.array(tie('piece'), { minLength: 1, maxLength: 4 }),
  piece: fc.oneof(
    { maxDepth: 3 },
    words,
    fc.record(
      { condition: conditions, first: tie('pieces'), otherwise: tie('pieces') },
      { requiredKeys: ['condition', 'first'] },
    ),
  ),
}));
const fillSets = fc.record({
  a_ms: fc.constantFrom(given('5 ms'), given('3 ms'), notMeasured, undefined),
  b_ms: fc.constantFrom(given('7 ms'), notMeasured, undefined),
  share: fc.constantFrom(given('2%'), notMeasured, undefined),
  gpu: fc.constantFrom(given('a: b'), given('T4'), notMeasured, undefined),
});
const present = (fills: Readonly<Record<string, Fills[string] | undefined>>): Fills =>
  Object.fromEntries(Object.entries(fills).flatMap(([name, fill]) => (fill ? [[name, fill]] : [])));

describe('laws', () => {
  it('reading gives back what was written', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const { conditionals, problems: found } = read(printed(all));
        const simple = ({ condition, first, otherwise }: Conditional): unknown => [
          condition.text,
          first.text,
          otherwise?.text,
        ];
        expect(found).toEqual([]);
        expect(conditionals.map(simple)).toEqual(
          nested(all).map(({ condition, first, otherwise }) => [
            condition,
            printed(first).trim(),
            otherwise && printed(otherwise).trim(),
          ]),
        );
      }),
    );
  });

  it('no notation, no stray bracket and no empty item is ever shown', () => {
    fc.assert(
      fc.property(pieces, fillSets, (all, fills) => {
        const text = shown(printed(all), present(fills));
        expect(text).not.toMatch(/\[IF\b|\| ELSE/);
        const plain = text.replaceAll('`co]de`', '');
        expect([...plain.matchAll(/\[/g)].length).toBe([...plain.matchAll(/\]/g)].length);
        expect(text).not.toMatch(/^[-*] *$/m);
      }),
    );
  });

  it('texts without conditions are shown as ever', () => {
    fc.assert(
      fc.property(fc.array(words), fillSets, (all, fills) => {
        const text = all.join(' ');
        const reading = read(text);
        expect(reading.conditionals).toEqual([]);
        const expected = segmentsText(
          fillText(
            reading.source.textAt(0, text.length),
            { placeholders: reading.placeholders },
            valued(present(fills)),
          ),
        );
        expect(shown(text, present(fills))).toBe(expected.replaceAll('\u00A0', ' '));
      }),
    );
  });
});
