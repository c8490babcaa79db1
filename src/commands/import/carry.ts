// What comes back from an export of this home: a text as it was written out is its question's text, placeholders
// and all, and an edited one keeps the placeholders that the edits left alone.
import type { Bank } from '../../core/base/bank.ts';
import type { Question } from '../../core/base/question.ts';
import { openSource } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import type { Segment, Values } from '../../core/fill/conditional.ts';
import { type Figures, valuesOf, valuesWith } from '../../core/fill/values.ts';
import {
  type CarriedEdits,
  type CarriedValues,
  carriedValues,
  carryEdits,
  type Lost,
} from '../../core/import/edits.ts';
import { EXPORT_MODES, type ExportMode, type Outgoing, type WriteText } from '../../core/import/export.ts';
import { byTime, type Entry } from '../../core/schedule/journal.ts';
import type { Config } from '../../core/settings/config.ts';
import type { NumberStyle } from '../../core/values/quantity.ts';
import { ankiNotes } from '../../formats/export/anki.ts';
import { KEPT_ATTRIBUTE } from '../../formats/export/anki-collection.ts';
import { writeGuide } from '../../formats/export/guide.ts';
import { outgoing } from '../../formats/export/outgoing.ts';
import { deckText } from '../../formats/import/anki-text.ts';
import { readAs } from '../../formats/import/index.ts';
import { readQuestionFile } from '../../formats/question/question-file.ts';
import {
  writeQuestion,
  writtenQuestion,
  type WrittenQuestion,
} from '../../formats/question/question-writer.ts';
import { storyOf } from '../../formats/question/story.ts';

/** `lost`: also values that were written out, where something else is now. */
export type Carried = CarriedValues & {
  readonly question: WrittenQuestion;
  readonly placeholderKeys: readonly string[];
  readonly draft: boolean;
  /** Some were given up because what came back could not be told apart. */
  readonly isUnsure: boolean;
  /** The user's own version was edited, and becomes the answer of the question. */
  readonly isOwn: boolean;
};

/** The values of a home. */
export type HomeValues = {
  readonly values: Values;
  /** As they were before the latest changes of what a question cites, the latest first. */
  readonly past: (question: Question) => Iterable<Values>;
};

/** Before more changes, an export is old. */
const MOST_CHANGES = 8;

export function homeValues(
  entries: readonly Entry[],
  bank: Pick<Bank, 'metrics' | 'questions'>,
  { fills }: Pick<Config, 'fills'>,
  { values, inputs }: Figures,
  style: NumberStyle,
): HomeValues {
  const changes = entries
    .flatMap((entry) => (entry.type === 'change' && entry.values ? [{ ...entry, values: entry.values }] : []))
    .toSorted(byTime)
    .toReversed();
  function* past({ placeholderKeys }: Question): Iterable<Values> {
    const cited = new Set(placeholderKeys.flatMap((key) => [key, ...(inputs.get(key) ?? [])]));
    const before = new Map(Object.entries(fills));
    let count = 0;
    for (const change of changes) {
      for (const { name, before: fill } of change.values)
        if (fill) before.set(name, fill);
        else before.delete(name);
      if (!change.values.some(({ name }) => cited.has(name))) continue;
      yield valuesOf(bank, Object.fromEntries(before), style);
      if ((count += 1) === MOST_CHANGES) return;
    }
  }
  return { values, past };
}

/** Of a question as it was written out, each as one text. */
const FIELDS = ['answer', 'points', 'followUps'] as const;
type Field = (typeof FIELDS)[number];
type Form = Readonly<Record<Field | 'asked' | 'notes', string>>;

// Marks placeholders in a text: key, then what is shown.
const [OPEN, BETWEEN, CLOSE] = ['\uFFF9', '\uFFFA', '\uFFFB'];
const MARKED = /\uFFF9([^\uFFFA]*)\uFFFA([^\uFFFB]*)\uFFFB/g;

const marking: WriteText = (shown, segment) =>
  segment.kind === 'plain' ? shown : `${OPEN}${segment.key}${BETWEEN}${shown}${CLOSE}`;

function segmentsIn(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  for (const { 0: whole, 1: key = '', 2: shown = '', index } of text.matchAll(MARKED)) {
    segments.push({ kind: 'plain', text: text.slice(done, index) }, { kind: 'open', text: shown, key });
    done = index + whole.length;
  }
  return [...segments, { kind: 'plain', text: text.slice(done) }];
}

const writtenForm = ({ asked, answer, points, followUps, notes }: WrittenQuestion): Form => ({
  asked,
  answer,
  points: points.join('\n'),
  followUps: followUps.flat().join('\0'),
  notes,
});

const outgoingForm = ({ asked = '', answer, keyPoints, followUps, notes = '' }: Outgoing): Form => ({
  asked,
  answer,
  points: keyPoints
    .map(oneLine)
    .filter((point) => point !== '')
    .join('\n'),
  followUps: followUps.flatMap((each) => [each.question, each.answer]).join('\0'),
  notes,
});

