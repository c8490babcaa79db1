// Which questions a mock interview asks: what is due or went badly is preferred, sections and difficulties
// are spread, a story is among them, and all fit the time. Chance comes from a seed alone: the same seed
// draws the same mock.
import { countBy } from '../base/collections.ts';
import type { QuestionHead } from '../base/question.ts';
import { seededRandom, shuffled } from '../base/random.ts';
import type { Progress } from '../schedule/progress.ts';
import { dueOf, isSuspended, isWeak, type Moment } from '../schedule/queue.ts';
import { FOLLOW_UP_MINUTES, MOST_FOLLOW_UPS } from './mock.ts';

// In which order a mock asks: mixed over sections as an interview is, no two neighbours of one section
// where that can be had, and a story at the beginning or at the end, as interviewers like it.

type Ordered = Pick<QuestionHead, 'section' | 'kind'>;

const countsOf = (heads: readonly Ordered[]): ReadonlyMap<string, number> =>
  countBy(heads, ({ section }) => section);

/** True when `rest` can follow one of `section` without two neighbours of one section. */
function canFollow(rest: readonly Ordered[], section: string): boolean {
  const half = rest.length / 2;
  return [...countsOf(rest)].every(
    ([name, count]) => count <= (name === section ? Math.floor(half) : Math.ceil(half)),
  );
}

/** What comes next: the first that leaves a way without neighbours; where there is none, of the largest other section. */
function nextOf<Head extends Ordered>(left: readonly Head[], before: string | undefined): Head | undefined {
  const others = left.filter(({ section }) => section !== before);
  const fine = others.find((head) =>
    canFollow(
      left.filter((each) => each !== head),
      head.section,
    ),
  );
  if (fine) return fine;
  const counts = countsOf(left);
  const largest = others.toSorted((a, b) => (counts.get(b.section) ?? 0) - (counts.get(a.section) ?? 0));
  return largest[0] ?? left[0];
}

/** Mixed over sections; `before`: the section of what stands ahead of them. */
function interleaved<Head extends Ordered>(heads: readonly Head[], before?: string): readonly Head[] {
  const ordered: Head[] = [];
  for (let left = heads; left.length > 0;) {
    const head = nextOf(left, ordered.at(-1)?.section ?? before);
    if (!head) break;
    ordered.push(head);
    left = left.filter((each) => each !== head);
  }
  return ordered;
}

/** How many neighbours are of one section. */
const neighboursIn = (heads: readonly Ordered[]): number =>
  heads.filter(({ section }, i) => i > 0 && heads[i - 1]?.section === section).length;

/** The same questions in the order of an interview. */
export function inMockOrder<Head extends Ordered>(
  heads: readonly Head[],
  random: () => number,
): readonly Head[] {
  const mixed = shuffled(heads, random);
  const isEarly = random() < 0.5;
  const plain = interleaved(mixed);
  const story = mixed.find(({ kind }) => kind === 'star');
  if (!story) return plain;
  const rest = mixed.filter((head) => head !== story);
  const early = [story, ...interleaved(rest, story.section)];
  const late = [...interleaved(rest), story];
  const fewest = neighboursIn(plain);
  const wished = isEarly ? [early, late] : [late, early];
  return wished.find((order) => neighboursIn(order) <= fewest) ?? plain;
}

export type MockRequest = {
  readonly count: number;
  /** Time of the whole interview. */
  readonly minutes: number;
  readonly seed: string;
};

type DrawnMock = {
  /** In the order in which they are asked. */
  readonly questions: readonly QuestionHead[];
  /** Time that they take, follow-ups included. */
  readonly minutes: number;
  /** Why there are fewer than were asked for: the bank has no more, or no more fits the time. */
  readonly short?: 'bank' | 'time';
};

/** How much likelier than one that is not due. */
const DUE = 3;
const NEW = 2;

/** What one question takes of the interview, in minutes, its follow-ups included. */
export const roomOf = ({ minutes }: Pick<QuestionHead, 'minutes'>): number =>
  minutes + MOST_FOLLOW_UPS * FOLLOW_UP_MINUTES;

function weightOf({ id }: QuestionHead, progress: Progress, moment: Moment): number {
  if (dueOf(id, progress, moment) !== undefined || isWeak(id, progress)) return DUE;
  return progress.schedules.has(id) ? 1 : NEW;
}

/** In an order by chance in which heavier ones tend to come earlier (Efraimidis & Spirakis 2006, 10.1016/j.ipl.2005.11.003). */
function byWeight(
  heads: readonly QuestionHead[],
  weightOfHead: (head: QuestionHead) => number,
  random: () => number,
): readonly QuestionHead[] {
  const placed = heads.map((head) => ({ head, place: random() ** (1 / weightOfHead(head)) }));
  return placed.toSorted((a, b) => b.place - a.place).map(({ head }) => head);
}

/** How much there is of each kind already: sections count most, then stories, of which one is enough. */
function crowdingBy(chosen: readonly QuestionHead[]): (head: QuestionHead) => number {
  const sections = countBy(chosen, ({ section }) => section);
  const difficulties = countBy(chosen, ({ difficulty }) => difficulty);
  const stories = chosen.filter(({ kind }) => kind === 'star').length;
  return ({ section, difficulty, kind }) =>
    2 * (sections.get(section) ?? 0) +
    (difficulties.get(difficulty) ?? 0) +
    (kind === 'star' ? 2 * stories : 0);
}

/** The item of the least cost, the first of several; undefined where there is none. */
const cheapest = <T>(items: readonly T[], costOf: (item: T) => number): T | undefined => {
  let [best, least]: [T | undefined, number] = [undefined, Infinity];
  for (const item of items) {
    const cost = costOf(item);
    if (cost < least) [best, least] = [item, cost];
  }
  return best;
};

function choose(candidates: readonly QuestionHead[], { count, minutes }: MockRequest): DrawnMock {
  const chosen: QuestionHead[] = [];
  let room = minutes;
  const next = (): QuestionHead | undefined => {
    const left = candidates.filter((head) => !chosen.includes(head));
    const fitting = left.filter((head) => roomOf(head) <= room);
    const stories = chosen.length === 0 ? fitting.filter(({ kind }) => kind === 'star') : [];
    const from = stories.length > 0 ? stories : fitting;
    // An interview of nothing is none: the shortest is asked however little time there is.
    if (from.length === 0 && chosen.length === 0) return cheapest(left, roomOf);
    return cheapest(from, crowdingBy(chosen));
  };
  while (chosen.length < count) {
    const head = next();
    if (!head) break;
    chosen.push(head);
    room -= roomOf(head);
  }
  const isAll = chosen.length === candidates.length;
  return {
    questions: chosen,
    minutes: minutes - room,
    ...(chosen.length < count ? { short: isAll ? 'bank' : 'time' } : {}),
  };
}

/**
 * Draws a mock from the questions that may be asked; drafts and suspended ones are left out.
 * @param heads in bank order, already filtered by what the person wants
 */
export function drawMock(
  heads: readonly QuestionHead[],
  progress: Progress,
  request: MockRequest,
  moment: Moment,
): DrawnMock {
  const random = seededRandom(request.seed);
  const askable = heads.filter((head) => !head.draft && !isSuspended(head, progress));
  const drawn = choose(
    byWeight(askable, (head) => weightOf(head, progress, moment), random),
    request,
  );
  return { ...drawn, questions: inMockOrder(drawn.questions, random) };
}
