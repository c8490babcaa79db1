// In which order a mock asks: mixed over sections as an interview is, no two neighbours of one section where that can be
// had, and a story at the beginning or at the end, as interviewers like it.
import { countBy } from './groups.ts';
import type { QuestionHead } from './question.ts';
import { shuffled } from './random.ts';

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
