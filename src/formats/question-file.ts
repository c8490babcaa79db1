// One question a file: YAML front matter, a title, the answer, then key points, follow-ups and notes.
// Knows how a question is written; knows nothing of banks, of files on disk, and of what is declared elsewhere.
import type { FileContent } from '../core/bank.ts';
import { conditionalKeys } from '../core/conditional.ts';
import type { Problem } from '../core/problem.ts';
import type { FollowUp, Question } from '../core/question.ts';
import { hashText } from '../core/random.ts';
import type { Source, Text } from '../core/span.ts';
import { readFrontMatter, type FrontMatter } from './frontmatter.ts';
import type { Heading } from './outline.ts';
import { isDraftText, readPlaceholders } from './placeholders.ts';
import { proposePoints } from './proposed-points.ts';
import { readQuestionFields, type QuestionFields } from './question-fields.ts';
import { answerOf, askedOf, followUpsOf, keyPointsOf, notesOf, starOf } from './question-parts.ts';
import { shapeOf, type Shape } from './question-shape.ts';
import { slug } from './slug.ts';

const DEFAULT_MINUTES = 2;

/** What a question cites, as its fields have it. */
type CitedFields = Pick<Question, 'placeholders' | 'placeholderKeys' | 'conditionals' | 'conditionalKeys'>;

/** What an answer and its follow-ups cite, with keys that are unique within the question. */
export function citedOf(
  source: Source,
  question: string,
  answer: Text,
  followUps: readonly FollowUp[],
): { readonly cited: CitedFields; readonly problems: readonly Problem[] } {
  const taken = new Map<string, number>();
  const texts = [answer, ...followUps.flatMap((followUp) => [followUp.question, followUp.answer])];
  const readings = texts.map(({ at }, i) =>
    readPlaceholders(source, at.start.offset, at.end.offset, { question, inFollowUp: i > 0, taken }),
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
      ...(depending && { conditionalKeys: depending }),
    },
    problems: readings.flatMap((reading) => reading.problems),
  };
}

const CITES_NOTHING: ReturnType<typeof citedOf> = {
  cited: { placeholders: [], placeholderKeys: [] },
  problems: [],
};

/** The folder that the file is in, for questions that name no section. */
export function folderOf(source: Source, bank: string): string {
  if (source.folder !== undefined && source.folder !== '') return source.folder;
  const folders = source.file.split(/[\\/]/).slice(0, -1);
  const name = folders.at(-1) ?? bank.split(/[\\/]/).at(-1) ?? '';
  return /^(?:\.*|~)$/.test(name) ? 'General' : name;
}

function headingProblems(source: Source, shape: Shape): readonly Problem[] {
  const strange = shape.strangeHeadings.map(({ heading, hint }): Problem => ({
    severity: 'warning',
    code: 'heading-unknown',
    at: source.spanAt(heading.textStart, heading.textEnd),
    message: `prep reads no section \`${source.text.slice(heading.textStart, heading.textEnd).slice(0, 60)}\` here.`,
    hint,
  }));
  const titles = shape.otherTitles.map((heading): Problem => ({
    severity: 'error',
    code: 'question-malformed',
    at: source.spanAt(heading.textStart, heading.textEnd),
    message: 'A second title: a file holds one question.',
    hint: 'Move it to a file of its own, or write the heading with `##`.',
  }));
  const fences = shape.openFences.map((start): Problem => ({
    severity: 'warning',
    code: 'question-malformed',
    at: source.spanAt(start, source.text.slice(start).search(/\r?\n|$/) + start),
    message: 'This code fence is never closed, and hides all that follows.',
    hint: 'Close it with a line of the same marks.',
  }));
  return [...strange, ...titles, ...fences];
}

type Building = { -readonly [Field in keyof Question]: Question[Field] };