/** Ends the question before it. */
const NEXT = { id: 'next-one', title: 'What comes next?', number: undefined, asked: undefined };
const KEPT = new RegExp(` ${KEPT_ATTRIBUTE}="[^"]*"`, 'g');

/** As a guide or an edited note gives it back, which have marks of their own for parts of an answer. */
const BACK: Readonly<Record<string, (question: Outgoing) => string>> = {
  guide: (question) => writeGuide('Interview guide', [question, { ...question, ...NEXT }]),
  'anki-text': (question) =>
    deckText(
      ankiNotes([question]).map((note) => ({
        ...note,
        fields: note.fields.map((html) => html.replaceAll(KEPT, '')),
      })),
    ),
};

function formIn(shape: string, question: Outgoing): Form | undefined {
  const text = BACK[shape]?.(question);
  if (text === undefined) return undefined;
  const { questions } = readAs(shape, openSource('export', text), '').content;
  const back = questions.find(({ id }) => id === question.id) ?? questions[0];
  return back && writtenForm(writtenQuestion(back));
}

type Way = {
  readonly mode: ExportMode;
  readonly values: Values;
  readonly own?: string;
  readonly shape?: string;
};

const formOf = (question: Question, { mode, own, shape, values }: Way): Form | undefined => {
  const out = outgoing(question, own, mode, values);
  return shape === undefined ? outgoingForm(out) : formIn(shape, out);
};

/** How a question may have been written out. */
function* waysOf(
  shape: string,
  own: string | undefined,
  values: Values,
  modes: readonly ExportMode[] = EXPORT_MODES,
): Iterable<Way> {
  const shapes = Object.hasOwn(BACK, shape) ? [undefined, shape] : [undefined];
  for (const version of new Set([own, undefined]))
    for (const mode of modes)
      for (const one of shapes)
        yield { mode, own: version, shape: one, values: mode === 'filled' ? values : new Map() };
}

/** Nothing in it could be lost by an import. */
const isPlain = ({ placeholders, star, headline }: Question, own: string | undefined): boolean =>
  placeholders.length === 0 && own === undefined && star === undefined && headline === undefined;

/** `isCut`: something is given up that the edits did not touch, such as a condition. */
type Found = CarriedEdits & { readonly way: Way; readonly isCut: boolean; readonly isSame: boolean };
type AllFound = Readonly<Record<Field, Found>>;

const asCame = (text: string, way: Way) => ({ text, kept: [], lost: [], way, isCut: false, isSame: false });

/** What is left of a text without its values. */
const skeletonOf = (segments: readonly Segment[]): string =>
  segments.map((each) => (each.kind === 'plain' ? each.text : `\0${each.key}`)).join('');

/** What a field of the question becomes: it is as it was written out in one of the ways, or edited in the likeliest. */
function foundIn(
  field: Field,
  came: string,
  template: Question,
  ways: readonly Way[],
  formBy: (way: Way) => Form | undefined,
): Found {
  const markedBy = ({ own, mode, values }: Way): readonly Segment[] =>
    segmentsIn(outgoingForm(outgoing(template, own, mode, values, marking))[field]);
  const templateBy = ({ own }: Way): readonly Segment[] => markedBy({ own, mode: 'open', values: new Map() });
  const same = ways.find((way) => formBy(way)?.[field] === came);
  if (same) {
    // As the user tells it, the answer of the question is not in the file.
    const isOwn = field === 'answer' && same.own !== undefined;
    const text = isOwn
      ? template.answer.text
      : templateBy(same)
          .map((each) => each.text)
          .join('');
    return { ...asCame(text, { ...same, own: undefined }), isSame: true };
  }
  const edited = ways.map((way): Found => {
    const [rendered, open] = [markedBy(way), templateBy(way)];
    const written = new Map(open.flatMap((each) => (each.kind === 'plain' ? [] : [[each.key, each.text]])));
    const carried = carryEdits(rendered, (key) => written.get(key) ?? '', came);
    return { ...carried, way, isCut: skeletonOf(rendered) !== skeletonOf(open), isSame: false };
  });
  const gain = ({ kept, lost }: Found): number => kept.length - lost.length;
  const [best] = edited.toSorted((a, b) => gain(b) - gain(a));
  return best ?? asCame(came, { mode: 'open', values: new Map() });
}

const fieldsOf = (of: (field: Field) => Found): AllFound => ({
  answer: of('answer'),
  points: of('points'),
  followUps: of('followUps'),
});

const pairsOf = (texts: readonly string[]): WrittenQuestion['followUps'] =>
  texts.flatMap((text, at) => (at % 2 === 0 ? [[text, texts[at + 1] ?? ''] as const] : []));

