// Headings that only name a topic, with the answer below: `### Polymorphism`, `## Explain the CAP theorem`.
// Every text with headings looks like this, so a file counts only when its name says that it is a bank, or
// when its headings are tasks.
import { STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import type { Range, Source, Text } from '../../core/base/span.ts';
import { type CodeFence, type Heading, outline } from '../markdown/outline.ts';
import { isReadme } from '../question/question-file.ts';
import { type BankReader, type Draft, type Drafts, openFences } from './draft.ts';
import { fileFacts, type FileFacts, isOtherPage, openSections, stemOf } from './file-facts.ts';
import { type GuideBody, readGuideBody } from './guide-body.ts';
import { type QuestionWords, wordingOfHeading } from './guide-headings.ts';
import { saysNothing } from './made-source.ts';
import { asksAtEnd, holdsNoQuestions, mayAsk } from './words.ts';

type HeadingTopic = {
  readonly heading: Heading;
  readonly wording: QuestionWords;
  readonly end: number;
  readonly fence: number;
};

type Topics = {
  readonly topics: readonly HeadingTopic[];
  /** Headings of the topics' level, and how many of them are parts of any document. */
  readonly headings: number;
  readonly common: number;
  /** Headings below that level, except those that name sources. */
  readonly deeper: number;
  readonly outer: readonly Heading[];
  readonly all: readonly Heading[];
  readonly fences: readonly CodeFence[];
};

const NO_TOPIC =
  /^\W{0,8}(?:(?:getting started|quick ?start|installation|installing|prerequisites?|license|change ?log|release notes|road ?map|screenshots?|authors?|maintainers?|contributors?|credits|thanks|donat\w*|sponsors?|star history|project structure|documentation|links|tools|books|blogs|courses|community|translations?|introduction|intro|overview|summary|conclusions?|abstract|background|motivation|appendix|about|faq|tl;?dr|next steps|todo)|(?:example|sample|related) (?:projects?|code|apps?)|(?:useful|other|more|external) (?:links|resources|reading))\W*$/i;
/** Headings of a program's documentation; in a bank they can be topics. */
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

const isLinkLine = (line: string): boolean =>
  LINK_LINE.test(line.slice(0, LONGEST_LINK_LINE).trimEnd()) && !/[?？][^\]]{0,3}\]/.test(line);

function isLinks(text: string): boolean {
  const lines = text
    .slice(0, LONGEST_LINKS)
    .split('\n')
    .slice(0, MOST_LINKS)
    .filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every(isLinkLine);
}

type Unread = Omit<HeadingTopic, 'wording'>;
type Counted = Omit<Topics, 'topics'> & {
  readonly topics: readonly Unread[];
  readonly level: number;
  readonly own: number;
  readonly below: number;
};

/** `own`: characters right below the headings of one level; `below`: characters in their subsections. */
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

const areSections = ({ own, below }: Counted): boolean => below > own * 3;

function bestLevel(levels: readonly Counted[]): Counted | undefined {
  const several = levels.filter(({ topics }) => topics.length >= 2);
  const most = several.reduce((best, one) => Math.max(best, one.topics.length), 0);
  const [first, second] = several.filter((one) => !areSections(one));
  const counts = [first, second].map((one) => one?.topics.length ?? 0);
  // A level with few headings above one with many is one of sections.
  const isAbove = (counts[0] ?? 0) * 4 < (counts[1] ?? 0) && counts[1] === most;
  return (isAbove ? second : first) ?? several.at(-1);
}

function plainTopics(source: Source, start: number): Topics {
  const { text } = source;
  const { headings, fences } = outline(text, start, text.length);
  const best = bestLevel([1, 2, 3, 4, 5, 6].map((level) => topicsAt(source, headings, fences, level)));
  if (!best) return { topics: [], headings: 0, common: 0, deeper: 0, outer: [], all: headings, fences };
  const topics = best.topics.map((one) => ({ ...one, wording: wordingOfHeading(source, one.heading) }));
  return { ...best, topics };
}

const NAMED =
  /(?:^|[^\p{L}])(?:questions(?! to ask)|question[ _-]bank|q ?& ?a|flash[ _-]?cards|quiz(?:zes)?|viva|interview[ _-]answers|(?:cod(?:e|ing)|sql|algorithms?|interview)[ _-](?:problems|tasks|challenges))(?![\p{L}])/iu;
