// One question a file under headings: `# Question` and `## Answer`, or a title with an `Answer` below, perhaps in several
// languages and with several answers. Makes one question of the parts.
import { trimmedText, type Source } from '../../core/span.ts';
import { listItems, pointItems } from '../list-items.ts';
import { outline, type Heading } from '../outline.ts';
import { isReadme } from '../readme.ts';
import { openFences } from './fence-problems.ts';
import { fileFacts, type FileFacts } from './file-facts.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { wordingOfHeading } from './guide-headings.ts';
import { storyOf } from './guide-story.ts';
import { type Maker, makerBehind, type Stretch } from './made-source.ts';
import { hasFactComments, questionFacts, type QuestionFacts } from './question-answer-facts.ts';
import { areOfOne, languageOf, partsOf, type Part, type Parts } from './question-answer-parts.ts';
import { questionWords } from './question-words.ts';

const HAS_ANSWER =
  /^ {0,3}#{1,6}[^\n]{0,40}(?:answer|solution|back|antwort|lösung|respuesta|solución|réponse|risposta|resposta|ответ|otvet|відповідь|答|解|답)/imu;
const QUOTE = /^[ \t]{0,3}>[ \t]?/gm;

/** The heading whose words are the question's, when no part holds them. */
function titleHeading({ before, parts }: Parts): Heading | undefined {
  const [first, ...others] = before;
  const answer = parts.find(({ kind }) => kind === 'answer');
  const fits = first && answer && answer.heading.level > first.level;
  return fits && others.every(({ level }) => level > first.level) ? first : undefined;
}

/** True for a file that holds one question in this way. */
function isOne(source: Source): boolean {
  if (!HAS_ANSWER.test(source.text)) return false;
  const facts = fileFacts(source);
  const found = partsOf(source, facts.bodyStart);
  const has = (kind: Part['kind']): boolean => found.parts.some((part) => part.kind === kind);
  if (!has('answer') || !areOfOne(found.parts)) return false;
  if (has('question')) return !isReadme(source.file) || facts.entries.length > 0;
  const heading = titleHeading(found);
  if (!heading) return found.before.length === 0 && questionFacts(source, facts.entries).title !== undefined;
  // A question with an answer below may as well be one of a guide: something more must say that it stands alone.
  const alone = facts.entries.length > 0 || hasFactComments(source) || source.sidecar?.() !== undefined;
  return alone || has('points') || has('explanation');
}

/** Sets stretches together: as one where nothing stands between them, else behind the file. */
function joined(
  source: Source,
  stretches: readonly Stretch[],
  adjacent: boolean,
  maker: Maker,
): Stretch | undefined {
  const [first] = stretches;
  const last = stretches.at(-1);
  if (!first || !last) return undefined;
  if (adjacent) return { start: first.start, end: last.end };
  const pieces = stretches.flatMap(({ start, end }, i) => {
    const { text, at } = trimmedText(source, start, end);
    const from = at.start.offset;
    return [...(i > 0 ? [{ text: '\n\n', from }] : []), { text, from, exact: true }];
  });
  return maker.join(pieces);
}

/** True when no other part stands between the first and the last of `some`. */
function areAdjacent(parts: readonly Part[], some: readonly Part[]): boolean {
  const [first] = some;
  const last = some.at(-1);
  return !first || !last || parts.indexOf(last) - parts.indexOf(first) === some.length - 1;
}

type FollowUp = { readonly question: Stretch; readonly answer: Stretch };

/** Follow-ups as headings with their answers below. */
function headedFollowUps(source: Source, { body }: Part): readonly FollowUp[] {
  const { headings } = outline(source.text, body.start, body.end);
  return headings.map(({ textStart, textEnd, next }, i) => ({
    question: { start: textStart, end: textEnd },
    answer: { start: next, end: headings[i + 1]?.start ?? body.end },
  }));
}

