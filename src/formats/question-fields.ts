// The front matter of a question: which keys there are, which values they take. Every value that does not fit is a
// problem at its place, and the default holds instead.
import type { Problem } from '../core/problem.ts';
import { DIFFICULTIES, type Difficulty, type QuestionId, type QuestionKind } from '../core/question.ts';
import type { Source } from '../core/span.ts';
import { slug } from './slug.ts';
import {
  choiceOf,
  fieldsOf,
  isNothing,
  keyHint,
  numberOf,
  shownName,
  textOf,
  wholeOf,
  type FieldReader,
} from './yaml-fields.ts';
import type { YamlEntry, YamlNode } from './yaml-node.ts';

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
