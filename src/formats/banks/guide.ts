// A long guide in one Markdown file: `### Q4: …` headings with their answers below, sections above them, and much else
// around. Puts together what its parts say: which headings are questions, and what stands below each.
import type { FileContent } from '../../core/bank.ts';
import type { Source } from '../../core/span.ts';
import { readFrontMatter } from '../frontmatter.ts';
import { markedStretches } from '../marks.ts';
import { outline, type CodeFence } from '../outline.ts';
import { folderOf, questionOf, type QuestionDraft } from '../question-draft.ts';
import { isReadme } from '../readme.ts';
import { openFences } from './fence-problems.ts';
import { idGiver, uniqueNumbers } from './found.ts';
import { readGuideBody, type GuideBody } from './guide-body.ts';
import { findQuestions, type Found } from './guide-found.ts';
import { leftOutOf } from './guide-left-out.ts';
import { judgeHeadings, type Judged } from './guide-questions.ts';

/** A file that is a guide. `sure`: how many questions can hardly be anything else. */
export type Guide = { readonly content: FileContent; readonly questions: number; readonly sure: number };

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

/** Where the words of the question stand. */
const titleOf = ({ one, body }: Read): readonly [number, number] =>
  body.facts.title ?? [one.wording.titleStart, one.wording.titleEnd];

/** Comments say most of all how a question is put into lists; then its heading, lines below that, its section. */
function draftOf(source: Source, read: Read, id: string, numbered: boolean): QuestionDraft {
  const { wording, section, sectionDifficulty } = read.one;
  const { facts, asked, answer, star, keyPoints, followUps, notes } = read.body;
  const { lines, fields } = facts;
  const title = source.textAt(...titleOf(read));
  return {
    ...fields,
    id,
    idWritten: fields.id !== undefined,
    number: fields.number ?? (numbered ? wording.number : undefined),
    section: fields.section ?? section,
    tags: fields.tags ?? lines.tags,
    difficulty: fields.difficulty ?? wording.difficulty ?? lines.difficulty ?? sectionDifficulty,
    minutes: fields.minutes ?? wording.minutes ?? lines.minutes,
    title: title.text,
    titleAt: title.at,
    asked,
    answer,
    star,
    keyPoints,
    followUps,
    notes,
  };
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
    const draft = draftOf(source, each, id, unique.has(each.one.wording.number ?? -1));
    const { question, problems: open } = questionOf(source, bank, draft);
    return { question, problems: [...each.body.facts.problems, ...open] };
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
