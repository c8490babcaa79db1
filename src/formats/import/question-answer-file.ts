// One question per file under headings: `# Question` and `## Answer`, or a title with an `Answer` below,
// perhaps in several languages or with several answers.
import { slug } from '../../core/base/ids.ts';
import { type Range, type Source, trimmedText } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { type CodeFence, type Heading, outline } from '../markdown/outline.ts';
import type { JsonNode } from '../notation/json.ts';
import { parseYaml, type YamlEntry } from '../notation/yaml.ts';
import { listItems, pointItems } from '../question/points.ts';
import { isReadme } from '../question/question-file.ts';
import { linesOutsideCode } from '../question/story.ts';
import { type BankReader, bodyStretch, type Draft, type Drafts, openFences } from './draft.ts';
import { layoutOf, nodeText } from './fields.ts';
import { entryOf, fileFacts, textsOf } from './file-facts.ts';
import { wordingOfHeading } from './guide-headings.ts';
import { makerBehind, type TextMaker } from './made-source.ts';
import { factsOf, type Field } from './rows.ts';
import { questionWords } from './words.ts';

// From front matter, comments, and a sidecar file, under all common names.

const COMMENT =
  /<!--\s{0,5}(tags|expertise|difficulty|level|category|section|topic|source)\s?:\s{0,5}\(?([^()\n]{1,300}?)\)?\s{0,5}-->/gi;
const LONGEST_SIDECAR = 200_000;
const REPEATING = /^(?:difficulty|level|lang|language|status)[/:]/i;

const hasFactComments = ({ text }: Source): boolean => text.includes('<!--') && text.search(COMMENT) !== -1;

const textNode = (text: string): JsonNode => ({ kind: 'text', text, at: 0 });

const fieldOf = ({ key, value }: YamlEntry): Field => {
  const [text = '', ...others] = textsOf(value);
  const isList = value.kind === 'list' || others.length > 0;
  return [key, isList ? { kind: 'list', items: textsOf(value).map(textNode), at: 0 } : textNode(text)];
};

/** Not split at commas. */
function titleIn(entries: readonly YamlEntry[]): string | undefined {
  const node = entryOf(entries, ['question', 'title', 'name']);
  return node?.kind === 'scalar' ? oneLine(node.text) : undefined;
}

type QuestionFacts = ReturnType<typeof factsOf> & Pick<Draft, 'id'> & { readonly title?: string };

function factsIn(fields: readonly Field[]): QuestionFacts {
  // `expertise` counts from 0, other names from 1.
  const counted = fields.map(([name, value]): Field =>
    /^expertise$/i.test(name) ? ['level', textNode(String(Number(nodeText(value)) + 1))] : [name, value],
  );
  const row: readonly Field[] = [['question', textNode('')], ...counted];
  const layout = layoutOf(row.map(([name]) => name));
  if (!layout) return {};
  const { tags, ...facts } = factsOf(row, layout);
  const named = fields.find(([name]) => /^(?:id|slug)$/i.test(name));
  const id = named ? slug(nodeText(named[1])) : '';
  return {
    ...facts,
    id: /\p{L}/u.test(id) ? id : undefined,
    tags: tags?.filter((tag) => !REPEATING.test(tag)),
  };
}

/** @param entries of the file's front matter, which wins over comments, which win over the sidecar file */
function questionFacts(source: Source, entries: readonly YamlEntry[]): QuestionFacts {
  const text = source.sidecar?.() ?? '';
  // JSON is valid YAML.
  const beside = text === '' || text.length > LONGEST_SIDECAR ? [] : parseYaml(text, 0).entries;
  const comments = [...source.text.matchAll(COMMENT)].map(([, name = '', value = '']): Field => [
    name,
    textNode(value),
  ]);
  const places = [beside.map(fieldOf), comments, entries.map(fieldOf)].map(factsIn);
  const said = places.flatMap((facts) => Object.entries(facts).filter(([, fact]) => fact !== undefined));
  return { ...Object.fromEntries(said), title: titleIn(entries) ?? titleIn(beside) };
}

type PartKind = 'question' | 'answer' | 'explanation' | 'points' | 'follow-ups' | 'notes';

type Part = {
  readonly kind: PartKind;
  readonly name: string;
  /** `en`, `ru`; undefined if the heading names none. */
  readonly language?: string;
  readonly heading: Heading;
  readonly body: Range;
};

type Parts = {
  readonly parts: readonly Part[];
  /** Headings before the first part; the first of them may be the question. */
  readonly before: readonly Heading[];
  readonly fences: readonly CodeFence[];
  readonly start: number;
};

