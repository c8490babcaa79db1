// Which headings of a text name topics with text below, and which are sections around them or parts within. Knows levels and
// where texts begin; knows nothing of banks.
import type { Source } from '../../core/span.ts';
import { outline, type CodeFence, type Heading } from '../outline.ts';
import { wordingOfHeading, type Wording } from './guide-headings.ts';
import { holdsNoQuestions } from './section-words.ts';
import { saysNothing } from './stretches.ts';

/** A heading that names a topic, and where the text below it ends. */
export type Topic = {
  readonly heading: Heading;
  readonly wording: Wording;
  readonly end: number;
  /** Index of the first fence that may matter for it. */
  readonly fence: number;
};

export type Topics = {
  /** Those with a text, parts of the document such as its introduction left out. */
  readonly topics: readonly Topic[];
  /** How many headings of their level there are, and how many of them are parts of any document. */
  readonly headings: number;
  readonly common: number;
  /** Headings below that level that name parts, rather than where something was taken from. */
  readonly deeper: number;
  /** The headings of their level and above it. */
  readonly outer: readonly Heading[];
  readonly all: readonly Heading[];
  readonly fences: readonly CodeFence[];
};

/** Parts of any document, which ask nothing. */
const NO_TOPIC =
  /^\W{0,8}(?:(?:getting started|quick ?start|installation|installing|prerequisites?|license|change ?log|release notes|road ?map|screenshots?|authors?|maintainers?|contributors?|credits|thanks|donat\w*|sponsors?|star history|project structure|documentation|links|tools|books|blogs|courses|community|translations?|introduction|intro|overview|summary|conclusions?|abstract|background|motivation|appendix|about|faq|tl;?dr|next steps|todo)|(?:example|sample|related) (?:projects?|code|apps?)|(?:useful|other|more|external) (?:links|resources|reading))\W*$/i;
/** What a document about a program has headings for; in a bank they may be topics. */
const OF_PROGRAM =
  /^\W{0,8}(?:usage|set ?up|requirements?|configuration|build(?:ing)?|deploy(?:ment|ing)?|running|commands?|features?|api|docs|demos?|support|tests?|testing|goals?|notes?|examples?)\W*$/i;

const SOURCE = /^\W{0,8}(?:sources?|references?|links?|see also|read more|further reading)\W*$/i;

const isSource = (text: string, { textStart, textEnd }: Heading): boolean =>
  SOURCE.test(text.slice(textStart, Math.min(textEnd, textStart + 80)));

const isNoTopic = (words: string): boolean => holdsNoQuestions(words) || NO_TOPIC.test(words.slice(0, 80));

const LONGEST_LINK_LINE = 1200;
const LONGEST_LINKS = 6000;
const MOST_LINKS = 12;
const LINK_LINE =
  /^[ \t]{0,3}(?:(?:[-*+]|\d{1,4}[.)])[ \t]+)?(?:\[[^[\]]{0,200}\]\([^()\s]{0,400}\)[\s,.|]*)+(?:<br\s?\/?>)?$/;

/** True for a line of links that do not ask: contents, or reading matter. */
export const isLinkLine = (line: string): boolean =>
  LINK_LINE.test(line.slice(0, LONGEST_LINK_LINE).trimEnd()) && !/[?？][^\]]{0,3}\]/.test(line);

/** True for a text of nothing but links. */
function isLinks(text: string): boolean {
  const lines = text
    .slice(0, LONGEST_LINKS)
    .split('\n')
    .slice(0, MOST_LINKS)
    .filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every(isLinkLine);
}

/** A topic whose words have not been looked at. */
type Unread = Omit<Topic, 'wording'>;
type Counted = Omit<Topics, 'topics'> & {
  readonly topics: readonly Unread[];
  readonly level: number;
  readonly own: number;
  readonly below: number;
};

/** The topics of one level; `own` is the length of what stands right below its headings, `below` of what is in parts of it. */
function topicsAt(
  source: Source,
  all: readonly Heading[],
  fences: readonly CodeFence[],
  level: number,
): Counted {
  const { text } = source;
  const outer = all.filter((one) => one.level <= level);
  let [fence, deep, own, below, common, headings] = [0, 0, 0, 0, 0, 0];
  const topics: Unread[] = [];
  outer.forEach((heading, i) => {
    if (heading.level !== level || heading.textEnd === heading.textStart) return;
    headings += 1;
    const end = outer[i + 1]?.start ?? text.length;
    while ((fences[fence]?.next ?? Infinity) <= heading.next) fence += 1;
    while ((all[deep]?.start ?? Infinity) <= heading.start) deep += 1;
    const inner = Math.min(all[deep]?.start ?? end, end);
    own += inner - heading.next;
    below += end - inner;
    const words = text.slice(heading.textStart, heading.textEnd);
    const noTopic = isNoTopic(words);
    if (noTopic || OF_PROGRAM.test(words)) common += 1;
    if (noTopic || isLinks(text.slice(heading.next, end))) return;
    if (!saysNothing(text, heading.next, end) && (inner < end || !saysNothing(text, heading.next, inner)))
      topics.push({ heading, end, fence });
  });
  return {
    level,
    topics,
    headings,
    common,
    outer,
    all,
    fences,
    own,
    below,
    deeper: all.filter((one) => one.level > level && !isSource(text, one)).length,
  };
}

/** True for a level whose headings have little text of their own above the headings below: sections. */
const areSections = ({ own, below }: Counted): boolean => below > own * 3;

/** The first level with several topics that are no sections. */
function bestLevel(levels: readonly Counted[]): Counted | undefined {
  const several = levels.filter(({ topics }) => topics.length >= 2);
  const most = several.reduce((best, one) => Math.max(best, one.topics.length), 0);
  const [first, second] = several.filter((one) => !areSections(one));
  const counts = [first, second].map((one) => one?.topics.length ?? 0);
  // A level with few headings above one with many is one of sections, whatever stands below them.
  const isAbove = (counts[0] ?? 0) * 4 < (counts[1] ?? 0) && counts[1] === most;
  return (isAbove ? second : first) ?? several.at(-1);
}

/** The topics of a text, from `start` on. */
export function plainTopics(source: Source, start: number): Topics {
  const { text } = source;
  const { headings, fences } = outline(text, start, text.length);
  const best = bestLevel([1, 2, 3, 4, 5, 6].map((level) => topicsAt(source, headings, fences, level)));
  if (!best) return { topics: [], headings: 0, common: 0, deeper: 0, outer: [], all: headings, fences };
  const topics = best.topics.map((one) => ({ ...one, wording: wordingOfHeading(source, one.heading) }));
  return { ...best, topics };
}
