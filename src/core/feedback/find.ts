// Looks for key points in an answer: how many of a point's words, or words like them, are in neighboring
// sentences. Only a suggestion: the person decides. It compares words, not meaning; `benchmarks/feedback.js`
// measures how good that is.
import { sentencesIn } from '../base/text.ts';
import { countBy, groupBy, keptFor, sumOf } from '../base/collections.ts';
import type { KeyPoint, Question } from '../base/question.ts';
import { isMisspelled } from '../base/spelling.ts';
import { isNumberWord } from '../values/spoken-numbers.ts';
import { isUnit } from '../values/units.ts';
import { alikeBy, COMMON_DIMENSIONS, cosine, directionOf, type Lexicon, type Vector } from './lexicon.ts';
import { type Opposite, oppositeOf } from './opposites.ts';
import { distinct, isLittle, type Place, saidWords, withoutGaps, type Word } from './words.ts';

export type Finding = {
  readonly state: 'found' | 'maybe' | 'missing';
  /** 0–1. */
  readonly score: number;
  /** The closest sentence, if any. */
  readonly sentence?: Place;
  /** Its part that is closest. */
  readonly clause?: Place;
  /** What that sentence says against the point. */
  readonly opposite?: Opposite;
  /** The reason that the point gives, if nothing of it is said. */
  readonly unsaid?: string;
  /** The words that tell most of the point and that the answer has none like. Figures are compared by others. */
  readonly lacking: readonly string[];
  readonly places: readonly Place[];
};

// Tuned on half of Mohler's questions, the training parts of SemEval-2013 task 7, six labeled exams, and the answers of
// students to 19 questions; see benchmarks/README.md.
const FOUND = 0.6;
const MAYBE = 0.2;
/** Of the point's own words, however far the sentence is from the other points. */
const LEAST_SHARE = 0.3;
/** A word of the title is in most answers, so it says little. */
const TITLE_WEIGHT = 0.25;
/** A single letter or digit easily matches by chance. */
const LETTER_WEIGHT = 0.5;
// With several points, it counts how much closer a sentence is to this point than to the others.
const WITHOUT_MARGIN = 0.8;
const MARGIN_WEIGHT = 0.9;
/** For an answer with all other points; against one that says the opposite of them. */
const TRUST = 0.5;
/** Added to a point's weight (at least 1): two words of two are less certain than six of six. */
const DOUBT = 0.2;
const GRAM = 4;
const LEAST_SHARED_GRAMS = 0.45;
const MISSPELLED = 0.9;
/** Initials for words, and words written together. */
const ACRONYM = 0.9;
/** How many sentences a point may be spread over, and the cost of each but the first. */
const WIDEST = 2;
const SENTENCE_FACTOR = 0.85;
/** Words per piece of speech without punctuation. */
const LONGEST_SENTENCE = 25;
/** Told to the person. */
const MOST_LACKING = 2;
/** Bounds the work. */
const MOST_SENTENCES = 1000;
const MOST_DISTINCT_WORDS = 2000;

/** From one word to before another. */
type Sentence = { readonly from: number; readonly to: number; readonly place: Place };

