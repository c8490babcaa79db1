// What a change of values brings: answers that are complete, computed values, and sentences to read again.
import type { Context, Prompts } from '../../context.ts';
import type { Bank } from '../../core/base/bank.ts';
import { ownField } from '../../core/base/collections.ts';
import type { Question } from '../../core/base/question.ts';
import { openSource } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import type { Problem } from '../../core/base/problem.ts';
import { ownProblems } from '../../core/check/check.ts';
import { unfilledKeys, type Values } from '../../core/fill/conditional.ts';
import { completedBetween, type Left, leftOf } from '../../core/fill/gaps.ts';
import { type CitingText, type ReadAgain, readAgainAfter, readAgainOf } from '../../core/fill/read-again.ts';
import { derivedChanges } from '../../core/fill/sync.ts';
import {
  type Figures,
  fillText,
  type Inputs,
  inputsOfDerived,
  segmentsText,
  valuesOf,
} from '../../core/fill/values.ts';
import { ownOf } from '../../core/schedule/changes.ts';
import type { Config } from '../../core/settings/config.ts';
import type { JsonFields } from '../../formats/json/document.ts';
import { readingOf } from '../../formats/question/placeholders.ts';
import { renderCompleted, renderDerivedChanges, renderReadAgain } from '../../screens/fill/fill.ts';
import { blankLine, type Display } from '../../screens/ui/frame.ts';
import type { Study } from '../shared/load.ts';
import type { Practice } from '../shared/practice.ts';
import { displayOf } from '../shared/screen.ts';

export const problemsOfOwn = (
  { bank, values }: Pick<Study, 'bank' | 'values'>,
  question: Pick<Question, 'id' | 'titleAt' | 'placeholders'>,
  text: string,
): readonly Problem[] => ownProblems(bank, question, { text, ...readingOf(question, text) }, values);

/** Values whose places in its text are gone. */
export const valuesLeft = (question: Question, { fills, answers }: Config): readonly Left[] =>
  leftOf(
    question,
    fills,
    readingOf(question, ownOf({ answers }, question.id)?.text ?? '').placeholders.map(({ key }) => key),
  );

type Known = { readonly bank: Pick<Bank<Question>, 'questions'>; readonly config: Pick<Config, 'answers'> };

type Effects = ReturnType<typeof effectsOf>;

/** Of a text that is not read with its question. */
function copied(
  question: Question,
  text: string,
  written: Omit<CitingText, 'text' | 'placeholders' | 'conditionals'>,
): CitingText {
  const { placeholders, conditionals } = readingOf(question, text);
  return { ...written, text: openSource('', text).textAt(0, text.length), placeholders, conditionals };
}

const offsetOf = ({ text, at = text.at }: Pick<CitingText, 'text' | 'at'>): number => at.start.offset;

function textsOf(question: Question, { answers }: Known['config'], values: Values): readonly CitingText[] {
  const { id, answer, followUpTexts, placeholders, conditionals, updated: editedAt } = question;
  const known = question.placeholderKeys;
  const own = ownField(answers, id)?.own;
  const written = known.some((key) => values.has(key))
    ? [answer, ...followUpTexts.flatMap((followUp) => [followUp.question, followUp.answer])]
    : [];
  const inFile = { question: id, known, isOwn: false, at: undefined, editedAt };
  const points = question.pointsProposed ? [] : question.keyPoints;
  return [
    ...[
      ...written.map((text) => ({ ...inFile, text, placeholders, conditionals })),
      ...points.map(({ text, at }) => copied(question, text, { ...inFile, at })),
    ].toSorted((a, b) => offsetOf(a) - offsetOf(b)),
    ...(own ? [copied(question, own.text, { ...inFile, isOwn: true, editedAt: own.updatedAt })] : []),
  ];
}

/** The texts that cite one of the values. */
const citingTexts = ({ bank, config }: Known, values: Values): readonly CitingText[] =>
  values.size === 0
    ? []
    : [...bank.questions.values()].flatMap((question) => textsOf(question, config, values));

export const effectsOf = (
  known: Known & { readonly bank: Pick<Bank, 'metrics'>; readonly inputs: Inputs },
  before: Values,
  after: Values,
) => ({
  completed: completedBetween(known.bank, known.inputs, before, after).filter((id) => {
    const question = known.bank.questions.get(id);
    // Some values cannot be computed, or every sentence cites what was not measured.
    return (
      question &&
      unfilledKeys(question, after).length === 0 &&
      segmentsText(fillText(question.answer, question, after)).trim() !== ''
    );
  }),
  derived: derivedChanges(before, after),
  sentences: readAgainAfter(citingTexts(known, new Map([...before, ...after])), before, after),
});

export const staleSentences = (known: Known & Figures): readonly ReadAgain[] =>
  readAgainOf(citingTexts(known, known.values), known);

/** An own answer has the place of its question. */
export const readAgainJson = ({ bank }: Known, found: readonly ReadAgain[]): readonly JsonFields[] =>
  found.map(({ citing, at, metrics, sentence }) => {
    const { question, isOwn: own } = citing;
    const title = own ? bank.questions.get(question)?.titleAt : undefined;
    const { file, start } = title ?? at;
    return { file, line: start.line, question, metrics, sentence: oneLine(sentence), own };
  });

export const effectsJson = (known: Known, effects: Effects): JsonFields => ({
  completed: effects.completed,
  derived: effects.derived,
  readAgain: readAgainJson(known, effects.sentences),
});

/** What is computed, and the rest. */
function effectTexts({ bank: { questions } }: Known, effects: Effects, display: Display) {
  const { derived, completed, sentences } = effects;
  const rest = [
    renderCompleted(completed, questions, display),
    renderReadAgain(sentences, questions, display),
  ];
  return [renderDerivedChanges(derived, display), rest.filter((text) => text !== '').join('\n')] as const;
}

export function sayEffects(context: Context, known: Known, effects: Effects): void {
  const [derived, rest] = effectTexts(known, effects, displayOf(context, true));
  if (derived !== '') context.out.data(`${derived}\n`);
  if (rest !== '') context.out.talk(`${rest}\n`);
}

export function showEffects(
  prompts: Pick<Prompts, 'show'>,
  known: Known,
  effects: Effects,
  display: Display,
): void {
  const texts = effectTexts(known, effects, display).filter((text) => text !== '');
  if (texts.length > 0) prompts.show(blankLine(display) + texts.join('\n'));
}

/** After values were stored beside a question. */
export async function tellEffects(practice: Practice, before: Config, after: Config): Promise<void> {
  const { context, paths, prompts, display } = practice;
  if (before.fills === after.fills) return;
  const bank = await context.banks.full(paths);
  const valuesIn = ({ fills, settings }: Config) => valuesOf(bank, fills, settings);
  const known = { bank, config: after, inputs: inputsOfDerived(bank.metrics) };
  showEffects(prompts, known, effectsOf(known, valuesIn(before), valuesIn(after)), display);
}