const KINDS: readonly (readonly [PartKind, RegExp])[] = [
  [
    'question',
    /^(?:(?:the|interview) )?(?:question|prompt|front|frage|pregunta|domanda|pergunta|вопрос|vopros|питання|问题|問題|题目|題目|質問|질문)(?: text| statement)?$/u,
  ],
  [
    'answer',
    /^(?:(?:the|a|my|short|brief|quick|long|detailed|full|complete|model|sample|suggested|example|expected|ideal|good|best|possible|correct|alternative) ){0,3}(?:answers?|solutions?|response|back|antwort|lösung|respuesta|solución|réponse|risposta|resposta|ответ|otvet|відповідь|答案|解答|回答|答え|답변|답)(?: \d{1,2}| [a-z])?(?: in (?:short|brief|detail))?$/u,
  ],
  [
    'explanation',
    /^(?:(?:the|detailed|in-depth|full) )?(?:explanation|rationale|reasoning|details|discussion|erklärung|explicación|explication|spiegazione|объяснение|пояснение|解析|解释|解説|설명)$/u,
  ],
  [
    'points',
    /^(?:(?:key|main|talking|core) (?:points|takeaways|ideas)|good to hear|points to (?:mention|cover)|what (?:we|interviewers?|they) (?:look|listen|want).{0,30}|evaluation (?:criteria|points)|rubric|key takeaways?|takeaways)$/,
  ],
  [
    'follow-ups',
    /^(?:(?:possible|likely|common) )?(?:follow[ -]?ups?(?: questions?)?|дополнительные вопросы|dopolnitelnye voprosy)$/u,
  ],
  [
    'notes',
    /^(?:(?:additional|further|useful|related|external|more) )?(?:references?|resources?|links?|reading|sources?|see also|related(?: questions| topics| concepts)?|questions|notes?|hints?|tips|tags|metadata|prerequisites?(?: ?\/ ?concepts)?|ссылки|ssylki|связанные вопросы|svyazannye voprosy)$/u,
  ],
];
const LONGEST_NAME = 60;
const LANGUAGE = /[ \t]{0,3}[([]([A-Za-z]{2})(?:-[A-Za-z]{2})?[)\]]$/;

/** Only the word, perhaps with a language, which is no title in prep's own format. */
const QUESTION_HEADING =
  /^ {0,3}#{1,3}[ \t]{1,4}(?:question|frage|pregunta|domanda|pergunta|вопрос|vopros|питання|问题|問題|質問|질문)[ \t]{0,3}(?:\([a-z]{2}\))?[:：]?[ \t]{0,10}\r?$/imu;
const LONGEST_TOP = 8000;

export const asksBelowHeading = ({ text }: Source): boolean =>
  QUESTION_HEADING.test(text.slice(0, LONGEST_TOP));

