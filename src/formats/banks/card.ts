// A question as a row of a table or an object gives it, by what its fields are for. Knows fields and their roles; knows
// nothing of how they are put into words, and of the file around.
import { oneLine } from '../../core/one-line.ts';
import { STAR_PARTS, type StarPart } from '../../core/question.ts';
import type { JsonNode } from '../json-tree.ts';
import { asksAtEnd } from './asking.ts';
import type { Layout } from './field-layout.ts';
import type { Role } from './field-names.ts';
import { entryOf, nodeText, numberOf, type Written } from './field-values.ts';
import { optionOf, optionsIn, type FoundOption } from './field-options.ts';
import { letterOf } from './option-answer.ts';

/** A field: its name as it is written, and its value. */
export type Field = readonly [name: string, value: JsonNode];

/** What one row or object says, unjudged. Nothing in it is empty but what is not there. */
export type Card = {
  readonly question: Written;
  readonly code?: Written;
  readonly answer?: Written;
  /** Further answers under names of their own. */
  readonly others: readonly (Written & { readonly name: string })[];
  readonly explanation?: Written;
  readonly options: readonly FoundOption[];
  /** True when the fields of the options are numbered: then the first is 1. */
  readonly counted: boolean;
  /** Says which options are right, where they do not say it themselves. */
  readonly right: readonly Field[];
  readonly section?: string;
  /** Narrower names than the section. */
  readonly topics: readonly string[];
  readonly fields: ReadonlyMap<Role, readonly Field[]>;
  readonly star: Readonly<Partial<Record<StarPart, Written>>>;
};

const writtenOf = (node: JsonNode): Written | undefined => {
  const text = nodeText(node).trim();
  return text === '' ? undefined : { text, at: node.at };
};

const LONGEST_SECTION = 120;
/** Signs alone ask nothing. */
const SAYS = /\p{L}|[?？]/u;

/** The fields of a role that hold something. */
function filled(fields: readonly Field[], layout: Layout, role: Role): readonly Field[] {
  return (layout.fields.get(role) ?? []).flatMap((at) => {
    const field = fields[at];
    return field && nodeText(field[1]).trim() !== '' ? [field] : [];
  });
}

const holdsFlags = (node: JsonNode): boolean =>
  node.kind === 'list' && node.items.some((item) => optionOf(item)?.right !== undefined);

const holdsList = (node: JsonNode): boolean =>
  (node.kind === 'list' && node.items.length > 1) || (node.kind === 'map' && node.entries.length > 1);

type Choosing = Pick<Card, 'options' | 'right'> & { readonly answers: readonly Field[] };

const NONE: Choosing = { options: [], right: [], answers: [] };

/** Numbers by their size, words by the alphabet. */
function byWords(a: FoundOption, b: FoundOption): number {
  const [one, other] = [Number(a.text), Number(b.text)];
  if (Number.isFinite(one) && Number.isFinite(other)) return one - other;
  return a.text.toLowerCase() < b.text.toLowerCase() ? -1 : 1;
}

/** Wrong answers in columns or a list of their own: the right one is put among them, in the order of the alphabet. */
function amongWrong(right: readonly Field[], wrong: readonly FoundOption[]): Choosing {
  const good = right.flatMap(([, value]): readonly (FoundOption | undefined)[] =>
    value.kind === 'list' ? optionsIn(value) : [optionOf(value)],
  );
  const options: readonly FoundOption[] = [
    ...good.flatMap((one) => (one ? [{ ...one, right: true }] : [])),
    ...wrong.map((one) => ({ ...one, right: false })),
  ];
  return { options: options.toSorted(byWords), right: [], answers: [] };
}