function sentencesOf(text: string, words: readonly Word[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let at = 0;
  for (const { text: written, index: start } of sentencesIn(text)) {
    const end = start + written.length;
    const isIn = (word: Word | undefined): boolean => word !== undefined && word.start < end;
    for (let from = at; isIn(words[from]) && sentences.length < MOST_SENTENCES; from = at) {
      while (isIn(words[at]) && at - from < LONGEST_SENTENCE) at += 1;
      const first = sentences.at(-1);
      const place = {
        start: first && first.place.end > start ? (words[from]?.start ?? start) : start,
        end: isIn(words[at]) ? (words[at - 1]?.end ?? end) : end,
      };
      sentences.push({ from, to: at, place });
    }
  }
  return sentences;
}

/** A new clause begins here, between two words of a sentence. */
const CLAUSE_BREAK = /[,;:()—–]|\b(?:because|but|so|while|which|and)\b/iu;

/** A clause of a single word says too little. */
function clausesOf(text: string, words: readonly Word[], { from, to, place }: Sentence): readonly Sentence[] {
  const breaks = [from];
  for (let at = from + 1; at < to; at += 1)
    if (CLAUSE_BREAK.test(text.slice(words[at - 1]?.end, words[at]?.start))) breaks.push(at);
  return breaks
    .map((start, i) => ({ from: start, to: breaks[i + 1] ?? to, place }))
    .filter((clause) => clause.to - clause.from > 1 && clause.to - clause.from < to - from);
}

const isNumber = (form: string): boolean => /^\p{N}/u.test(form);

/** Distinct ones; none for a word too short for its parts to tell anything. */
function gramsOf(form: string): readonly string[] {
  if (form.length < GRAM) return [];
  const padded = ` ${form} `;
  return [...new Set(Array.from({ length: padded.length - GRAM + 1 }, (_, i) => padded.slice(i, i + GRAM)))];
}

const NEGATING = /^(?:un|in|im|ir|il|non|dis|de|anti|a)$/;

/** A common beginning, or a prefix: `hyperparameter`. Common endings differ: `encoder`, `decoder`. */
function isForm(one: string, other: string): boolean {
  if (one.length < other.length) return isForm(other, one);
  const at = one.indexOf(other);
  return one.slice(0, 3) === other.slice(0, 3) || (at > 0 && !NEGATING.test(one.slice(0, at)));
}

type Match = { readonly likeness: number; readonly at: readonly number[] };

/** The letters of an acronym such as `LN` or `GPUs`. */
const lettersOf = ({ written }: Word): string | undefined =>
  /^(\p{Lu}{2,5})s?$/u.exec(written)?.[1]?.toLowerCase();

function spelledOut(letters: string, words: readonly Word[], initials: string): readonly number[] {
  const starts: number[] = [];
  for (let at = initials.indexOf(letters); at >= 0; at = initials.indexOf(letters, at + 1)) {
    const [first, last] = [words[at]?.index ?? 0, words[at + letters.length - 1]?.index ?? 0];
    if (last - first < 2 * letters.length - 1) starts.push(at);
  }
  return starts;
}

const initialsOf = (words: readonly Word[]): string => words.map(({ form }) => form.slice(0, 1)).join('');

const joinedForm = (word: Word, next: Word | undefined): string | undefined =>
  next?.index === word.index + 1 ? word.form + next.form : undefined;

function spelledLike(one: string, other: string): number {
  if (isMisspelled(one, other)) return MISSPELLED;
  if (!isForm(one, other)) return 0;
  const [own, its] = [gramsOf(one), gramsOf(other)];
  const share = (2 * own.filter((gram) => its.includes(gram)).length) / (own.length + its.length);
  return share >= LEAST_SHARED_GRAMS ? share : 0;
}

/** The words of a text, indexed by spelling and meaning. */
function listen(text: string, lexicon: Lexicon | undefined) {
  const words = saidWords(text);
  const placesBy = (keyOf: (word: Word, at: number) => string | undefined) => {
    const keys = words.map(keyOf);
    return groupBy(keys.keys(), (at) => keys[at] ?? '');
  };
  const byStem = placesBy(({ stem }) => stem);
  const byForm = placesBy(({ form }) => form);
  const joined = placesBy((word, at) => joinedForm(word, words[at + 1]));
  const acronyms = placesBy(lettersOf);
  const initials = initialsOf(words);
  const forms = [...byForm.keys()].filter((form) => !isNumber(form)).slice(0, MOST_DISTINCT_WORDS);

  function matchesOf(word: Word): Match[] {
    const same = { likeness: 1, at: byStem.get(word.stem) ?? [] };
    if (isNumber(word.form)) return [same];
    const letters = lettersOf(word);
    const full = letters === undefined ? [] : spelledOut(letters, words, initials);
    const meant = lexicon?.likenessTo(word.form);
    const found: Match[] = [
      same,
      { likeness: 1, at: joined.get(word.form) ?? [] },
      { likeness: ACRONYM, at: full },
    ];
    for (const other of forms) {
      const near = meant?.(other) ?? 0;
      const likeness = Math.max(spelledLike(word.form, other), near);
      if (near >= 0 && likeness > 0) found.push({ likeness, at: byForm.get(other) ?? [] });
    }
    return found;
  }

  const sentences = sentencesOf(text, words);
  return {
    words,
    sentences,
    /** The sentences, then their clauses. */
    stretches: [...sentences, ...sentences.flatMap((sentence) => clausesOf(text, words, sentence))],
    matches: (sought: readonly Word[]): readonly (readonly Match[])[] => {
      const found = sought.map((word) => matchesOf(word));
      for (const [i, word] of sought.entries()) {
        const together = byForm.get(joinedForm(word, sought[i + 1]) ?? '');
        if (together) for (const each of found.slice(i, i + 2)) each.push({ likeness: 1, at: together });
      }
      const own = initialsOf(sought);
      for (const [letters, at] of acronyms)
        for (const start of letters === '' ? [] : spelledOut(letters, sought, own))
          for (const each of found.slice(start, start + letters.length)) each.push({ likeness: ACRONYM, at });
      return found;
    },
  };
}

type Said = ReturnType<typeof listen>;

/** Only relative weights count. */
type Sought = { readonly words: readonly Word[]; readonly weights: readonly number[]; readonly full: number };

type Looked = {
  readonly found: Omit<Finding, 'state'>;
  /** If only one of several words is found, the point is only `maybe`. */
  readonly isSure: boolean;
  /** In each stretch. */
  readonly shares: readonly number[];
};

type Best = { readonly likeness: Float64Array; readonly at: Int32Array };

/** Of each word, the most alike one in each stretch. */
function bestOf(words: readonly Word[], { words: all, stretches, matches }: Said): readonly Best[] {
  const holding = all.map((): number[] => []);
  for (const [i, { from, to }] of stretches.entries())
    for (let word = from; word < to; word += 1) holding[word]?.push(i);
  return matches(words).map((found) => {
    const likeness = new Float64Array(stretches.length);
    const at = new Int32Array(stretches.length);
    for (const match of found)
      for (const word of match.at)
        for (const stretch of holding[word] ?? [])
          if (match.likeness > (likeness[stretch] ?? 0)) {
            likeness[stretch] = match.likeness;
            at[stretch] = word;
          }
    return { likeness, at };
  });
}

function lookFor({ words, weights, full }: Sought, said: Said): Looked {
  const { sentences, stretches } = said;
  const best = bestOf(words, said).map((one, i) => ({ ...one, weight: weights[i] ?? 0 }));
  const shares = stretches.map(
    (_, at) => sumOf(best, ({ likeness, weight }) => weight * (likeness[at] ?? 0)) / full,
  );
  let most = { score: 0, from: 0, to: 0 };
  for (const from of sentences.keys()) {
    if (best.every(({ likeness }) => likeness[from] === 0)) continue;
    for (let to = from + 1; to <= Math.min(sentences.length, from + WIDEST); to += 1) {
      const sum = sumOf(best, ({ likeness, weight }) => Math.max(...likeness.subarray(from, to)) * weight);
      const score = (sum * SENTENCE_FACTOR ** (to - from - 1)) / full;
      if (score > most.score + 1e-9) most = { score, from, to };
    }
  }
  if (most.score === 0) return { found: { score: 0, lacking: [], places: [] }, isSure: false, shares };
  const isOfNumber = ({ form, written, index }: Word): boolean =>
    isUnit(written) ||
    isNumberWord(form) ||
    words.some((each) => isNumber(each.form) && Math.abs(each.index - index) <= 1);
  const lacking = words
    .map((word, i) => ({ ...word, ...best[i] }))
    .filter(({ likeness, weight = 0 }) => weight > 0 && likeness?.every((each) => each === 0))
    .filter((word) => !isLittle(word.form) && !isOfNumber(word))
    .toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0))
    .slice(0, MOST_LACKING);
  const inReach = Array.from({ length: most.to - most.from }, (_, i) => most.from + i);
  /** The first of the highest. */
  const top = (of: (sentence: number) => number): number =>
    inReach.reduce((one, other) => (of(other) > of(one) + 1e-9 ? other : one));
  const places = new Map<number, Place>();
  for (const { likeness, at } of best) {
    const sentence = top((one) => likeness[one] ?? 0);
    const word = (likeness[sentence] ?? 0) > 0 ? said.words[at[sentence] ?? 0] : undefined;
    if (word) places.set(word.start, { start: word.start, end: word.end });
  }
  return {
    found: {
      score: Math.min(1, most.score),
      sentence: sentences[top((one) => shares[one] ?? 0)]?.place,
      lacking: lacking.map(({ written }) => written),
      places: [...places.values()].toSorted((a, b) => a.start - b.start),
    },
    isSure: places.size >= Math.min(2, words.length),
    shares,
  };
}

