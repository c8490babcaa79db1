// A long guide in one Markdown file: `### Q4: …` headings with their answers below, sections above them, and much else
// around. Puts together what its parts say: which headings are questions, and what stands below each.
import type { FileContent } from '../../core/bank.ts';
import type { Problem } from '../../core/problem.ts';
import type { Question } from '../../core/question.ts';
import { hashText } from '../../core/random.ts';
import type { Source } from '../../core/span.ts';
import { readFrontMatter } from '../frontmatter.ts';
import { outline, type CodeFence } from '../outline.ts';
import { isDraftText } from '../placeholder-syntax.ts';
import { proposePoints } from '../proposed-points.ts';
import { folderOf, placeholdersOf } from '../question-file.ts';
import { slug } from '../slug.ts';
import { readGuideBody } from './guide-body.ts';
import { findQuestions, type Found } from './guide-found.ts';
import { judgeHeadings } from './guide-questions.ts';

/** A file that is a guide. `sure`: how many questions can hardly be anything else. */
export type Guide = { readonly content: FileContent; readonly questions: number; readonly sure: number };

const DEFAULT_MINUTES = 2;
const README = /(?:^|[\\/])readme(?:\.[^\\/]*)?$/i;
/** Gives out ids: a title that comes again gets `-2`, `-3` …. */
function idGiver(): (title: string) => string {
  const taken = new Set<string>();
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
function uniqueNumbers(found: readonly Found[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const { wording } of found) {
    if (wording.number !== undefined) counts.set(wording.number, (counts.get(wording.number) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count === 1).map(([number]) => number));
}

function questionOf(
  source: Source,
  bank: string,
  one: Found,
  id: string,
  fences: readonly CodeFence[],
  numbered: boolean,
): { readonly question: Question; readonly problems: readonly Problem[] } {
  const { wording } = one;
  const bodyStart = Math.max(one.start, wording.titleEnd);
  const body = readGuideBody(source, bodyStart, Math.max(bodyStart, one.end), fences, one.fence);
  const { placeholders, problems } = placeholdersOf(source, id, body.answer, body.followUps);
  const draft = isDraftText(body.answer.text);
  const pointsProposed = body.keyPoints.length === 0;
  const keyPoints =
    pointsProposed && !draft ? proposePoints(source, body.answer, placeholders) : body.keyPoints;
  const titleAt = source.spanAt(wording.titleStart, wording.titleEnd);
  const question: Question = {
    id,
    idWritten: false,
    ...(numbered && wording.number !== undefined && { number: wording.number }),
    section: one.section,
    title: source.text.slice(wording.titleStart, wording.titleEnd),
    kind: body.star ? 'star' : 'open',
    tags: [],
    difficulty: wording.difficulty ?? body.difficulty ?? one.sectionDifficulty ?? 'medium',
    minutes: wording.minutes ?? body.minutes ?? DEFAULT_MINUTES,
    draft,
    suspended: false,
    placeholderKeys: [...new Set(placeholders.map(({ key }) => key))],
    points: keyPoints.length,
    followUps: body.followUps.length,
    answerHash: hashText(body.answer.text),
    file: source.file,
    line: titleAt.start.line,
    bank,
    titleAt,
    answer: body.answer,
    ...(body.star && { star: body.star }),
    keyPoints,
    pointsProposed,
    followUpTexts: body.followUps,
    ...(body.notes && { notes: body.notes }),
    placeholders,
  };
  return { question, problems };
}

function openFences(source: Source, fences: readonly CodeFence[]): readonly Problem[] {
  return fences
    .filter(({ closed }) => !closed)
    .map(({ start }): Problem => {
      const newline = source.text.indexOf('\n', start);
      return {
        severity: 'warning',
        code: 'question-malformed',
        at: source.spanAt(start, newline === -1 ? source.text.length : newline),
        message: 'This code fence is never closed, and hides all that follows.',
        hint: 'Close it with a line of the same marks.',
      };
    });
}

/**
 * Reads a guide. Never throws; linear in the length of the file.
 * @param bank path of the bank as it is to be shown
 * @returns undefined for a file that is no guide: fewer than two questions, and no label that marks an answer
 */
export function readGuide(source: Source, bank: string): Guide | undefined {
  const front = readFrontMatter(source);
  const end = source.text.length;
  const { headings, fences } = outline(source.text, front.bodyStart, end);
  const judged = judgeHeadings(source, headings, fences, end);
  const sure = judged.filter((one) => one.sure).length;
  const asked = judged.filter(({ role }) => role === 'question').length;
  // A README with a few questions for its users is no bank.
  if (README.test(source.file) ? sure < 2 : asked < 2 && sure < 1) return undefined;
  const { found, problems } = findQuestions(source, { judged, fences, end }, folderOf(source, bank));
  const unique = uniqueNumbers(found);
  const idOf = idGiver();
  const read = found
    .filter(({ wording }) => wording.titleEnd > wording.titleStart)
    .map((one) => {
      const id = idOf(source.text.slice(one.wording.titleStart, one.wording.titleEnd));
      return questionOf(source, bank, one, id, fences, unique.has(one.wording.number ?? -1));
    });
  const content: FileContent = {
    file: source.file,
    questions: read.map(({ question }) => question),
    metrics: [],
    problems: [
      ...front.problems,
      ...problems,
      ...openFences(source, fences),
      ...read.flatMap((one) => one.problems),
    ],
  };
  return { content, questions: asked, sure };
}
