// Values and expressions, damaged: each gives a result or a sentence, and touches nothing else.
import { expect, it } from 'vitest';
import { deriveProblems, fillText, segmentsText, valuesOf } from '../../src/core/fill/values.ts';
import { evaluate, parseExpression } from '../../src/core/values/expression.ts';
import { feedbackOn } from '../../src/core/feedback/feedback.ts';
import { type Metric, METRIC_KINDS } from '../../src/core/base/metric.ts';
import type { Placeholder } from '../../src/core/base/question.ts';
import { checkValue } from '../../src/core/values/quantity.ts';
import { openSource } from '../../src/core/base/span.ts';
import { declaredUnit } from '../../src/core/values/units.ts';
import { answerWith } from '../support/figure-cases.ts';
import { mutated, randomFrom } from '../support/mutate.ts';
import { ofCampaign } from '../support/rounds.ts';

const count = ofCampaign(2000);
const values = [
  '320 ms',
  '45 ± 3 ms (n=100)',
  '$0.20/h',
  '1,000 requests/s',
  '25 million parameters',
  '40–50 %',
  'https://a.com/b?c',
  '2026-11-24',
  'a, b, c',
];
const expressions = [
  'a / b',
  'abs(a - b) * 100%',
  'min(a, b, 2) ^ 2 + log2(sqrt(c))',
  '-(a + 1e3) / (b - b)',
  'round(a * b / c)',
  'if(a < b and not measured(c), "less", "more")',
];
const units = ['ms', '%', '', '$/h', 'requests/s', 'M parameters', '×', 'pp', 'GB'];
const style = { thousands: 'point' } as const;

const source = openSource('a.md', 'It took [X] ms, $[X]/h and **[X]** %.');
const { question } = answerWith('It took a while.', []);
const placeholders = [...source.text.matchAll(/\[X\]/g)].map((match): Placeholder => ({
  key: 'a',
  kind: 'letter',
  written: source.textAt(match.index, match.index + 3),
  inFollowUp: false,
}));
const at = source.spanAt(0, 0);

/** Runs `check` on many damaged texts; fails with the text when it throws. */
function campaign(
  samples: readonly string[],
  seed: number,
  check: (text: string, index: number) => void,
): void {
  const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
  for (let index = 0; index < count; index++) {
    const text = mutated(samples, randomFrom(seed * 1_000_003 + index));
    try {
      check(text, index);
    } catch (error) {
      throw new Error(`seed ${seed}, mutation ${index}: ${JSON.stringify(text.slice(0, 2000))}`, {
        cause: error,
      });
    }
  }
  expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(before);
  expect({}).not.toHaveProperty('polluted');
}

it('values are taken or refused with a sentence, show in texts, and are read back as they were stored', () => {
  campaign(values, 1, (text, index) => {
    const unit = units[index % units.length] ?? '';
    const kind = METRIC_KINDS[index % 11 < 7 ? 0 : index % METRIC_KINDS.length] ?? 'number';
    const metric: Metric | undefined =
      index % 13 === 0 ? undefined : { name: 'a', kind, prompt: '', unit, at };
    const checked = checkValue(metric, text);
    if ('error' in checked) {
      expect(checked.error).not.toBe('');
      expect(checked.hint).not.toBe('');
    } else if (metric) {
      expect(checkValue(metric, checked.fill.value)).toMatchObject({ fill: checked.fill });
    }
    const bank = { metrics: new Map(metric ? [['a', metric]] : []) };
    const stored = valuesOf(bank, { a: { value: text, updatedAt: '' } }, style);
    const filled = segmentsText(fillText(source.textAt(0, source.text.length), { placeholders }, stored));
    expect(filled.startsWith('It took ')).toBe(true);
    feedbackOn(text.repeat(3), { ...question, placeholders }, stored);
  });
});

it('units are labels at worst', () => {
  campaign(units.concat('requests per second', 'µs'), 2, (text) => {
    const unit = declaredUnit(text);
    expect(typeof unit.text).toBe('string');
    expect(unit.factor).toBeGreaterThan(0);
  });
});

it('expressions come to a value or a fault within their text', () => {
  campaign(expressions, 3, (text, index) => {
    const parsed = parseExpression(text);
    if ('fault' in parsed) expect(parsed.from).toBeLessThanOrEqual(text.length);
    else {
      const unit = declaredUnit(units[index % units.length]);
      const result = evaluate(parsed.expression, (name) => ({
        kind: 'number',
        value: name.length - 1,
        unit,
      }));
      if ('fault' in result) expect(result.to).toBeLessThanOrEqual(text.length);
      else if (result.kind === 'number' && result.value !== undefined)
        expect(Number.isFinite(result.value)).toBe(true);
    }
    const file = openSource('m.md', `x: ${text}`);
    const metric: Metric = {
      name: 'x',
      kind: 'number',
      prompt: '',
      derive: text,
      at,
      deriveAt: file.spanAt(3, 3 + text.length),
    };
    for (const { at: place } of deriveProblems(new Map([['x', metric]])))
      expect(place.start.offset >= 3 && place.end.offset <= file.text.length).toBe(true);
  });
});