/** The surest of a point's phrases. */
function findingIn(looked: readonly Looked[], scoreOf: (share: number) => number): Finding {
  const rank = ({ state, score }: Finding): number => score + (state === 'found' ? 1 : 0);
  const surest = looked
    .map(({ found, isSure }): Finding => {
      const score = Math.min(1, scoreOf(found.score));
      const isFound = isSure && score >= FOUND && found.score >= LEAST_SHARE;
      const state = isFound ? 'found' : score >= MAYBE ? 'maybe' : 'missing';
      return { ...found, score, state };
    })
    .reduce((one, other) => (rank(other) > rank(one) ? other : one));
  // The person sees the first of its phrases.
  const shown = looked[0]?.found.lacking ?? [];
  return surest.lacking.length > 0 && shown.length > 0 ? { ...surest, lacking: shown } : surest;
}

type Weigh = (words: readonly Word[]) => readonly number[];

const formOf = ({ form }: Word): string => form;
/** To tell one point from another. */
const meaningOf = (words: readonly Word[], weigh: Weigh, lexicon: Lexicon | undefined): Vector =>
  directionOf(words.map(formOf), lexicon, { weights: weigh(words), from: COMMON_DIMENSIONS });

const nearest = (nearness: readonly (readonly number[])[]): readonly number[] =>
  (nearness[0] ?? []).map((_, stretch) => Math.max(...nearness.map((each) => each[stretch] ?? 0)));

