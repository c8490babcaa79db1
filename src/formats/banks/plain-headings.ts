// Headings that only name what is asked, with the answer below: `### Polymorphism`, `## Explain the CAP theorem`. Every text
// with headings looks so: a file is taken only when its name says that it is a bank, or when its headings are tasks.
import { STAR_PARTS, type StarPart } from '../../core/question.ts';
import type { Source, Text } from '../../core/span.ts';
import { isReadme } from '../readme.ts';
import { asksAtEnd, mayAsk } from './asking.ts';
import { openFences } from './fence-problems.ts';
import { fileFacts, isOtherPage, openSections, stemOf, type FileFacts } from './file-facts.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { readGuideBody, type GuideBody } from './guide-body.ts';
import { wordingOfHeading } from './guide-headings.ts';
import type { Stretch } from './made-source.ts';
import { isLinkLine, plainTopics, type Topic, type Topics } from './plain-topics.ts';

const NAMED =
  /(?:^|[^\p{L}])(?:questions(?! to ask)|question[ _-]bank|q ?& ?a|flash[ _-]?cards|quiz(?:zes)?|viva|interview[ _-]answers|(?:cod(?:e|ing)|sql|algorithms?|interview)[ _-](?:problems|tasks|challenges))(?![\p{L}])/iu;
/** Tasks as interviewers set them; `How to install …`, `What it does` and `Create …` are parts of instructions. */
const TASK =
  /^(?:explain|describe|discuss|compare|contrast|differentiate|distinguish|define|tell (?:me|us)|walk (?:me|us)|(?:what(?:['’]s| is| are) the )?differences? between|what (?:is|are|does) (?!(?:it|this|new|next|inside|included|in|we|you)\b)|why (?:is|are|do|does|would) (?!(?:it|this|you|we)\b)|how (?:does|do|would) (?!(?:it|this|i)\b))/i;
const LISTED_QUESTION = /^[ \t]{0,12}(?:[-*+]|\d{1,4}[.)])[ \t][^\n]{2,400}[?？][ \t]*$/gm;
const FEWEST_TASKS = 5;
const BOLD_QUESTION =
  /^[ \t]{0,6}(?:\d{1,4}[.)][ \t]{1,4}|[-*+][ \t]{1,4})?(?:\*\*|__)[^*_\n]{5,300}[?？][^*_\n]{0,20}(?:\*\*|__)/gm;
const BREAK = /[ \t]*<br\s?\/?>[ \t]*$/gim;
const LONGEST_ASKED = 400;

const stretchOf = ({ at }: Text): Stretch => ({ start: at.start.offset, end: at.end.offset });

/** The lines of a text without links to more of it, on one line. */
function saidIn(text: string): string {
  const lines = text
    .slice(0, 4000)
    .split('\n')
    .filter((line) => !isLinkLine(line));
  return lines.join('\n').replace(BREAK, '').replace(/\s+/g, ' ').trim();
}

/** True for a text that asks rather than answers: it ends with a question, or is one task. */
function asks(text: string): boolean {
  const said = saidIn(text);
  const last = said.split(/(?<=[.!?？])\s/).at(-1) ?? '';
  return (
    said !== '' &&
    !said.includes('```') &&
    (asksAtEnd(said) || mayAsk(last) || (said.length < 300 && mayAsk(said)))
  );
}

type Read = { readonly topic: Topic; readonly body: GuideBody };

/** What stands below the topics; where most of it asks, the headings are only names of questions that nobody answers. */
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

function starOf({ star }: GuideBody): FoundQuestion['star'] {
  if (!star) return undefined;
  const parts: Partial<Record<StarPart, Stretch>> = {};
  for (const part of STAR_PARTS) {
    const text = star[part];
    if (text) parts[part] = stretchOf(text);
  }
  return parts;
}

function ofBody(
  body: GuideBody,
): Pick<FoundQuestion, 'answer' | 'keyPoints' | 'followUps' | 'star' | 'notes'> {
  const star = starOf(body);
  return {
    answer: stretchOf(body.answer),
    keyPoints: body.keyPoints,
    followUps: body.followUps.map((one) => ({
      question: stretchOf(one.question),
      answer: stretchOf(one.answer),
    })),
    star,
    ...(body.notes && { notes: stretchOf(body.notes) }),
  };
}

function questionOf(source: Source, { topic, body }: Read, asked: boolean): FoundQuestion {
  const { heading, wording } = topic;
  const bare = source.text.slice(wording.titleStart, wording.titleEnd);
  const name = bare === '' ? source.text.slice(heading.textStart, heading.textEnd) : bare;
  const { lines } = body.facts;
  const difficulty = wording.difficulty ?? lines.difficulty;
  const minutes = wording.minutes ?? lines.minutes;
  const head = {
    titleAt: { start: heading.textStart, end: heading.textEnd },
    number: wording.number,
    difficulty,
    minutes,
    tags: lines.tags,
  };
  if (!asked || body.labelled) return { ...head, title: name, ...ofBody(body) };
  const said = saidIn(body.answer.text);
  const fits = said.length <= LONGEST_ASKED && !body.answer.text.includes('```');
  const end = body.answer.at.end.offset;
  return {
    ...head,
    title: fits ? `${name}: ${said}` : name,
    ...(!fits && { asked: stretchOf(body.answer) }),
    answer: { start: end, end },
  };
}

function foundIn(source: Source, facts: FileFacts): ForeignBank {
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
    return [
      {
        ...question,
        tags: question.tags ?? facts.tags,
        ...(section !== undefined && { section }),
      },
    ];
  });
  return { source, found, problems: [...facts.problems, ...openFences(source, topics.fences)] };
}

