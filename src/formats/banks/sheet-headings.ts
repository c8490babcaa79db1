// The headings of a Markdown file in which questions stand in several shapes: which of them ask, and the names of sections.
// Knows headings and what stands right below them; leaves answers to others.
import type { Difficulty } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import type { CodeFence, Heading } from '../outline.ts';
import { isReadme } from '../readme.ts';
import { promoted } from './choice-seconds.ts';
import { difficultyOf } from './difficulty.ts';
import { findQuestions } from './guide-found.ts';
import { sectionName } from './guide-headings.ts';
import { judgeHeadings, type Judged } from './guide-questions.ts';
import { holdsNoQuestions, namesContents, speaksOfItself } from './section-words.ts';
import type { JudgedDetails } from './sheet-details.ts';
import type { RawHead } from './sheet.ts';
import { byStart, nextAfter, saysNothing, type Placed } from './stretches.ts';

/** What stands below headings: questions of other kinds, and lists of options; both in order. */
export type Inner = { readonly asking: readonly Placed[]; readonly lists: readonly Placed[] };

/** As many lists of options below a heading are of several questions. */
const SEVERAL = 2;

/**
 * Headings that are the name of a section, whatever they say: with nothing below them but other questions, or with the
 * options of several.
 */
function demoted(source: Source, judged: readonly Judged[], { asking, lists }: Inner): readonly Judged[] {
  const outer = judged.filter(({ role }) => role !== 'inside').map(({ heading }) => heading);
  const nextOuter = nextAfter(outer, source.text.length);
  let [at, list] = [0, 0];
  return judged.map((one) => {
    const { heading, wording, role } = one;
    while ((asking[at]?.start ?? Infinity) < heading.next) at += 1;
    while ((lists[list]?.start ?? Infinity) < heading.next) list += 1;
    if (role !== 'question' || wording.kind === 'question') return one;
    const first = asking[at]?.start;
    const isName = first !== undefined && saysNothing(source.text, heading.next, first);
    const last = lists[list + SEVERAL - 1]?.start ?? Infinity;
    const holdsSeveral = !wording.asks && last < nextOuter(heading.start);
    return isName || holdsSeveral ? { ...one, role: 'section', sure: false } : one;
  });
}

/**
 * Headings that ask, and all headings as they are judged.
 */
export function headingHeads(
  source: Source,
  headings: readonly Heading[],
  fences: readonly CodeFence[],
  inner: Inner,
): { readonly heads: readonly RawHead[]; readonly judged: readonly Judged[] } {
  const end = source.text.length;
  const first = promoted(source, judgeHeadings(source, headings, fences, end), inner.lists);
  const sure = first.filter((one) => one.sure).length;
  const asked = first.filter(({ role }) => role === 'question').length;
  const enough = isReadme(source.file) ? sure >= 2 || asked >= 4 : sure >= 1 || asked >= 2;
  const judged = demoted(source, first, inner).map((one): Judged =>
    enough || one.role !== 'question' ? one : { ...one, role: 'section' },
  );
  const { found } = findQuestions(source, { judged, fences, end }, '');
  const heads = found
    .filter(({ wording }) => wording.titleEnd > wording.titleStart)
    .map(({ wording, start, end: stop, section, sectionDifficulty }): RawHead => ({
      kind: 'heading',
      ...(section !== '' && { section }),
      sectionDifficulty,
      wording,
      sure: wording.kind === 'question' || wording.asks,
      start: source.text.lastIndexOf('\n', wording.titleStart - 1) + 1,
      end: Math.max(start, stop),
      bodyStart: Math.max(start, wording.titleEnd),
      indent: 0,
    }));
  return { heads, judged };
}

/** A name under which questions stand, from `start` on. */
export type Place = {
  readonly start: number;
  readonly name: string;
  readonly difficulty?: Difficulty;
  /** No questions are looked for: none at all, or none that are not certain. */
  readonly barred: 'all' | 'doubtful' | undefined;
};

/** Names under which questions stand, in order: headings, and elements that hold questions. */
export function placesOf(
  source: Source,
  judged: readonly Judged[],
  details: readonly JudgedDetails[],
): readonly Place[] {
  let barred = Infinity;
  let how: Place['barred'];
  const headed = judged.flatMap(({ heading, wording, role }): readonly Place[] => {
    if (role !== 'section') return [];
    if (heading.level <= barred) [barred, how] = [Infinity, undefined];
    const name = sectionName(source, heading);
    const contents = namesContents(name);
    if (barred === Infinity && !contents && holdsNoQuestions(name))
      [barred, how] = [heading.level, speaksOfItself(name) ? 'all' : 'doubtful'];
    const difficulty = name.length < 30 ? (wording.difficulty ?? difficultyOf(name)) : undefined;
    const here = how ?? (contents ? 'doubtful' : undefined);
    return [{ start: heading.start, name, difficulty, barred: here }];
  });
  const held = details
    .filter(({ kind, words }) => kind === 'section' && words !== '')
    .map(({ start, words }): Place => ({ start, name: words.slice(0, 100), barred: undefined }));
  return [...headed, ...held].toSorted(byStart);
}