function marginsOf(nearness: readonly (readonly number[])[], point: number): readonly number[] {
  const others = nearest(nearness.filter((_, i) => i !== point));
  return (nearness[point] ?? []).map((own, stretch) => own - (others[stretch] ?? 0));
}

type Asked = Pick<Question, 'title' | 'keyPoints' | 'answer' | 'placeholders'> &
  Partial<Pick<Question, 'kind' | 'draft'>>;

/** How many of some texts each stem is in. */
const textsWith = (texts: readonly string[]): ReadonlyMap<string, number> =>
  countBy(
    texts.flatMap((text) => distinct(text)),
    ({ stem }) => stem,
  );

/** Less for words of the title, and for those of several points or sentences of the model answer. */
function weigher({ title, keyPoints, answer }: Asked): Weigh {
  const inTitle = new Set(distinct(title).map(({ stem }) => stem));
  const inPoints = textsWith(keyPoints.map(({ text }) => text));
  const inSentences = textsWith(sentencesIn(answer.text).map(({ text }) => text));
  return (words) =>
    words.map(
      ({ stem }) =>
        ((inTitle.has(stem) ? TITLE_WEIGHT : 1) * (stem.length < 2 ? LETTER_WEIGHT : 1)) /
        ((inPoints.get(stem) ?? 1) * Math.sqrt(inSentences.get(stem) ?? 1)),
    );
}

function soughtFor(phrase: string, weigh: Weigh): Sought {
  const words = saidWords(phrase);
  // A word said twice counts once.
  const isFirst = (i: number): boolean => words.findIndex(({ stem }) => stem === words[i]?.stem) === i;
  const weights = weigh(words).map((weight, i) => (isFirst(i) ? weight : 0));
  // A letter alone names an option.
  const least = words.length === 1 && words[0]?.stem.length === 1 ? LETTER_WEIGHT : 1;
  const sum = sumOf(weights, (weight) => weight);
  return { words, weights, full: Math.max(least, sum) + DOUBT };
}

