// The answers with a headline read as finished prose whatever the values are: with every condition decided either way,
// with adverse values, and with what was not measured and did not happen.
import { describe, expect, it } from 'vitest';
import { type Bank, assembleBanks } from '../../src/core/base/bank.ts';
import type { Fills, Metric, StoredFill } from '../../src/core/base/metric.ts';
import type { Question } from '../../src/core/base/question.ts';
import { seededRandom } from '../../src/core/base/random.ts';
import { openSource } from '../../src/core/base/span.ts';
import { isBroken, segmentsOf, segmentsText, shownWith, valuesOf } from '../../src/core/fill/values.ts';
import type { Values } from '../../src/core/fill/conditional.ts';
import { namesInExpression } from '../../src/core/values/expression.ts';
import { PLAIN_STYLE } from '../../src/core/values/quantity.ts';
import { bank as shipped, readBankFile, type Said, textsIn } from './shipped.ts';
import { found, type Slip, slips } from './slips.ts';
import { exampleValues } from '../support/examples.ts';

type Whole = Bank<Question>;

const questionsOf = (bank: Whole): readonly Question[] =>
  [...bank.questions.values()].filter(({ headline }) => headline !== undefined);

/** What only shows where words were left out or a value is adverse. */
const more: readonly Slip[] = [
  { what: 'a bracket', pattern: /[[\]]/u },
  { what: 'a dangling word', pattern: /(?<!\p{L})(?:a|an|the|than|and|or)\s*[.,;:!?)]/iu },
  { what: 'a mark at the start', pattern: /(?:^|\n)[^\S\n]*[.,;:!?)]/u },
  { what: 'a mark behind a mark', pattern: /[.!?]["”)]?\s+[.,;:]|\(\s*\)|[,;:][.!?]/u },
  { what: 'an empty item', pattern: /(?:^|\n)\s*[-+]\s*(?:\n|$)/u },
];

const LEFT: ReadonlySet<string> = new Set([
  'a word twice',
  'a unit twice',
  'two spaces',
  'a space before a mark',
  'a mark twice',
  'a value that is none',
  'a small letter after a full stop',
]);
const all = [...slips.filter(({ what }) => LEFT.has(what)), ...more];

function slipsIn(texts: readonly Said[]): readonly string[] {
  // Most values and conditions are in one text of many.
  const distinct = [...new Map(texts.map((said) => [said.text, said])).values()];
  return all.flatMap((slip) => found(distinct, slip).map((where) => `${slip.what}: ${where}`));
}

const updatedAt = '';

/** Values by a rule: the example where it gives none. */
function fillsBy(bank: Whole, fillOf: (metric: Metric) => Omit<StoredFill, 'updatedAt'> | undefined): Fills {
  const fills = [...bank.metrics.values()].flatMap((metric) => {
    const fill = metric.derive === undefined ? fillOf(metric) : undefined;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the time is all that was missing
    return fill ? [[metric.name, { ...fill, updatedAt } as StoredFill] as const] : [];
  });
  return Object.fromEntries(fills);
}

const example = ({ example: value }: Metric): { value: string } | undefined =>
  value === undefined ? undefined : { value };

const valuesBy = (bank: Whole, fillOf: Parameters<typeof fillsBy>[1]): Values =>
  valuesOf(bank, fillsBy(bank, fillOf), PLAIN_STYLE);

const absent = { notMeasured: {} };

/** The metrics that constraints name, and what those are computed from. */
function constrained({ constraints = [], metrics }: Whole): ReadonlyMap<string, Metric> {
  const named = new Map<string, Metric>();
  const visit = (text: string): void => {
    for (const { name } of namesInExpression(text)) {
      const metric = metrics.get(name);
      if (!metric || named.has(name)) continue;
      named.set(name, metric);
      visit(metric.derive ?? '');
    }
  };
  for (const { rule } of constraints) visit(rule);
  return named;
}

/**
 * Other values than the examples: each number up to 2.5 times as large or small as its example, within its range and
 * without breaking a constraint.
 */
export function adverseValues(bank: Whole, seed: number): Values {
  const random = seededRandom(seed);
  let fills = fillsBy(bank, example);
  const metrics = constrained(bank);
  const breaksOne = (given: Fills): boolean => {
    const own = Object.entries(given).filter(([name]) => metrics.has(name));
    const values = valuesOf({ metrics }, Object.fromEntries(own), PLAIN_STYLE);
    return (bank.constraints ?? []).some(({ rule }) => isBroken(rule, values));
  };
  for (const metric of bank.metrics.values()) {
    const number = Number(metric.example);
    if (metric.derive !== undefined || metric.kind !== 'number' || !Number.isFinite(number)) continue;
    const { min = -Infinity, max = Infinity } = metric;
    const by = 2.5 ** (2 * random() - 1);
    const other = Number.isInteger(number)
      ? Math.max(2, Math.round(number * by))
      : Number((number * by).toPrecision(2));
    if (other < min || other > max) continue;
    const tried = { ...fills, [metric.name]: { value: String(other), updatedAt } };
    if (!metrics.has(metric.name) || !breaksOne(tried)) fills = tried;
  }
  return valuesOf(bank, fills, PLAIN_STYLE);
}

/** The answer and the follow-ups with the examples, where one condition is decided the other way. */
function flipped(bank: Whole): readonly Said[] {
  const values = exampleValues(bank, PLAIN_STYLE);
  return questionsOf(bank).flatMap((question) => {
    const texts = textsIn(values, [question]);
    return (question.conditionals ?? []).flatMap((one) =>
      (['holds', 'fails'] as const).flatMap((decision) =>
        texts.map((said) => {
          const shown = shownWith(said.written, question, values, (conditional) =>
            conditional === one
              ? decision
              : conditional.at.start.offset < one.at.start.offset
                ? 'holds'
                : 'fails',
          );
          const text = segmentsText(segmentsOf(shown, values)).replaceAll('\u00A0', ' ');
          return { ...said, where: `${said.where}, \`${one.condition.text}\` ${decision}`, text };
        }),
      ),
    );
  });
}

/** What is said in place of a value. */
const inPlace = (texts: readonly Said[]): readonly string[] =>
  found(texts, { pattern: /not measured|did not happen/ });

const NEGATIVE = /−\$?\d/u;

/** Values that are below zero where their examples are not, such as a saving that is none. */
function turnedNegative(bank: Whole, texts: readonly Said[]): readonly string[] {
  const usual = textsIn(exampleValues(bank, PLAIN_STYLE), questionsOf(bank));
  const others = texts.filter((_, i) => !NEGATIVE.test(usual[i]?.text ?? ''));
  return found(others, { pattern: NEGATIVE }).map((where) => `below zero: ${where}`);
}

/** Everything that is wrong with a bank when its values are not its examples. */
const faults: Readonly<Record<string, (bank: Whole) => readonly string[]>> = {
  'with the examples, and each event confirmed': (bank) =>
    slipsIn(textsIn(exampleValues(bank, PLAIN_STYLE), questionsOf(bank))),
  'with each condition decided either way': (bank) => slipsIn(flipped(bank)),
  'with adverse values': (bank) =>
    [1, 2, 3].flatMap((seed) => {
      const texts = textsIn(adverseValues(bank, seed), questionsOf(bank));
      return [...slipsIn(texts), ...turnedNegative(bank, texts)];
    }),
  'with no event that happened': (bank) => {
    const texts = textsIn(
      valuesBy(bank, (metric) => (metric.kind === 'event' ? absent : example(metric))),
      questionsOf(bank),
    );
    return [...slipsIn(texts), ...inPlace(texts)];
  },
  'with the core metrics alone, and nothing else measured': (bank) => {
    const texts = textsIn(
      valuesBy(bank, (metric) => (metric.tier === 'core' ? example(metric) : absent)),
      questionsOf(bank),
    );
    return [...slipsIn(texts), ...inPlace(texts)];
  },
  'with no optional metric': (bank) => {
    const texts = textsIn(
      valuesBy(bank, (metric) => (metric.tier === 'optional' ? undefined : example(metric))),
      questionsOf(bank),
    );
    return slipsIn(texts);
  },
  'with no metric measured': (bank) =>
    slipsIn(
      textsIn(
        valuesBy(bank, () => absent),
        questionsOf(bank),
      ),
    ),
};

describe('an answer with a headline reads well', () => {
  for (const [how, faultsOf] of Object.entries(faults))
    it(how, () => {
      expect([...new Set(faultsOf(shipped))]).toEqual([]);
    });
});

const SAMPLE = `---
metrics:
  a_ms: { prompt: One, unit: ms, example: 40, tier: core }
  b_ms: { prompt: Other, unit: ms, example: 50 }
  c_ms: { prompt: Third, unit: ms, example: 3, tier: optional }
  saved: { derive: b_ms - a_ms, unit: ms, digits: 0 }
  told: { kind: event, prompt: What happened, example: I saw it }
---
`;

function sample(depth: string): Whole {
  const text = `---\nid: sample\nnumber: 1\n---\n# Why?\n\nIt took [FILL IN: a_ms].\n\n## In depth\n\n${depth}\n`;
  const files = [
    readBankFile(openSource('metrics.md', SAMPLE), 'b'),
    readBankFile(openSource('a.md', text), 'b'),
  ];
  return assembleBanks([{ bank: 'b', own: false, files }]);
}

describe('the judge of other values', () => {
  it.each([
    ['with the examples, and each event confirmed', 'I looked. [FILL IN: told]..'],
    ['with each condition decided either way', 'It is a [IF a_ms < b_ms: fast one]. So.'],
    ['with adverse values', '[IF a_ms > b_ms: It is  slow. | ELSE: It is fast.]'],
    ['with adverse values', 'It saved [FILL IN: saved].'],
    ['with no event that happened', 'I looked [IF not measured(told): , and the]. So.'],
    ['with no optional metric', 'A third took [FILL IN: c_ms].'],
    ['with no metric measured', 'It [IF measured(a_ms): is. | ELSE: is and].'],
  ])('%s finds "%s"', (how, depth) => {
    expect(faults[how]?.(sample(depth))).not.toEqual([]);
  });

  it('finds nothing in an answer that is written for all of them', () => {
    const depth =
      'I looked. [FILL IN: told]. [IF measured(b_ms): The other took [FILL IN: b_ms].] So it is.\n\n- [IF measured(c_ms): [FILL IN: c_ms] at third.]\n- All the rest.';
    expect(Object.values(faults).flatMap((faultsOf) => faultsOf(sample(depth)))).toEqual([]);
  });
});
