// One question a file under headings: `# Question` and `## Answer`, or a title with an `Answer` below,
// perhaps in several languages and with several answers. Makes one question of the parts.
import type { Difficulty } from '../../core/base/question.ts';
import { type Source, trimmedText } from '../../core/base/span.ts';
import { type CodeFence, type Heading, outline } from '../markdown/outline.ts';
import { slug } from '../../core/base/ids.ts';
import { parseYaml, type YamlEntry } from '../notation/yaml.ts';
import { MOST_MINUTES } from '../question/draft.ts';
import { listItems, pointItems } from '../question/points.ts';
import { isReadme } from '../question/question-file.ts';
import { linesOutsideCode, storyOf } from '../question/story.ts';
import { type BankReader, bodyStretch, type ForeignBank, type FoundQuestion, openFences } from './draft.ts';
import { entryOf, fileFacts, type FileFacts, textsOf } from './file-facts.ts';
import { wordingOfHeading } from './guide-headings.ts';
import { type Maker, makerBehind, type Stretch } from './made-source.ts';
import { difficultyOf, questionWords } from './words.ts';

// What the front matter of a file with one question, comments in it and a file beside it say of the
// question: title, tags, how hard it is. Any names that people use count; knows nothing of the question's
// parts.

type QuestionFacts = {
  readonly title?: string;
  readonly id?: string;
  readonly number?: number;
  readonly section?: string;
  readonly tags?: readonly string[];
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
  readonly origin?: string;
};

/** Gives the texts that stand under the first of some names that has any. */
type Lookup = (...names: readonly string[]) => readonly string[];

const COMMENT =
  /<!--\s{0,5}(tags|expertise|difficulty|level|category|section|topic|source)\s?:\s{0,5}\(?([^()\n]{1,300}?)\)?\s{0,5}-->/gi;
const LONGEST_SIDECAR = 200_000;
/** Tags that only repeat what other fields say. */
const REPEATING = /^(?:difficulty|level|lang|language|status)[/:]/i;

const fromEntries =
  (entries: readonly YamlEntry[]): Lookup =>
  (...names) =>
    textsOf(entryOf(entries, names));

function fromComments(text: string): Lookup {
  const found = new Map<string, readonly string[]>();
  for (const [, name = '', value = ''] of text.matchAll(COMMENT)) {
    const texts = value.split(',').map((part) => part.trim());
    found.set(name.toLowerCase(), texts.filter(Boolean));
  }
  return (...names) => names.map((name) => found.get(name) ?? []).find((texts) => texts.length > 0) ?? [];
}

/** The entries of the file beside; JSON is read as the YAML that it is. */
function sidecarEntries(source: Source): readonly YamlEntry[] {
  const text = source.sidecar?.() ?? '';
  return text === '' || text.length > LONGEST_SIDECAR ? [] : parseYaml(text, 0).entries;
}

/** Counts from 0 where the name is `expertise`, else from 1. */
function difficultyIn(lookup: Lookup): Difficulty | undefined {
  const [word = ''] = lookup('difficulty', 'level', 'complexity');
  const named = difficultyOf(word.slice(0, 40));
  const [expertise] = lookup('expertise');
  const count = expertise === undefined ? Number(word || Number.NaN) : Number(expertise) + 1;
  if (named || Number.isNaN(count)) return named;
  return count <= 1 ? 'easy' : count === 2 ? 'medium' : 'hard';
}

function minutesIn(lookup: Lookup): number | undefined {
  const minutes = Number.parseFloat(lookup('minutes', 'duration', 'time')[0] ?? '');
  return minutes > 0 && minutes <= MOST_MINUTES ? minutes : undefined;
}

