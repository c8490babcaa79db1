// What a reader of other people's question files finds, and how questions are made of it. One reader a shape; this is
// what they share. Knows stretches of text; knows nothing of any shape.
import type { FileContent } from '../../core/bank.ts';
import { countBy } from '../../core/groups.ts';
import type { Problem } from '../../core/problem.ts';
import {
  STAR_PARTS,
  type Difficulty,
  type KeyPoint,
  type Question,
  type QuestionKind,
  type StarPart,
} from '../../core/question.ts';
import { hashText } from '../../core/random.ts';
import { trimmedText, type Source, type Text } from '../../core/span.ts';
import { isDraftText } from '../placeholders.ts';
import { proposePoints } from '../proposed-points.ts';
import { folderOf, citedOf } from '../question-file.ts';
import { slug } from '../slug.ts';
import type { Stretch } from './made-source.ts';

const DEFAULT_MINUTES = 2;

/** A question as it was found. Stretches are of the source that it came with; blanks around them do not matter. */
export type FoundQuestion = {
  /** Plain words, without marks of the shape. */
  readonly title: string;
  readonly titleAt: Stretch;
  /** What is asked beyond the title: code to look at, options to choose from. Shown with the question. */
  readonly asked?: Stretch;
  /** Empty for a question without an answer. */
  readonly answer: Stretch;
  /** Written down in the file as a stable name; else the title gives it. */
  readonly id?: string;
  readonly number?: number;
  readonly section?: string;
  readonly tags?: readonly string[];
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
  readonly keyPoints?: readonly KeyPoint[];
  readonly followUps?: readonly { readonly question: Stretch; readonly answer: Stretch }[];
  readonly star?: Readonly<Partial<Record<StarPart, Stretch>>>;
  readonly notes?: Stretch;
  /** Free text or a URL. */
  readonly origin?: string;
  /** Said in the file; else a question with parts of a story is one. */
  readonly kind?: QuestionKind;
  readonly suspended?: boolean;
  readonly created?: string;
  readonly updated?: string;
};

/** What a file of another shape holds: the questions, in the source that their stretches are of. */
export type ForeignBank = {
  /** The file itself, or what was made of it. */
  readonly source: Source;
  readonly found: readonly FoundQuestion[];
  readonly problems: readonly Problem[];
  /** True when prep itself wrote all of it: numbers that come twice and blanks around texts are meant. */
  readonly exact?: boolean;
};

/** A reader of one shape of question file. Pure; never throws; linear in the length of the file. */
export type BankReader = {
  /** Stable: `prep import --as NAME` and documents use it. */
  readonly name: string;
  /** What people call the shape: `Anki deck or text export`. */
  readonly title: string;
  /** Judges by content; the file's name is a hint. True only when the file can hardly be anything else. */
  readonly recognises: (source: Source) => boolean;
  readonly read: (source: Source) => ForeignBank;
};

/**
 * Gives out ids: a title that comes again gets `-2`, `-3` ….
 * @param written ids that stand in the file, which no title may get
 */
export function idGiver(written: Iterable<string> = []): (title: string) => string {
  const taken = new Set(written);
  const times = new Map<string, number>();
  return (title) => {
    const base = slug(title);
    let count = times.get(base) ?? 0;
    let id = base;
    do {
      count += 1;
      id = count === 1 ? base : `${base}-${count}`;
    } while (taken.has(id));
    times.set(base, count);
    taken.add(id);
    return id;
  };
}

/** Numbers that stand for one question only: sections that count from 1 again have no numbers to call by. */
export function uniqueNumbers(numbers: Iterable<number | undefined>): ReadonlySet<number> {
  const counts = countBy(numbers, (number) => number);
  return new Set(
    [...counts].flatMap(([number, count]) => (number !== undefined && count === 1 ? [number] : [])),
  );
}

/** The parts of a story that are there. */
function starTexts(
  text: (stretch: Stretch) => Text,
  star: FoundQuestion['star'],
): Readonly<Partial<Record<StarPart, Text>>> | undefined {
  if (!star) return undefined;
  const texts: Partial<Record<StarPart, Text>> = {};
  for (const part of STAR_PARTS) {
    const stretch = star[part];
    if (stretch) texts[part] = text(stretch);
  }
  return texts;
}

type Made = { readonly question: Question; readonly problems: readonly Problem[] };

function questionOf(
  { source, exact }: ForeignBank,
  bank: string,
  one: FoundQuestion,
  id: string,
  numbers: ReadonlySet<number>,
): Made {
  const text = ({ start, end }: Stretch): Text =>
    exact ? source.textAt(start, end) : trimmedText(source, start, end);
  const answer = text(one.answer);
  const followUpTexts = (one.followUps ?? []).map((each) => ({
    question: text(each.question),
    answer: text(each.answer),
  }));
  const { cited, problems } = citedOf(source, id, answer, followUpTexts);
  const draft = isDraftText(answer.text);
  const written = one.keyPoints ?? [];
  const pointsProposed = written.length === 0;
  const keyPoints = pointsProposed && !draft ? proposePoints(source, answer, cited) : written;
  const star = starTexts(text, one.star);
  const asked = one.asked && text(one.asked);
  const notes = one.notes && text(one.notes);
  const titleAt = source.spanAt(one.titleAt.start, one.titleAt.end);
  const question: Question = {
    id,
    idWritten: one.id !== undefined,
    ...(one.number !== undefined && numbers.has(one.number) && { number: one.number }),
    section: one.section ?? folderOf(source, bank),
    title: one.title,
    kind: one.kind ?? (star ? 'star' : 'open'),
    tags: one.tags ?? [],
    difficulty: one.difficulty ?? 'medium',
    minutes: one.minutes ?? DEFAULT_MINUTES,
    draft,
    suspended: one.suspended ?? false,
    points: keyPoints.length,
    followUps: followUpTexts.length,
    answerHash: hashText(answer.text),
    file: source.file,
    line: titleAt.start.line,
    bank,
    titleAt,
    ...(asked && asked.text !== '' && { asked }),
    answer,
    ...(star && { star }),
    keyPoints,
    pointsProposed,
    followUpTexts,
    ...(notes && notes.text !== '' && { notes }),
    ...cited,
    ...(one.origin !== undefined && { source: one.origin }),
    ...(one.created !== undefined && { created: one.created }),
    ...(one.updated !== undefined && { updated: one.updated }),
  };
  return { question, problems };
}

/**
 * Makes questions of what a reader found. A question without a title is left out.
 * @param bank path of the bank as it is to be shown
 */
export function foreignContent(read: ForeignBank, bank: string): FileContent {
  const { source, found, problems, exact } = read;
  const given = found.map(({ number }) => number);
  const numbers = exact ? new Set(given.filter((number) => number !== undefined)) : uniqueNumbers(given);
  const idOf = idGiver(found.flatMap(({ id }) => id ?? []));
  const made = found
    .filter(({ title }) => title.trim() !== '')
    .map((one) => questionOf(read, bank, one, one.id ?? idOf(one.title), numbers));
  return {
    file: source.file,
    questions: made.map(({ question }) => question),
    metrics: [],
    problems: [...problems, ...made.flatMap((each) => each.problems)],
  };
}
