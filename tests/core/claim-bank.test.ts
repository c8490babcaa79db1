// The shipped answers as somebody might write them who computes by hand: with the figures of the examples in place of derived
// metrics. With the examples nothing drifts; with another value what depends on it does, and nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimProblems } from '../../src/core/claim-problems.ts';
import { valuesOf, type Fills, type Values } from '../../src/core/fill.ts';
import type { Question } from '../../src/core/question.ts';
import { openSource } from '../../src/core/span.ts';
import { readQuestionFile } from '../../src/formats/question-file.ts';
import { bank, values as examples } from '../bank/shipped.ts';
import { root } from '../support/environment.ts';

const FOLDER = join(root, 'questions');

/** An answer with every derived metric written out. */
const byHand = (text: string): string =>
  text.replaceAll(/\[FILL IN: (\w+)\]/g, (all, name: string) =>
    bank.metrics.get(name)?.derive === undefined
      ? all
      : (examples.get(name)?.text.replaceAll('\u00A0', ' ') ?? all),
  );

const questions: readonly Question[] = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md') && /[\\/]/.test(path))
  .flatMap((path) => {
    const text = byHand(readFileSync(join(FOLDER, path), 'utf8'));
    return readQuestionFile(openSource(path, text), 'questions').questions;
  });

/** The examples, with one of them multiplied. */
function valuesWith(changed: string, by: number): Values {
  const fills: Record<string, Fills[string]> = {};
  for (const { name, example, derive, kind } of bank.metrics.values()) {
    if (example === undefined || derive !== undefined) continue;
    const number = Number.parseFloat(example) * (name === changed ? by : 1);
    const value = kind === 'number' ? String(number) : example;
    fills[name] = { value, number, updatedAt: '2026-11-24T10:00:00+01:00' };
  }
  return valuesOf(bank, fills, { thousands: 'none' });
}

type Report = { readonly question: number; readonly written: string; readonly given: string };

/** What is reported when a value changes: the question, what was written, what is given for it. */
function reported(changed: string, by: number): readonly Report[] {
  const values = valuesWith(changed, by);
  return questions
    .filter(({ placeholderKeys }) => placeholderKeys.includes(changed))
    .flatMap((question) =>
      claimProblems(question, bank.metrics, values).map(({ message }) => {
        const [, written = '', given = ''] = /“(.*)”, but .* give (.*)\.$/.exec(message) ?? [];
        return { question: question.number ?? 0, written, given };
      }),
    )
    .toSorted((a, b) => a.question - b.question);
}

const numberIn = (text: string): number => Number(/[\d.]+/.exec(text)?.[0]);

/** Whether a report says of a derived metric of the question what that now is. */
function isTrue({ question, written, given }: Report, values: Values): boolean {
  const cited = [...bank.questions.values()].find(({ number }) => number === question)?.placeholderKeys ?? [];
  return cited.some((key) => {
    const [was, is] = [examples.get(key), values.get(key)];
    const meant = was?.text.replaceAll('\u00A0', ' ').startsWith(written) ?? false;
    return meant && Math.abs(Math.abs(is?.number ?? NaN) - numberIn(given)) <= 0.51;
  });
}

const numbers = [...bank.metrics.values()].filter(
  ({ kind, derive, example }) => kind === 'number' && derive === undefined && example !== undefined,
);

describe('the shipped answers, computed by hand', () => {
  it('hold with the examples', () => {
    expect(questions.length).toBe(bank.questions.size);
    const values = valuesWith('', 1);
    expect(questions.flatMap((question) => claimProblems(question, bank.metrics, values))).toEqual([]);
  });

  it('drift where a value that they compare is another', () => {
    const told = reported('attention_ms_512', 2).map(
      ({ question, written, given }) => `Q${question} ${written} → ${given}`,
    );
    expect(told).toEqual(['Q4 6.4× → 12.8×', 'Q11 6.4× → 12.8×', 'Q41 6.4× → 12.8×']);
  });

  it('drift nowhere else, and are told what is true', () => {
    const all = numbers.flatMap(({ name }) => {
      const values = valuesWith(name, 1.5);
      return reported(name, 1.5).map((report) => ({ name, ...report, holds: isTrue(report, values) }));
    });
    expect(all.filter(({ holds }) => !holds)).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(25);
  });
});
