import type { Context, Prompts } from '../../context.ts';
import type { Bank } from '../../core/base/bank.ts';
import type { Question } from '../../core/base/question.ts';
import { openSource, type Span } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { type CitingText, type ReadAgain, readAgainAfter, readAgainOf } from '../../core/fill/read-again.ts';
import type { Values } from '../../core/fill/value.ts';
import type { Figures } from '../../core/fill/values.ts';
import type { Config } from '../../core/settings/config.ts';
import type { JsonFields } from '../../formats/json/document.ts';
import { readPlaceholders } from '../../formats/question/placeholders.ts';
import { type Places, placesIn } from '../../formats/stored/config-file.ts';
import { renderReadAgain } from '../../screens/fill/fill.ts';
import { blankLine, type Display } from '../../screens/ui/frame.ts';
import { displayOf } from '../shared/screen.ts';

type Known = { readonly bank: Pick<Bank<Question>, 'questions'>; readonly config: Pick<Config, 'answers'> };

/** A text whose placeholders are not among those of the question. */
function copied(
  question: Question,
  text: string,
): Pick<CitingText, 'question' | 'text' | 'placeholders' | 'conditionals'> {
  const source = openSource('', text);
  const owner = { question: question.id, inFollowUp: false };
  const { placeholders, conditionals } = readPlaceholders(source, 0, text.length, owner);
  return { question: question.id, text: source.textAt(0, text.length), placeholders, conditionals };
}

const offsetOf = ({ text, at = text.at }: Pick<CitingText, 'text' | 'at'>): number => at.start.offset;

function textsOf(question: Question, { answers }: Known['config']): readonly CitingText[] {
  const { id, answer, followUpTexts, updated: editedAt } = question;
  const { placeholders, conditionals } = question;
  const own = Object.hasOwn(answers, id) ? answers[id]?.own : undefined;
  const written = [answer, ...followUpTexts.flatMap((followUp) => [followUp.question, followUp.answer])];
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
    ...points.map(({ text, at }) => ({ ...copied(question, text), isOwn: false, at, editedAt })),
  ].toSorted((a, b) => offsetOf(a) - offsetOf(b));
  return [
    ...inFile,
    ...(own ? [{ ...copied(question, own.text), isOwn: true, at: undefined, editedAt: own.updatedAt }] : []),
  ];
}

const citingTexts = ({ bank, config }: Known): readonly CitingText[] =>
  [...bank.questions.values()].flatMap((question) => textsOf(question, config));

export const changedSentences = (known: Known, before: Values, after: Values): readonly ReadAgain[] =>
  readAgainAfter(citingTexts(known), before, after);

export const staleSentences = (known: Known & Figures): readonly ReadAgain[] =>
  readAgainOf(citingTexts(known), known);

/** Places of stored values. The config file is read when the first place is needed. */
export function placesInConfig({ config, files }: Context): Places {
  let places: Places | undefined;
  const known = (): Places => {
    try {
      places ??= placesIn(config.file, files.readText(config.file));
    } catch {
      // Values without a file of their own have no place.
      places = { fill: () => undefined, own: () => undefined };
    }
    return places;
  };
  return { fill: (name) => known().fill(name), own: (question, passage) => known().own(question, passage) };
}

/** The place of a sentence; in an own answer that cannot be found again, its question. */
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

/** Empty for nothing. `prep check` shows what does not fit here. */
export const readAgainText = ({ bank }: Known, found: readonly ReadAgain[], display: Display): string =>
  renderReadAgain(found, bank.questions, { most: 4, rest: 'prep check' }, display);

export function sayReadAgain(context: Context, known: Known, found: readonly ReadAgain[]): void {
  const text = readAgainText(known, found, displayOf(context, true));
  if (text !== '') context.out.talk(`${text}\n`);
}

export function showReadAgain(
  prompts: Pick<Prompts, 'show'>,
  known: Known,
  found: readonly ReadAgain[],
  display: Display,
): void {
  const text = readAgainText(known, found, display);
  if (text !== '') prompts.show(blankLine(display) + text);
}
