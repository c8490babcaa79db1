// A question as a reader understood it. Only `questionOf` makes a `Question` from it.
import { slug } from '../../core/base/ids.ts';
import type { Problem } from '../../core/base/problem.ts';
import {
  DIFFICULTIES,
  factsOf,
  type KeyPoint,
  type Placeholder,
  type Question,
  type QuestionId,
  type QuestionKind,
} from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import type { Source, Text } from '../../core/base/span.ts';
import { clipped, withNewlines } from '../../core/base/text.ts';
import { conditionalKeys, keysWithin } from '../../core/fill/conditional.ts';
import { storyParts } from '../../core/stories/stories.ts';
import {
  choiceOf,
  type FieldReaders,
  numberOf,
  readFields,
  textOf,
  wholeOf,
  type YamlEntry,
  type YamlNode,
} from '../notation/yaml.ts';
import { layersOf } from './story.ts';
import { isDraftText, readPlaceholders } from './placeholders.ts';
import { proposePoints } from './points.ts';

export type QuestionDraft = Omit<QuestionFields, 'id'> &
  Pick<
    Question,
    'id' | 'idWritten' | 'title' | 'titleAt' | 'asked' | 'answer' | 'star' | 'notes' | 'native'
  > & {
    /** Without any, points are proposed from the answer. */
    readonly keyPoints?: readonly KeyPoint[];
    readonly followUps: Question['followUpTexts'];
  };

/**
 * `head`: without units of placeholders, of which lists show nothing. `written`: only what the file says, also without proposing
 * key points. `texts`: without placeholders, too.
 */
export type Depth = 'whole' | 'head' | 'written' | 'texts';

const DEFAULT_MINUTES = 2;

export function folderOf(source: Source, bank: string): string {
  if (source.folder !== undefined && source.folder !== '') return source.folder;
  const folders = source.file.split(/[\\/]/).slice(0, -1);
  const name = folders.at(-1) ?? bank.split(/[\\/]/).at(-1) ?? '';
  return /^(?:\.*|~)$/.test(name) ? 'General' : name;
}

type Cited = Pick<Question, 'placeholders' | 'placeholderKeys' | 'conditionals' | 'conditionalKeys'>;

/** What only key points cite. `[X]` that a text has, too, is the same. */
function citedInPoints(
  source: Source,
  { id, keyPoints = [] }: QuestionDraft,
  inTexts: readonly Placeholder[],
): readonly Placeholder[] {
  const taken = new Map<string, number>();
  const isKnown = ({ key, written }: Placeholder): boolean =>
    inTexts.some((one) => one.key === key || one.written.text === written.text);
  return keyPoints
    .filter(({ text, at }) => text.length === at.end.offset - at.start.offset)
    .flatMap(({ at }) => {
      const owner = { question: id, inFollowUp: false, taken };
      return readPlaceholders(source, at.start.offset, at.end.offset, owner).placeholders;
    })
    .filter((one) => !isKnown(one));
}

