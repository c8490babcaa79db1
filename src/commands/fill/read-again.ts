import type { Context, Prompts } from '../../context.ts';
import type { Bank } from '../../core/base/bank.ts';
import type { Question, QuestionId } from '../../core/base/question.ts';
import { openSource, type Span } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { completedBetween } from '../../core/fill/gaps.ts';
import { type CitingText, type ReadAgain, readAgainAfter, readAgainOf } from '../../core/fill/read-again.ts';
import { type DerivedChange, derivedChanges } from '../../core/fill/sync.ts';
import type { Values } from '../../core/fill/value.ts';
import type { Figures, Inputs } from '../../core/fill/values.ts';
import type { Config } from '../../core/settings/config.ts';
import type { JsonFields } from '../../formats/json/document.ts';
import { readPlaceholders } from '../../formats/question/placeholders.ts';
import { type Places, placesIn } from '../../formats/stored/config-file.ts';
import { renderCompleted, renderReadAgain } from '../../screens/fill/fill.ts';
import { renderDerivedChanges } from '../../screens/fill/sync.ts';
import { blankLine, type Display } from '../../screens/ui/frame.ts';
import { displayOf } from '../shared/screen.ts';

type Known = { readonly bank: Pick<Bank<Question>, 'questions'>; readonly config: Pick<Config, 'answers'> };

export type Effects = {
  readonly completed: readonly QuestionId[];
  readonly derived: readonly DerivedChange[];
  readonly sentences: readonly ReadAgain[];
};

function copied(
  question: Question,
  text: string,
): readonly Pick<CitingText, 'question' | 'text' | 'placeholders' | 'conditionals'>[] {
  const source = openSource('', text);
  const owner = { question: question.id, inFollowUp: false };
  const { placeholders, conditionals } = readPlaceholders(source, 0, text.length, owner);
  if (placeholders.length === 0) return [];
  return [{ question: question.id, text: source.textAt(0, text.length), placeholders, conditionals }];
}

const offsetOf = ({ text, at = text.at }: Pick<CitingText, 'text' | 'at'>): number => at.start.offset;

function textsOf(question: Question, { answers }: Known['config'], values: Values): readonly CitingText[] {
  const { id, answer, followUpTexts, updated: editedAt } = question;
  const { placeholders, conditionals } = question;
  const own = Object.hasOwn(answers, id) ? answers[id]?.own : undefined;
  const written = question.placeholderKeys.some((key) => values.has(key))
    ? [answer, ...followUpTexts.flatMap((followUp) => [followUp.question, followUp.answer])]
    : [];
  const points = question.pointsProposed ? [] : question.keyPoints;
  const inFile = [
    ...written.map((text) => ({
      question: id,
      text,
      placeholders,
      conditionals,
      isOwn: false,
      at: undefined,
      editedAt,
    })),
    ...points.flatMap(({ text, at }) =>
      copied(question, text).map((point) => ({ ...point, isOwn: false, at, editedAt })),
    ),
  ].toSorted((a, b) => offsetOf(a) - offsetOf(b));
  const ofOwn = own ? copied(question, own.text) : [];
  return [
    ...inFile,
    ...ofOwn.map((text) => ({ ...text, isOwn: true, at: undefined, editedAt: own?.updatedAt })),
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
): Effects => ({
  completed: completedBetween(known.bank, known.inputs, before, after),
  derived: derivedChanges(before, after),
  sentences: readAgainAfter(citingTexts(known, new Map([...before, ...after])), before, after),
});

export const staleSentences = (known: Known & Figures): readonly ReadAgain[] =>
  readAgainOf(citingTexts(known, known.values), known);

/** The config file is read for the first place. */
export function placesInConfig({ config, files }: Context): Places {
  let places: Places | undefined;
  const known = (): Places => {
    try {
      places ??= placesIn(config.file, files.readText(config.file));
    } catch {
      // Values without a file have no place.
      places = { fill: () => undefined, own: () => undefined };
    }
    return places;
  };
  return { fill: (name) => known().fill(name), own: (question, passage) => known().own(question, passage) };
}

function placeOf({ citing, placeholder }: ReadAgain, { bank }: Known, places: Places): Span {
  const { at, question, isOwn } = citing;
  const own = isOwn
    ? (places.own(question, placeholder.written.text) ?? bank.questions.get(question)?.titleAt)
    : undefined;
  return own ?? at ?? placeholder.written.at;
}

export function readAgainJson(
  context: Context,
  known: Known,
  found: readonly ReadAgain[],
): readonly JsonFields[] {
  const places = placesInConfig(context);
  return found.map((one) => {
    const { file, start } = placeOf(one, known, places);
    const { citing, metrics } = one;
    const sentence = oneLine(one.sentence);
    return { file, line: start.line, question: citing.question, metrics, sentence, own: citing.isOwn };
  });
}

export const effectsJson = (context: Context, known: Known, effects: Effects): JsonFields => ({
  completed: effects.completed,
  derived: effects.derived,
  readAgain: readAgainJson(context, known, effects.sentences),
});

/** `prep check` shows the sentences that do not fit here. */
const effectsText = ({ bank }: Known, { completed, sentences }: Effects, display: Display): string =>
  [
    renderCompleted(completed, bank.questions, display),
    renderReadAgain(sentences, bank.questions, { most: 4, rest: 'prep check' }, display),
  ]
    .filter((text) => text !== '')
    .join('\n');

export function sayEffects(context: Context, known: Known, effects: Effects): void {
  const display = displayOf(context, true);
  const [derived, text] = [
    renderDerivedChanges(effects.derived, display),
    effectsText(known, effects, display),
  ];
  if (derived !== '') context.out.data(`${derived}\n`);
  if (text !== '') context.out.talk(`${text}\n`);
}

export function showEffects(
  prompts: Pick<Prompts, 'show'>,
  known: Known,
  effects: Effects,
  display: Display,
): void {
  const text = [renderDerivedChanges(effects.derived, display), effectsText(known, effects, display)]
    .filter((part) => part !== '')
    .join('\n');
  if (text !== '') prompts.show(blankLine(display) + text);
}
