import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluate,
  type Expression,
  namesInExpression,
  type Operator,
  parseExpression,
} from '../../../src/core/values/expression.ts';
import { NO_UNIT } from '../../../src/core/values/units.ts';

/** The number an expression without metrics comes to, or what is wrong with it. */
function worth(text: string): number | string | undefined {
  const parsed = parseExpression(text);
  if ('fault' in parsed) return `${parsed.from}: ${parsed.fault}`;
  const result = evaluate(parsed.expression, (name) => ({
    kind: 'number',
    value: name.length,
    unit: NO_UNIT,
  }));
  if ('fault' in result) return `${result.from}: ${result.fault}`;
  return result.kind === 'number' ? result.value : result.kind;
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
    ['100 % 7 + 1', 3],
    ['(1 - 5) % 3', 2],
    ['0.3 % 0.1', 0],
    ['2 * 7 % 4', 2],
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
    ['1 $ 2', '2: "$" is not allowed here'],
    ['1,5', '1: , is not expected here'],
    ['a.b', '1: "." is not allowed here'],
    ['sin(1)', '0: unknown function sin; the functions are min, max, round, abs, log2, sqrt, if, measured'],
    [
      'constructor(1)',
      '0: unknown function constructor; the functions are min, max, round, abs, log2, sqrt, if, measured',
    ],
    ['abs(1, 2)', '0: abs accepts one value'],
    ['abs()', '4: ) is not expected here'],
    ['1e999', '0: 1e999 is too large'],
    ['a %', '3: the expression ends too early'],
  ])('refuses %j at its place', (text, expected) => {
    expect(worth(text)).toBe(expected);
  });

  it('is bounded in length', () => {
    expect(worth('1+'.repeat(300))).toContain('longer than 500 characters');
    expect(worth('('.repeat(100))).toContain('ends too early');
    expect(worth('-'.repeat(100))).toContain('ends too early');
    expect(worth(`1${'^1'.repeat(100)}`)).toBe(1);
    expect(worth(`1${'+1'.repeat(200)}`)).toBe(201);
  });

  it('knows the place of every name', () => {
    const names = namesInExpression('abs(tf_ms - 2) / tf_ms');
    expect(names.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['tf_ms', 4, 9],
      ['tf_ms', 17, 22],
    ]);
  });
});

const place = { from: 0, to: 0 };

/** Written out with a parenthesis around everything. */
function written(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return `${expression.value}${expression.percent ? '%' : ''}`;
    case 'text':
      return JSON.stringify(expression.text);
    case 'name':
      return expression.name;
    case 'operation': {
      const { operator } = expression;
      const operands = expression.operands.map(written);
      if (operator === 'negative') return `(-${operands.join('')})`;
      if (operator === 'not') return `(not ${operands.join('')})`;
      const isCall = /^(?:min|max|if|measured)$/.test(operator);
      return isCall ? `${operator}(${operands.join(', ')})` : `(${operands.join(` ${operator} `)})`;
    }
  }
}

/** The tree without its places. */
const shape = (expression: Expression): unknown =>
  JSON.parse(
    JSON.stringify(expression, (key, value: unknown) => (/^(?:from|to)$/.test(key) ? undefined : value)),
  );

