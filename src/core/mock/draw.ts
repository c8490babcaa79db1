// Draws the questions of a mock interview: prefers due and weak ones, spreads sections and difficulties,
// includes a story, and fits the time. The same seed draws the same mock.
import { countBy } from '../base/collections.ts';
import { FOLLOW_UP_MINUTES, type QuestionHead } from '../base/question.ts';
import { seededRandom, shuffled } from '../base/random.ts';
import type { Progress } from '../schedule/progress.ts';
import { dueOf, isSuspended, isWeak, type Moment } from '../schedule/queue.ts';
import { MOST_FOLLOW_UPS } from './mock.ts';

export type MockRequest = {
  readonly count: number;
  readonly minutes: number;
  readonly seed: string;
};

type DrawnMock = {
  readonly questions: readonly QuestionHead[];
  readonly minutes: number;
  /** Why there are fewer than requested: the bank has no more, or no more fits the time. */
  readonly short?: 'bank' | 'time';
};

const DUE_WEIGHT = 3;
const NEW_WEIGHT = 2;

export const slotMinutes = ({ minutes }: Pick<QuestionHead, 'minutes'>): number =>
  minutes + MOST_FOLLOW_UPS * FOLLOW_UP_MINUTES;

function weightOf({ id }: QuestionHead, progress: Progress, moment: Moment): number {
  if (dueOf(id, progress, moment) !== undefined || isWeak(id, progress)) return DUE_WEIGHT;
  return progress.schedules.has(id) ? 1 : NEW_WEIGHT;
}

/** How many similar questions are already chosen: sections count most, then stories, of which one is enough. */
function crowdingBy(chosen: readonly QuestionHead[]): (head: QuestionHead) => number {
  const sections = sectionsOf(chosen);
  const difficulties = countBy(chosen, ({ difficulty }) => difficulty);
  const stories = chosen.filter(({ kind }) => kind === 'star').length;
  return ({ section, difficulty, kind }) =>
    2 * (sections.get(section) ?? 0) +
    (difficulties.get(difficulty) ?? 0) +
    (kind === 'star' ? 2 * stories : 0);
}

const cheapest = <T>(items: readonly T[], costOf: (item: T) => number): T | undefined =>
  items.map((item) => ({ item, cost: costOf(item) })).toSorted((a, b) => a.cost - b.cost)[0]?.item;

function choose(candidates: readonly QuestionHead[], { count, minutes }: MockRequest): DrawnMock {
  const chosen: QuestionHead[] = [];
  let minutesLeft = minutes;
  while (chosen.length < count) {
    const left = candidates.filter((head) => !chosen.includes(head));
    const fitting = left.filter((head) => slotMinutes(head) <= minutesLeft);
    const stories = chosen.length === 0 ? fitting.filter(({ kind }) => kind === 'star') : [];
    const next =
      fitting.length === 0 && chosen.length === 0
        ? cheapest(left, slotMinutes)
        : cheapest(stories.length > 0 ? stories : fitting, crowdingBy(chosen));
    if (!next) break;
    chosen.push(next);
    minutesLeft -= slotMinutes(next);
  }
  const short = chosen.length === candidates.length ? 'bank' : 'time';
  return {
    questions: chosen,
    minutes: minutes - minutesLeft,
    short: chosen.length < count ? short : undefined,
  };
}

/** Leaves out drafts and suspended questions. */
export function drawMock(
  heads: readonly QuestionHead[],
  progress: Progress,
  request: MockRequest,
  moment: Moment,
): DrawnMock {
  const random = seededRandom(request.seed);
  const askable = heads.filter((head) => !head.draft && !isSuspended(head, progress));
  // A random order in which heavier items tend to come earlier (Efraimidis & Spirakis 2006,
  // 10.1016/j.ipl.2005.11.003).
  const byWeight = askable
    .map((head) => ({ head, place: random() ** (1 / weightOf(head, progress, moment)) }))
    .toSorted((a, b) => b.place - a.place)
    .map(({ head }) => head);
  const drawn = choose(byWeight, request);
  return { ...drawn, questions: inMockOrder(drawn.questions, random) };
}

type Ordered = Pick<QuestionHead, 'section' | 'kind'>;

const sectionsOf = (heads: readonly Ordered[]): ReadonlyMap<string, number> =>
  countBy(heads, ({ section }) => section);

const without = <Head>(heads: readonly Head[], head: Head): readonly Head[] =>
  heads.filter((each) => each !== head);

/**
 * Mixes sections: the next item is the first of another section, unless one section has more than half of the
 * rest and has to come at once.
 * @param before the section of the item before them
 */
function interleaved<Head extends Ordered>(heads: readonly Head[], before?: string): readonly Head[] {
  const ordered: Head[] = [];
  for (let left = heads; left.length > 0;) {
    const last = ordered.at(-1)?.section ?? before;
    const others = left.filter(({ section }) => section !== last);
    const counts = sectionsOf(left);
    const crowded = others.find(({ section }) => 2 * (counts.get(section) ?? 0) > left.length);
    const next = crowded ?? others[0] ?? left[0];
    if (!next) break;
    ordered.push(next);
    left = without(left, next);
  }
  return ordered;
}

const neighborsIn = (heads: readonly Ordered[]): number =>
  heads.filter(({ section }, i) => i > 0 && heads[i - 1]?.section === section).length;

/**
 * In the order of an interview: mixed over sections, with no two neighbors of one section if possible, and a
 * story at the start or the end, as interviewers like it.
 */
export function inMockOrder<Head extends Ordered>(
  heads: readonly Head[],
  random: () => number,
): readonly Head[] {
  const mixed = shuffled(heads, random);
  const isEarly = random() < 0.5;
  const plain = interleaved(mixed);
  const story = mixed.find(({ kind }) => kind === 'star');
  if (!story) return plain;
  const rest = without(mixed, story);
  const early = [story, ...interleaved(rest, story.section)];
  const late = [...interleaved(rest), story];
  const fewest = neighborsIn(plain);
  const wished = isEarly ? [early, late] : [late, early];
  return wished.find((order) => neighborsIn(order) <= fewest) ?? plain;
}
