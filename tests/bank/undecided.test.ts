import { hashText } from '../../src/core/base/random.ts';
// What the answers conclude while values are missing: no more than the values there carry.
import { describe, expect, it } from 'vitest';
import type { Fills } from '../../src/core/base/metric.ts';
import type { Conditional } from '../../src/core/base/question.ts';
import type { Values } from '../../src/core/fill/conditional.ts';
import { decide, segmentsOf, shownWith, valuesOf } from '../../src/core/fill/values.ts';
import { namesInExpression } from '../../src/core/values/expression.ts';
import { PLAIN_STYLE } from '../../src/core/values/quantity.ts';
import { bank, questions, values as examples } from './shipped.ts';

/** Without the questions, whose conditions are decided below where they are asked for. */
const withOnly = (fills: Fills): Values => valuesOf({ metrics: bank.metrics }, fills, PLAIN_STYLE);

/** None, and then each alone: its example, and twice and half as much. */
const given: readonly (readonly [string, Values])[] = [
  ['no value', withOnly({})] as const,
  ...[...bank.metrics.values()].flatMap(
    ({ name, example, derive, kind, min = -Infinity, max = Infinity }) => {
      if (example === undefined || derive !== undefined) return [];
      const number = Number(example);
      const others = [number * 2, number / 2].filter((one) => kind === 'number' && one >= min && one <= max);
      return [example, ...others].map(
        (value) =>
          [`${name} ${value}`, withOnly({ [name]: { value: String(value), updatedAt: '' } })] as const,
      );
    },
  ),
];

const COMPARES = /[<>=]/;

const none = withOnly({});
/** What its texts cite and its conditions name. */
const namesOf = new Map(
  questions.map((question) => [
    question,
    [
      ...question.placeholderKeys,
      ...(question.conditionals ?? []).flatMap(({ condition }) =>
        namesInExpression(condition.text).map((one) => one.name),
      ),
    ],
  ]),
);

/** The comparisons that decide what a text shows, and whether the text has a value open. */
const shown = given.flatMap(([name, values], at) => {
  // The texts of any other question are as they are with no value.
  const isTold = (key: string): boolean => values.get(key)?.text !== none.get(key)?.text;
  const told = questions.filter((question) => at === 0 || namesOf.get(question)?.some(isTold));
  return told.flatMap((question) =>
    [question.answer, ...question.followUpTexts.map(({ answer }) => answer)].flatMap((text, i) => {
      const comparisons: Conditional[] = [];
      const left = shownWith(text, question, values, (conditional) => {
        if (COMPARES.test(conditional.condition.text)) comparisons.push(conditional);
        return decide(conditional.condition.text, values);
      });
      const isOpen = segmentsOf(left, values).some(({ kind }) => kind === 'open');
      return comparisons.map(({ condition, otherwise }) => ({
        where: `Q${question.number}${i === 0 ? '' : ` follow-up ${i}`}, with ${name}: ${condition.text}`,
        condition: condition.text,
        hasElse: otherwise !== undefined,
        decision: decide(condition.text, values),
        isMissing: namesInExpression(condition.text).some((one) => !values.has(one.name)),
        isOpen,
      }));
    }),
  );
});

console.log('UND', shown.length, hashText(JSON.stringify(shown)), process.cpuUsage().user / 1e6);
const faultsOf = (isFault: (one: (typeof shown)[number]) => boolean) =>
  shown.filter(isFault).map(({ where }) => where);

describe('where a value of a comparison is missing', () => {
  it('other words are not shown as if it had failed', () => {
    expect(
      faultsOf(({ decision, hasElse, isMissing }) => decision === 'fails' && hasElse && isMissing),
    ).toEqual([]);
  });

  it('the words shown are those that the examples bear out', () => {
    expect(
      faultsOf(({ decision, condition }) => decision === 'open' && decide(condition, examples) !== 'holds'),
    ).toEqual([]);
  });

  it('the text says so: it has a value open', () => {
    expect(faultsOf(({ decision, isOpen }) => decision === 'open' && !isOpen)).toEqual([]);
  });
});
