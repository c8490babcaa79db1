// What `prep check` finds beyond what reading the files showed: faults that need the whole question, or the whole bank.
// Knows questions, metrics and values; knows nothing of how any of them is written.
import type { Bank } from './bank.ts';
import { metricProblems, type OwnGaps } from './check-metrics.ts';
import { unsupportedPoints } from './check-points.ts';
import { unfilledKeys } from './conditional.ts';
import { type Decision } from './placeholder.ts';
import type { PlaceOfFill } from './check-values.ts';
import type { Inputs } from './figures.ts';
import { conditionFault, inputsOfDerived, missingInputs } from './derive.ts';
import { valuesWith } from './fill.ts';
import { type Values } from './fill-value.ts';
import { notMeasuredIn, notMeasuredWords } from './own-gaps.ts';
import type { Placeholder } from './placeholder.ts';
import { lineText, sortProblems, type Problem } from './problem.ts';
import { STAR_PARTS, type Question } from './question.ts';
import type { Span, Text } from './span.ts';
import { partName } from './star-shares.ts';

type Asked = { readonly bank: Bank<Question>; readonly inputs: Inputs };

/** Parts that every story has; the learning is optional. */
const NEEDED_PARTS = STAR_PARTS.filter((part) => part !== 'learning');

function unwrittenId(question: Question): readonly Problem[] {
  if (!question.native || question.idWritten) return [];
  return [
    {
      severity: 'warning',
      code: 'id-unwritten',
      at: question.titleAt,
      message: `The id \`${question.id}\` comes from the title, and changes with it.`,
      hint: `Write \`id: ${question.id}\` into the front matter: the history hangs on it.`,
    },
  ];
}

function missingAnswer(question: Question): readonly Problem[] {
  if (!question.draft) return [];
  const message = 'This question has no answer yet.';
  const hint = 'Write the answer below the title.';
  return [{ severity: 'warning', code: 'answer-missing', at: question.titleAt, message, hint }];
}

function missingParts(question: Question): readonly Problem[] {
  if (question.kind !== 'star' || question.draft) return [];
  const missing = NEEDED_PARTS.filter((part) => (question.star?.[part]?.text ?? '') === '');
  if (missing.length === 0) return [];
  const names = missing.map(partName);
  return [
    {
      severity: 'warning',
      code: 'star-part-missing',
      at: question.titleAt,
      message: `The story has no ${names.join(' and no ')}.`,
      hint: question.native ? `Write it below \`## ${names[0] ?? ''}\`.` : 'Write it as a part of its own.',
    },
  ];
}

/** What to say of a value that is missing; of a computed one, which values it waits for. */
function whatIsMissing(
  key: string,
  { bank, inputs }: Asked,
  values: Values,
): Pick<Problem, 'message' | 'hint'> {
  if (bank.metrics.get(key)?.derive === undefined)
    return { message: 'has no value.', hint: `Run \`prep fill ${key}\`.` };
  const open = missingInputs(key, inputs, values);
  if (open.length === 0)
    return { message: 'cannot be computed.', hint: `The problem of the metric \`${key}\` says why.` };
  const [last = '', ...others] = open.toReversed();
  const names = others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
  return {
    message: `is computed, and waits for ${names}.`,
    hint: `Run \`prep fill ${open.join(' ')}\`.`,
  };
}

/** The first placeholder of each key, open ones only. */
function openPlaceholders(question: Question, asked: Asked, values: Values): readonly Problem[] {
  const open = new Map<string, Placeholder>();
  const unfilled = new Set(unfilledKeys(question, values));
  for (const placeholder of question.placeholders) {
    if (unfilled.has(placeholder.key) && !open.has(placeholder.key)) open.set(placeholder.key, placeholder);
  }
  return [...open.values()].map(({ written, key }) => {
    const { message, hint } = whatIsMissing(key, asked, values);
    return {
      severity: 'error',
      code: 'placeholder-open',
      at: written.at,
      message: `${written.text.slice(0, 80)} ${message}`,
      hint,
    };
  });
}

/** A stretch of a condition, by offsets in its text. */
function placeInCondition({ text, at }: Text, from: number, to: number): Span {
  if (at.start.line !== at.end.line) return at;
  const point = (offset: number): Span['start'] => {
    const by = Math.min(offset, text.length);
    return { ...at.start, column: at.start.column + by, offset: at.start.offset + by };
  };
  return { file: at.file, start: point(from), end: point(Math.max(to, from + 1)) };
}

