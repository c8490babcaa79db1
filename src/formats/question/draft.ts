// A question as a reader understood it, and the one place where a `Question` is made of that: defaults,
// placeholders, proposed key points, the hash of its answer.
import type { Problem } from '../../core/base/problem.ts';
import {
  DIFFICULTIES,
  type Difficulty,
  type FollowUp,
  type KeyPoint,
  type Question,
  type QuestionId,
  type QuestionKind,
  type StarPart,
} from '../../core/base/question.ts';
import { hashText } from '../../core/base/random.ts';
import type { Source, Span, Text } from '../../core/base/span.ts';
import { conditionalKeys } from '../../core/fill/conditional.ts';
import { slug } from '../../core/base/ids.ts';
import {
  choiceOf,
  type FieldReader,
  fieldsOf,
  isNothing,
  keyHint,
  numberOf,
  shownName,
  textOf,
  wholeOf,
  type YamlEntry,
  type YamlNode,
} from '../notation/yaml.ts';
import { isDraftText, readPlaceholders } from './placeholders.ts';
import { proposePoints } from './points.ts';

type Given<T> = { readonly [Field in keyof T]?: T[Field] | undefined };

/** What a file says of a question; what it leaves out gets its default. */
export type QuestionDraft = Given<Omit<QuestionFields, 'id'>> & {
  readonly id: string;
  /** False when the id follows from the title. */
  readonly idWritten: boolean;
  readonly title: string;
  readonly titleAt: Span;
  readonly asked?: Text | undefined;
  readonly answer: Text;
  /** The parts of a story that are there. */
  readonly star?: Readonly<Partial<Record<StarPart, Text>>> | undefined;
  /** Those that the file gives; without any, points are proposed from the answer. */
  readonly keyPoints?: readonly KeyPoint[] | undefined;
  readonly followUps: readonly FollowUp[];
  readonly notes?: Text | undefined;
  /** True for a question file of prep's own format. */
  readonly native?: boolean;
};

/** `written`: what the file says alone; no placeholders are looked for and no key points proposed. */
export type Depth = 'whole' | 'written';

const DEFAULT_MINUTES = 2;

/** The folder that the file is in, for questions that name no section. */
export function folderOf(source: Source, bank: string): string {
  if (source.folder !== undefined && source.folder !== '') return source.folder;
  const folders = source.file.split(/[\\/]/).slice(0, -1);
  const name = folders.at(-1) ?? bank.split(/[\\/]/).at(-1) ?? '';
  return /^(?:\.*|~)$/.test(name) ? 'General' : name;
}

/** What a question cites, as its fields have it. */
type CitedFields = Pick<Question, 'placeholders' | 'placeholderKeys' | 'conditionals' | 'conditionalKeys'>;

type Citations = { readonly cited: CitedFields; readonly problems: readonly Problem[] };

/** What an answer and its follow-ups cite, with keys that are unique within the question. */
function citationsOf(source: Source, { id, answer, followUps }: QuestionDraft): Citations {
  const taken = new Map<string, number>();
  const texts = [answer, ...followUps.flatMap((followUp) => [followUp.question, followUp.answer])];
  const readings = texts.map(({ at }, i) =>
    readPlaceholders(source, at.start.offset, at.end.offset, { question: id, inFollowUp: i > 0, taken }),
  );
  const placeholders = readings.flatMap((reading) => reading.placeholders);
  const placeholderKeys = [...new Set(placeholders.map(({ key }) => key))];
  const conditionals = readings.flatMap((reading) => reading.conditionals);
  const depending = conditionalKeys({ placeholders, conditionals });
  return {
    cited: {
      placeholders,
      placeholderKeys,
      ...(conditionals.length > 0 && { conditionals }),
      conditionalKeys: depending,
    },
    problems: readings.flatMap((reading) => reading.problems),
  };
}

const CITES_NOTHING: Citations = { cited: { placeholders: [], placeholderKeys: [] }, problems: [] };

type Building = { -readonly [Field in keyof Question]: Question[Field] };

/** Fields that not every question has. */
function addOptional(question: Building, draft: QuestionDraft): void {
  const { number, asked, notes, source, created, updated } = draft;
  if (number !== undefined) question.number = number;
  if (asked && asked.text !== '') question.asked = asked;
  if (question.kind === 'star') question.star = draft.star ?? {};
  if (notes && notes.text !== '') question.notes = notes;
  if (source !== undefined) question.source = source;
  if (created !== undefined) question.created = created;
  if (updated !== undefined) question.updated = updated;
  if (draft.native === true) question.native = true;
}

/**
 * Makes a question of what a reader understood. Built field by field: ten thousand are made at a first start.
 * @param source what the texts of the draft are of
 * @param bank path of the bank as it is to be shown
 */
export function questionOf(
  source: Source,
  bank: string,
  draft: QuestionDraft,
  depth: Depth = 'whole',
): { readonly question: Question; readonly problems: readonly Problem[] } {
  const { answer, titleAt, followUps, keyPoints: written = [] } = draft;
  const { cited, problems } = depth === 'whole' ? citationsOf(source, draft) : CITES_NOTHING;
  const isDraft = isDraftText(answer.text);
  const pointsProposed = written.length === 0;
  const proposes = pointsProposed && !isDraft && depth === 'whole';
  const keyPoints = proposes ? proposePoints(source, answer, cited) : written;
  const question: Building = {
    id: draft.id,
    idWritten: draft.idWritten,
    section: draft.section ?? folderOf(source, bank),
    title: draft.title,
    kind: draft.kind ?? (draft.star ? 'star' : 'open'),
    tags: draft.tags ?? [],
    difficulty: draft.difficulty ?? 'medium',
    minutes: draft.minutes ?? DEFAULT_MINUTES,
    draft: isDraft,
    suspended: draft.suspended ?? false,
    points: keyPoints.length,
    followUps: followUps.length,
    answerHash: hashText(answer.text),
    file: source.file,
    line: titleAt.start.line,
    bank,
    titleAt,
    answer,
    keyPoints,
    pointsProposed,
    followUpTexts: followUps,
    ...cited,
  };
  addOptional(question, draft);
  return { question, problems };
}