/** What the lookups say, the first one first. */
function factsIn(lookups: readonly Lookup[], title: string | undefined): QuestionFacts {
  const lookup: Lookup = (...names) =>
    lookups.map((each) => each(...names)).find((texts) => texts.length > 0) ?? [];
  const first = (...names: readonly string[]): string | undefined => lookup(...names)[0];
  const id = slug(first('id', 'slug') ?? '1');
  const number = Number(first('number', 'order', 'index') ?? Number.NaN);
  const section = first('section', 'category', 'topic', 'subject', 'domain', 'deck');
  const tags = [...lookup('tags', 'keywords', 'topics', 'labels')].map((tag) => tag.replace(/^#/, ''));
  const difficulty = difficultyIn(lookup);
  const minutes = minutesIn(lookup);
  const origin = first('source', 'source_url', 'original_url', 'url', 'link', 'reference');
  return {
    title,
    ...(first('id', 'slug') !== undefined && /\p{L}/u.test(id) && { id }),
    ...(Number.isInteger(number) && number >= 0 && { number }),
    section,
    ...(tags.length > 0 && { tags: tags.filter((tag) => !REPEATING.test(tag)) }),
    difficulty,
    minutes,
    origin,
  };
}

/** The title in one piece: commas are of its words. */
function titleIn(entries: readonly YamlEntry[]): string | undefined {
  const node = entryOf(entries, ['question', 'title', 'name']);
  return node?.kind === 'scalar' ? node.text.replace(/\s+/g, ' ').trim() : undefined;
}

/**
 * Reads what is said of the question of a file.
 * @param entries of its front matter, which counts more than comments, and these more than the file beside
 */
function questionFacts(source: Source, entries: readonly YamlEntry[]): QuestionFacts {
  const beside = sidecarEntries(source);
  const lookups = [fromEntries(entries), fromComments(source.text), fromEntries(beside)];
  return factsIn(lookups, titleIn(entries) ?? titleIn(beside));
}

/** True for a file with comments such as `<!-- tags: (css) -->`. */
const hasFactComments = ({ text }: Source): boolean => text.includes('<!--') && text.search(COMMENT) !== -1;

// The parts of a file that holds one question under headings such as `# Question` and `## Answer`: which
// heading begins what, in which language.

type PartKind = 'question' | 'answer' | 'explanation' | 'points' | 'follow-ups' | 'notes';

/** A heading and what stands below it. */
type Part = {
  readonly kind: PartKind;
  /** The heading in plain words, language left out. */
  readonly name: string;
  /** `en`, `ru`; undefined where the heading names none. */
  readonly language?: string;
  readonly heading: Heading;
  readonly body: Stretch;
};

type Parts = {
  readonly parts: readonly Part[];
  /** Headings before the first part; the first of them may be the question's words. */
  readonly before: readonly Heading[];
  readonly fences: readonly CodeFence[];
  /** Where the first part begins. */
  readonly start: number;
};

const QUESTION =
  /^(?:(?:the|interview) )?(?:question|prompt|front|frage|pregunta|domanda|pergunta|вопрос|vopros|питання|问题|問題|题目|題目|質問|질문)(?: text| statement)?$/u;
const ANSWER =
  /^(?:(?:the|a|my|short|brief|quick|long|detailed|full|complete|model|sample|suggested|example|expected|ideal|good|best|possible|correct|alternative) ){0,3}(?:answers?|solutions?|response|back|antwort|lösung|respuesta|solución|réponse|risposta|resposta|ответ|otvet|відповідь|答案|解答|回答|答え|답변|답)(?: \d{1,2}| [a-z])?(?: in (?:short|brief|detail))?$/u;
const EXPLANATION =
  /^(?:(?:the|detailed|in-depth|full) )?(?:explanation|rationale|reasoning|details|discussion|erklärung|explicación|explication|spiegazione|объяснение|пояснение|解析|解释|解説|설명)$/u;
const POINTS =
  /^(?:(?:key|main|talking|core) (?:points|takeaways|ideas)|good to hear|points to (?:mention|cover)|what (?:we|interviewers?|they) (?:look|listen|want).{0,30}|evaluation (?:criteria|points)|rubric|key takeaways?|takeaways)$/;
const FOLLOW_UPS =
  /^(?:(?:possible|likely|common) )?(?:follow[ -]?ups?(?: questions?)?|дополнительные вопросы|dopolnitelnye voprosy)$/u;
const NOTES =
  /^(?:(?:additional|further|useful|related|external|more) )?(?:references?|resources?|links?|reading|sources?|see also|related(?: questions| topics| concepts)?|questions|notes?|hints?|tips|tags|metadata|prerequisites?(?: ?\/ ?concepts)?|ссылки|ssylki|связанные вопросы|svyazannye voprosy)$/u;
const KINDS: readonly (readonly [RegExp, PartKind])[] = [
  [QUESTION, 'question'],
  [ANSWER, 'answer'],
  [EXPLANATION, 'explanation'],
  [POINTS, 'points'],
  [FOLLOW_UPS, 'follow-ups'],
  [NOTES, 'notes'],
];
const LONGEST_NAME = 60;
const LANGUAGE = /[ \t]{0,3}[([]([A-Za-z]{2})(?:-[A-Za-z]{2})?[)\]]$/;

/** A heading of nothing but the word, perhaps with a language. No title of prep's own question files is that. */
const QUESTION_HEADING =
  /^ {0,3}#{1,3}[ \t]{1,4}(?:question|frage|pregunta|domanda|pergunta|вопрос|vopros|питання|问题|問題|質問|질문)[ \t]{0,3}(?:\([a-z]{2}\))?[:：]?[ \t]{0,10}\r?$/imu;
const LONGEST_TOP = 8000;

/** True for a file that has its question below a heading that says so, near its top. */
export const asksBelowHeading = ({ text }: Source): boolean =>
  QUESTION_HEADING.test(text.slice(0, LONGEST_TOP));

type Named = { readonly kind: PartKind; readonly name: string; readonly language?: string };

/** What a heading begins; undefined for any other heading. */
function nameOf(source: Source, { textStart, textEnd }: Heading): Named | undefined {
  if (textEnd - textStart > LONGEST_NAME) return undefined;
  const words = source.text.slice(textStart, textEnd);
  const language = LANGUAGE.exec(words)?.[1]?.toLowerCase();
  const name = words
    .replace(LANGUAGE, '')
    .toLowerCase()
    .replace(/^[^\p{L}]+|[\s*_:：.#]+$/gu, '');
  const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1];
  return kind && { kind, name, language };
}

/** True where a heading within the part `open` is of that part, whatever it is called. */
const isInside = (open: Part | undefined, heading: Heading): boolean =>
  open !== undefined &&
  (open.kind === 'answer' || open.kind === 'explanation') &&
  heading.level > open.heading.level;

/** Takes a file apart from `start` on. */
function partsOf(source: Source, start: number): Parts {
  const { text } = source;
  const { headings, fences } = outline(text, start, text.length);
  const parts: Part[] = [];
  const before: Heading[] = [];
  const close = (end: number): void => {
    const last = parts.pop();
    if (!last) return;
    const lines = linesOutsideCode(source, last.body.start, end, fences, 0);
    parts.push({ ...last, body: bodyStretch(source, lines, last.body.start, end) });
  };
  for (const heading of headings) {
    if (isInside(parts.at(-1), heading)) continue;
    const named = nameOf(source, heading);
    if (!named) {
      if (parts.length === 0) before.push(heading);
      continue;
    }
    close(heading.start);
    parts.push({ ...named, heading, body: { start: heading.next, end: text.length } });
  }
  close(text.length);
  return { parts, before, fences, start: parts[0]?.heading.start ?? text.length };
}

/** True for parts that are those of one question: of each name no more than one in a language. */
function areOfOne(parts: readonly Part[]): boolean {
  const asked = parts.filter(({ kind }) => kind === 'question').map(({ language }) => language ?? '');
  const told = parts
    .filter(({ kind }) => kind === 'answer')
    .map(({ name, language }) => `${name} ${language ?? ''}`);
  return [asked, told].every((names) => new Set(names).size === names.length);
}

/** The language that is read of a file in several: English where the question and an answer are, else that of the first question. */
function languageOf(parts: readonly Part[]): string | undefined {
  const answered = (language: string | undefined): boolean =>
    parts.some((part) => part.kind === 'answer' && part.language === language);
  const languages = parts.filter(({ kind }) => kind === 'question').map(({ language }) => language);
  if (languages.includes('en') && answered('en')) return 'en';
  return languages.find((language) => answered(language)) ?? languages[0];
}

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
