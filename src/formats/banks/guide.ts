// A long guide in one Markdown file: `### Q4: …` headings with their answers below, sections above them, and much else
// around. Puts together what its parts say: which headings are questions, and what stands below each.
import type { FileContent } from '../../core/bank.ts';
import type { Problem } from '../../core/problem.ts';
import type { Question } from '../../core/question.ts';
import { hashText } from '../../core/random.ts';
import type { Source } from '../../core/span.ts';
import { readFrontMatter } from '../frontmatter.ts';
import { markedStretches } from '../marks.ts';
import { outline, type CodeFence } from '../outline.ts';
import { isDraftText } from '../placeholders.ts';
import { proposePoints } from '../proposed-points.ts';
import { folderOf, citedOf } from '../question-file.ts';
import { isReadme } from '../readme.ts';
import { openFences } from './fence-problems.ts';
import { idGiver, uniqueNumbers } from './found.ts';
import { readGuideBody, type GuideBody } from './guide-body.ts';
import { findQuestions, type Found } from './guide-found.ts';
import { leftOutOf } from './guide-left-out.ts';
import { judgeHeadings, type Judged } from './guide-questions.ts';

/** A file that is a guide. `sure`: how many questions can hardly be anything else. */
export type Guide = { readonly content: FileContent; readonly questions: number; readonly sure: number };

const DEFAULT_MINUTES = 2;
/** A heading, and the id of its question below it. */
const WRITTEN_ID = /^#{1,6}[ \t][^\n]*\n\s{0,4}<!-- id:/m;
const NAMED = /^#{1,6} Q\d{0,7}: /m;
const MARK = /^<!-- prep: answer/m;

/** True for a file that says below its headings what only a guide can say: it is one, whatever else may be in it. */
export const hasComments = ({ text }: Source): boolean =>
  (text.includes('<!-- id:') && WRITTEN_ID.test(text)) || (MARK.test(text) && NAMED.test(text));

/** A question with what stands below it. */
type Read = { readonly one: Found; readonly body: GuideBody };

function bodyOf(source: Source, one: Found, fences: readonly CodeFence[]): Read {
  const start = Math.max(one.start, one.wording.titleEnd);
  return { one, body: readGuideBody(source, start, Math.max(start, one.end), fences, one.fence) };
}

/** How the question is put into lists: by comments, by its heading, by lines below that, by its section. */
function headOf(
  { one, body }: Read,
  numbered: boolean,
): Pick<Question, 'section' | 'tags' | 'difficulty' | 'minutes' | 'suspended'> &
  Partial<Pick<Question, 'number' | 'source' | 'created' | 'updated'>> {
  const { wording } = one;
  const { lines, fields } = body.facts;
  const { source: origin, created, updated } = fields;
  const number = fields.number ?? (numbered ? wording.number : undefined);
  return {
    ...(number !== undefined && { number }),
    section: fields.section ?? one.section,
    tags: fields.tags ?? lines.tags ?? [],
    difficulty:
      fields.difficulty ?? wording.difficulty ?? lines.difficulty ?? one.sectionDifficulty ?? 'medium',
    minutes: fields.minutes ?? wording.minutes ?? lines.minutes ?? DEFAULT_MINUTES,
    suspended: fields.suspended ?? false,
    ...(origin !== undefined && { source: origin }),
    ...(created !== undefined && { created }),
    ...(updated !== undefined && { updated }),
  };
}

/** Where the words of the question stand. */
const titleOf = ({ one, body }: Read): readonly [number, number] =>
  body.facts.title ?? [one.wording.titleStart, one.wording.titleEnd];

function questionOf(
  source: Source,
  bank: string,
  read: Read,
  id: string,
  numbered: boolean,
): { readonly question: Question; readonly problems: readonly Problem[] } {
  const { body } = read;
  const { fields, problems: wrong } = body.facts;
  const { cited, problems } = citedOf(source, id, body.answer, body.followUps);
  const draft = isDraftText(body.answer.text);
  const pointsProposed = body.keyPoints.length === 0;
  const keyPoints = pointsProposed && !draft ? proposePoints(source, body.answer, cited) : body.keyPoints;
  const title = source.textAt(...titleOf(read));
  const kind = fields.kind ?? (body.star ? 'star' : 'open');
  const question: Question = {
    id,
    idWritten: fields.id !== undefined,
    ...headOf(read, numbered),
    title: title.text,
    kind,
    draft,
    points: keyPoints.length,
    followUps: body.followUps.length,
    answerHash: hashText(body.answer.text),
    file: source.file,
    line: title.at.start.line,
    bank,
    titleAt: title.at,
    ...(body.asked && { asked: body.asked }),
    answer: body.answer,
    ...(kind === 'star' && { star: body.star ?? {} }),
    keyPoints,
    pointsProposed,
    followUpTexts: body.followUps,
    ...(body.notes && { notes: body.notes }),
    ...cited,
  };
  return { question, problems: [...wrong, ...problems] };
}

/** A README with fewer questions, or with much else in it, answers those of its users. */
const FEWEST_IN_README = 5;
const LEAST_SHARE_OF_README = 0.6;

/** True for a README that is a guide. */
function isBank(judged: readonly Judged[], end: number): boolean {
  if (judged.filter(({ sure }) => sure).length >= 2) return true;
  const outer = judged.filter(({ role }) => role !== 'inside');
  const lengths = outer.map(({ heading, role }, i) =>
    role === 'question' ? (outer[i + 1]?.heading.start ?? end) - heading.start : 0,
  );
  const covered = lengths.reduce((sum, length) => sum + length, 0);
  return lengths.filter(Boolean).length >= FEWEST_IN_README && covered >= end * LEAST_SHARE_OF_README;
}

/**
 * Reads a guide. Never throws; linear in the length of the file.
 * @param bank path of the bank as it is to be shown
 * @returns undefined for a file that is no guide: fewer than two questions, and no label that marks an answer
 */
export function readGuide(source: Source, bank: string): Guide | undefined {
  const front = readFrontMatter(source);
  const end = source.text.length;
  const { headings, fences } = outline(source.text, front.bodyStart, end, markedStretches(source.text, end));
  const judged = judgeHeadings(source, headings, fences, end);
  const sure = judged.filter((one) => one.sure).length;
  const asked = judged.filter(({ role }) => role === 'question').length;
  if (isReadme(source.file) ? !isBank(judged, end) : asked < 2 && sure < 1) return undefined;
  const { found, problems } = findQuestions(source, { judged, fences, end }, folderOf(source, bank));
  const unique = uniqueNumbers(found.map(({ wording }) => wording.number));
  const bodies = found
    .filter(({ wording }) => wording.titleEnd > wording.titleStart)
    .map((one) => bodyOf(source, one, fences));
  const idOf = idGiver(bodies.flatMap(({ body }) => body.facts.fields.id ?? []));
  const read = bodies.map((each) => {
    const id = each.body.facts.fields.id ?? idOf(source.text.slice(...titleOf(each)));
    return questionOf(source, bank, each, id, unique.has(each.one.wording.number ?? -1));
  });
  const content: FileContent = {
    file: source.file,
    questions: read.map(({ question }) => question),
    metrics: [],
    problems: [
      ...front.problems,
      ...problems,
      ...leftOutOf(source, judged, end),
      ...openFences(source, fences),
      ...read.flatMap((one) => one.problems),
    ],
  };
  return { content, questions: asked, sure };
}
