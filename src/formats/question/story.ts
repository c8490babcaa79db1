// The parts of a story: under labels (`**Situation**: …`) as in guides, or under headings as in question
// files.
import { STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import { type Range, type Source, type Text, trimmedText } from '../../core/base/span.ts';
import { isAnswerWord } from '../import/words.ts';
import { markedStretches } from '../markdown/marks.ts';
import { type Heading, linesOf, outline } from '../markdown/outline.ts';

type LabelKind = 'answer' | 'star' | 'points' | 'follow-up' | 'part' | 'difficulty' | 'minutes' | 'tags';

export type BodyLine = { readonly start: number; readonly end: number; readonly next: number };

/** A line that divides an answer: `**Answer**:`, `Follow-up:`, `#### Key points`. Offsets in the file. */
export type Label = BodyLine & {
  readonly kind: LabelKind;
  readonly part?: StarPart;
  readonly restStart: number;
};

const LONGEST_LABELLED = 200;
/** `open`: emphasis that continues after the label, as in `**Follow-up: Why?**` or `*Difficulty: hard*`. */
const FORMS = [
  [
    'open',
    /^\s{0,12}(?:[-*+]\s{1,4}|>\s?)?(?:\*\*|__|\*|_)(?<words>[A-Za-z][A-Za-z0-9' -]{0,40}?)\s{0,2}[:：][^\S\n]{0,4}(?=[^\s*_])/,
  ],
  [
    'bold',
    /^\s{0,12}(?:[-*+]\s{1,4}|>\s?|\d{1,3}[.)]\s{1,4})?(?:\p{Extended_Pictographic}\ufe0f?\s{0,2}){0,2}(?<mark>\*{1,3}|_{1,3})(?<words>[^*\n]{1,80}?)\k<mark>(?:\s{0,3}(?<colon>[:：])|\s{1,3}(?<dash>[–—-])(?=\s))?[^\S\n]{0,4}/u,
  ],
  [
    'follow-up heading',
    /^ {0,3}#{1,6}\s{1,4}(?:\*\*|_|\*)?(?<words>(?:\p{L}{1,12} )?follow[ -]?ups?(?: questions?)?(?: \d{1,2})?)\s{0,2}[:：][^\S\n]{0,4}(?=\S)/iu,
  ],
  [
    'heading',
    /^ {0,3}#{1,6}\s{1,4}(?:\p{Extended_Pictographic}\ufe0f?\s{0,2}){0,2}(?<words>[^#\n]{1,80}?)\s{0,3}#{0,6}\s{0,3}$/u,
  ],
  ['plain', /^\s{0,12}(?:[-*+]\s{1,4}|>\s?)?(?<words>\p{L}[\p{L}\p{N}' -]{0,40}?)\s{0,2}[:：][^\S\n]{0,4}/u],
] as const;

const NAMES: Readonly<Record<StarPart, string>> = {
  situation: 'situation',
  task: 'task',
  action: 'actions?',
  result: 'results?',
  learning:
    "(?:(?:my|the|key|main) ){0,2}(?:learnings?|lessons?(?: (?:(?:i|we)(?: have)? )?learn(?:ed|t))?|reflections?|takeaways?)|(?:what (?:(?:i|we)(?: have|['’]ve)? )?)?learn(?:ed|t)",
};

const NAMED = STAR_PARTS.map(
  (part) => [part, new RegExp(`^(?:${NAMES[part]}|${part.charAt(0)})$`, 'i')] as const,
);
const partNamed = (words: string): StarPart | undefined => NAMED.find(([, name]) => name.test(words))?.[0];

function labelWords(line: string) {
  // Most lines have none of the signs.
  if (!/[:：*_#]/.test(line)) return undefined;
  for (const [style, form] of FORMS) {
    const { 0: whole = '', groups } = form.exec(line) ?? {};
    if (!groups) continue;
    const { words = '', colon, dash } = groups;
    const hasColon = style !== 'bold' || colon !== undefined || /[:：]\s*$/.test(words);
    return { words: words.trim(), length: whole.length, colon: hasColon, dash: dash !== undefined, style };
  }
  return undefined;
}

/** `Follow-up Question 2 (harder):` → `follow-up question 2`; `S (Situation)` → `s`. */
function normalized(words: string): string {
  const plain = words
    .toLowerCase()
    .replace(/[*_:：]+/g, '')
    .trim();
  return plain.replace(/\s?[([][^()[\]]{0,60}[)\]]$/, '').trim();
}

const KINDS: readonly (readonly [RegExp, LabelKind])[] = [
  [
    /^(?:(?:model|sample|suggested|short|strong|good|great|ideal|full|my|example|possible|detailed|expected)\s){0,2}(?:answer|ans|a|response)$/,
    'answer',
  ],
  [
    /^star\b(?:[ -](?:format|method|style|technique))?(?: (?:answer|response|story|example|outline))?$/,
    'star',
  ],
  [
    /^(?:(?:key|main|talking|core) (?:points|takeaways|ideas)|points)(?: to (?:mention|cover|hit|make|remember))?$|^good to hear$/,
    'points',
  ],
  [
    /^(?:(?:possible|potential|likely|common|expected|typical) )?(?:follow[ -]?ups?\b|prob(?:es?|ing questions?)$)/,
    'follow-up',
  ],
  [
    /^(?:mögliche )?(?:nach|folge|rück|anschluss|zusatz)fragen?$|^(?:relances?|questions? de suivi|repreguntas?|preguntas? de seguimiento|perguntas? de (?:seguimento|acompanhamento)|domand[ae] (?:successiv[ae]|di approfondimento)|vervolgvra(?:ag|gen)|pytani[ae] (?:dodatkowe|uzupełniające)|追问|追問|深掘り(?:質問)?|꼬리 ?질문)$/,
    'follow-up',
  ],
  [/^(?:difficulty|level)$/, 'difficulty'],
  [/^(?:time|target time|speaking time|duration)$/, 'minutes'],
  [/^tags$/, 'tags'],
];

function kindOf(words: string): Pick<Label, 'kind' | 'part'> | undefined {
  const name = normalized(words);
  const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1];
  if (kind) return { kind };
  const part = partNamed(name);
  if (part) return { kind: 'part', part };
  // In another language; with its name behind, as in `Ответ (RU)`, it is one of several answers.
  return isAnswerWord(words.toLowerCase().replace(NUMBER_BEHIND, '')) ? { kind: 'answer' } : undefined;
}

const NUMBER_BEHIND = /(?:\s?#?\d{1,4}(?:[.-]\d{1,3})?)?[\s*_:：]*$/;
export function labelAt(source: Source, { start, end, next }: BodyLine): Label | undefined {
  const text = source.text.slice(start, Math.min(end, start + LONGEST_LABELLED));
  const found = labelWords(text);
  const kind = found && kindOf(found.words);
  if (!found || !kind) return undefined;
  const alone = text.slice(found.length).trim() === '';
  // Bold words without a colon are a label only on a line of their own; single letters never are. Where a paragraph begins, a
  // dash is as good for the parts of a story.
  const isPart = found.dash && /^\s{0,3}[*_]/.test(text) && kind.kind === 'part';
  if (!found.colon && !isPart && (!alone || found.words.length < 2)) return undefined;
  // Unformatted, `Time: 3 minutes` and `Tags: …` are ordinary sentences in many answers.
  if (found.style === 'plain' && (kind.kind === 'minutes' || kind.kind === 'tags')) return undefined;
  // `Star: denormalized dimensions, …`
  if (found.style === 'plain' && /^star$/i.test(found.words) && found.words !== 'STAR' && !alone)
    return undefined;
  // `- a: 12 ms` is an item of a list.
  if (found.style === 'plain' && found.words === 'a' && /^\s*[-*+]/.test(text)) return undefined;
  // Indented, `Ответ: 200` is a line of an answer.
  if (found.style === 'plain' && kind.kind === 'answer' && /^\s+[^\sa-z]/i.test(text)) return undefined;
  // The answer would begin inside the emphasis and keep half of its marks.
  if (found.style === 'open' && (kind.kind === 'answer' || kind.kind === 'part')) return undefined;
  return { kind: kind.kind, part: kind.part, start, end, next, restStart: start + found.length };
}

type Story = Readonly<Partial<Record<StarPart, Text>>>;

const FEWEST_PARTS = 3;

const LETTER_A = /^[^\p{L}]{0,12}A[^\p{L}]{0,6}$/u;

/** Reads an `A` label below those of a situation or a task as the action instead of the answer. */
export function withLetters(source: Source, labels: readonly Label[]): readonly Label[] {
  return labels.map((label, i) => {
    const before = labels[i - 1]?.part;
    const isLetter =
      label.kind === 'answer' && LETTER_A.test(source.text.slice(label.start, label.restStart));
    return isLetter && (before === 'task' || before === 'situation')
      ? { ...label, kind: 'part', part: 'action' }
      : label;
  });
}

type PartStart = { readonly part: StarPart; readonly start: number; readonly restStart: number };

function storyWith(source: Source, parts: readonly StoryPart[]): Story {
  const star: Partial<Record<StarPart, Text>> = {};
  for (const { part, start, end } of parts) star[part] ??= trimmedText(source, start, end);
  return star;
}

function storyOfStarts(source: Source, all: readonly PartStart[], end: number): Story | undefined {
  // A second one of its name belongs to the part it is in.
  const first = new Map(all.toReversed().map((one) => [one.part, one]));
  const marks = all.filter((one) => first.get(one.part) === one);
  const parts = marks.map(({ part, restStart }, i) => {
    return { part, start: restStart, end: Math.min(marks[i + 1]?.start ?? end, end) };
  });
  const star = storyWith(source, parts);
  const main = [star.situation, star.task, star.action, star.result].filter((part) => part !== undefined);
  return main.length >= FEWEST_PARTS ? star : undefined;
}

const INLINE = new RegExp(
  String.raw`(\*{1,2}|_{1,2}|(?<=^|[.!?;]\s|\n|[-*+]\s))\s{0,2}(${Object.values(NAMES).join('|')}|[starl])\s{0,2}(?:\([^()\n]{1,20}\)\s{0,2})?([:：]?)\1\s{0,2}([:：]|[-–—](?=\s)|)`,
  'giu',
);

function withMarker({ text }: Source, at: number): number {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+$/.test(text.slice(line, at)) ? line : at;
}

function inlineStarts(source: Source, { at }: Text): readonly PartStart[] {
  const [start, end] = [at.start.offset, at.end.offset];
  const matches = [...source.text.slice(start, end).matchAll(INLINE)];
  let isListed = false;
  return matches.flatMap((match): readonly PartStart[] => {
    const from = start + match.index;
    const [whole, mark, name = ''] = match;
    const part = partNamed(name);
    const first = withMarker(source, from);
    // `- S - …` begins a list of letters.
    isListed ||= name === 'S' && first < from;
    const isLetter = isListed && first < from && /^[STARL]$/.test(name);
    const isMarked = mark !== '' || isLetter || /^\p{Lu}\p{Ll}/u.test(name);
    const isNamed = part !== undefined && isMarked && (match[3] !== '' || match[4] !== '');
    return isNamed ? [{ part, start: first, restStart: from + whole.length }] : [];
  });
}

const partsIn = (marks: readonly PartStart[]): number => new Set(marks.map(({ part }) => part)).size;

export function labelledStory(source: Source, labels: readonly Label[], answer: Text): Story | undefined {
  const { start, end } = answer.at;
  const marks = labels.flatMap(({ part, start: from, restStart }): readonly PartStart[] =>
    part && restStart > start.offset && restStart <= end.offset ? [{ part, start: from, restStart }] : [],
  );
  const inline = inlineStarts(source, answer);
  return storyOfStarts(source, partsIn(inline) > partsIn(marks) ? inline : marks, end.offset);
}

export type NamedHeading = { readonly heading: Heading; readonly words: string };

const LONGEST_SECTION = 30;

export const nameHeadings = (source: Source, headings: readonly Heading[]): readonly NamedHeading[] =>
  headings.map((heading) => {
    const { textStart, textEnd } = heading;
    const isLong = textEnd - textStart > LONGEST_SECTION;
    const words = isLong ? '' : source.text.slice(textStart, textEnd).toLowerCase();
    return { heading, words: words.replace(/[^\p{L}]+/gu, '') };
  });

export type StoryPart = Range & { readonly part: StarPart };

export function storyParts(headings: readonly NamedHeading[], end: number): readonly StoryPart[] {
  const inAnswer = headings.filter(({ heading }) => heading.level === 2 && heading.start < end);
  return inAnswer.flatMap(({ heading, words }, i) => {
    const part = STAR_PARTS.find((name) => name === words);
    return part ? [{ part, start: heading.next, end: inAnswer[i + 1]?.heading.start ?? end }] : [];
  });
}

export const tellsStory = (parts: readonly StoryPart[]): boolean =>
  parts.some(({ part }) => part === 'situation') && parts.length > 1;

/**
 * @param declared the question is known to be a story: any part counts
 * @returns undefined if the headings make no story
 */
export function storyIn(
  source: Source,
  start: number,
  end: number,
  declared: boolean,
): readonly StoryPart[] | undefined {
  const { headings } = outline(source.text, start, end, markedStretches(source.text, end));
  const parts = storyParts(nameHeadings(source, headings), end);
  return tellsStory(parts) || (declared && parts.length > 0) ? parts : undefined;
}

export function storyOf(source: Source, answer: Text, declared: boolean): Story | undefined {
  const [start, end] = [answer.at.start.offset, answer.at.end.offset];
  const headed = storyIn(source, start, end, declared);
  if (headed) return storyWith(source, headed);
  const { fences } = outline(source.text, start, end);
  const lines = linesOf(source.text, start, end, fences).filter(({ code }) => !code);
  const labels = lines.flatMap((line) => labelAt(source, line) ?? []);
  return labelledStory(source, withLetters(source, labels), answer);
}

/** A quick check; false is certain. */
export const mayTellStory = (answer: string): boolean => /\bsituation\b|(?:[*_]|[-*+] )s[\W_]/i.test(answer);

// An answer in two layers: the headline, which takes 20 to 40 seconds, and the rest. They are separated by a
// heading `In depth`, or by these words alone on a bold line, in every format with answers.

const DIVIDER = /^(?: {0,3}#{2,6}[ \t]+in depth[ \t]*#*|[ \t]*\*\*in depth:?\*\*:?)[ \t]*\r?$/gim;

/** Undefined without text above or below it. */
export function dividerIn(text: string) {
  const found = [...text.matchAll(DIVIDER)];
  if (found.length === 0) return undefined;
  const { fences } = outline(text, 0, text.length);
  const first = found.find(({ index }) => !fences.some(({ start, next }) => start <= index && index < next));
  if (!first) return undefined;
  const [start, end] = [first.index, first.index + first[0].length];
  return text.slice(0, start).trim() === '' || text.slice(end).trim() === '' ? undefined : { start, end };
}

export function layersOf(source: Source, { text, at }: Text) {
  const divider = dividerIn(text);
  if (!divider) return undefined;
  const from = at.start.offset;
  return {
    headline: trimmedText(source, from, from + divider.start),
    depth: trimmedText(source, from + divider.end, at.end.offset),
  };
}

export function headlineIn(answer: string): string | undefined {
  const divider = dividerIn(answer);
  return divider && answer.slice(0, divider.start).trim();
}

/** Divides the layers by a line that no outline takes for a section. */
export function boldDivider(answer: string): string {
  const divider = dividerIn(answer);
  return divider ? `${answer.slice(0, divider.start)}**In depth**${answer.slice(divider.end)}` : answer;
}