/** A question with blanks for its placeholders. A card asks several times about one. */
const prepared = keptFor((written: Asked, lexicon: Lexicon | undefined) => {
  const { title, placeholders } = written;
  const blank = (text: string): string => withoutGaps(text, placeholders);
  const answer = { ...written.answer, text: blank(written.answer.text) };
  const keyPoints = written.keyPoints.map(({ text, also, ...rest }) => {
    return { ...rest, text: blank(text), also: also?.map(blank) };
  });
  const question: Asked = { ...written, keyPoints, answer };
  const weigh = weigher(question);
  /** Of each point. */
  const phrases = keyPoints.map(({ text, also = [] }) => [text, ...also]);
  const words = distinct([title, answer.text, ...phrases.flat()].join('\n'));
  return {
    question,
    lexicon,
    weigh,
    sought: phrases.map((each) => each.map((phrase) => soughtFor(phrase, weigh))),
    directions: phrases.map((each) => each.map((phrase) => meaningOf(distinct(phrase), weigh, lexicon))),
    /** Of the title, the points with their other phrasings, and the model answer. */
    stems: new Set(words.map(({ stem }) => stem)),
    direction: directionOf(words.map(formOf), lexicon),
  };
});
type Prepared = ReturnType<typeof prepared>;

/** A partial answer is on topic. */
export type Topic = 'empty' | 'off-topic' | 'on-topic';

/**
 * A text on something else has fewer words of the question, and a different direction; a right answer in other
 * words has the same one.
 */
const ON_TOPIC = 0.9;
/** Of that, without the lexicon. */
const USUAL_COSINE = 0.76;
/** A right answer of a few words may share none. */
const FEWEST_WORDS = 6;
const FEWEST_WORDS_TOLD = 12;
/** A text with a smaller share of English stop words is a list of keywords, or in another language. */
const FEWEST_LITTLE_WORDS = 0.2;

/** The share of words that are in the question, and the cosine. */
function nearnessTo({ stems, direction, lexicon }: Prepared, words: readonly Word[]): number {
  const own = directionOf(words.map(formOf), lexicon);
  const alike = own.length > 0 && direction.length > 0 ? cosine(own, direction) : USUAL_COSINE;
  return words.filter(({ stem }) => stems.has(stem)).length / words.length + alike;
}

function isStrange(text: string, question: Asked, lexicon: Lexicon | undefined): boolean {
  const [said, words] = [saidWords(text), distinct(text)];
  const little = 1 - said.length / (said.at(-1)?.index ?? 1);
  const isJudged = question.kind !== 'star' && !question.draft && little >= FEWEST_LITTLE_WORDS;
  if (!isJudged || words.length < FEWEST_WORDS) return false;
  return nearnessTo(prepared(question, lexicon), words) < ON_TOPIC;
}

type Closeness = { readonly margin: number } & Pick<Finding, 'sentence' | 'clause'>;

/** How much closer the text gets to each point than to the others, by words and by meaning, and where. */
function closenessTo(
  looked: readonly (readonly Looked[])[],
  { words, stretches }: Said,
  { weigh, directions, lexicon }: Prepared,
): readonly Closeness[] {
  const shares = looked.map((phrases) => nearest(phrases.map((phrase) => phrase.shares)));
  const own = stretches.map(({ from, to }) => meaningOf(words.slice(from, to), weigh, lexicon));
  const cosines = directions.map((phrases) =>
    nearest(phrases.map((phrase) => own.map((stretch) => cosine(stretch, phrase)))),
  );
  return shares.map((_, i): Closeness => {
    const [byWords, byMeaning] = [marginsOf(shares, i), marginsOf(cosines, i)];
    const all = byWords.map((margin, at) => 2 * (shares[i]?.[at] ?? 0) + margin + (byMeaning[at] ?? 0));
    const best = stretches[all.indexOf(Math.max(...all))];
    const [first, last] = [words[best?.from ?? -1], words[(best?.to ?? 0) - 1]];
    return {
      margin: Math.max(-1, ...byWords) + Math.max(-1, ...byMeaning),
      sentence: best?.place,
      clause: first && last && { start: first.start, end: last.end },
    };
  });
}

/** −1 to 1: how much of the other points is found, less what is said with its opposite. */
function trustBeside(findings: readonly Finding[], point: number): number {
  const others = findings.filter((_, i) => i !== point);
  return sumOf(others, ({ score, opposite }) => (opposite ? -score : score)) / Math.max(1, others.length);
}