/** Fields that not every question has. */
function addOptional(
  question: Building,
  source: Source,
  shape: Shape,
  { number, source: origin, created, updated }: QuestionFields,
): void {
  if (number !== undefined) question.number = number;
  if (question.kind === 'star') question.star = starOf(source, shape, question.answer);
  const notes = notesOf(source, shape);
  if (notes.text !== '') question.notes = notes;
  if (origin !== undefined) question.source = origin;
  if (created !== undefined) question.created = created;
  if (updated !== undefined) question.updated = updated;
}

/** `written`: what the file says alone; no placeholders are looked for and no key points proposed. */
type Depth = 'whole' | 'written';

/** The question of a file that has a title. Built field by field: ten thousand are made at a first start. */
function questionOf(
  source: Source,
  bank: string,
  shape: Shape,
  title: Heading,
  fields: QuestionFields,
  depth: Depth,
): { readonly question: Question; readonly problems: readonly Problem[] } {
  const titleText = source.textAt(title.textStart, title.textEnd);
  const id = fields.id ?? slug(titleText.text);
  const asked = askedOf(source, shape, title);
  const answer = answerOf(source, shape, title, asked);
  const draft = isDraftText(answer.text);
  const followUpTexts = followUpsOf(source, shape);
  const { cited, problems } = depth === 'whole' ? citedOf(source, id, answer, followUpTexts) : CITES_NOTHING;
  const written = keyPointsOf(source, shape);
  const pointsProposed = written.length === 0;
  const proposes = pointsProposed && !draft && depth === 'whole';
  const keyPoints = proposes ? proposePoints(source, answer, cited) : written;
  const question: Building = {
    id,
    idWritten: fields.id !== undefined,
    section: fields.section ?? folderOf(source, bank),
    title: titleText.text,
    kind: fields.kind ?? (shape.isStar ? 'star' : 'open'),
    tags: fields.tags ?? [],
    difficulty: fields.difficulty ?? 'medium',
    minutes: fields.minutes ?? DEFAULT_MINUTES,
    draft,
    suspended: fields.suspended ?? false,
    points: keyPoints.length,
    followUps: followUpTexts.length,
    answerHash: hashText(answer.text),
    file: source.file,
    line: titleText.at.start.line,
    bank,
    titleAt: titleText.at,
    answer,
    followUpTexts,
    keyPoints,
    pointsProposed,
    ...cited,
    native: true,
  };
  if (asked && asked.text !== '') question.asked = asked;
  addOptional(question, source, shape, fields);
  return { question, problems };
}

function missingTitle(source: Source, front: FrontMatter, title: Heading | undefined): Problem {
  const rest = source.text.slice(front.bodyStart);
  const start = title?.start ?? front.bodyStart + Math.max(0, rest.search(/\S/));
  const end = start + source.text.slice(start).search(/\r?\n|$/);
  return {
    severity: 'error',
    code: 'title-missing',
    at: source.spanAt(start, end),
    message: title ? 'The title is empty.' : 'This looks like a question, but it has no title.',
    hint: 'Write the question as a heading: `# What is …?`',
  };
}

/**
 * Reads a question file of prep's own format. Never throws.
 * @param bank path of the bank as it is to be shown
 * @param depth `written` leaves out what follows from the texts, for whoever only compares these
 * @returns no question and no problem for a file that is none, such as a README or notes
 */
export function readQuestionFile(source: Source, bank: string, depth: Depth = 'whole'): FileContent {
  const front = readFrontMatter(source);
  const shape = shapeOf(source, front);
  const content = (questions: readonly Question[], problems: readonly Problem[]): FileContent => ({
    file: source.file,
    questions,
    metrics: [],
    problems,
  });
  if (!shape.isQuestion) return content([], []);
  const { title } = shape;
  const { fields, problems } = readQuestionFields(source, front.entries);
  const found = [...front.problems, ...problems];
  if (!title || title.textEnd === title.textStart) {
    return content([], [...found, missingTitle(source, front, title)]);
  }
  const { question, problems: open } = questionOf(source, bank, shape, title, fields, depth);
  return content([question], [...found, ...headingProblems(source, shape), ...open]);
}
