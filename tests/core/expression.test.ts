import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/core/expression.ts';
import { namesIn, parseExpression, type Expression } from '../../src/core/expression.ts';
import { NO_UNIT } from '../../src/core/units.ts';

/** The number an expression without metrics comes to, or what is wrong with it. */
function worth(text: string): number | string | undefined {
  const parsed = parseExpression(text);
  if ('error' in parsed) return `${parsed.offset}: ${parsed.error}`;
  const result = evaluate(parsed.expression, (name) => ({ kind: 'number', number: name.length, unit: NO_UNIT }));
  if ('fault' in result) return `${result.from}: ${result.fault}`;
  return result.kind === 'number' ? result.number : result.kind;
}

describe('parsing', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['8 - 4 - 2', 2],
    ['8 / 4 / 2', 1],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 ^ -1', 0.5],
    ['2 * -3', -6],
    ['--3', 3],
    ['+3', 3],
    ['1e3 + .5', 1000.5],
    ['min(3, 1, 2)', 1],
    ['max(3, 1, 2) + abs(-1)', 4],
    ['round(2.5)', 3],
    ['log2(8) + sqrt(9)', 6],
    ['a + bb + ccc', 6],
    ['6 × 2 ÷ 3 − 1', 3],
    ['\n 1 +\n 2 ', 3],
  ])('%j is %d', (text, expected) => {
    expect(worth(text)).toBe(expected);
  });

  it.each([
    ['', '0: the expression ends too early'],
    ['1 +', '3: the expression ends too early'],
    ['(1', '2: the expression ends too early'],
    ['1)', '1: ) is not expected here'],
    ['1 2', '2: 2 is not expected here'],
    ['a b', '2: b is not expected here'],
    ['* 2', '0: * is not expected here'],
    ['2 ** 3', '3: * is not expected here'],
    ['1 $ 2', '2: "$" has no meaning here'],
    ['1,5', '1: , is not expected here'],
    ['a.b', '1: "." has no meaning here'],
    ['sin(1)', '0: there is no function sin: use min, max, round, abs, log2, sqrt, if, measured'],
    ['constructor(1)', '0: there is no function constructor: use min, max, round, abs, log2, sqrt, if, measured'],
    ['abs(1, 2)', '0: abs takes one value'],
    ['abs()', '4: ) is not expected here'],
    ['1e999', '0: 1e999 is out of reach'],
    ['a % 2', '2: % is not expected here'],
  ])('refuses %j at its place', (text, expected) => {
    expect(worth(text)).toBe(expected);
  });

  it('is bounded in length and depth', () => {
    expect(worth('1+'.repeat(300))).toContain('longer than 500 characters');
    expect(worth('('.repeat(100))).toContain('levels of nesting');
    expect(worth('-'.repeat(100))).toContain('levels of nesting');
    expect(worth(`1${'^1'.repeat(100)}`)).toContain('levels of nesting');
    expect(worth(`1${'+1'.repeat(200)}`)).toBe(201);
  });

  it('knows the place of every name', () => {
    const parsed = parseExpression('abs(tf_ms - 2) / tf_ms');
    if ('error' in parsed) throw new Error(parsed.error);
    expect(namesIn(parsed.expression).map(({ name, from, to }) => [name, from, to])).toEqual([
      ['tf_ms', 4, 9],
      ['tf_ms', 17, 22],
    ]);
  });
});

/** Written out with a parenthesis around everything. */
function written(expression: Expression): string {
  if (expression.kind === 'number') return String(expression.value);
  if (expression.kind === 'negative') return `(-${written(expression.operand)})`;
  if (expression.kind !== 'binary') return '';
  return `(${written(expression.left)} ${expression.operator} ${written(expression.right)})`;
}

/** What the tree is, places aside. */
function shape(expression: Expression): unknown {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'negative') return ['-', shape(expression.operand)];
  if (expression.kind !== 'binary') return undefined;
  return [shape(expression.left), expression.operator, shape(expression.right)];
}

describe('laws', () => {
  const leaf = fc
    .nat(99)
    .map((value): Expression => ({ kind: 'number', value, percent: false, from: 0, to: 0 }));
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      tie('tree').map((operand): Expression => ({ kind: 'negative', operand, from: 0, to: 0 })),
      fc
        .tuple(fc.constantFrom('+', '-', '*', '/', '^' as const), tie('tree'), tie('tree'))
        .map(([operator, left, right]): Expression => ({
          kind: 'binary',
          operator,
          left,
          right,
          from: 0,
          to: 0,
        })),
    ),
  }));

  it('parsing gives back the tree that was written', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        const parsed = parseExpression(written(expression));
        if ('error' in parsed) throw new Error(`${written(expression)}: ${parsed.error}`);
        expect(shape(parsed.expression)).toEqual(shape(expression));
      }),
    );
  });

  it('never throws on any text, and places faults within it', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '+',
      '-',
      '*',
      '/',
      '^',
      ',',
      '1',
      '.5',
      'a',
      'min(',
      '%',
      ' ',
      'é',
      '1e9',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (input) => {
        const parsed = parseExpression(input);
        if ('error' in parsed) expect(parsed.offset).toBeLessThanOrEqual(input.length);
        else
          expect(
            namesIn(parsed.expression).every(({ name, from, to }) => input.slice(from, to) === name),
          ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