function citationsOf(source: Source, draft: QuestionDraft, depth: Depth) {
  const { id, title, titleAt, answer, followUps } = draft;
  const taken = new Map<string, number>();
  const texts = [answer, ...followUps.flatMap((followUp) => [followUp.question, followUp.answer])];
  const withoutUnits = depth !== 'whole';
  const readings = (depth === 'texts' ? [] : texts).map(({ at }, i) => {
    const owner = { question: id, inFollowUp: i > 0, taken, withoutUnits };
    return readPlaceholders(source, at.start.offset, at.end.offset, owner);
  });
  const inTexts = readings.flatMap((reading) => reading.placeholders);
  const placeholders = [...inTexts, ...(depth === 'texts' ? [] : citedInPoints(source, draft, inTexts))];
  const conditionals = readings.flatMap((reading) => reading.conditionals);
  const cited: Cited = {
    placeholders,
    placeholderKeys: [...new Set(placeholders.map(({ key }) => key))],
    conditionals: conditionals.length > 0 ? conditionals : undefined,
    conditionalKeys: conditionalKeys({ placeholders, conditionals }),
  };
  const problems = readings.flatMap((reading) => reading.problems);
  const [message, hint] = ['A placeholder in a title is not filled.', 'Move it into the answer.'];
  if (/\[FILL IN\b/i.test(title))
    problems.push({ severity: 'warning', code: 'placeholder-title', at: titleAt, message, hint });
  return { cited, problems };
}

/** Words on one line, as they stand in the file. */
function withConditions(source: Source, question: QuestionId, point: KeyPoint): KeyPoint {
  const { start, end } = point.at;
  if (!point.text.includes('[IF') || end.offset - start.offset !== point.text.length) return point;
  const { conditionals } = readPlaceholders(source, start.offset, end.offset, {
    question,
    inFollowUp: false,
  });
  return { ...point, conditionals };
}

const nonEmpty = (text: Text | undefined): Text | undefined => (text?.text === '' ? undefined : text);

/**
 * @param source the texts of the draft are ranges of it
 * @param bank path of the bank as shown
 */
export function questionOf(
  source: Source,
  bank: string,
  draft: QuestionDraft,
  depth: Depth = 'whole',
): { readonly question: Question; readonly problems: readonly Problem[] } {
  const { answer, titleAt, followUps, keyPoints: written = [] } = draft;
  const { cited, problems } = citationsOf(source, draft, depth);
  const isDraft = isDraftText(answer.text);
  const pointsProposed = written.length === 0;
  const isDerived = depth === 'whole' || depth === 'head';
  const proposes = pointsProposed && !isDraft && isDerived;
  const keyPoints = proposes
    ? proposePoints(source, answer, cited)
    : written.map((point) => withConditions(source, draft.id, point));
  const kind = draft.kind ?? (draft.star ? 'star' : 'open');
  const layers = isDerived ? layersOf(source, answer) : undefined;
  // Without a spread, which V8 fills property by property.
  const question: Omit<Question, keyof ReturnType<typeof factsOf>> = {
    id: draft.id,
    idWritten: draft.idWritten,
    section: draft.section ?? folderOf(source, bank),
    title: draft.title,
    kind,
    number: draft.number,
    tags: draft.tags ?? [],
    difficulty: draft.difficulty ?? 'medium',
    minutes: draft.minutes ?? DEFAULT_MINUTES,
    draft: isDraft,
    suspended: draft.suspended ?? false,
    points: kind === 'star' && proposes ? storyParts(draft).length : keyPoints.length,
    answerHash: hashText(withNewlines(answer.text)),
    file: source.file,
    line: titleAt.start.line,
    bank,
    titleAt,
    answer,
    headline: layers?.headline,
    depth: layers?.depth,
    keyPoints,
    pointsProposed,
    followUpTexts: followUps,
    asked: nonEmpty(draft.asked),
    star: kind === 'star' ? (draft.star ?? {}) : undefined,
    notes: nonEmpty(draft.notes),
    source: draft.source,
    created: draft.created,
    updated: draft.updated,
    native: draft.native,
    placeholders: cited.placeholders,
    placeholderKeys: cited.placeholderKeys,
    headlineKeys: layers && keysWithin(cited, layers.headline),
    conditionals: cited.conditionals,
    conditionalKeys: cited.conditionalKeys,
  };
  return { question: Object.assign(question, factsOf(question)), problems };
}

// The front matter of a question. An invalid value is a problem at its place; its default is used instead.

export const QUESTION_KEYS = [
  'id',
  'number',
  'section',
  'tags',
  'difficulty',
  'minutes',
  'kind',
  'suspended',
  'source',
  'created',
  'updated',
] as const satisfies readonly (keyof Question)[];

export type QuestionFields = Partial<Pick<Question, (typeof QUESTION_KEYS)[number]>>;

const KINDS: readonly QuestionKind[] = ['open', 'star'];
export const MOST_MINUTES = 240;
const LARGEST_NUMBER = 1_000_000;
const LONGEST_ID = 120;
/** Kebab-case with at least one letter, in lower case and any script. */
const KEBAB = /^(?=.*\p{L})[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+)*$/u;

const isQuestionId = (text: string): boolean => text.length <= LONGEST_ID && KEBAB.test(text);

function tagsOf(node: YamlNode): readonly string[] | undefined {
  if (node.kind === 'list') {
    const tags = node.items.map(textOf);
    return tags.every((tag) => tag !== undefined) ? tags : undefined;
  }
  return textOf(node)
    ?.split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
}

const READERS: FieldReaders<QuestionFields> = {
  id: ['a name in kebab-case, such as `attention-complexity`', textOf],
  number: ['a whole number from 0', (node) => wholeOf(node, 0, LARGEST_NUMBER)],
  section: ['a text', textOf],
  tags: ['a list of words, such as `[attention, gpu]`', tagsOf],
  difficulty: [DIFFICULTIES.join(', '), (node) => choiceOf(node, DIFFICULTIES)],
  minutes: [`a number of minutes from 0.1 to ${MOST_MINUTES}`, (node) => numberOf(node, 0.1, MOST_MINUTES)],
  kind: [KINDS.join(' or '), (node) => choiceOf(node, KINDS)],
  suspended: [
    'true or false',
    (node) => (node.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined),
  ],
  source: ['a text or URL', textOf],
  created: ['a date', textOf],
  updated: ['a date', textOf],
};

/** Keys that people look for in the front matter and where they belong. */
const KEY_HINTS: ReadonlyMap<string, string> = new Map([
  ['title', 'The title is the first `#` heading.'],
  ['serves', 'A story names what it serves in its tags: `tags: [serves:ID]`.'],
]);

export function validId(text: string): QuestionId {
  if (isQuestionId(text)) return text;
  const id = slug(text);
  return isQuestionId(id) ? id : `q-${id}`;
}

function invalidId(source: Source, { value }: YamlEntry, id: string): Problem {
  return {
    severity: 'error',
    code: 'id-invalid',
    at: source.spanAt(value.start, value.end),
    message: `\`${clipped(id)}\` is not a valid id. Use kebab-case with at least one letter, at most ${LONGEST_ID} characters.`,
    hint: `Write \`id: ${validId(id)}\`.`,
  };
}

export function readQuestionFields(source: Source, entries: readonly YamlEntry[]) {
  const invalid = { code: 'front-matter-value', hint: 'The default is used until you fix it.' } as const;
  const { fields, problems } = readFields(source, entries, READERS, invalid, KEY_HINTS);
  const { id } = fields;
  const written = entries.find(({ key, value }) => key === 'id' && textOf(value) === id);
  if (id === undefined || !written || isQuestionId(id)) return { fields, problems };
  return { fields: { ...fields, id: validId(id) }, problems: [...problems, invalidId(source, written, id)] };
}