/** Interview tasks; `How to install …`, `What it does` and `Create …` are parts of instructions. */
const TASK =
  /^(?:explain|describe|discuss|compare|contrast|differentiate|distinguish|define|tell (?:me|us)|walk (?:me|us)|(?:what(?:['’]s| is| are) the )?differences? between|what (?:is|are|does) (?!(?:it|this|new|next|inside|included|in|we|you)\b)|why (?:is|are|do|does|would) (?!(?:it|this|you|we)\b)|how (?:does|do|would) (?!(?:it|this|i)\b))/i;
const LISTED_QUESTION = /^[ \t]{0,12}(?:[-*+]|\d{1,4}[.)])[ \t][^\n]{2,400}[?？][ \t]*$/gm;
const FEWEST_TASKS = 5;
const BOLD_QUESTION =
  /^[ \t]{0,6}(?:\d{1,4}[.)][ \t]{1,4}|[-*+][ \t]{1,4})?(?:\*\*|__)[^*_\n]{5,300}[?？][^*_\n]{0,20}(?:\*\*|__)/gm;
const BREAK = /[ \t]*<br\s?\/?>[ \t]*$/gim;
const LONGEST_ASKED = 400;

const stretchOf = ({ at }: Text): Range => ({ start: at.start.offset, end: at.end.offset });

function saidIn(text: string): string {
  const lines = text
    .slice(0, 4000)
    .split('\n')
    .filter((line) => !isLinkLine(line));
  return lines.join('\n').replace(BREAK, '').replace(/\s+/g, ' ').trim();
}

/** A text that asks instead of answering: it ends with a question, or is a single task. */
function asks(text: string): boolean {
  const said = saidIn(text);
  const last = said.split(/(?<=[.!?？])\s/).at(-1) ?? '';
  return (
    said !== '' &&
    !said.includes('```') &&
    (asksAtEnd(said) || mayAsk(last) || (said.length < 300 && mayAsk(said)))
  );
}

type Read = { readonly topic: HeadingTopic; readonly body: GuideBody };

/** The texts below the topics; when most of them ask, the headings only name unanswered questions. */
function bodiesOf(
  source: Source,
  { topics, fences }: Topics,
): { readonly read: readonly Read[]; readonly asked: boolean } {
  const read = topics.map((topic): Read => {
    const start = Math.max(topic.heading.next, topic.wording.titleEnd);
    return { topic, body: readGuideBody(source, start, Math.max(start, topic.end), fences, topic.fence) };
  });
  const asking = read.filter(({ body }) => !body.labelled && asks(body.answer.text)).length;
  return { read, asked: asking * 10 >= read.length * 6 };
}

function starOf({ star }: GuideBody): Draft['star'] {
  if (!star) return undefined;
  const parts: Partial<Record<StarPart, Range>> = {};
  for (const part of STAR_PARTS) {
    const text = star[part];
    if (text) parts[part] = stretchOf(text);
  }
  return parts;
}

function ofBody(body: GuideBody): Pick<Draft, 'answer' | 'keyPoints' | 'followUps' | 'star' | 'notes'> {
  return {
    answer: stretchOf(body.answer),
    keyPoints: body.keyPoints,
    followUps: body.followUps.map((one) => ({
      question: stretchOf(one.question),
      answer: stretchOf(one.answer),
    })),
    star: starOf(body),
    notes: body.notes && stretchOf(body.notes),
  };
}

function questionOf(source: Source, { topic, body }: Read, asked: boolean): Draft {
  const { heading, wording } = topic;
  const bare = source.text.slice(wording.titleStart, wording.titleEnd);
  const name = bare === '' ? source.text.slice(heading.textStart, heading.textEnd) : bare;
  const { lines } = body.facts;
  const head = {
    titleAt: { start: heading.textStart, end: heading.textEnd },
    number: wording.number,
    difficulty: wording.difficulty ?? lines.difficulty,
    minutes: wording.minutes ?? lines.minutes,
    tags: lines.tags,
  };
  if (!asked || body.labelled) return { ...head, title: name, ...ofBody(body) };
  const said = saidIn(body.answer.text);
  const fits = said.length <= LONGEST_ASKED && !body.answer.text.includes('```');
  const end = body.answer.at.end.offset;
  return {
    ...head,
    title: fits ? `${name}: ${said}` : name,
    asked: fits ? undefined : stretchOf(body.answer),
    answer: { start: end, end },
  };
}

function foundIn(source: Source, facts: FileFacts): Drafts {
  const topics = plainTopics(source, facts.bodyStart);
  const { read, asked } = bodiesOf(source, topics);
  const byStart = new Map(read.map((one) => [one.topic.heading.start, one]));
  const sections = openSections(source);
  const level = read[0]?.topic.heading.level;
  const found = topics.outer.flatMap((heading) => {
    const one = byStart.get(heading.start);
    if (heading.level !== level) sections.enter(heading);
    if (!one) return [];
    const section = sections.name() ?? facts.section;
    const question = questionOf(source, one, asked);
    return [{ ...question, tags: question.tags ?? facts.tags, section }];
  });
  return { source, found, problems: [...facts.problems, ...openFences(source, topics.fences)] };
}

function isNamed({ file, text }: Source, facts: FileFacts): boolean {
  const start = text.slice(facts.bodyStart, facts.bodyStart + 4000);
  const title = /^ {0,3}#[ \t]+([^\n]{1,200})|^([^\n]{1,200})\r?\n=+[ \t]*\r?$/m.exec(start);
  const stem = stemOf(file);
  const name = /^(?:readme|index)$/i.test(stem) ? '' : stem;
  return NAMED.test(`${name}/${title?.[1] ?? title?.[2] ?? ''}/${facts.section ?? ''}`);
}

function insideQuestions(source: Source, { topics, outer }: Topics): number {
  const own = new Set(topics.map(({ heading }) => heading.start));
  const level = topics[0]?.heading.level;
  let [within, count] = [false, 0];
  for (const heading of outer) {
    if (heading.level !== level) within = wordingOfHeading(source, heading).asks;
    else if (own.has(heading.start) && within) count += 1;
  }
  return count;
}

function othersAsk(source: Source, found: Topics): boolean {
  const { topics, outer, all } = found;
  const level = topics[0]?.heading.level ?? 0;
  const deeper = all.filter((one) => one.level > level && wordingOfHeading(source, one).asks).length;
  const around = outer.filter((one) => one.level < level);
  const counted = around.some((one) => wordingOfHeading(source, one).kind === 'question');
  const bold = [...source.text.matchAll(BOLD_QUESTION)].length;
  const listed = [...source.text.matchAll(LISTED_QUESTION)].length;
  if (counted || bold > 2 || listed > topics.length) return true;
  return deeper > Math.max(2, topics.length / 5) || insideQuestions(source, found) * 2 > topics.length;
}

/** Requirements for answers: of similar length, and not pages long. */
type Usual = { readonly fewest: number; readonly longest: number; readonly times: number };
const USUAL_OF_TASKS: Usual = { fewest: FEWEST_TASKS, longest: 4000, times: 8 };
/** For files that only their name identifies; articles about interviews have such names, too. */
const USUAL_OF_NAMED: Usual = { fewest: 6, longest: 1500, times: 4 };

function areAlike(topics: readonly HeadingTopic[], { fewest, longest, times }: Usual): boolean {
  const lengths = topics.map(({ heading, end }) => end - heading.next).toSorted((a, b) => a - b);
  const middle = lengths[lengths.length >> 1] ?? 0;
  const alike = lengths.filter((one) => one >= middle / times && one <= middle * times);
  return topics.length >= fewest && middle <= longest && alike.length * 4 >= lengths.length * 3;
}

/** Headings for the guide reader: `Q4: …`, numbered ones with some that ask, those that mostly ask. */
function areOfGuide({ topics }: Topics): boolean {
  const count = (test: (topic: HeadingTopic) => boolean): number => topics.filter(test).length;
  const asking = count(({ wording }) => wording.asks);
  const numbered = count(({ wording }) => wording.kind === 'numbered');
  if (asking > 0 && numbered * 2 > topics.length) return true;
  return (
    asking * 10 > topics.length * 6 ||
    count(({ wording: { kind } }) => kind === 'question' || kind === 'range') > 0
  );
}

function isBank(source: Source): boolean {
  if (isOtherPage(source.file)) return false;
  const facts = fileFacts(source);
  const found = plainTopics(source, facts.bodyStart);
  const { topics, headings, common, deeper } = found;
  if (topics.length * 10 < headings * 7 || common * 4 > headings || areOfGuide(found)) return false;
  const words = ({ wording }: HeadingTopic): string =>
    source.text.slice(wording.titleStart, wording.titleEnd);
  const tasks = topics.filter((topic) => topic.wording.asks || TASK.test(words(topic))).length;
  const sections = topics.filter((topic) => /\bquestions?\b/i.test(words(topic))).length;
  // Articles have headings that ask, too; tasks are rarer there.
  const plainTasks = tasks - topics.filter(({ wording }) => wording.asks).length;
  const mostly = tasks * 10 >= topics.length * 6 && plainTasks * 10 >= topics.length * 3;
  // Numbered headings of a README are steps.
  const areSteps = isReadme(source.file) && topics.some(({ wording }) => wording.kind === 'numbered');
  const areTasks = mostly && !areSteps && areAlike(topics, USUAL_OF_TASKS);
  const named = deeper <= topics.length / 2 && isNamed(source, facts) && areAlike(topics, USUAL_OF_NAMED);
  if (!(areTasks || named) || sections * 4 >= topics.length || othersAsk(source, found)) return false;
  // With labels for answers, the file is a guide.
  return bodiesOf(source, found).read.filter(({ body }) => body.labelled || body.star).length < 2;
}

export const plainHeadings: BankReader = {
  name: 'plain-headings',
  title: 'Headings with text below',
  recognises: isBank,
  read: (source) => foundIn(source, fileFacts(source)),
};