/** Conditions that can be read and not decided: an unknown metric, units that clash, a division by zero. */
const wrongConditions = ({ conditionals = [] }: Question, values: Values): readonly Problem[] =>
  conditionals.flatMap(({ condition }): readonly Problem[] => {
    const fault = conditionFault(condition.text, values);
    // Reading the file has told of what cannot be read.
    if (!fault || fault.code === 'condition-syntax') return [];
    const at = placeInCondition(condition, fault.from, fault.to);
    const message = `The condition \`${condition.text}\` cannot be decided: ${fault.fault}.`;
    return [{ severity: 'error', code: fault.code, at, message, hint: fault.hint }];
  });

/** Sentences that show "not measured" where a value would be. */
function notMeasured(question: Question, values: Values): readonly Problem[] {
  const first = new Map<string, Placeholder>();
  for (const placeholder of notMeasuredIn(question, values))
    if (!first.has(placeholder.key)) first.set(placeholder.key, placeholder);
  return [...first.values()].map((placeholder) => ({
    severity: 'warning',
    code: 'not-measured',
    at: placeholder.written.at,
    ...notMeasuredWords(placeholder),
  }));
}

type Clash = { readonly later: Question; readonly first: Question };

/** Questions of one bank that share a key with an earlier one. */
function clashes(
  questions: Iterable<Question>,
  keyOf: (question: Question) => string | undefined,
): readonly Clash[] {
  const seen = new Map<string, Question>();
  const found: Clash[] = [];
  for (const question of questions) {
    const own = keyOf(question);
    if (own === undefined) continue;
    const key = `${question.bank}\n${own}`;
    const first = seen.get(key);
    if (first) found.push({ later: question, first });
    else seen.set(key, question);
  }
  return found;
}

function repeatedNumbers(questions: Iterable<Question>): readonly Problem[] {
  return clashes(questions, ({ number }) => number?.toString()).map(({ later, first }) => ({
    severity: 'warning',
    code: 'number-duplicate',
    at: later.titleAt,
    related: first.titleAt,
    message: `Q${later.number ?? ''} is the number of ${lineText(first.titleAt)} as well.`,
    hint: 'Give one of the two another number.',
  }));
}

const plainTitle = ({ title }: Question): string => title.toLowerCase().replace(/\s+/g, ' ');

function repeatedTitles(questions: Iterable<Question>): readonly Problem[] {
  return clashes(questions, plainTitle).map(({ later, first }) => ({
    severity: 'warning',
    code: 'title-duplicate',
    at: later.titleAt,
    related: first.titleAt,
    message: `${lineText(first.titleAt)} has the same title.`,
    hint: 'Word one of the two differently, or remove it.',
  }));
}

function questionProblems(question: Question, asked: Asked, options: CheckOptions): readonly Problem[] {
  return [
    ...unwrittenId(question),
    ...missingAnswer(question),
    ...missingParts(question),
    ...unsupportedPoints(question),
    ...wrongConditions(question, options.values),
    ...notMeasured(question, options.values),
    ...(options.requireFilled ? openPlaceholders(question, asked, options.values) : []),
  ];
}

export type CheckOptions = {
  /** What the user's data gives, for placeholders that must be filled. */
  readonly values: Values;
  /** Makes every open placeholder an error. */
  readonly requireFilled: boolean;
  /** Where a value is stored, for placing what is wrong with it. */
  readonly placeOf?: PlaceOfFill;
  /** Gaps of the user's own answers. */
  readonly own?: OwnGaps;
};

/** All problems of a bank, those found while reading it included, sorted by place. */
export function checkBank(bank: Bank<Question>, given: CheckOptions): readonly Problem[] {
  const { metrics } = bank;
  // Conditions are checked against what is declared, whatever has a value.
  const { decisions = new Map<string, Decision>() } = given.values;
  const options = { ...given, values: valuesWith(given.values, metrics, decisions) };
  const questions = [...bank.questions.values()];
  const asked = { bank, inputs: inputsOfDerived(bank.metrics) };
  return sortProblems([
    ...bank.problems,
    ...questions.flatMap((question) => questionProblems(question, asked, options)),
    ...repeatedNumbers(questions),
    ...repeatedTitles(questions),
    ...metricProblems(bank, options.values, options.placeOf, options.own),
  ]);
}