function partNamed(
  source: Source,
  { textStart, textEnd }: Heading,
): Pick<Part, 'kind' | 'name' | 'language'> | undefined {
  if (textEnd - textStart > LONGEST_NAME) return undefined;
  const words = source.text.slice(textStart, textEnd);
  const language = LANGUAGE.exec(words)?.[1]?.toLowerCase();
  const name = words
    .replace(LANGUAGE, '')
    .toLowerCase()
    .replace(/^[^\p{L}]+|[\s*_:：.#]+$/gu, '');
  const kind = KINDS.find(([, pattern]) => pattern.test(name))?.[0];
  return kind && { kind, name, language };
}

/** Deeper headings belong to an open part, whatever they say. */
const isInside = (open: Part | undefined, heading: Heading): boolean =>
  open !== undefined &&
  (open.kind === 'answer' || open.kind === 'explanation') &&
  heading.level > open.heading.level;

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
    const named = partNamed(source, heading);
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

/** At most one part of each name per language. */
function areOfOne(parts: readonly Part[]): boolean {
  const asked = parts.filter(({ kind }) => kind === 'question').map(({ language }) => language ?? '');
  const told = parts
    .filter(({ kind }) => kind === 'answer')
    .map(({ name, language }) => `${name} ${language ?? ''}`);
  return [asked, told].every((names) => new Set(names).size === names.length);
}

/** English if it has a question and an answer, otherwise the language of the first question. */
function languageOf(parts: readonly Part[]): string | undefined {
  const answered = (language: string | undefined): boolean =>
    parts.some((part) => part.kind === 'answer' && part.language === language);
  const languages = parts.filter(({ kind }) => kind === 'question').map(({ language }) => language);
  if (languages.includes('en') && answered('en')) return 'en';
  return languages.find((language) => answered(language)) ?? languages[0];
}

const HAS_ANSWER =
  /^ {0,3}#{1,6}[^\n]{0,40}(?:answer|solution|back|antwort|lösung|respuesta|solución|réponse|risposta|resposta|ответ|otvet|відповідь|答|解|답)/imu;

function titleHeading({ before, parts }: Parts): Heading | undefined {
  const [first, ...others] = before;
  const answer = parts.find(({ kind }) => kind === 'answer');
  const fits = first && answer && answer.heading.level > first.level;
  return fits && others.every(({ level }) => level > first.level) ? first : undefined;
}

function isOne(source: Source): boolean {
  if (!HAS_ANSWER.test(source.text)) return false;
  const facts = fileFacts(source);
  const found = partsOf(source, facts.bodyStart);
  const has = (kind: PartKind): boolean => found.parts.some((part) => part.kind === kind);
  if (!has('answer') || !areOfOne(found.parts)) return false;
  if (has('question')) return !isReadme(source.file) || facts.entries.length > 0;
  if (!titleHeading(found))
    return found.before.length === 0 && questionFacts(source, facts.entries).title !== undefined;
  // A question with an answer below may belong to a guide, so a file needs a further sign that it stands
  // alone.
  const alone = facts.entries.length > 0 || hasFactComments(source) || source.sidecar?.() !== undefined;
  return alone || has('points') || has('explanation');
}

function areAdjacent(parts: readonly Part[], some: readonly Part[]): boolean {
  const [first] = some;
  const last = some.at(-1);
  return !first || !last || parts.indexOf(last) - parts.indexOf(first) === some.length - 1;
}

/** Adjacent ranges become one; others are copied to the end of the source. */
function joined(
  source: Source,
  stretches: readonly Range[],
  adjacent: boolean,
  maker: TextMaker,
): Range | undefined {
  const [first] = stretches;
  if (!first) return undefined;
  if (adjacent) return { start: first.start, end: stretches.at(-1)?.end ?? first.end };
  return maker.join(
    stretches.flatMap(({ start, end }, i) => {
      const { text, at } = trimmedText(source, start, end);
      const from = at.start.offset;
      return [
        { text: i > 0 ? '\n\n' : '', from },
        { text, from, exact: true },
      ];
    }),
  );
}

/** Headings with answers below, otherwise list items without answers. */
function followUpsIn(source: Source, { body }: Part): NonNullable<Draft['followUps']> {
  const { headings } = outline(source.text, body.start, body.end);
  if (headings.length > 0) {
    return headings.map(({ textStart, textEnd, next }, i) => ({
      question: { start: textStart, end: textEnd },
      answer: { start: next, end: headings[i + 1]?.start ?? body.end },
    }));
  }
  return listItems(source, body.start, body.end).map(({ at: { start, end } }) => ({
    question: { start: start.offset, end: end.offset },
    answer: { start: end.offset, end: end.offset },
  }));
}

type Words = Pick<Draft, 'title' | 'titleAt' | 'asked'>;

const QUOTE = /^[ \t]{0,3}>[ \t]?/gm;

function wordsIn(source: Source, { start, end }: Range, maker: TextMaker): Words {
  const { title, rest } = questionWords(source.text.slice(start, end).replace(QUOTE, '').trim());
  const { at } = trimmedText(source, start, end);
  return {
    title,
    titleAt: { start: at.start.offset, end: at.end.offset },
    asked: rest === '' ? undefined : maker.add(rest, start),
  };
}

function wordsAbove(source: Source, found: Parts, title = ''): Words {
  const heading = titleHeading(found);
  const above = heading ?? found.parts[0]?.heading;
  const titleAt = { start: above?.textStart ?? 0, end: above?.textEnd ?? 0 };
  if (!heading) return { title, titleAt };
  const { titleStart, titleEnd } = wordingOfHeading(source, heading);
  return {
    title: source.text.slice(titleStart, titleEnd) || title,
    titleAt,
    asked: { start: heading.next, end: found.start },
  };
}

const isFilled = ({ body }: Part): boolean => body.end > body.start;

const withHeading = ({ heading, body }: Part): Range => ({ start: heading.start, end: body.end });

function read(source: Source): Drafts {
  const file = fileFacts(source);
  const found = partsOf(source, file.bodyStart);
  const { title, ...facts } = questionFacts(source, file.entries);
  const language = languageOf(found.parts);
  const own = found.parts.filter((part) => part.language === undefined || part.language === language);
  const of = (...kinds: readonly PartKind[]): readonly Part[] =>
    own.filter(({ kind }) => kinds.includes(kind));
  const maker = makerBehind(source);
  const asked = of('question').find(isFilled);
  const answers = of('answer', 'explanation').filter(isFilled);
  const notes = of('notes').filter(isFilled);
  const isInFile = areAdjacent(found.parts, answers);
  const answer = joined(
    source,
    answers.map((part, i) => (i === 0 ? part.body : withHeading(part))),
    isInFile,
    maker,
  );
  const one: Draft = {
    ...facts,
    answer: answer ?? { start: source.text.length, end: source.text.length },
    findsStory: isInFile,
    notes: joined(source, notes.map(withHeading), areAdjacent(found.parts, notes), maker),
    ...(asked ? wordsIn(source, asked.body, maker) : wordsAbove(source, found, title)),
    keyPoints: of('points').flatMap(({ body }) => pointItems(source, body.start, body.end)),
    followUps: of('follow-ups').flatMap((part) => followUpsIn(source, part)),
  };
  return {
    source: maker.source(),
    found: [one],
    problems: [...file.problems, ...openFences(source, found.fences)],
  };
}

export const questionAnswerFile: BankReader = {
  name: 'question-answer-file',
  title: 'one question per file, under Question and Answer headings',
  recognises: isOne,
  read,
};