/** Follow-ups as headings, or else as items of a list, which have no answers. */
function followUpsIn(source: Source, part: Part): readonly FollowUp[] {
  const headed = headedFollowUps(source, part);
  if (headed.length > 0) return headed;
  return listItems(source, part.body.start, part.body.end).map(({ at: { start, end } }) => ({
    question: { start: start.offset, end: end.offset },
    answer: { start: end.offset, end: end.offset },
  }));
}

/** A part with its heading. */
const wholePart = ({ heading, body }: Part): Stretch => ({ start: heading.start, end: body.end });

type Words = { readonly title: string; readonly titleAt: Stretch; readonly asked?: Stretch };

/** The question's words as they stand in the text of a part. */
function wordsIn(source: Source, { start, end }: Stretch, maker: Maker): Words {
  const written = source.text.slice(start, end).replace(QUOTE, '').trim();
  const { title, rest } = questionWords(written);
  const asked = rest === '' ? undefined : maker.add(rest, start);
  const { at } = trimmedText(source, start, end);
  return { title, titleAt: { start: at.start.offset, end: at.end.offset }, asked };
}

function wordsOf(
  source: Source,
  found: Parts,
  own: readonly Part[],
  facts: QuestionFacts,
  maker: Maker,
): Words {
  const part = own.find(({ kind, body }) => kind === 'question' && body.end > body.start);
  if (part) return wordsIn(source, part.body, maker);
  const heading = titleHeading(found);
  const above = heading ?? found.parts[0]?.heading;
  const at = { start: above?.textStart ?? 0, end: above?.textEnd ?? 0 };
  if (!heading) return { title: facts.title ?? '', titleAt: at };
  const { titleStart, titleEnd } = wordingOfHeading(source, heading);
  const title = source.text.slice(titleStart, titleEnd);
  return {
    title: title === '' ? (facts.title ?? '') : title,
    titleAt: at,
    asked: { start: heading.next, end: found.start },
  };
}

function storyIn(source: Source, answer: Stretch | undefined): FoundQuestion['star'] {
  if (!answer || answer.end > source.text.length) return undefined;
  const told = storyOf(source, trimmedText(source, answer.start, answer.end), false);
  if (!told) return undefined;
  const stretches = Object.entries(told).map(
    ([part, { at }]) => [part, { start: at.start.offset, end: at.end.offset }] as const,
  );
  return Object.fromEntries(stretches);
}

function foundIn(source: Source, file: FileFacts): ForeignBank {
  const found = partsOf(source, file.bodyStart);
  const facts = questionFacts(source, file.entries);
  const language = languageOf(found.parts);
  const own = found.parts.filter((part) => part.language === undefined || part.language === language);
  const of = (...kinds: readonly Part['kind'][]): readonly Part[] =>
    own.filter(({ kind }) => kinds.includes(kind));
  const maker = makerBehind(source);
  const told = of('answer', 'explanation').filter(({ body }) => body.end > body.start);
  const notes = of('notes').filter(({ body }) => body.end > body.start);
  const answers = told.map((part, i) => (i === 0 ? part.body : wholePart(part)));
  const answer = joined(source, answers, areAdjacent(found.parts, told), maker);
  const noted = joined(source, notes.map(wholePart), areAdjacent(found.parts, notes), maker);
  const star = storyIn(source, answer);
  const { title: _, ...said } = facts;
  const one: FoundQuestion = {
    ...said,
    ...wordsOf(source, found, own, facts, maker),
    answer: answer ?? { start: source.text.length, end: source.text.length },
    keyPoints: of('points').flatMap(({ body }) => pointItems(source, body.start, body.end)),
    followUps: of('follow-ups').flatMap((part) => followUpsIn(source, part)),
    star,
    notes: noted,
  };
  return {
    source: maker.source(),
    found: [one],
    problems: [...file.problems, ...openFences(source, found.fences)],
  };
}

/** Reads files of one question with headings for its parts. */
export const questionAnswerFile: BankReader = {
  name: 'question-answer-file',
  title: 'One question a file, under Question and Answer headings',
  recognises: isOne,
  read: (source) => foundIn(source, fileFacts(source)),
};