describe('conditions', () => {
  it.each([
    ['2 > 1', true],
    ['2 < 1 or 1 >= 1', true],
    ['2 ≤ 1', false],
    ['2 ≠ 1 and 1 == 1', true],
    ['0.1 + 0.2 == 0.3', true],
    ['0.1 + 0.2 <= 0.3', true],
    ['0.1 + 0.2 < 0.3', false],
    ['not 2 > 1', false],
    ['not (2 > 1 and 1 > 2)', true],
    ['1 > 2 and 1 > 2 or 2 > 1', true],
    ['2 > 1 or 2 > 1 and 1 > 2', true],
    ['-1 < 1', true],
    ['50% > 49%', true],
    ['"a" == \'a\'', true],
    ['"a" != "b"', true],
  ])('%j is %j', (text, expected) => {
    const parsed = parseExpression(text);
    if ('fault' in parsed) throw new Error(parsed.fault);
    expect(evaluate(parsed.expression, () => ({ kind: 'unknown' }))).toMatchObject({ value: expected });
  });

  it.each([
    ['if(2 > 1, 3, 4)', 3],
    ['if(2 < 1, 3, 4) + 1', 5],
    ['if(1 > 2, 1 / (a - a), 7)', 7],
    ['1 = 2', '2: to compare, write =='],
    ['"a', '0: this text has no closing quotation mark'],
    ['1 < 2 < 3', '0: a condition cannot be compared'],
    ['1 and 2 > 1', '0: this is a number, not a condition'],
    ['not 1', '4: this is a number, not a condition'],
    ['"a" + 1', '0: this is a text, not a number'],
    ['"a" < "b"', '0: text cannot be compared with <'],
    ['"a" == 1', '0: text and a number cannot be compared'],
    ['if(1, 2, 3)', '3: this is a number, not a condition'],
    ['if(2 > 1, "a", 3)', '0: if must return text in both cases, or a number in both'],
    ['if(2 > 1, 3)', '0: if(…) needs a condition and two values'],
    ['measured(1)', '9: measured(…) needs the name of a metric'],
    ['measured(a, b)', '10: , is not expected here'],
    ['50% > 1 / 2', '0: % and no unit cannot be compared'],
  ])('%j is %j', (text, expected) => {
    expect(worth(text)).toBe(expected);
  });

  const open = { kind: 'condition', value: undefined } as const;
  const states = {
    yes: { kind: 'condition', value: true },
    no: { kind: 'condition', value: false },
    open,
    gone: { ...open, unmeasured: true },
  } as const;
  const word = (text: string): string => {
    const parsed = parseExpression(text);
    if ('fault' in parsed) throw new Error(parsed.fault);
    const result = evaluate(parsed.expression, (name) => states[name as keyof typeof states]);
    if ('fault' in result || result.kind !== 'condition') throw new Error('no condition');
    return result.unmeasured ? 'gone' : result.value === undefined ? 'open' : result.value ? 'yes' : 'no';
  };
  it.each([
    ['not gone', 'gone'],
    ['not open', 'open'],
    ['yes and gone', 'gone'],
    ['no and gone', 'no'],
    ['open and gone', 'gone'],
    ['yes and open', 'open'],
    ['no and open', 'no'],
    ['yes or gone', 'yes'],
    ['no or gone', 'gone'],
    ['open or gone', 'open'],
    ['no or open', 'open'],
    ['yes or open', 'yes'],
  ])('%s is %s', (text, expected) => {
    expect(word(text)).toBe(expected);
  });
});

describe('laws', () => {
  const metricName = fc
    .constantFrom('a', 'b_ms')
    .map((one): Expression => ({ kind: 'name', name: one, ...place }));
  const operation = (operator: Operator, operands: readonly Expression[]): Expression => ({
    kind: 'operation',
    operator,
    operands,
    ...place,
  });
  const leaf = fc.oneof(
    fc
      .record({ value: fc.nat(99), percent: fc.boolean() })
      .map((one): Expression => ({ kind: 'number', ...one, ...place })),
    metricName,
    fc.constantFrom('', 'two words').map((text): Expression => ({ kind: 'text', text, ...place })),
    metricName.map((metric) => operation('measured', [metric])),
  );
  const operators = ['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', 'and', 'or'] as const;
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(fc.constantFrom('negative' as const, 'not' as const), tie('tree'))
        .map(([operator, operand]) => operation(operator, [operand])),
      fc
        .tuple(
          fc.constantFrom('min' as const, 'max' as const),
          fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        )
        .map(([operator, all]) => operation(operator, all)),
      fc.tuple(tie('tree'), tie('tree'), tie('tree')).map((all) => operation('if', all)),
      fc
        .tuple(fc.constantFrom(...operators), tie('tree'), tie('tree'))
        .map(([operator, left, right]) => operation(operator, [left, right])),
    ),
  }));

  it('parsing gives back the tree that was written', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        fc.pre(written(expression).length <= 500);
        const parsed = parseExpression(written(expression));
        if ('fault' in parsed) throw new Error(`${written(expression)}: ${parsed.fault}`);
        expect(shape(parsed.expression)).toEqual(shape(expression));
      }),
    );
  });

  it('finds a name in parentheses without them', () => {
    expect(namesInExpression('(a) * ((b))').map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [8, 9],
    ]);
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
      'if(',
      'measured(',
      '"',
      '<=',
      '=',
      ' not ',
      ' and ',
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
        if ('fault' in parsed) expect(parsed.from).toBeLessThanOrEqual(input.length);
        else
          expect(namesInExpression(input).every(({ name, from, to }) => input.slice(from, to) === name)).toBe(
            true,
          );
      }),
    );
  });
});