// The front matter of a question: which keys there are, which values they take. Every value that does not
// fit is a problem at its place, and the default holds instead.

/** What the front matter says; what it leaves out is undefined. */
export type QuestionFields = {
  readonly id?: string;
  readonly number?: number;
  readonly section?: string;
  readonly tags?: readonly string[];
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
  readonly kind?: QuestionKind;
  readonly suspended?: boolean;
  readonly source?: string;
  readonly created?: string;
  readonly updated?: string;
};

/** Keys of a question's front matter. */
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
] as const satisfies readonly (keyof QuestionFields)[];

const KINDS: readonly QuestionKind[] = ['open', 'star'];
export const MOST_MINUTES = 240;
const LARGEST_NUMBER = 1_000_000;
const LONGEST_ID = 120;
/** Kebab-case with at least one letter: letters and digits of any script in lower case, single dashes between. */
const KEBAB = /^(?=.*\p{L})[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+)*$/u;

/** True for what may stand as an id in a question file. */
function isQuestionId(text: string): boolean {
  return text.length <= LONGEST_ID && KEBAB.test(text);
}

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

const field = fieldsOf<QuestionFields>();

const READERS: ReadonlyMap<string, FieldReader<QuestionFields>> = new Map([
  field('id', 'a name in kebab-case, such as `attention-complexity`', textOf),
  field('number', 'a whole number from 0', (node) => wholeOf(node, 0, LARGEST_NUMBER)),
  field('section', 'a text', textOf),
  field('tags', 'a list of words, such as `[attention, gpu]`', tagsOf),
  field('difficulty', DIFFICULTIES.join(', '), (node) => choiceOf(node, DIFFICULTIES)),
  field('minutes', `a number of minutes from 0.1 to ${MOST_MINUTES}`, (node) =>
    numberOf(node, 0.1, MOST_MINUTES),
  ),
  field('kind', KINDS.join(' or '), (node) => choiceOf(node, KINDS)),
  field('suspended', 'true or false', (node) =>
    node.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined,
  ),
  field('source', 'a text or URL', textOf),
  field('created', 'a date', textOf),
  field('updated', 'a date', textOf),
]);

/** Where else things stand that people look for in the front matter. */
const KEY_HINTS: ReadonlyMap<string, string> = new Map([
  ['title', 'The title is the first `#` heading.'],
  ['serves', 'A story names what it serves in its tags: `tags: [serves:ID]`.'],
]);

function unknownKey(source: Source, entry: YamlEntry): Problem {
  return {
    severity: 'warning',
    code: 'front-matter-key',
    at: source.spanAt(entry.keyStart, entry.keyEnd),
    message: `prep knows no key \`${shownName(entry.key)}\` in a question's front matter.`,
    hint: KEY_HINTS.get(entry.key) ?? keyHint(entry.key, QUESTION_KEYS),
  };
}

function wrongValue(source: Source, entry: YamlEntry, wants: string): Problem {
  const { start, end } = entry.value;
  const at = end > start ? source.spanAt(start, end) : source.spanAt(entry.keyStart, entry.keyEnd);
  return {
    severity: 'error',
    code: 'front-matter-value',
    at,
    message: `\`${entry.key}\` takes ${wants}.`,
    hint: 'Until then the default holds.',
  };
}

/** The text itself when it may stand as an id in a question file, else the nearest that may. */
export function validId(text: string): QuestionId {
  if (isQuestionId(text)) return text;
  const id = slug(text);
  return isQuestionId(id) ? id : `q-${id}`;
}

function invalidId(source: Source, entry: YamlEntry, id: string): Problem {
  return {
    severity: 'error',
    code: 'id-invalid',
    at: source.spanAt(entry.value.start, entry.value.end),
    message: `\`${shownName(id)}\` is no id: an id is kebab-case with a letter in it, at most ${LONGEST_ID} characters.`,
    hint: `Write \`id: ${validId(id)}\`.`,
  };
}

/** Reads the fields of a question. An id that is no id counts as the nearest that is one. */
export function readQuestionFields(
  source: Source,
  entries: readonly YamlEntry[],
): { readonly fields: QuestionFields; readonly problems: readonly Problem[] } {
  let fields: QuestionFields = {};
  const problems: Problem[] = [];
  for (const entry of entries) {
    const reader = READERS.get(entry.key);
    if (!reader) {
      problems.push(unknownKey(source, entry));
      continue;
    }
    if (isNothing(entry.value)) continue;
    const read = reader.read(entry.value);
    if (!read) problems.push(wrongValue(source, entry, reader.wants));
    else fields = { ...read, ...fields };
    if (read?.id !== undefined && !isQuestionId(read.id)) {
      problems.push(invalidId(source, entry, read.id));
      fields = { ...fields, id: validId(read.id) };
    }
  }
  return { fields, problems };
}