/** What there is to choose from, and which fields are answers after all. */
function choosing(fields: readonly Field[], layout: Layout): Choosing {
  const answers = filled(fields, layout, 'answer');
  const right = filled(fields, layout, 'right');
  const wrong = [
    ...filled(fields, layout, 'wrong').flatMap(([, value]) => optionsIn(value)),
    ...layout.wrong.flatMap((at) => (fields[at] ? [optionOf(fields[at][1])] : [])),
  ].filter((option) => option !== undefined);
  if (wrong.length > 0) return amongWrong(right.length > 0 ? right : answers, wrong);
  const lettered = layout.options.flatMap((at, i): readonly FoundOption[] => {
    const option = fields[at] && optionOf(fields[at][1]);
    return option ? [{ ...option, key: letterOf(i) }] : [];
  });
  if (lettered.length > 1)
    return { options: lettered, right: right.length > 0 ? right : answers, answers: [] };
  const [listed] = filled(fields, layout, 'options');
  if (listed) {
    const options = optionsIn(listed[1]);
    if (options.length > 1) return { options, right: right.length > 0 ? right : answers, answers: [] };
  }
  // A list under the name of the answer is one of options when something says which is right.
  const telling = right.length > 0 ? right : answers.filter(([, { kind }]) => kind === 'number');
  const within = answers.find(
    ([, value]) => holdsFlags(value) || (telling.length > 0 && holdsList(value) && value.kind !== 'number'),
  );
  if (within) return { options: optionsIn(within[1]), right: telling, answers: [] };
  if (telling.length < answers.length && right.length === 0)
    return { ...NONE, answers: answers.filter(([, { kind }]) => kind !== 'number') };
  return { ...NONE, answers: answers.length > 0 ? answers : right };
}

/** The parts of a story: fields of their own, or the entries of an answer that is an object. */
function starOf(fields: readonly Field[], layout: Layout, answers: readonly Field[]): Card['star'] {
  const star: Partial<Record<StarPart, Written>> = {};
  const [answer] = answers;
  for (const part of STAR_PARTS) {
    const value = filled(fields, layout, part)[0]?.[1] ?? (answer && entryOf(answer[1], [part]));
    const written = value && writtenOf(value);
    if (written) star[part] = written;
  }
  return star.situation && star.action && star.result ? star : {};
}

function sectionsOf(fields: readonly Field[], layout: Layout): readonly string[] {
  const texts = filled(fields, layout, 'section').map(([, value]) => oneLine(nodeText(value)));
  return [...new Set(texts.filter((text) => text.length <= LONGEST_SECTION && !/^\d+$/.test(text)))];
}

/**
 * Reads a row or object.
 * @param fields in the order of the names that the layout is of
 * @returns undefined when it asks nothing
 */
export function cardOf(fields: readonly Field[], layout: Layout): Card | undefined {
  const question = fields[layout.question]?.[1];
  const words = question && writtenOf(question);
  if (!words || !SAYS.test(words.text)) return undefined;
  const { options, right, answers } = choosing(fields, layout);
  const star = starOf(fields, layout, answers);
  const told = Object.keys(star).length > 0;
  const [answer, ...others] = told ? [] : answers;
  const answerText = answer && writtenOf(answer[1]);
  const explanation = filled(fields, layout, 'explanation')[0]?.[1];
  const explained = explanation && writtenOf(explanation);
  const code = filled(fields, layout, 'code')[0]?.[1];
  const [section, ...topics] = sectionsOf(fields, layout);
  return {
    question: words,
    code: code && { text: nodeText(code).trimEnd(), at: code.at },
    answer: answerText,
    others: others.flatMap(([name, value]) => {
      const text = writtenOf(value);
      return text && text.text !== answerText?.text ? [{ ...text, name }] : [];
    }),
    ...(explained && explained.text !== answerText?.text && { explanation: explained }),
    options,
    counted: layout.counted,
    right,
    section,
    topics,
    fields: new Map([...layout.fields.keys()].map((role) => [role, filled(fields, layout, role)] as const)),
    star,
  };
}

/** Whether most of some questions read like questions. */
export function mostlyAsk(cards: readonly Card[]): boolean {
  const asking = cards.filter(({ question }) => asksAtEnd(question.text)).length;
  return asking * 10 >= cards.length * 6 && asking > 0;
}

/** The number that a card gives itself. */
export function cardNumber(card: Card): number | undefined {
  for (const role of ['number', 'id'] as const) {
    for (const [, value] of card.fields.get(role) ?? []) {
      const number = numberOf(value);
      if (number !== undefined) return number;
    }
  }
  return undefined;
}

/** The fields of a role that a card fills. */
export const fieldValues = (card: Card, role: Role): readonly Field[] => card.fields.get(role) ?? [];
