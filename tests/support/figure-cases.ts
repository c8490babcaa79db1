// Typed answers whose wrong figures are known: to the sample bank, and about projects with metrics of their own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleBanks } from '../../src/core/base/bank.ts';
import type { MetricName } from '../../src/core/base/metric.ts';
import type { Question } from '../../src/core/base/question.ts';
import { openSource } from '../../src/core/base/span.ts';
import type { WrongNumber } from '../../src/core/feedback/wrong-numbers.ts';
import type { Values } from '../../src/core/fill/conditional.ts';
import { unitInHint, valuesOf } from '../../src/core/fill/values.ts';
import { readQuantity } from '../../src/core/values/quantity.ts';
import { firstEdition, readBankFile } from '../bank/shipped.ts';
import { root } from './environment.ts';

type Wrong = { readonly said: string; readonly metric: MetricName };

export type FigureCase = {
  readonly id: string;
  readonly question: Question;
  readonly values: Values;
  readonly text: string;
  readonly wrong: readonly Wrong[];
};

type Answer = {
  readonly id: string;
  readonly question: string;
  /** Those of the examples in the bank when left out. */
  readonly values?: Readonly<Record<string, string>>;
  /** Of metrics that the question does not cite, but that others are computed from. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly text: string;
  readonly wrong: readonly Wrong[];
};

type Project = {
  readonly question: string;
  readonly metrics: readonly {
    readonly name: MetricName;
    readonly prompt: string;
    readonly unit?: string;
    readonly value: string;
  }[];
  readonly texts: readonly { readonly text: string; readonly wrong?: Wrong }[];
};

/** An answer as somebody writes it, with gaps, and what goes into them; `label` is that of the value that `said` misstates. */
type Gaps = {
  readonly question: string;
  readonly answer: string;
  readonly values: Readonly<Record<string, string>>;
  readonly texts: readonly { readonly text: string; readonly said?: string; readonly label?: string }[];
};

const linesOf = (name: string): readonly unknown[] =>
  readFileSync(join(root, 'tests', 'corpus', 'figures', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

export function filled(bank: typeof firstEdition.bank, values: Readonly<Record<string, string>>): Values {
  const fills = Object.entries(values).map(([name, value]) => [
    name,
    { value, updatedAt: '2026-11-24T10:00:00+01:00' },
  ]);
  return valuesOf(bank, Object.fromEntries(fills), { thousands: 'none' });
}

export function questionIn({ questions }: typeof firstEdition.bank, id: string): Question {
  const question = questions.get(id);
  if (!question) throw new Error(`there is no question ${id}`);
  return question;
}

/** A question whose answer cites each metric, but says nothing else. */
export function bankAbout(question: string, metrics: Project['metrics']): typeof firstEdition.bank {
  const declared = metrics.map(
    ({ name, prompt, unit }) =>
      `  ${name}:\n    prompt: ${JSON.stringify(prompt)}\n${unit === undefined ? '' : `    unit: ${JSON.stringify(unit)}\n`}`,
  );
  const cited = metrics.map(({ name }) => `[FILL IN: ${name}].`);
  const files = {
    'metrics.md': `---\nmetrics:\n${declared.join('')}---\n# Metrics\n`,
    'project.md': `---\nid: the-project\nsection: S\n---\n# ${question}\n\n${cited.join('\n\n')}\n`,
  };
  const read = Object.entries(files).map(([name, text]) => readBankFile(openSource(name, text), 'b'));
  return assembleBanks([{ bank: 'b', own: false, files: read }]);
}

/** A question with an answer of its own, and the values of its placeholders in order, as a person stores them without a bank's metrics. */
export function answerWith(answer: string, stored: readonly (readonly [number | string, string?])[]) {
  const text = `---\nid: q\nsection: S\n---\n# How did it go?\n\n${answer}\n`;
  const files = [readBankFile(openSource('q.md', text), 'b')];
  const bank = assembleBanks([{ bank: 'b', own: false, files }]);
  const question = questionIn(bank, 'q');
  const fills = question.placeholderKeys.map((key, i) => {
    const [number = NaN, unit] = stored[i] ?? [];
    const value = unit?.startsWith('$') ? `$${number}${unit.slice(1)}` : `${number} ${unit ?? ''}`.trim();
    return [
      key,
      // Words are no number.
      {
        value,
        ...(typeof number === 'number' && { number }),
        ...(unit !== undefined && { unit }),
        updatedAt: '2026-11-24T10:00:00+01:00',
      },
    ];
  });
  return { question, values: valuesOf(bank, Object.fromEntries(fills), { thousands: 'none' }) };
}

const answerCase = ({ id, question, values, inputs, text, wrong }: Answer): FigureCase => ({
  id,
  question: questionIn(firstEdition.bank, question),
  values: values ? filled(firstEdition.bank, { ...values, ...inputs }) : firstEdition.values,
  text,
  wrong,
});

function projectCases({ question, metrics, texts }: Project): readonly FigureCase[] {
  const bank = bankAbout(question, metrics);
  const values = filled(
    bank,
    Object.fromEntries(metrics.map(({ name, unit, value }) => [name, `${value} ${unit ?? ''}`.trim()])),
  );
  return texts.map(({ text, wrong }, i) => ({
    id: `${question} ${i + 1}`,
    question: questionIn(bank, 'the-project'),
    values,
    text,
    wrong: wrong ? [wrong] : [],
  }));
}

/** As `prep fill` stores it: a number without a unit takes that of its label. */
const storedOf = (value: string, label: string): readonly [number | string, string?] => {
  const read = readQuantity(value);
  if ('error' in read || /\d/.test(read.unitText)) return [value];
  return [read.first.value, read.unitText || unitInHint(label)?.unit];
};

function gapCases({ question, answer, values, texts }: Gaps): readonly FigureCase[] {
  const asked = answerWith(
    answer,
    Array.from(answer.matchAll(/\[FILL IN: ([^\]]+)\]/g), ([, label = '']) =>
      storedOf(values[label] ?? '', label),
    ),
  );
  const keyOf = (label: string | undefined): MetricName | undefined =>
    asked.question.placeholders.find(({ written }) => written.text === `[FILL IN: ${label}]`)?.key;
  return texts.map(({ text, said, label }, i) => ({
    id: `${question} ${i + 1}`,
    ...asked,
    text,
    wrong: said === undefined ? [] : [{ said, metric: keyOf(label) ?? '' }],
  }));
}

/**
 * `figures` and `examples` are answers to the sample bank, the second written once the rules held on the first;
 * `projects` are by somebody else, `more-projects` by the author of the rules; `gaps` and `more-gaps`, by four others, are about answers with gaps
 * as people write them, and hold many figures about something else.
 */
export const FIGURE_SETS = ['figures', 'examples', 'projects', 'more-projects', 'gaps', 'more-gaps'] as const;

export const figureCases = (name: (typeof FIGURE_SETS)[number]): readonly FigureCase[] =>
  name.endsWith('gaps')
    ? (linesOf(name) as readonly Gaps[]).flatMap(gapCases)
    : name.endsWith('projects')
      ? (linesOf(name) as readonly Project[]).flatMap(projectCases)
      : (linesOf(name) as readonly Answer[]).map(answerCase);

const overlaps = ({ said }: Wrong, { place }: WrongNumber, text: string): boolean => {
  const at = text.indexOf(said);
  return place.start < at + said.length && at < place.end;
};

/** Each wrong figure was heard, with its metric. */
export const isFound = ({ wrong, text }: FigureCase, heard: readonly WrongNumber[]): boolean =>
  wrong.every((each) =>
    heard.some((one) => (each.metric === '' || one.metric === each.metric) && overlaps(each, one, text)),
  );

/** Right figures that were called wrong. */
export const accusedIn = (
  { wrong, text }: FigureCase,
  heard: readonly WrongNumber[],
): readonly WrongNumber[] => heard.filter((one) => !wrong.some((each) => overlaps(each, one, text)));
