// The shipped bank is complete: its questions, their parts and lengths, and its metrics. What it says is held elsewhere.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBank } from '../../src/core/check/check.ts';
import { feedbackOn } from '../../src/core/feedback/feedback.ts';
import { deriveProblems, fillText, segmentsText, valuesOf } from '../../src/core/fill/values.ts';
import type { Text } from '../../src/core/base/span.ts';
import { namesInExpression } from '../../src/core/values/expression.ts';
import type { Metric, MetricName } from '../../src/core/base/metric.ts';
import { type Question, STAR_PARTS } from '../../src/core/base/question.ts';
import { measure } from '../../src/core/values/quantity.ts';
import { declaredUnit } from '../../src/core/values/units.ts';
import { openBanks } from '../../src/io/banks/banks.ts';
import { root } from '../support/environment.ts';
import { tempFolder } from '../support/home.ts';
import { answerOf, bank, questions, spoken, values, wordCount } from './shipped.ts';

const WORDS_PER_MINUTE = { least: 130, most: 150 };
const sections = ['Architecture', 'Implementation', 'Comparison', 'Production', 'Behavioral'];

/** Titles of the questions that break a rule, so that a failure says which. */
const breaking = (rule: (question: Question) => boolean): readonly string[] =>
  questions.filter((question) => !rule(question)).map(({ number, id }) => `Q${number} ${id}`);

function sectionOf(number: number): string | undefined {
  return number > 40 ? sections[4] : sections[Math.floor((number - 1) / 10)];
}

describe('the questions of the shipped bank', () => {
  it('are 43, numbered from 1 to 43 in order', () => {
    expect(questions.map(({ number }) => number)).toEqual(Array.from({ length: 43 }, (_, i) => i + 1));
  });

  it('stand in five sections: ten in each of four, and three more', () => {
    expect([...new Set(questions.map(({ section }) => section))]).toEqual(sections);
    expect(breaking(({ number = 0, section }) => section === sectionOf(number))).toEqual([]);
  });

  it('have a written id, tags, a sentence as title, and no draft among them', () => {
    expect(breaking(({ idWritten, draft, suspended }) => idWritten && !draft && !suspended)).toEqual([]);
    expect(breaking(({ id }) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect(breaking(({ title }) => /^(?:[A-Z].*\?|Tell me about .*\.)$/.test(title))).toEqual([]);
    const own = (tags: readonly string[]): readonly string[] =>
      tags.filter((tag) => !tag.startsWith('serves:'));
    expect(breaking(({ tags }) => own(tags).length >= 2 && own(tags).length <= 5)).toEqual([]);
    expect(breaking(({ tags }) => own(tags).every((tag) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(tag)))).toEqual(
      [],
    );
  });

  it('can be said in their time: 130 to 150 words a minute, with the values in them', () => {
    const lengths = questions.map(({ number = 0, minutes }) => {
      const words = wordCount(answerOf(number));
      const [least, most] = [minutes * WORDS_PER_MINUTE.least, minutes * WORDS_PER_MINUTE.most];
      return words >= least && words <= most ? 'fits' : `Q${number}: ${words} words, not ${least}–${most}`;
    });
    expect(lengths.filter((length) => length !== 'fits')).toEqual([]);
    expect(breaking(({ minutes }) => minutes >= 1 && minutes <= 3)).toEqual([]);
    expect(questions.filter(({ minutes }) => minutes <= 2).length).toBeGreaterThanOrEqual(30);
  });

  it('have a headline of at most 40 seconds at 140 words a minute', () => {
    const seconds = (text: Text, question: Question): number =>
      (wordCount(segmentsText(fillText(text, question, values))) * 60) / 140;
    expect(breaking((question) => !question.headline || seconds(question.headline, question) <= 40)).toEqual(
      [],
    );
  });

  it('are told as stories where one is asked for, with all five parts', () => {
    const stories = questions.filter(({ kind }) => kind === 'star');
    expect(stories.map(({ number }) => number)).toEqual([13, 18, 41, 42]);
    for (const { star, id } of stories)
      for (const part of STAR_PARTS)
        expect(wordCount(star?.[part]?.text ?? ''), `${part} of ${id}`).toBeGreaterThan(14);
  });

  it('have four to six key points of their own', () => {
    expect(breaking(({ keyPoints, pointsProposed }) => keyPoints.length >= 4 && !pointsProposed)).toEqual([]);
    expect(breaking(({ keyPoints }) => keyPoints.length <= 6)).toEqual([]);
  });

  it('have follow-ups with answers: at least one, and two where it is hard', () => {
    expect(breaking(({ followUps, difficulty }) => followUps >= (difficulty === 'hard' ? 2 : 1))).toEqual([]);
    expect(
      breaking(({ followUpTexts }) =>
        followUpTexts.every(
          ({ question, answer }) => question.text.endsWith('?') && wordCount(answer.text) >= 30,
        ),
      ),
    ).toEqual([]);
  });

  it('mark four to six as go-to', () => {
    const marked = questions.filter(({ tags }) => tags.includes('go-to')).length;
    expect(marked).toBeGreaterThanOrEqual(4);
    expect(marked).toBeLessThanOrEqual(6);
  });
});

/** Words of four letters and more, and everything with a digit or a sign in it. */
const contentWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}²·@]+/u)
    .filter((word) => word.length >= 4 || /[\d²·@]/.test(word));