/** True when the file's name or its title says that it holds questions. */
function isNamed({ file, text }: Source, facts: FileFacts): boolean {
  const start = text.slice(facts.bodyStart, facts.bodyStart + 4000);
  const title = /^ {0,3}#[ \t]+([^\n]{1,200})|^([^\n]{1,200})\r?\n=+[ \t]*\r?$/m.exec(start);
  const stem = stemOf(file);
  const name = /^(?:readme|index)$/i.test(stem) ? '' : stem;
  return NAMED.test(`${name}/${title?.[1] ?? title?.[2] ?? ''}/${facts.section ?? ''}`);
}

/** How many topics stand right below a heading that asks. */
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

/** True where something else than the topics asks: headings around them or within, lines in bold, items of lists. */
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

/** How much is asked of texts that are to be answers: of one length, and none that goes on for pages. */
type Usual = { readonly fewest: number; readonly longest: number; readonly times: number };
const USUAL_OF_TASKS: Usual = { fewest: FEWEST_TASKS, longest: 4000, times: 8 };
/** Where only the name of the file says what it is; articles about interviews have such names, too. */
const USUAL_OF_NAMED: Usual = { fewest: 6, longest: 1500, times: 4 };

function areAlike(topics: readonly Topic[], { fewest, longest, times }: Usual): boolean {
  const lengths = topics.map(({ heading, end }) => end - heading.next).toSorted((a, b) => a - b);
  const middle = lengths[lengths.length >> 1] ?? 0;
  const alike = lengths.filter((one) => one >= middle / times && one <= middle * times);
  return topics.length >= fewest && middle <= longest && alike.length * 4 >= lengths.length * 3;
}

/** True for headings that others read: `Q4: …`, numbered ones of which some ask, those that mostly ask. */
function areOfGuide({ topics }: Topics): boolean {
  const count = (test: (topic: Topic) => boolean): number => topics.filter(test).length;
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
  const words = ({ wording }: Topic): string => source.text.slice(wording.titleStart, wording.titleEnd);
  const tasks = topics.filter((topic) => topic.wording.asks || TASK.test(words(topic))).length;
  const sections = topics.filter((topic) => /\bquestions?\b/i.test(words(topic))).length;
  // Articles have headings that ask, too; those of tasks are rarer.
  const plainTasks = tasks - topics.filter(({ wording }) => wording.asks).length;
  const mostly = tasks * 10 >= topics.length * 6 && plainTasks * 10 >= topics.length * 3;
  // Numbered headings of a README are steps to take.
  const areSteps = isReadme(source.file) && topics.some(({ wording }) => wording.kind === 'numbered');
  const areTasks = mostly && !areSteps && areAlike(topics, USUAL_OF_TASKS);
  const named = deeper <= topics.length / 2 && isNamed(source, facts) && areAlike(topics, USUAL_OF_NAMED);
  if (!(areTasks || named) || sections * 4 >= topics.length || othersAsk(source, found)) return false;
  // Where labels say what answers are, it is a guide.
  return bodiesOf(source, found).read.filter(({ body }) => body.labelled || body.star).length < 2;
}

/** Reads headings with text below, whatever they say. */
export const plainHeadings: BankReader = {
  name: 'plain-headings',
  title: 'Headings with text below',
  recognises: isBank,
  read: (source) => foundIn(source, fileFacts(source)),
};