function withTexts(edited: WrittenQuestion, here: WrittenQuestion, found: AllFound): WrittenQuestion {
  const [answer, points, followUps] = [found.answer.text, found.points.text, found.followUps.text];
  const source = openSource('', answer);
  const story = Object.entries(storyOf(source, source.textAt(0, answer.length), true) ?? {});
  const star = edited.star && Object.fromEntries(story.map(([part, { text }]) => [part, text]));
  return {
    ...edited,
    answer,
    star: answer === here.answer ? here.star : star,
    points: points === '' ? [] : points.split('\n'),
    followUps: followUps === '' ? [] : pairsOf(followUps.split('\0')),
  };
}

/** The keys that figures of the answer have among the edited words. */
const keysAfter = ({ answer, placeholders }: Question, { kept }: Found): ReadonlyMap<string, string> =>
  new Map(
    placeholders.flatMap(({ key, written }) => {
      const at = written.at.start.offset - answer.at.start.offset;
      const was = kept.find((one) => one.at === at && one.shown !== one.from);
      return was && was.key !== key ? [[was.key, key] as const] : [];
    }),
  );

function withMovedValues(values: Values, moved: Carried['moved']): Values {
  const all = new Map(values);
  for (const { from, to } of moved) {
    const value = values.get(from);
    if (value) all.set(to, value);
  }
  return valuesWith(all, values.metrics ?? new Map(), values.decisions ?? new Map());
}

const readBack = (question: WrittenQuestion): Question | undefined =>
  readQuestionFile(openSource('question.md', writeQuestion(question)), '').questions[0];

/** What nothing cites now, and figures in the place of which is something else than a placeholder. */
function lostIn(found: AllFound, values: Values, uncited: readonly Lost[], now?: Question): readonly Lost[] {
  const isGap = (edit: string): boolean =>
    now?.placeholders.some(({ written }) => edit.includes(written.text)) === true;
  const replaced = FIELDS.flatMap((field) => found[field].lost).filter(
    ({ key, shown, from, edit }) => edit !== '' && shown !== from && values.has(key) && !isGap(edit),
  );
  return [...replaced, ...uncited.filter(({ key }) => replaced.every((one) => one.key !== key))];
}

/** All placeholders of the field are given up. */
const givenUp = (came: string, { kept, lost, way }: Found): Found => ({
  ...asCame(came, way),
  lost: [...lost, ...kept.map((one) => ({ ...one, edit: one.shown }))],
  isCut: true,
});

/**
 * @param edited what the file says
 * @param template the question here, which it may have been written from
 * @param own the user's own version of its answer, which an export has in its place
 * @returns undefined if there is nothing to carry over
 */
export function carriedOver(
  edited: WrittenQuestion,
  template: Question,
  shape: string,
  own: string | undefined,
  home: HomeValues,
): Carried | undefined {
  if (isPlain(template, own)) return undefined;
  const here = writtenQuestion(template);
  const came = writtenForm(edited);
  const { values } = home;
  const forms = new Map<Way, Form | undefined>();
  const formBy = (way: Way): Form | undefined => {
    if (!forms.has(way)) forms.set(way, formOf(template, way));
    return forms.get(way);
  };
  const ways = [...waysOf(shape, own, values)];
  let earlier: readonly Way[] | undefined;
  const first = fieldsOf((field) => {
    const best = foundIn(field, came[field], template, ways, formBy);
    if (best.lost.length === 0) return best;
    earlier ??= [...home.past(template)].flatMap((past) => [...waysOf(shape, own, past, ['filled'])]);
    return foundIn(field, came[field], template, [...ways, ...earlier], formBy);
  });
  const isSame = (name: 'asked' | 'notes'): boolean =>
    [...forms].some(([{ mode }, form]) => mode === 'filled' && form?.[name] === came[name]);
  const rest = {
    ...edited,
    asked: isSame('asked') ? here.asked : edited.asked,
    notes: isSame('notes') ? here.notes : edited.notes,
  };
  const valueOf = (key: string): string | undefined => values.get(key)?.text;
  const made = (found: AllFound) => {
    const question = withTexts(rest, here, found);
    const back = readBack(question);
    const carried = back && carriedValues(template, back, valueOf, keysAfter(back, found.answer));
    return { question, back, carried: carried ?? { moved: [], lost: [] } };
  };
  const { back, carried } = made(first);
  // What is carried over must read as what came.
  const found = fieldsOf((field) => {
    const one = first[field];
    if (one.isSame || one.text === came[field]) return one;
    const filled = { ...one.way, own: undefined, values: withMovedValues(one.way.values, carried.moved) };
    const read = back ? [undefined, shape].map((as) => formOf(back, { ...filled, shape: as })) : [];
    return read.some((form) => form?.[field] === came[field]) ? one : givenUp(came[field], one);
  });
  const final = made(found);
  return {
    question: final.question,
    placeholderKeys: final.back?.placeholderKeys ?? [],
    draft: final.back?.draft ?? edited.answer === '',
    ...final.carried,
    lost: lostIn(found, values, final.carried.lost, final.back),
    isUnsure: FIELDS.some((field) => found[field].isCut),
    isOwn: found.answer.way.own !== undefined,
  };
}