describe('the key points', () => {
  it('stand in the answer: at least half of the words of each, letter by letter', () => {
    const missing = questions.flatMap(({ number = 0, keyPoints, answer }) => {
      const said = spoken(answer.text).toLowerCase();
      return keyPoints.flatMap(({ text }) => {
        const words = contentWords(text);
        const found = words.filter((word) => said.includes(word));
        return found.length * 2 >= words.length ? [] : `Q${number}: ${text}`;
      });
    });
    expect(missing).toEqual([]);
  });

  it('are all in what an answer says without optional values, and without any of its own', () => {
    const absent = (metric: Metric) =>
      metric.derive === undefined ? [[metric.name, { notMeasured: {}, updatedAt: '' }] as const] : [];
    const lost = new Set([
      'positional-encoding',
      'multi-head-attention',
      'experiment-tracking',
      'scaling-with-data',
    ]);
    const missing = [{}, Object.fromEntries([...bank.metrics.values()].flatMap(absent))].map((fills) => {
      const shown = valuesOf(bank, fills, { thousands: 'none' });
      return questions
        .filter(({ id }) => lost.has(id) || Object.keys(fills).length === 0)
        .flatMap((question) => {
          const text = segmentsText(fillText(question.answer, question, shown));
          const { points } = feedbackOn(text, question, shown);
          return points.flatMap(({ state }, i) => (state === 'missing' ? `${question.id}: ${i + 1}` : []));
        });
    });
    expect(missing).toEqual([[], []]);
  });

  it('are short, differ from each other, and hold no figure of the project', () => {
    const points = questions.flatMap(({ keyPoints, id }) => keyPoints.map(({ text }) => `${id}: ${text}`));
    expect(new Set(points).size).toBe(points.length);
    expect(points.filter((point) => point.replaceAll('[IF ', '').includes('['))).toEqual([]);
    const long = questions.flatMap(({ keyPoints }) =>
      keyPoints
        .flatMap(({ text }) => text.split(/\[IF [^:]*: | \| ELSE: |\]/))
        .filter((words) => words.split(/\s+/).length > 16),
    );
    expect(long).toEqual([]);
  });
});

const metrics: readonly Metric[] = [...bank.metrics.values()];
const typed = metrics.filter(({ derive }) => derive === undefined);
const derived = metrics.filter(({ derive }) => derive !== undefined);

function inputsOf(name: MetricName): readonly MetricName[] {
  return namesInExpression(bank.metrics.get(name)?.derive ?? '').map((one) => one.name);
}

/** Metrics that the texts cite, and what those are computed from. */
function needed(): ReadonlySet<MetricName> {
  const found = new Set<MetricName>();
  const visit = (name: MetricName): void => {
    if (found.has(name)) return;
    found.add(name);
    inputsOf(name).forEach(visit);
  };
  for (const { placeholderKeys } of questions) placeholderKeys.forEach(visit);
  return found;
}

const namesOf = (some: readonly Metric[]): readonly string[] => some.map(({ name }) => name);

describe('the metrics of the shipped bank', () => {
  it('are all that the texts cite', () => {
    const cited = questions.flatMap(({ placeholderKeys }) => placeholderKeys);
    expect(cited.filter((key) => !bank.metrics.has(key))).toEqual([]);
    expect(new Set(cited).size).toBeGreaterThan(100);
  });

  it('are all needed: cited, or what a cited one is computed from', () => {
    const found = needed();
    expect(namesOf(metrics.filter(({ name }) => !found.has(name)))).toEqual([]);
  });

  it('say what they are and how to measure them, by an example within their range', () => {
    expect(namesOf(metrics.filter(({ prompt }) => prompt.length < 10 || prompt.endsWith('.')))).toEqual([]);
    const measured = typed.filter(({ kind }) => kind !== 'event');
    expect(namesOf(measured.filter((metric) => (metric.measure ?? '').length < 20))).toEqual([]);
    const numbers = typed.filter(({ kind }) => kind === 'number');
    expect(namesOf(numbers.filter(({ min, max }) => min === undefined || max === undefined))).toEqual([]);
    const outside = numbers.filter(({ example = '', unit, min = Infinity, max = -Infinity, name }) => {
      const read = measure(example, declaredUnit(unit));
      const number = values.get(name)?.number;
      return 'error' in read || number === undefined || number < min || number > max;
    });
    expect(namesOf(outside)).toEqual([]);
    expect(namesOf(typed.filter(({ name }) => (values.get(name)?.text ?? '') === ''))).toEqual([]);
  });

  it('are computed from the examples without a fault where they are derived', () => {
    expect(deriveProblems(bank.metrics, values)).toEqual([]);
    expect(derived.length).toBeGreaterThan(30);
    expect(namesOf(derived.filter(({ name }) => values.get(name)?.origin !== 'derived'))).toEqual([]);
    expect(
      namesOf(derived.filter(({ digits, example }) => digits === undefined || example !== undefined)),
    ).toEqual([]);
  });
});

describe('the shipped bank on disk', () => {
  it('is read by the store as it is read here, in heads and in full', async () => {
    const home = tempFolder();
    const shipped = join(root, 'questions');
    const options = { cacheFolder: join(home, 'cache'), own: join(home, 'questions'), shipped };
    const store = openBanks(options);
    const full = await store.full([shipped]);
    expect(full.problems).toEqual([]);
    expect([...full.questions.keys()]).toEqual(questions.map(({ id }) => id));
    expect([...full.metrics.keys()].toSorted()).toEqual(namesOf(metrics).toSorted());
    const heads = await store.heads([shipped]);
    expect([...heads.questions.values()].map(({ number }) => number)).toEqual(
      questions.map(({ number }) => number),
    );
  });
});

describe('prep check', () => {
  it('finds nothing in the shipped bank, as it stands and with every value in it', () => {
    expect(checkBank(bank, { values: new Map(), requireFilled: false })).toEqual([]);
    expect(checkBank(bank, { values, requireFilled: true })).toEqual([]);
  });
});