/** Of a row (`read committed, dirty read: no, phantom: yes`), the answer has but the first cell, which names it. */
function isOnlyNamed(row: string, text: string, places: readonly Place[]): boolean {
  const [, name = ''] = /^(?:[^:,]+: )?([^:,]+)(?:, [^:,]+: [^,]+)+$/u.exec(row) ?? [];
  const own = distinct(name).map(({ stem }) => stem);
  const said = places.flatMap(({ start, end }) => distinct(text.slice(start, end)));
  return own.length > 0 && said.every(({ stem }) => own.includes(stem));
}

const DENIAL = /\b(?:not|never|no|none|cannot|hardly|neither|nor|without|\p{L}+n['’]t)\b/iu;

/** What an answer does not say of a point: its reason, if it has no word of it, or that it ends by denying something: `not distinguishable`. */
function unsaidPart(
  { text, also = [] }: KeyPoint,
  said: Said,
  typed: string,
  { weigh }: Prepared,
): string | undefined {
  if (also.length > 0) return undefined;
  const [reason, clause = ''] = /\b(?:because|since) (.+?)(?=\.?$)/iu.exec(text) ?? [];
  const sought = soughtFor(clause, weigh);
  if (sought.words.length > 1 && lookFor(sought, said).found.score === 0) return reason;
  const [denial, denied] = /(?<!, )\bnot (\p{L}+)(?=\.?$)/iu.exec(text) ?? [];
  // `Indistinguishable` says it, too.
  const isDenied = DENIAL.test(typed) || (denied && typed.toLowerCase().includes(denied.toLowerCase()));
  return isDenied ? undefined : denial;
}

function findByMargin(marginWeight: number, text: string, known: Prepared): readonly Finding[] {
  const { keyPoints } = known.question;
  const said = listen(text, known.lexicon);
  const { meaning } = alikeBy(known.lexicon);
  // Both rounds below ask for it.
  const oppositeIn = keptFor((point: KeyPoint, { start, end }: Place) => {
    const others = keyPoints.filter((each) => each !== point).map((each) => each.text);
    return oppositeOf(text.slice(start, end), point, others, meaning, known.question.title);
  });
  const looked = known.sought.map((phrases) => phrases.map((phrase) => lookFor(phrase, said)));
  const closeness = looked.length > 1 ? closenessTo(looked, said, known) : [];
  const findAll = (before: readonly Finding[]): readonly Finding[] =>
    keyPoints.map((point, i): Finding => {
      const near = closeness[i];
      const factor = near
        ? Math.max(0, WITHOUT_MARGIN + marginWeight * near.margin + TRUST * trustBeside(before, i))
        : 1;
      const found = { ...findingIn(looked[i] ?? [], (share) => share * factor), clause: near?.clause };
      const sentence = near?.sentence ?? found.sentence;
      if (!sentence || found.state === 'missing') return found;
      const opposite = oppositeIn(point, sentence);
      const isNamed = isOnlyNamed(point.text, text, found.places);
      const unsaid = unsaidPart(point, said, text, known);
      return {
        ...found,
        ...(isNamed && { state: 'maybe' }),
        sentence,
        ...(opposite && { opposite }),
        ...(unsaid !== undefined && { unsaid }),
      };
    });
  return findAll(findAll([]));
}

export function findPoints(text: string, question: Asked, lexicon?: Lexicon): readonly Finding[] {
  // In a text on something else, some words are closer to one point than to the others by chance.
  const weight = isStrange(text, question, lexicon) ? 0 : MARGIN_WEIGHT;
  return findByMargin(weight, text, prepared(question, lexicon));
}

/** Stricter than finding no point, because the person is told. */
export function topicOf(text: string, question: Asked, lexicon?: Lexicon): Topic {
  if (saidWords(text).length === 0) return 'empty';
  if (distinct(text).length < FEWEST_WORDS_TOLD || !isStrange(text, question, lexicon)) return 'on-topic';
  const found = findByMargin(MARGIN_WEIGHT, text, prepared(question, lexicon));
  const count = found.filter(({ state }) => state === 'found').length;
  // One of several may be found by chance.
  return count > Math.min(1, question.keyPoints.length - 1) ? 'on-topic' : 'off-topic';
}
