// Where the questions of a guide are: their words, the sections above them, where what stands below each begins and ends.
// Knows judged headings and lists below ranges; leaves what stands below a question to others.
import type { Problem } from '../../core/problem.ts';
import type { Question } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import type { CodeFence } from '../outline.ts';
import { difficultyOf } from './difficulty.ts';
import { sectionName, wordingOf, type Wording } from './guide-headings.ts';
import { linesOutsideCode } from './guide-labels.ts';
import type { Judged } from './guide-questions.ts';
import { saysNothing } from './stretches.ts';

const LISTED = /^[ \t]{0,8}(?:[-*+]|\d{1,5}[.)])[ \t]+/;
const LINK_TO_PLACE = /\]\(#/;

/** A question found: its words, its section, and where its body is. */
export type Found = {
  readonly wording: Wording;
  readonly section: string;
  readonly sectionDifficulty?: Question['difficulty'];
  readonly start: number;
  readonly end: number;
  readonly fence: number;
};

/** Headings and fences of a whole guide. */
export type Skeleton = {
  readonly judged: readonly Judged[];
  readonly fences: readonly CodeFence[];
  readonly end: number;
};

/** The lines `- Q6: …` below a heading such as `### Q6-10: […]`. */
function listedQuestions(
  source: Source,
  start: number,
  end: number,
  fences: readonly CodeFence[],
  fence: number,
): readonly Wording[] {
  return linesOutsideCode(source, start, end, fences, fence).flatMap((line) => {
    const head = source.text.slice(line.start, Math.min(line.end, line.start + 400));
    const marker = LISTED.exec(head);
    if (!marker || LINK_TO_PLACE.test(head)) return [];
    // The number of an ordered list is the question's.
    const from = /^\s*\d/.test(marker[0])
      ? line.start + marker[0].search(/\d/)
      : line.start + marker[0].length;
    const wording = wordingOf(source, from, line.end);
    return wording.titleEnd > wording.titleStart ? [wording] : [];
  });
}

type Place = {
  readonly level: number;
  readonly name: string;
  readonly difficulty?: Question['difficulty'];
  /** Has no text of its own, so that it names what follows, also at its own level. */
  readonly bare: boolean;
};

/**
 * Every question of the guide in order, and problems of ranges without questions.
 * @param section the name for questions that no section encloses
 */
export function findQuestions(
  source: Source,
  { judged, fences, end }: Skeleton,
  section: string,
): { readonly found: readonly Found[]; readonly problems: readonly Problem[] } {
  const found: Found[] = [];
  const problems: Problem[] = [];
  const open: Place[] = [];
  let fence = 0;
  const ends = endsOf(judged, end);
  judged.forEach(({ heading, wording, role }, i) => {
    while ((fences[fence]?.next ?? Infinity) <= heading.next) fence += 1;
    if (role === 'inside') return;
    const isBare = role !== 'section' && open.at(-1)?.bare === true;
    while ((open.at(-1)?.level ?? 0) >= heading.level + (isBare ? 1 : 0)) open.pop();
    if (role === 'section') {
      const name = sectionName(source, heading);
      const written = source.text.slice(heading.textStart, Math.min(heading.textEnd, heading.textStart + 80));
      const difficulty =
        name.length < 30 ? (wording.difficulty ?? difficultyOf(name) ?? difficultyOf(written)) : undefined;
      const bare = saysNothing(source.text, heading.next, judged[i + 1]?.heading.start ?? end);
      open.push({ level: heading.level, name, difficulty, bare });
      return;
    }
    const inner = open.at(-1);
    const place = {
      section: inner?.name ?? section,
      sectionDifficulty: inner?.difficulty,
    };
    const body = { start: heading.next, end: ends[i] ?? end, fence };
    if (role === 'question') {
      found.push({ wording: titled(source, wording, body.start, body.end), ...place, ...body });
      return;
    }
    const listed = listedQuestions(source, body.start, body.end, fences, fence);
    for (const each of listed) {
      found.push({ wording: each, ...place, start: each.titleEnd, end: each.titleEnd, fence });
    }
    if (listed.length === 0) problems.push(emptyRange(source, wording, heading.textStart, heading.textEnd));
  });
  return { found, problems };
}

/** For each heading, where what belongs to it ends: at the next heading that is not inside it. */
function endsOf(judged: readonly Judged[], end: number): readonly number[] {
  const ends: number[] = [];
  let next = end;
  for (let i = judged.length - 1; i >= 0; i -= 1) {
    const one = judged[i];
    ends[i] = next;
    if (one && one.role !== 'inside') next = one.heading.start;
  }
  return ends;
}

/** A heading of nothing but `Q4` has its words on the line below it. */
function titled(source: Source, wording: Wording, start: number, end: number): Wording {
  if (wording.titleEnd > wording.titleStart) return wording;
  const blank = /^\s*/.exec(source.text.slice(start, Math.min(end, start + 1000)))?.[0].length ?? 0;
  const newline = source.text.indexOf('\n', start + blank);
  const stop = newline === -1 || newline > end ? end : newline;
  const { titleStart, titleEnd, asks } = wordingOf(source, start + blank, stop);
  return { ...wording, titleStart, titleEnd, asks };
}

function emptyRange(source: Source, wording: Wording, start: number, end: number): Problem {
  return {
    severity: 'warning',
    code: 'question-malformed',
    at: source.spanAt(start, end),
    message: `Questions ${wording.number ?? ''} to ${wording.last ?? ''} are announced here, but their words are missing.`,
    hint: `Write a line such as \`- Q${wording.number ?? ''}: …?\` for each.`,
  };
}
