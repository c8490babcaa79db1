// The parts of a file that holds one question under headings such as `# Question` and `## Answer`: which heading begins what,
// in which language. Knows headings; knows nothing of what the parts say.
import type { Source } from '../../core/span.ts';
import { outline, type CodeFence, type Heading } from '../outline.ts';
import { bodyStretch } from './body-stretch.ts';
import { linesOutsideCode } from './guide-labels.ts';
import type { Stretch } from './made-source.ts';

export type PartKind = 'question' | 'answer' | 'explanation' | 'points' | 'follow-ups' | 'notes';

/** A heading and what stands below it. */
export type Part = {
  readonly kind: PartKind;
  /** The heading in plain words, language left out. */
  readonly name: string;
  /** `en`, `ru`; undefined where the heading names none. */
  readonly language?: string;
  readonly heading: Heading;
  readonly body: Stretch;
};

export type Parts = {
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
export function partsOf(source: Source, start: number): Parts {
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
export function areOfOne(parts: readonly Part[]): boolean {
  const asked = parts.filter(({ kind }) => kind === 'question').map(({ language }) => language ?? '');
  const told = parts
    .filter(({ kind }) => kind === 'answer')
    .map(({ name, language }) => `${name} ${language ?? ''}`);
  return [asked, told].every((names) => new Set(names).size === names.length);
}

/** The language that is read of a file in several: English where the question and an answer are, else that of the first question. */
export function languageOf(parts: readonly Part[]): string | undefined {
  const answered = (language: string | undefined): boolean =>
    parts.some((part) => part.kind === 'answer' && part.language === language);
  const languages = parts.filter(({ kind }) => kind === 'question').map(({ language }) => language);
  if (languages.includes('en') && answered('en')) return 'en';
  return languages.find((language) => answered(language)) ?? languages[0];
}
