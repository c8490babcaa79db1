// A question as a reader understood it, and the one place where a `Question` is made of that: defaults, placeholders,
// proposed key points, the hash of its answer.
import { conditionalKeys } from '../core/conditional.ts';
import type { Problem } from '../core/problem.ts';
import type { FollowUp, KeyPoint, Question, StarPart } from '../core/question.ts';
import { hashText } from '../core/random.ts';
import type { Source, Span, Text } from '../core/span.ts';
import { isDraftText, readPlaceholders } from './placeholders.ts';
import { proposePoints } from './proposed-points.ts';
import type { QuestionFields } from './question-fields.ts';

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
