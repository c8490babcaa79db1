// Two that take turns: labels of questions and answers in any language, and people who speak in chats and transcripts.
import { countEach, groupBy, sumOf } from '../../core/base/collections.ts';
import type { Source } from '../../core/base/span.ts';
import { oneLine, sentencesIn } from '../../core/base/text.ts';
import { labelAt } from '../question/story.ts';
import { BARE_WORD } from './guide-headings.ts';
import { type Fragment, madeOfLines, type WrittenLine, writtenLines } from './made-source.ts';
import { fromRecords, ITEM } from './records.ts';
import { asksAtEnd, asksOrTells, namesAnswer, wordCount } from './words.ts';

const TIME = String.raw`[[(]?(?:[\d./-]{6,10},?[ T]{1,2})?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?:\s?[ap]m)?[\])]?[ \t,–-]{0,3}`;
const NAME = String.raw`(\p{L}[\p{L}\p{N}.'’-]{0,20}(?: [\p{L}\p{N}.'’-]{1,20}){0,2})`;
/** `[12:03] Me: What is …?`, `**You:** What is …?`, `## User`, `**Assistant**` */
const TURN = new RegExp(
  String.raw`^[ \t]{0,3}(?:(?:[-*][ \t]+)?(?:\*\*)?(?:${TIME})?(?:\*\*)?${NAME}(?:\*\*)?(?:[ \t]${TIME})?:(?:\*\*)?(?:[ \t]+|$)|#{1,6}[ \t]+${NAME}:?[ \t]*$|\*\*${NAME}\*\*[ \t]*$)`,
  'mu',
);
const TURNS = new RegExp(TURN, 'gmu');
const LONGEST_HEAD = 120;
const FEWEST_TURNS = 2;
/** `Problem 1`, `P4` */
const COUNTED = /(?:^| )\p{L}?\d+$/u;
const HEADING = /^ {0,3}(?:#{1,6}[ \t]|\*\*[^*]+\*\*[ \t]*$)/;
/** In characters, of a title above the first turn. */
const LONGEST_ABOVE = 600;
/** A remark such as `ok, thanks` is neither a question nor part of an answer. */
const WORDS_OF_REMARK = 6;

/** `lines` are without the name; the first may be empty. */
type Turn = { readonly speaker: string; readonly name: string; readonly lines: Fragment[] };

/** The two who speak most, if they speak in turns. */
function speakersIn(names: readonly string[]): readonly string[] {
  const times = [...countEach(names)].toSorted(([, a], [, b]) => b - a);
  const [[one, many] = ['', 0], [other, few] = ['', 0], [, next] = ['', 0]] = times;
  const isLabel = [one, other].some(
    (name) => namesAnswer(name) || BARE_WORD.test(name) || COUNTED.test(name),
  );
  if (few < FEWEST_TURNS || few * 2 < many || next * 2 > few || isLabel) return [];
  const said = names.filter((name) => name === one || name === other);
  const changes = said.filter((name, i) => i > 0 && name !== said[i - 1]).length;
  return changes * 10 >= (said.length - 1) * 7 ? [one, other] : [];
}

const ME = /^(?:me|myself|i|ich|moi|yo|io|eu|ik|jag|ja|я|我|私|自分)$/u;
const PANEL = 'panel';
const MOST_IN_PANEL = 5;

/** Where no two take turns, several who ask one person are one side. */
function sidesOf(names: readonly string[]): readonly string[] {
  const others = [...countEach(names)].filter(([name]) => !ME.test(name));
  const isPanel =
    names.some((name) => ME.test(name)) &&
    others.length <= MOST_IN_PANEL &&
    others.filter(([, times]) => times >= FEWEST_TURNS).length > 1;
  return isPanel && speakersIn(names).length === 0
    ? names.map((name) => (ME.test(name) ? name : PANEL))
    : names;
}

const nameIn = ([, before, heading, bold]: RegExpMatchArray): string =>
  (before ?? heading ?? bold ?? '').toLowerCase();

function headOf(source: Source, { text, from, code }: WrittenLine) {
  const found = code ? null : TURN.exec(text.slice(0, LONGEST_HEAD));
  if (!found) return undefined;
  const isLabel = labelAt(source, { start: from, end: from + text.length, next: from + text.length + 1 });
  return isLabel ? undefined : { name: nameIn(found), length: found[0].length };
}

/** From the sentence that asks, if only a few words are before it. */
function askedIn(said: string): string {
  const asking = sentencesIn(said).find(({ text }) => asksAtEnd(text));
  const before = said.slice(0, asking?.index ?? 0);
  return wordCount(before) < WORDS_OF_REMARK ? said.slice(before.length).trim() : said;
}

const wordsOf = ({ lines }: Turn): string => oneLine(lines.map(({ text }) => text).join(' '));
const asks = (turn: Turn): boolean => sentencesIn(wordsOf(turn)).some(({ text }) => asksOrTells(text));

/** `P: …`, `**F:** …`, `[OK] D. …`, `- В3) …`, `**They asked:** …`, `【Q】…`: the marks in front, then the words, their number, and a sign. */
const LABELLED =
  /^[ \t]{0,12}(#{1,6}[ \t]+)?(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(\[[^\][\n]{0,8}\][ \t]*)?(\*\*|__|【)?(\p{L}{1,16}(?: \p{L}{1,16}){0,2})(?:\.?[ \t]?#?(\d{1,4}))?(\3)?[ \t]?([:：.)．、】]|(?<=\d)(?=\t))-?(\3)?[ \t]*(?=\S|\r?$)/u;
/** A quick check: one of a single letter. */
const HAS_LETTER = new RegExp(
  LABELLED.source.replace(String.raw`(\p{L}{1,16}(?: \p{L}{1,16}){0,2})`, String.raw`(\p{L})`),
  'mu',
);
/** And of words, which a colon or a bracket ends. */
const WORDS =
  /^[ \t]{0,3}(?:\*\*|__)?(【?\p{L}{1,16}(?: \p{L}{1,16}){0,2})(?:[ \t]?#?\d{0,4}(?:\*\*|__)?[:：】]|(?<=^[ \t]{0,3}\p{L}{2,4})\.?[ \t])/gmu;
const FEWEST_PAIRS = 3;
/** Of a word cut short. */
const LONGEST_SHORT = 4;

/** The first line below has the words of a label alone; a list of several has none. */
function labelledLine({ text, code, from }: WrittenLine, below: readonly WrittenLine[]) {
  const [
    whole,
    heading = '',
    tag = '',
    mark = '',
    word = '',
    number = '',
    inner = '',
    sign = '',
    outer = '',
  ] = (code ? null : LABELLED.exec(text.slice(0, LONGEST_HEAD))) ?? [];
  // `Pyt. 4`, `Odp.`
  const isShort = word.length <= LONGEST_SHORT;
  const mayBeSentence = word.length > 1 && !isShort && !/[:：】]/.test(sign) && !namesAnswer(word);
  if (whole === undefined || mayBeSentence) return undefined;
  const said = text.slice(whole.length);
  // `**P: What is …?**`
  const rest = mark !== '' && inner + outer === '' ? said.replace(/(?:\*\*|__)[ \t]*$/, '') : said;
  const isList = below.length > 1 && below.every((each) => ITEM.test(each.text));
  const words = rest.trim() !== '' ? rest.trim() : isList ? '' : (below[0]?.text ?? '').trim();
  const isUsual = tag === '' && /[:：)]/.test(sign);
  return { word: word.toLowerCase(), heading, number, rest, words, isUsual, from: from + whole.length };
}

type Labelled = NonNullable<ReturnType<typeof labelledLine>>;

const FEWEST_OPTIONS = 3;

/** Letters that count on from line to line are options. */
function withoutOptions(labels: readonly (Labelled | undefined)[]): readonly (Labelled | undefined)[] {
  const codeOf = (at: number): number => {
    const word = labels[at]?.word ?? '';
    return word.length === 1 ? word.charCodeAt(0) : Number.NaN;
  };
  let first = 0;
  const starts = labels.map((_, at) => {
    if (codeOf(at) !== codeOf(at - 1) + 1) first = at;
    return first;
  });
  const lengths = countEach(starts);
  return labels.map((one, at) => ((lengths.get(starts[at] ?? at) ?? 0) < FEWEST_OPTIONS ? one : undefined));
}

/** Parts of stories do, beside a third: `S: …`, `T: …`, `A: …`, `R: …`. */
const areParts = (one: string, other: string, all: readonly string[]): boolean =>
  /^[star]{2}$/.test(one + other) && all.filter((word) => /^[star]$/.test(word)).length > 2;

const isLetter = ({ length }: string): boolean => length === 1;

/** The words of questions and answers, if they alternate: letters, or phrases, which have to ask more. Those that are known are read as they are. */
function labelPair(
  labels: readonly Labelled[],
  letters: boolean,
): readonly [asker: string, teller: string] | undefined {
  const times = [...countEach(labels.map(({ word }) => word))].filter(([, many]) => many >= FEWEST_PAIRS);
  const words = times.map(([word]) => word);
  const askers = words.filter((word) => isLetter(word) === letters && !namesAnswer(word));
  const tellers = words.filter(
    (word) => (namesAnswer(word) && !(letters && word.includes(' '))) || isLetter(word) === letters,
  );
  const pairs = askers.flatMap((one) => tellers.map((other) => [one, other] as const));
  return pairs.find(([asker, teller]) => {
    if (asker === teller || areParts(asker, teller, words)) return false;
    const said = labels.filter(({ word }) => word === asker || word === teller);
    const isKnown = BARE_WORD.test(asker) && said.every(({ isUsual }) => isUsual);
    if (isKnown) return false;
    const told = [...said.keys()].filter((at) => said[at]?.word === teller);
    const answers = told.filter((at) => said[at - 1]?.word === asker).length;
    const asking = said.filter(({ words: each }) => asksOrTells(each));
    const own = asking.filter(({ word }) => word === asker).length;
    // Some have no answer yet.
    const areTurns = answers * 10 >= told.length * 9 && answers * 2 >= said.length - told.length;
    const all = said.length - told.length;
    const sure = asking.filter(({ word, words: each }) => word === asker && asksAtEnd(each)).length;
    // `【質問1】` above `【回答】`
    const areNamed = BARE_WORD.test(asker) && namesAnswer(teller);
    const areAsked = letters ? own * 4 >= said.length : own * 10 >= all * 7 && sure * 2 >= all;
    return areTurns && (areNamed || areAsked) && asking.length - own <= own / (letters ? 2 : 4);
  });
}

/** Labels of questions and answers that alternate, as `Q:` and `A:`; the source itself if it has none. */
function fromLabels(source: Source, letters: boolean): Source {
  const lines = writtenLines(source);
  const found = lines.map((line, at) => labelledLine(line, lines.slice(at + 1, at + 3)));
  const labels = withoutOptions(found);
  const [asker, teller] =
    labelPair(
      labels.filter((one) => one !== undefined),
      letters,
    ) ?? [];
  if (asker === undefined) return source;
  return madeOfLines(
    source,
    lines.map((line, at) => {
      const one = labels[at];
      if (!one || (one.word !== asker && one.word !== teller)) return line;
      const label = one.word === asker ? `${one.heading}Q${one.number}: ` : 'A: ';
      return { text: label + one.rest, from: line.from };
    }),
  );
}

const fromLetters = (source: Source): Source =>
  HAS_LETTER.test(source.text) ? fromLabels(source, true) : source;

/** `**They asked:** …` above `**I said:** …`; where headings ask, they are parts of answers. */
function fromPhrases(source: Source): Source {
  const { text } = source;
  const times = countEach(Array.from(text.matchAll(WORDS), ([, words = '']) => words));
  const many = [...times].filter(([, each]) => each >= FEWEST_PAIRS).map(([words]) => words);
  if (many.length < 2 || many.every((words) => BARE_WORD.test(words) || namesAnswer(words))) return source;
  const asked = text.match(/^ {0,3}#{1,6}[ \t][^\n]{3,300}/gm)?.filter((one) => asksOrTells(one)) ?? [];
  return asked.length > 1 ? source : fromLabels(source, false);
}

/** At the margin, or in an item around the list. */
const LISTED = /^( {0,4})([-*+]|(\d{1,3})[.)])[ \t]+(?=\S)/;
/** In lines. */
const LONGEST_LIST = 2000;

type Item = {
  readonly number: string | undefined;
  readonly mark: string;
  readonly lines: readonly Fragment[];
};
type List = { readonly items: readonly Item[]; readonly first: number; readonly next: number };

/** From a line on, with what is indented below its items; undefined if no list of several begins there. */
function listFrom(lines: readonly WrittenLine[], first: number): List | undefined {
  const [, margin = '', sign] = LISTED.exec(lines[first]?.text ?? '') ?? [];
  if (sign === undefined) return undefined;
  const items: { number: string | undefined; mark: string; lines: Fragment[] }[] = [];
  const indent = margin.length + 2;
  let next = first;
  for (let at = first; at < Math.min(lines.length, first + LONGEST_LIST); at += 1) {
    const { text = '', from = 0, code = false } = lines[at] ?? {};
    if (text.trim() === '') continue;
    const [mark = '', before, own, number] = (code ? null : LISTED.exec(text)) ?? [];
    if (before === margin && (own === sign || number !== undefined))
      items.push({ number, mark, lines: [{ text: text.slice(mark.length), from: from + mark.length }] });
    else if (text.slice(0, indent).trim() !== '') break;
    else
      items.at(-1)?.lines.push(...lines.slice(next, at), { text: text.slice(indent), from: from + indent });
    next = at + 1;
  }
  return items.length > 1 ? { items, first, next } : undefined;
}

/** The answer to each question above; undefined if these lists are no questions and their answers. */
function answersTo(asked: List, told: List): readonly (Item | undefined)[] | undefined {
  const asking = (items: readonly Item[]): number =>
    items.filter(({ lines: [first] }) => asksOrTells(first?.text ?? '')).length;
  const isOther = asking(asked.items) * 2 < asked.items.length || asking(told.items) * 4 > told.items.length;
  if (isOther || asked.items.some(({ lines }) => lines.length > 1)) return undefined;
  // Markdown numbers `1.`, `1.`, `1.` itself.
  const isCounted = [asked, told].every(({ items }) => {
    const numbers = items.flatMap(({ number }) => number ?? []);
    return new Set(numbers).size === items.length;
  });
  if (!isCounted) return told.items.length === asked.items.length ? told.items : undefined;
  const answers = asked.items.map(({ number }) => told.items.find((one) => one.number === number));
  return answers.filter(Boolean).length === told.items.length ? answers : undefined;
}

/** `**Answers:**`, `### Model answers`, `Answers:` */
const LEAD =
  /^[ \t]{0,4}(?:[-*+][ \t]+)?(?:#{1,6}[ \t]+\S|[*_]{1,3}\S[^\n]*[*_]{1,3}:?[ \t]*$|[^\n]*:[ \t]*$)/;
const namesAnswers = ({ text, code }: WrittenLine): boolean =>
  !code &&
  text.length < LONGEST_HEAD &&
  LEAD.test(text) &&
  namesAnswer(text.replace(/^[ \t]*[-*+][ \t]+/, ''));

/** Each question with its answer below it. */
function* pairedLines(asked: List, answers: readonly (Item | undefined)[]): Generator<Fragment> {
  for (const [i, { mark, lines }] of asked.items.entries()) {
    yield* lines.map(({ text, from }) => ({ text: mark + text, from, exact: false }));
    const [first, ...more] = answers[i]?.lines ?? [];
    if (!first) continue;
    const indent = ' '.repeat(mark.length);
    const blank = { text: '', from: first.from };
    yield blank;
    yield { text: `${indent}**Answer:** ${first.text}`, from: first.from, exact: false };
    yield* more.map(({ text, from }) => ({ text: indent + text, from, exact: false }));
    yield blank;
  }
}

/** A list of answers right below its list of questions; the source itself if it has none. */
function fromLists(source: Source): Source {
  const lines = writtenLines(source);
  if (!lines.some(namesAnswers)) return source;
  const filled = [...lines.keys()].filter((at) => lines[at]?.text.trim() !== '');
  const made: Fragment[] = [];
  let done = 0;
  let asked: List | undefined;
  for (const [i, at] of filled.entries()) {
    const line = lines[at];
    if (!line || at < (asked?.next ?? done)) continue;
    const told = asked && namesAnswers(line) ? listFrom(lines, filled[i + 1] ?? lines.length) : undefined;
    const answers = asked && told && answersTo(asked, told);
    if (asked && told && answers) {
      made.push(...lines.slice(done, asked.first), ...pairedLines(asked, answers));
      done = told.next;
    }
    asked = answers ? undefined : listFrom(lines, at);
  }
  return done === 0 ? source : madeOfLines(source, [...made, ...lines.slice(done)]);
}

/** `1.1 Why precast? // Time`, `What is a lease? → A lock that expires`; no list item, and no row of a table. */
const INLINE =
  /^[ \t]{0,3}(?![|>#*+-])((?:\d{1,3}(?:\.\d{1,3}){0,2}[.)]?[ \t]+)?)(\S.{4,}?)[ \t]+(\/\/|\||→|[-=]{1,2}>|⇒|➜|--)(?:[ \t]+|\r?$)/u;
const FEWEST_INLINE = 4;

/** Questions with their answers on the same line, behind one sign, on lines of their own. */
function fromInline(source: Source): Source {
  if (!/\?[ \t]+(?:\/\/|\||→|[-=]{1,2}>|⇒|➜|--)(?:[ \t]|$)/m.test(source.text)) return source;
  const lines = writtenLines(source);
  const found = lines.map(({ text, code }) => {
    const [whole = '', number = '', asked = '', sign = ''] = (code ? null : INLINE.exec(text)) ?? [];
    return sign === ''
      ? undefined
      : { number: Number.parseInt(number, 10), asked, sign, length: whole.length };
  });
  const signs = countEach(found.flatMap((one) => one?.sign ?? []));
  const asking = countEach(found.flatMap((one) => (one && asksAtEnd(one.asked) ? [one.sign] : [])));
  const [sign] =
    [...asking].find(([each, many]) => many >= FEWEST_INLINE && many * 5 >= (signs.get(each) ?? 0) * 3) ?? [];
  const isTable = sign === '|' && lines.some(({ text }) => /^[ \t]*:?-{2,}:?[ \t]*\|[ \t:|-]*$/.test(text));
  if (sign === undefined || isTable) return source;
  const made = lines.flatMap((line, at): readonly Fragment[] => {
    const one = found[at];
    if (one?.sign !== sign) return [line];
    const answer = { text: `A: ${line.text.slice(one.length)}`, from: line.from + one.length };
    return [{ text: `Q: ${one.asked}`, from: line.from }, answer];
  });
  return madeOfLines(source, made);
}

const ASSISTANT =
  /^((?:\*\*)?(?:chatgpt|claude|gemini|copilot|deepseek|perplexity|assistant)(?: said)?:?(?:\*\*)?)(?:(?<=:\*{0,2})[ \t]+(\S.*)|:?[ \t]*)$/im;
/** `You: Ask me about queues`, or the name alone. */
const OTHER_SIDE =
  /^((?:\*\*)?(?:you|user|human|me)(?: said)?:?(?:\*\*)?)(?:(?<=:\*{0,2})[ \t]+(\S.*)|:?[ \t]*)$/i;

/** A pasted chat in which an assistant wrote the guide: what the person asked for is no part of an answer. */
function fromChat(source: Source): Source {
  if (!ASSISTANT.test(source.text)) return source;
  const lines = writtenLines(source);
  const speakers = lines.map(({ text, code }) =>
    code ? null : (ASSISTANT.exec(text.trimEnd()) ?? OTHER_SIDE.exec(text.trimEnd())),
  );
  const first = lines.find((_, at) => speakers[at]);
  if (!first || speakers.filter(Boolean).length < FEWEST_TURNS) return source;
  // Further below, they are words of an answer.
  const above = source.text.slice(0, first.from);
  if (above.length > LONGEST_ABOVE || above.split('\n').some((line) => asksAtEnd(line.trim()))) return source;
  const made = lines.flatMap((line, at): readonly Fragment[] => {
    const [, name, said = ''] = speakers[at] ?? [];
    if (name === undefined) return [line];
    const { from } = line;
    // A heading without a name ends the answer above, and names no section.
    return [
      { text: '#', from },
      { text: said, from },
    ];
  });
  return madeOfLines(source, made);
}

/** The source itself if nobody takes turns in it. */
export function fromTurns(source: Source): Source {
  for (const each of [fromRecords, fromLists, fromLetters, fromSpeakers, fromPhrases, fromInline, fromChat]) {
    const made = each(source);
    if (made !== source) return made;
  }
  return source;
}

function fromSpeakers(source: Source): Source {
  // A quick check.
  if (speakersIn(sidesOf([...source.text.matchAll(TURNS)].map(nameIn))).length === 0) return source;
  const lines = writtenLines(source);
  const told = lines.map((line) => headOf(source, line));
  const sides = sidesOf(told.flatMap((head) => head?.name ?? [])).values();
  const heads = told.map((head) => head && { ...head, name: sides.next().value ?? head.name });
  const speakers = speakersIn(heads.flatMap((head) => head?.name ?? []));
  const isTurn = (at: number): boolean => speakers.includes(heads[at]?.name ?? '');
  const first = lines.findIndex((_, at) => isTurn(at));
  if (first === -1 || (lines[first]?.from ?? 0) > LONGEST_ABOVE) return source;
  // Below headings of their own, they are labels.
  const filled = [...lines.keys()].filter((at) => at >= first && lines[at]?.text.trim() !== '');
  const areLabels = filled.some((at, i) => {
    const above = filled[i - 1] ?? at;
    return isTurn(at) && !isTurn(above) && HEADING.test(lines[above]?.text ?? '');
  });
  if (areLabels) return source;
  const turns: Turn[] = [];
  lines.slice(first).forEach((line, i) => {
    const { name = '', length = 0 } = (isTurn(first + i) && heads[first + i]) || {};
    const fragment = { ...line, text: line.text.slice(length), from: line.from + length };
    if (length > 0) turns.push({ speaker: name, name: told[first + i]?.name ?? name, lines: [fragment] });
    else turns.at(-1)?.lines.push(fragment);
  });
  const [asker, other] = speakers
    .map((speaker) => {
      const own = turns.filter((turn) => turn.speaker === speaker);
      const asking = own.filter(asks).length;
      const length = sumOf(own, (turn) => wordsOf(turn).length);
      return { speaker, asking, share: asking / own.length, length };
    })
    .toSorted((a, b) => b.share - a.share);
  // Of a panel, everybody asks.
  const asking = turns.filter(({ speaker }) => speaker === asker?.speaker);
  const areAsking = [...groupBy(asking, ({ name }) => name).values()].every(
    (own) => own.length < FEWEST_TURNS || own.filter(asks).length * 2 >= own.length,
  );
  if (
    !asker ||
    !other ||
    !areAsking ||
    asker.asking < FEWEST_TURNS ||
    asker.share < 0.5 ||
    other.share > 0.35
  )
    return source;
  // Answers are longer than questions, and no heading asks beside them.
  const headings = lines.filter(({ text }) => HEADING.test(text) && asksOrTells(text.replace(/^[\s#]+/, '')));
  if (asker.length > other.length || headings.length * 2 > asker.asking) return source;
  const made = turns.flatMap((turn): readonly Fragment[] => {
    if (turn.speaker !== asker.speaker) return turn.lines;
    const [{ from } = { from: 0 }] = turn.lines;
    const said = wordsOf(turn);
    if (asks(turn)) return [{ text: `# Q: ${askedIn(said)}`, from }];
    return wordCount(said) < WORDS_OF_REMARK ? [] : turn.lines;
  });
  return madeOfLines(source, [...lines.slice(0, first), ...made]);
}
