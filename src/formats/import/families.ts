// Decides which candidates of a Markdown file are questions. Siblings of the same kind and level are judged
// together, in any language, with or without a question mark. A gate keeps out READMEs, notes and manuals.
import { countBy, groupBy, keptFor, sumOf } from '../../core/base/collections.ts';
import { slug } from '../../core/base/ids.ts';
import type { Range, Source } from '../../core/base/span.ts';
import type { Heading, TextLine } from '../markdown/outline.ts';
import { isReadme } from '../question/question-file.ts';
import { labelAt } from '../question/story.ts';
import {
  answersAll,
  BARE_ROW,
  type Candidate,
  type CandidateKind,
  type Candidates,
  isBoldLine,
  PLAIN_LINE,
  LABELLED,
} from './candidates.ts';
import { isOtherPage, isPageOfSeries, stemOf } from './file-facts.ts';
import { codesOf, countHeadings, wordsOf } from './guide-headings.ts';
import { byStart, insideOf, lastBefore, saysNothing, lineFrom } from './made-source.ts';
import { inlineAnswer } from './sheet-passages.ts';
import {
  asksAtEnd,
  asksOrTells,
  givesPoints,
  holdsNoQuestions,
  isAskedBack,
  mayAsk,
  namesAnswer,
  namesContents,
  speaksOfItself,
  wordCount,
} from './words.ts';

export type Verdict = 'question' | 'section' | 'inside' | 'family' | 'empty' | 'link' | 'label' | 'dropped';

const BANK_WORDS =
  /(?:^|[^\p{L}])(?:interviews?|interviewing|questions?(?! to ask)|quiz(?:zes)?|q ?& ?a|flash[ _-]?cards?|anki|mochi|decks?|viva|behaviou?ral|(?:cod(?:e|ing)|sql|algorithms?) (?:problems|tasks)|exercises?|challenges?|entrevistas?|preguntas?|perguntas?|entretiens?|(?!(?:ab|an|nach|um)fragen)\p{L}*fragen(?:katalog)?|pr(?:ü|ue?)fung(?:en|svorbereitung)|domande|colloquio|sobes\w*|собеседовани\p{L}*|вопрос\p{L}*|(?:за)?питан\p{L}*|співбесід\p{L}*|pyta(?:nia|ń)|rekrutac\p{L}*|obrona|egzamin\p{L}*|ot[aá]zk\p{L}*|pohovor\p{L}*|maturit\p{L}*|mülakat\p{L}*|soru(?:lar[ıi])?|câu hỏi|phỏng vấn|pertanyaan|wawancara|vragen|sollicitatie\p{L}*|frågor|intervju\p{L}*|spørgsmål|spørsmål|kysymy\p{L}*|ερωτήσεις|întrebări|kérdések|mianshi\w*|faq|(?:exam|klausur|prüfungs?|esami?|exámen|examen|exame)[ _-]?(?:questions?|prep\w*|topics?|fragen|vorbereitung)|(?:lern|kartei)karten|tentamen\p{L}*|examens?|exámenes|exames?|esam[ei]|eksamen\p{L}*|tenti\p{L}*|tentti\p{L}*|экзамен\p{L}*|билет\p{L}*|(?:і|и)спит\p{L}*|білет\p{L}*|ispit\p{L}*|pitanj\p{L}*|vprašanj\p{L}*|въпрос\p{L}*|изпит\p{L}*|státnic\p{L}*|statnic\p{L}*|szzk?|zkoušk\p{L}*|zkousk\p{L}*|skúšk\p{L}*|skusk\p{L}*|licencjat\p{L}*|zagadnieni\p{L}*|tétel\p{L}*|tetel\p{L}*|vizsga\p{L}*|záróvizsga\p{L}*|sınav\p{L}*|soal\p{L}*|ujian\p{L}*|examen\p{L}*|klausimai|egzaminas)(?![\p{L}])|(?:^|\/)qa(?=\/)|প্রশ্ন|ইন্টারভিউ|प्रश्न|साक्षात्कार|مقابل|أسئلة|مصاحبه|سوالات|שאלות|ראיון|สัมภาษณ์|คำถาม|简答|面试|面試|面接|题库|題庫|试题|試題|题目|題目|面经|问答|問答|質問|問題集|면접|질문/u;

const QUESTION_WORDS =
  /(?:^|[^\p{L}])(?:questions?|q ?& ?a|quiz(?:zes)?|flash ?cards?|(?:cod(?:e|ing)|sql|algorithms?) (?:problems|tasks)|exercises?|challenges?|preguntas?|perguntas?|(?!(?:ab|an|nach|um)fragen)\p{L}*fragen(?:katalog)?|domande|вопрос\p{L}*|(?:за)?питання|pyta(?:nia|ń)|ot[aá]zky|soruları?|câu hỏi|vragen|frågor|spørgsmål|spørsmål|kysymy\p{L}*|pitanj\p{L}*|vprašanj\p{L}*|въпроси|питання|билет\p{L}*|білет\p{L}*|kérdések|tételek|tetelek|întrebări|ερωτήσεις|pertanyaan|soal|klausimai|(?:lern|kartei)karten|sorular)(?![\p{L}])|(?:^|\/)qa(?=\/)|প্রশ্ন|प्रश्न|أسئلة|简答|面试题|面試題|题库|題庫|题目|題目|問題集|質問|질문/u;
/** Headings that repeat this often are parts of answers. */
const MOST_ALIKE = 3;
/** A file with fewer headings above files and commands may be a bank that explains its use. */
const FEWEST_PROGRAM_PARTS = 3;
/** In the opening of a document. It has no words that a program may be about: questions, decks, challenges. */
const OPENING_WORDS =
  /(?:^|[^\p{L}])(?:interviews?|interviewing|entrevistas?|entretiens?|vorstellungsgespräch\p{L}*|bewerbungsgespräch\p{L}*|colloqui[oa]?|собеседовани\p{L}*|співбесід\p{L}*|rekrutac\p{L}*|pohovor\p{L}*|mülakat\p{L}*|phỏng vấn|wawancara|sollicitatie\p{L}*|exam questions|flash ?cards)(?![\p{L}])|面试|面試|面接|면접|সাক্ষাৎকার|ইন্টারভিউ|साक्षात्कार|مقابلات|مصاحبه/u;
/** In characters. */
const LONGEST_OPENING = 1500;
/** Headings of this many words are sentences, unlike the headings of documentation. */
const WORDS_OF_SENTENCE = 6;
const NAMES_FILES =
  /`[\w./{}*-]{0,80}\.(?:jsonl?|md|ya?ml|[jt]sx?|html|css|py|sh|bat|txt|env|csv|toml|lock)`|[├└]──|\b(?:npm|npx|yarn|pnpm|pip|git clone) /;
/** Headings that a program's README has. */
const OF_PROGRAM =
  /^\W{0,6}(?:features|getting started|install(?:ation|ing)?|set ?up|prerequisites|requirements|usage|quick ?start|build(?:ing)?|configuration|deploy(?:ment|ing)?|tech(?:nology)? stack|project structure|roadmap|screenshots|how it works)(?:$|\s(?!and |of |for |in )|\W*$)/i;
const CARD_WORDS = /(?:^|[^\p{L}])(?:flash ?cards?|anki|mochi|decks)(?![\p{L}])|(?:^|\/)cards(?:\/|$)/u;

/** In lower case, because patterns with `\p{…}` that ignore case take 5 ms each to compile; without emoji such as `:question:`. */
const spaced = (name: string): string =>
  name.replaceAll(/:[a-z_]{2,30}:|[_-]+|(?<=\p{Ll})(?=\p{Lu})/gu, ' ').toLowerCase();

/** `Linux-scenarios` names questions beside questions; alone, it may be a manual. */
export const namesQuestions = (name: string): boolean =>
  QUESTION_WORDS.test(spaced(name)) || /\bscenarios?\b/.test(spaced(name));

const FOLDER_OF_QUESTIONS =
  /(?:^|\/)(?:questions?|quiz(?:zes)?|(?:flash ?)?cards|preguntas|perguntas|\p{L}*fragen(?:katalog)?|domande|pytania|ot[aá]zky|sorular|kérdések|вопросы|питання|билеты|题目|面试题|题库)(?:\/|$)/iu;

/** A folder of questions is divided into few levels; what is farther around is the home of everything. */
const FOLDERS_AROUND = 4;

/** @param depth how many folders around the file count */
const folderOf = ({ path, folder = '' }: Source, depth: number): string =>
  spaced(
    `${path
      .split(/[\\/]/)
      .slice(-1 - depth, -1)
      .join('/')}/${folder}`,
  );

/** By its name or that of its folder. */
export const isCalledQuestions = (source: Source): boolean =>
  namesQuestions(`${folderOf(source, 1)}/${stemOf(source.file)}`);

function nameOf({ file, path, folder = '', text }: Source, front: string): string {
  const title = /^\ufeff? {0,3}#{1,2}[ \t]+([^\n]{1,200})|^([^\n]{1,200})\r?\n=+[ \t]*\r?$/m.exec(
    text.slice(0, 4000),
  );
  const stem = isReadme(file) ? (path.split(/[\\/]/).at(-2) ?? folder) : stemOf(file);
  return spaced(`${stem}/${title?.[1] ?? title?.[2] ?? ''}/${front}`);
}

const isOuter = ({ kind, sides }: Candidate): boolean => kind === 'heading' || sides === true;
const isItem = ({ level }: Candidate): boolean => level >= 10;
/** Bold words in the answer of a list item, which is judged first. */
const isWithinItem = (one: Candidate): boolean =>
  isBoldLine(one) && one.parent !== undefined && isItem(one.parent);
const isLine = ({ family }: Candidate): boolean => family === PLAIN_LINE || family === BARE_ROW;
/** In a longer text, a single card may only show how to write one. */
const LONGEST_ALONE = 20_000;

const CARD_TAG = /(?:^|\s)#(?:flash)?cards?(?:[/-]\w{1,20})?(?=\s|$)/i;
/** `Q1 - …`, `**Question 2:** …` */
const MAY_NAME = /^[[(*_]{0,4}\p{L}{1,12}[. ]{0,2}#?\d/u;
/** A shorter list item may only begin like a question: `Do Not Track`. */
const FEWEST_WORDS = 4;
/** Of a bold line, or a heading around others, that does not ask; fewer name a part of an answer. */
const FEWEST_IN_TITLE = 3;

const firstFrom = (items: readonly { readonly start: number }[], from: number): number =>
  items[lineFrom(items, from)]?.start ?? Infinity;

/** Of answers, and of the first part of a story. */
function answerLabels(found: Candidates): readonly TextLine[] {
  const { source, lines, all } = found;
  const labels = lines.flatMap((line) => (line.code ? [] : (labelAt(source, line) ?? [])));
  // An exam describes a situation, too, and tells no result.
  const isStory = labels.some(({ part }) => part === 'action' || part === 'result');
  const starts = labels.flatMap(({ kind, part, start }) =>
    kind === 'answer' || kind === 'star' || (isStory && part === 'situation') ? [start] : [],
  );
  const isStart = new Set([...starts, ...all.flatMap(({ answers, start }) => (answers ? [start] : []))]);
  // A key answers many.
  for (const { start } of keyedIn(found)) isStart.delete(start);
  for (const start of isStart)
    if (answersAll(source.text, all, lineFrom(all, start) - 1)) isStart.delete(start);
  return lines.filter(({ start }) => isStart.has(start));
}

/** Bold words with text below them, such as `**Tip:** …`, do not end an answer at the margin; those of a section do. */
function endOfAnswer(text: string, all: readonly Candidate[], label: number): number {
  let at = lineFrom(all, label);
  for (let one = all[at]; one; one = all[(at += 1)]) {
    const end = all[at + 1]?.start ?? text.length;
    const isPart = isBoldLine(one) && !asksOrTells(wordsIn(text, one.words));
    if (!isPart || saysNothing(text, one.body, end)) return one.start;
  }
  return text.length;
}

const isPlainBold = ({ kind, number }: Candidate): boolean => kind === 'bold' && number === undefined;

/**
 * Labels such as `Answer:` right below a line or list item belong to it, and not to the heading above. What a list only gives to
 * consider, below a heading that asks, has no answer of its own.
 */
function weighLines({ source: { text }, all }: Candidates, labels: readonly TextLine[]): ReadonlySet<number> {
  const held = new Set<number>();
  const times = countBy(all.filter(isPlainBold), ({ words }) => wordsIn(text, words));
  const tells = (one: Candidate | undefined): boolean =>
    one !== undefined && asksOrTells(wordsIn(text, one.words));
  for (const one of all) {
    if (one.kind !== 'item' && one.kind !== 'bold' && one.family !== PLAIN_LINE) continue;
    if (isPlainBold(one) && (times.get(wordsIn(text, one.words)) ?? 0) >= MOST_ALIKE) continue;
    const label = firstFrom(labels, one.start + 1);
    if (label >= one.end) continue;
    const [, ...lines] = text.slice(one.start, label).split('\n');
    const isNext = lines.every((line) => line.trim() === '');
    const isIndented = /[ \t]/.test(text.charAt(label));
    const isBelow =
      one.kind === 'item'
        ? isNext && (lines.length === 1 || isIndented || !tells(one.parent))
        : isNext && (one.says > 0 || one.kind === 'bold');
    if (!isBelow) continue;
    held.add(label);
    one.says = 3;
    if (one.kind === 'item' && !isIndented) one.end = Math.max(one.end, endOfAnswer(text, all, label));
  }
  return held;
}

/** Headings that count, by level; one above several questions is a section, and no code with its words below. */
function countLevels({ source, all }: Candidates): void {
  const asking = countBy(
    all.filter(({ kind, family, words }) => {
      if (kind !== 'bold') return kind === 'details' || (kind === 'line' && family !== PLAIN_LINE);
      return asksOrTells(wordsIn(source.text, words));
    }),
    ({ parent }) => parent,
  );
  countHeadings(
    source,
    all.filter(({ kind, label }) => kind === 'heading' && !label),
    (one) => asking.get(one) ?? 0,
  );
}

/** `## Scenario 3`, where it and most headings of its level have one heading below them that names an answer: `### Expected answer`. */
function answeredBelow({ source, all, keys }: Candidates): ReadonlySet<Candidate | undefined> {
  // A key answers many.
  const isKey = new Set(keys.map(({ start }) => start));
  const labels = all.filter(
    ({ kind, label, start, words: { end }, body }) =>
      kind === 'heading' &&
      label &&
      !isKey.has(start) &&
      labelAt(source, { start, end, next: body })?.kind === 'answer',
  );
  const times = countBy(labels, ({ parent }) => parent);
  const levels = groupBy(
    all.filter(({ kind, label }) => kind === 'heading' && !label),
    ({ family }) => family,
  );
  return new Set(
    [...levels.values()].flatMap((level) => {
      const own = level.filter((one) => times.get(one) === 1);
      return own.length >= FEWEST_NAMED && own.length * 2 > level.length ? own : [];
    }),
  );
}

/** Judged by itself and by the text below it. */
function weigh(found: Candidates): void {
  const { source, all } = found;
  const { text } = source;
  const labels = answerLabels(found);
  const ofLines = weighLines(found, labels);
  countLevels(found);
  /** `### Interview questions` above a list of them, and `### Answers` above those. */
  const namesLists = new Set(
    all.flatMap(({ kind, parent }, at) => {
      const isSecond = kind === 'item' && parent?.kind === 'heading' && all[at - 1]?.parent === parent;
      return isSecond && announces(wordsIn(text, parent.words)) ? [parent] : [];
    }),
  );
  const answered = answeredBelow(found);
  const pointed = all.filter(({ words }) => givesPoints(wordsIn(text, words)));
  /** Their points are the sum of those below. */
  const sums = new Set(pointed.map(({ parent }) => parent));
  for (const one of all) {
    if (one.label || one.link) continue;
    const raw = text.slice(one.words.start, one.words.end);
    if (one.kind === 'item') {
      const asked = raw.replace(/[\s*_–—:-]{1,12}$/, '');
      const asks =
        asksAtEnd(asked.replace(/(?<=[?？])\s{0,3}\([^?？]{1,400}\)$/, '')) ||
        inlineAnswer(raw) !== undefined;
      const isNamed = MAY_NAME.test(raw) && wordsOf(source, one).kind === 'question';
      const isSaid = CARD_TAG.test(raw) || one.says === 3 || isNamed;
      one.says = isSaid ? 3 : asks ? 2 : mayAsk(raw) && wordCount(raw) >= FEWEST_WORDS ? 1 : 0;
      continue;
    }
    const wording = wordsOf(source, one);
    const title = text.slice(wording.titleStart, wording.titleEnd);
    const label = firstFrom(labels, one.body);
    const isLabelled = label < Math.min(one.own, one.body + 6000) && !ofLines.has(label);
    const isSure =
      (wording.kind === 'question' && one.kind !== 'details') ||
      CARD_TAG.test(raw) ||
      answered.has(one) ||
      (one.kind === 'heading' && isLabelled && !speaksOfItself(title) && !namesLists.has(one));
    const isTask =
      wording.difficulty !== undefined ||
      (givesPoints(title) && !sums.has(one)) ||
      (mayAsk(title) && (one.kind !== 'bold' || wordCount(title) >= FEWEST_WORDS));
    const weight = isSure ? 3 : wording.asks || asksAtEnd(raw) ? 2 : isTask ? 1 : 0;
    if (weight > one.says) one.says = weight;
  }
}

/** Keys, each with the candidates before it whose numbers it answers: all, or of one kind if several have a number. */
export const answeredByKeys = (
  { source: { text }, keys }: Candidates,
  all: readonly Candidate[],
  numberOf: (one: Candidate) => number | undefined,
) =>
  keys.flatMap((key, i) => {
    const from = keys[i - 1]?.end ?? 0;
    const before = all.slice(lineFrom(all, from), lineFrom(all, key.start));
    const numbered = before.filter((one) => key.answers.has(numberOf(one) ?? -1));
    // Below a mere line it answers only what has no answer; whatever ends the list is below the last.
    const isOpen = ({ body, end }: Candidate): boolean =>
      !key.loose || saysNothing(text, body, Math.min(end, key.start));
    const fits = (some: readonly Candidate[]): boolean =>
      some.length * 2 >= key.answers.size &&
      new Set(some.map(numberOf)).size === some.length &&
      some.slice(0, -1).every(isOpen);
    const kinds = [...groupBy(numbered, ({ family, level }) => `${family} ${level}`).values()];
    const answered = fits(numbered) ? numbered : kinds.filter(fits).flat();
    return answered.length > 0 ? [{ ...key, answered: new Set(answered) }] : [];
  });

const keyedIn = (found: Candidates) => answeredByKeys(found, found.all, ({ number }) => number);

const INDENTED = /\n[ \t]{2,10}$/;

/** An element that hides or gives an answer belongs to the bold line right above, or the nearest candidate above that may ask. */
function weighBelow({ source: { text }, all, details, told, holders, isQuiz }: Candidates): void {
  const hidden = details.filter(({ kind }) => kind === 'answer');
  const titleOf = ({ words }: Candidate): string => wordsIn(text, words).trim();
  const alike = groupBy(
    all.filter(({ kind }) => kind === 'heading'),
    titleOf,
  );
  // `###### [Contents](…)` below each question; beside each other they are questions with the same words.
  const isRepeated = (one: Candidate): boolean => {
    const some = one.wording?.kind === 'question' ? [] : (alike.get(titleOf(one)) ?? []);
    return some.length >= MOST_ALIKE && new Set(some.map(({ parent }) => parent)).size > 1;
  };
  const mayHold = lastBefore(
    all.filter(
      (one) =>
        !one.label &&
        !isRepeated(one) &&
        one.family !== PLAIN_LINE &&
        (one.says > 0 || ['heading', 'listed', 'line'].includes(one.kind)),
    ),
  );
  const above = lastBefore(all);
  const holderAbove = lastBefore(holders);
  const boldAbove = lastBefore(all.filter(({ kind, label }) => kind === 'bold' && !label));
  const options = new Map(told.map((list) => [list.start, list]));
  for (const { start } of [...hidden, ...told].toSorted(byStart)) {
    const bold = boldAbove(start);
    const last = above(start);
    const isInItem =
      last?.kind === 'item' && isNumbered(last) && INDENTED.test(text.slice(start - 12, start));
    const nearest = isInItem ? last : mayHold(start);
    const isRight = bold && saysNothing(text, bold.body, start);
    const holder = holderAbove(start) ?? (isRight ? bold : nearest);
    if (!holder || holder.closed !== undefined || start >= holder.end) continue;
    // A to-do list below words that do not ask.
    if (!isQuiz && options.get(start)?.style === 'box' && holder.says === 0) continue;
    holder.says = 3;
  }
}

const isNumbered = (one: Candidate): boolean =>
  one.number !== undefined || one.wording?.number !== undefined || one.wording?.kind === 'numbered';

const TAG = /<[^<>]{1,200}>/g;
const ADDRESS = /\]\([^()\s]{0,400}\)/g;
/** A letter of an alphabet alone is a mark. */
const HAS_WORD = /\p{L}\P{L}{0,3}\p{L}|[\p{scx=Han}\p{scx=Hangul}]/u;
const letters = (words: string): number => words.match(/\p{L}/gu)?.length ?? 0;
/** `#interview` marks a line, not a file. */
const TAGS = /#\p{L}[\p{L}\p{N}_/-]*/gu;
const LINKS = /\[[^[\]]{0,300}\]\([^()\s]{0,400}\)|https?:\/\/\S+|<[^<>]{1,400}>/g;

export type JudgeOptions = {
  readonly only?: ReadonlySet<CandidateKind>;
  /** Of these, the one family that is read. */
  readonly family?: string;
  /** A guide written by prep: only what says that it is a question. */
  readonly exact?: boolean;
  /** Decisions of a person, by the place of the candidate. */
  readonly choices?: ReadonlyMap<number, boolean>;
};

/** In characters; the texts of a manual are longer than answers. */
const LONGEST_USUAL = 1500;
/** Of the notes below a topic. */
const LONGEST_NOTE = 400;

function areShort(members: readonly Candidate[], longest = LONGEST_USUAL): boolean {
  const lengths = members.map(({ body, end }) => end - body).toSorted((a, b) => a - b);
  return (lengths[lengths.length >> 1] ?? 0) <= longest;
}

/** What a file says of itself. */
function fileSays({ source, facts, all, headings }: Candidates, asking: number) {
  const name = nameOf(source, `${facts.section ?? ''} ${(facts.tags ?? []).join(' ')}`);
  const named = BANK_WORDS.test(`${name}/${folderOf(source, 2)}`);
  const naming = all.filter(
    ({ kind, says, words, body, own }) =>
      kind === 'heading' &&
      says < 2 &&
      (OF_PROGRAM.test(wordsIn(source.text, words)) ||
        NAMES_FILES.test(source.text.slice(body, Math.min(own, body + LONGEST_OPENING)))),
  );
  const program = naming.length >= FEWEST_PROGRAM_PARTS && naming.length * 4 >= headings.length;
  const firstPart = Math.min(
    headings.find(({ level }) => level > 1)?.start ?? Infinity,
    all.find((one) => isItem(one))?.start ?? Infinity,
  );
  const opening = source.text.slice(facts.bodyStart, Math.min(firstPart, facts.bodyStart + LONGEST_OPENING));
  // A bank has no code in its opening; the manual of a program about interviews does.
  const opens =
    !program &&
    !opening.includes('`') &&
    OPENING_WORDS.test(opening.replace(LINKS, ' ').replace(TAGS, ' ').toLowerCase());
  const readme = (isReadme(source.file) && !isPageOfSeries(source)) || isOtherPage(source);
  const bank = named || opens;
  return {
    /** By its name: questions, and not only interviews, which a program may be about. */
    questions: QUESTION_WORDS.test(nameOf(source, facts.section ?? '')),
    /** By its name or that of its folder; for `inPath`, of a folder farther around it. */
    named,
    inPath: named || BANK_WORDS.test(folderOf(source, FOLDERS_AROUND)),
    /** Its folder is called `questions` or similar; a named file stands for its folder. */
    inFolder: source.folder !== stemOf(source.file) && FOLDER_OF_QUESTIONS.test(folderOf(source, 2)),
    /** Or in its opening. */
    bank,
    cards: CARD_WORDS.test(`${name}/${folderOf(source, 2)}`),
    readme,
    /** A README of something else, of which little asks. */
    asksLittle: readme && (asking < 2 || (!bank && asking < 5)),
    /** It reads like a program's documentation: the text below its headings names files and commands. */
    program,
  };
}

type Traits = ReturnType<Judge['traitsOf']>;

const isCounted = ({ counted }: Traits): boolean => counted >= 0.7;

const areFew = ({ n, asking, announced, file }: Traits): boolean =>
  n < (asking === 1 && announced === 1 ? 4 : 6) && !file.bank;

/** In a file of questions, the headings that cover it, or its one list, are questions even if none asks. */
const isBankOfTopics = (family: Traits): boolean => {
  const { n, short, cover, file } = family;
  const counted = isCounted(family);
  return (
    family.topics &&
    !family.othersAsk &&
    family.listed() < 1 &&
    !file.program &&
    n >= (file.readme ? 10 : family.counted === 1 && cover >= 0.8 ? 3 : 4) &&
    (file.questions || (file.inFolder && isOuter(family.first)) || (file.bank && counted)) &&
    cover >= 0.6 &&
    (counted || short())
  );
};

/** For headings, for list items, and for words in bold and plain lines. */
type Weights = readonly [heading: number, item: number, line: number];
type Evidence = readonly [what: string, weights: Weights, holds: (family: Traits) => boolean];

/*
 * What speaks for and against reading a family as questions. The weights of all that holds are added up, and the family is read
 * if the sum is above zero. No piece decides alone, because each also occurs in notes and manuals: a question mark in a
 * heading, numbers, text below, a telling name. The weights were fitted to public banks and to other documents (docs/import.md).
 */
const OF_ASKING: readonly Evidence[] = [
  ['some ask', [1.25, 1, 0.75], ({ asking, tasks }) => asking > 0 && tasks >= 0.125],
  ['a third ask', [0, 0.5, 0.25], ({ asking }) => asking >= 0.3],
  ['half ask', [1.25, 0, 0], ({ asking }) => asking >= 0.5],
  ['most ask', [0, 0.5, 1.25], ({ asking }) => asking >= 0.8],
  ['a third give tasks', [0.75, 2.25, 2], ({ tasks }) => tasks >= 0.33],
  ['most give tasks', [1, 2.25, 1.5], ({ tasks }) => tasks >= 0.6],
  ['some say so', [4, 4, 3.5], ({ sure, file }) => sure >= 2 || (sure === 1 && !file.readme)],
];
const OF_THE_REST: readonly Evidence[] = [
  ['always', [-5.65, -7.15, -8.65], () => true],
  ['all ask', [0, 0.5, 1], ({ asking }) => asking === 1],
  ['all give tasks', [0.75, 0, 0], ({ n, tasks }) => n > 1 && tasks === 1],
  ['counted', [2, 0.25, 1.25], isCounted],
  ['sentences', [1.5, 0, 0.75], ({ sentences }) => sentences >= 0.5],
  ['end with a period', [2, -0.25, 0], ({ periods }) => periods >= 0.3],
  ['filled', [0.5, 2.5, 0.5], ({ filled }) => filled],
  ['leaves', [0.5, 0.25, -0.5], ({ leaves }) => leaves],
  ['lists below ask', [-3, 0, 0], ({ topics, listed }) => topics && listed() >= 1],
  ['tickets with questions', [-6, 0, 0], ({ tickets }) => tickets],
  ['only links below', [-3, 0, 0], ({ topics, onlyLinks }) => topics && onlyLinks() >= 0.5],
  ['third of the file', [0.75, 1.75, 1], ({ cover }) => cover >= 0.3],
  ['most of the file', [0.5, 1.25, 1.75], ({ cover }) => cover >= 0.6],
  ['one', [-1.5, -0.5, -0.5], ({ n, asking, alone }) => n === 1 && !(asking === 1 && alone)],
  ['at most three', [-0.25, 0, -1.5], ({ n }) => n < 4],
  ['at least six', [0.5, 0.5, 1.5], ({ n }) => n >= 6],
  ['at least twenty', [1, 0.75, 0.5], ({ n }) => n >= 20],
  ['few elsewhere', [0, -2, 0], (family) => areFew(family)],
  ['few in a larger file', [0, -1, 0], (family) => areFew(family) && family.cover < 0.3],
  [
    'nothing but lines',
    [0, 1.25, 4],
    ({ first, asking, tasks, cover, file }) =>
      cover >= 0.9 &&
      (first.kind === 'item'
        ? file.bank && asking > 0 && tasks >= 0.1
        : first.family === PLAIN_LINE && file.questions),
  ],
  ['in a list', [4.75, 0, 0], ({ first }) => first.kind === 'listed'],
  [
    'in an element',
    [5.75, 0, 0],
    ({ n, first, tasks, file }) => first.kind === 'details' && (tasks > 0 || (n > 2 && !file.program)),
  ],
  ['in bold', [0, 0, 1.25], ({ first }) => first.kind === 'bold'],
  ['give points', [2.5, 1.5, 1.5], ({ pointed }) => pointed >= 0.4],
  ['others ask', [-3, -0.5, -0.5], ({ othersAsk }) => othersAsk],
  ['called questions', [0.75, 1.75, 0.25], ({ file }) => file.questions],
  ['in a folder called questions', [0.75, 0, 0], ({ file }) => file.inFolder && !file.questions],
  ['in a bank', [0.25, 2, 1.75], ({ file }) => file.bank],
  ['below a heading that says so', [0, 2, 1], ({ tasks, announced }) => tasks >= 0.6 && announced >= 0.6],
  ['counted on across headings', [0, 2, 1], ({ series }) => series],
  ['counted in a bank', [0.25, 1, 1], (family) => family.file.bank && isCounted(family)],
  ['topics of a bank', [2.75, 1, 0.5], isBankOfTopics],
  [
    'topics of a deck',
    [4.5, 0, 0],
    ({ filled, leaves, topics, othersAsk, file }) =>
      topics && file.cards && !file.program && !file.readme && filled && leaves && !othersAsk,
  ],
  ['little of a readme asks', [-2, -2, -4], ({ topics, file }) => !topics && file.asksLittle],
  ['in documentation', [-1, -1, -0.25], ({ file }) => file.program],
];

/** Of a section by itself. */
const isOtherForm = ({ first, n, tasks, asking, filled, halfFilled, leaves }: Traits): boolean => {
  if (n < 2) return false;
  if (first.kind === 'heading') return halfFilled && leaves && (tasks === 1 || asking >= 0.3);
  if (filled) return n > 2 ? tasks >= 0.6 || asking >= 0.4 : tasks === 1;
  return n > 2 && (tasks === 1 ? asking >= 0.3 : tasks >= 0.75 && asking >= 0.6);
};

type Family = Traits & ReturnType<Judge['scoreOf']>;

const wordsIn = (text: string, { start, end }: Range): string => text.slice(start, end);
const shareOf = (members: readonly Candidate[], test: (one: Candidate) => boolean): number =>
  members.filter(test).length / Math.max(1, members.length);
const asks = ({ says }: Candidate): boolean => says >= 2;
/** Links and rows without an answer aside. */
const standsAlone = (one: Candidate): boolean => !one.link && !one.label && one.family !== BARE_ROW;
const mayBeTask = ({ says }: Candidate): boolean => says >= 1;
const isSure = ({ says }: Candidate): boolean => says === 3;

const sharesOf = (members: readonly Candidate[]) => ({
  asking: shareOf(members, asks),
  tasks: shareOf(members, mayBeTask),
  counted: shareOf(members, isNumbered),
});
type Shares = ReturnType<typeof sharesOf>;

/** Half ask or give a task, nearly. */
const doesHalf = ({ asking, tasks }: Shares): boolean => asking >= 0.4 || tasks >= 0.6;

const columnOf = ({ kind }: Candidate): 0 | 1 | 2 =>
  kind === 'item' ? 1 : kind === 'bold' || kind === 'line' ? 2 : 0;

const FEWEST_IN_SERIES = 6;

/** Numbered lines that count on across headings: steps begin again below each, or are written otherwise. */
function countingOn(
  all: readonly Candidate[],
  headingOf: (at: number) => Heading | undefined,
): ReadonlySet<Candidate> {
  const kept: Candidate[] = [];
  const numbered = all.filter(({ kind, number }) => number !== undefined && kind !== 'heading');
  const alike = groupBy(numbered, ({ family, level }) => `${family} ${level}`).values();
  for (const some of [numbered, ...alike]) {
    let run: Candidate[] = [];
    const close = (): void => {
      if (run.length >= FEWEST_IN_SERIES && new Set(run.map(({ start }) => headingOf(start))).size > 1)
        kept.push(...run);
      run = [];
    };
    for (const one of some) {
      if (one.number !== (run.at(-1)?.number ?? 0) + 1) {
        if (one.number !== 1) continue;
        close();
      }
      run.push(one);
    }
    close();
  }
  return new Set(kept);
}

const ANNOUNCED = { heading: 'heading announced', item: 'item announced' };
const announces = (title: string): boolean =>
  !asksAtEnd(title) &&
  !holdsNoQuestions(title) &&
  [QUESTION_WORDS, OPENING_WORDS].some((words) => words.test(title.toLowerCase()));

const FEWEST_ANSWERED = 4;
/** On average. */
const MOST_IN_ANSWER = 6;

/** Share of headings with a label from which one without is no question, even if topics are. */
const LABELED_AS_A_RULE = 0.1;
const FEWEST_NAMED = 2;
/** Before another form is looked for. */
const FEWEST_READ = 2;
const FORMS: ReadonlySet<CandidateKind> = new Set(['heading', 'item', 'bold']);
/** In a file that does not say what it is. */
const FEWEST_ASKING = 5;

const YES = { score: 1, rest: 0 };
const NO = { score: -1, rest: -1 };

/** What stands right above a list: a heading, bold words, a line with a colon, or an item around it. */
type Lead = { readonly words: string; readonly start: number; readonly isHeading: boolean };

const FEWEST_LEADS = 2;
/** In characters. */
const LONGEST_LEAD = 80;
const ABOVE_LIST = /[:：][\s*_]*$|^\s*(?:\*\*|__)\S.*(?:\*\*|__)\s*$/;

/** `Key terms:`, which is no item itself. */
function lineAboveList({ source: { text }, lines }: Candidates, one: Candidate): Lead | undefined {
  let at = lineFrom(lines, one.start) - 1;
  while (lines[at] && saysNothing(text, lines[at]?.start ?? 0, lines[at]?.end ?? 0)) at -= 1;
  const line = lines[at];
  if (!line || line.code || line.end - line.start > LONGEST_LEAD) return undefined;
  const words = text.slice(line.start, line.end);
  const indent = /^\s*/.exec(words)?.[0].length ?? 0;
  if (!ABOVE_LIST.test(words) || indent > one.level - 10) return undefined;
  return { words: plainWords(words), start: line.start, isHeading: false };
}

/** In lower case, without marks around them. */
const plainWords = (words: string): string =>
  words.toLowerCase().replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N})]+$/gu, '');

function leadsOf(found: Candidates): ReadonlyMap<Candidate, Lead> {
  const { source, all } = found;
  const leads = new Map<Candidate, Lead>();
  const latest = new Map<string, Lead | undefined>();
  const starts = new Set(all.map(({ start }) => start));
  for (const one of all) {
    if (one.kind !== 'item') continue;
    const { parent, number = 1, family, level } = one;
    const list = `${parent?.start ?? ''} ${family} ${level}`;
    if (!latest.has(list) && parent && !(isItem(parent) && parent.says > 0)) {
      const words = plainWords(wordsIn(source.text, parent.words));
      latest.set(list, { words, start: parent.start, isHeading: parent.kind === 'heading' });
    }
    const above = number === 1 ? lineAboveList(found, one) : undefined;
    if (above && !starts.has(above.start)) latest.set(list, above);
    const lead = latest.get(list);
    if (lead) leads.set(one, lead);
  }
  return leads;
}

/** What is below headings of follow-ups. */
function followedIn({ source, headings, all }: Candidates): readonly Range[] {
  const labels = new Set(all.flatMap(({ kind, label, start }) => (kind === 'heading' && label ? start : [])));
  return headings.flatMap((one, i) => {
    const { start, textEnd: end, next, level } = one;
    if (!labels.has(start) || labelAt(source, { start, end, next })?.kind !== 'follow-up') return [];
    let stop = i + 1;
    while ((headings[stop]?.level ?? 0) > level) stop += 1;
    return [{ start: next, end: headings[stop]?.start ?? source.text.length }];
  });
}

/** What a judge is given, so that its fields can be made of it. */
class Case {
  constructor(
    protected readonly found: Candidates,
    protected readonly options: JudgeOptions,
  ) {}
}

class Judge extends Case {
  readonly verdicts = new Map<Candidate, Verdict>();
  readonly families = new Map<string, Family>();
  /** Families of one section, by `placeOf`. */
  private readonly sections = new Map<string, Family>();
  /** Families of headings that have a question outside of all others. */
  private readonly mixed = new Set<string>();
  private readonly text = this.found.source.text;
  private readonly size = Math.max(1, this.text.trim().length);
  private readonly children = groupBy(this.found.all, ({ parent }) => parent);
  private readonly leads = leadsOf(this.found);
  /** How often the words above a list occur. */
  private readonly times = countBy(
    [...groupBy(this.leads.values(), ({ start }) => start).values()].flatMap(([first]) => first ?? []),
    ({ words }) => words,
  );
  /** Where lists below words such as `Questions:` ask, those beside them are judged apart. */
  private readonly isApart = [...this.leads.values()].some(
    ({ words, isHeading }) => !isHeading && announces(words),
  );

  private readonly answered = this.answeredByLists();
  private readonly keyed = keyedIn(this.found);
  private readonly headingOf = lastBefore(this.found.headings);
  /** Below a heading such as `Follow-up questions`. */
  private readonly isFollowUp = insideOf(followedIn(this.found));
  private readonly series = countingOn(this.found.all, this.headingOf);
  private readonly announced = this.announcedBelow();
  private readonly alone = this.found.all.filter(standsAlone);
  /** How many of all candidates ask, and how many ask or give a task. */
  private readonly asking = this.alone.filter(asks).length;
  private readonly telling = this.alone.filter(mayBeTask).length;
  readonly file = fileSays(this.found, this.asking);
  /** The number of lines that begin with `Q:`. */
  private readonly labels = this.found.all.filter(({ family }) => LABELLED.has(family)).length;
  /** The number of headings such as `### Q: …`. */
  private readonly titles = this.found.all.filter(
    ({ kind, wording }) => kind === 'heading' && wording?.kind === 'question',
  ).length;
  /** Dropped by a person. */
  private readonly dropped = this.found.all.filter((_, at) => this.options.choices?.get(at) === false);
  /** How often each title or plain line occurs, numbered ones aside. */
  private readonly repeated = countBy(
    this.found.all.filter((one) => (one.kind === 'heading' || one.family === PLAIN_LINE) && !isNumbered(one)),
    (one) => this.sayingOf(one),
  );

  /** Of headings, if all have one level: list items above the first are judged with those below. */
  private readonly onlyHeading = this.familyOfHeadings();

  private familyOfHeadings(): string {
    const [family = '', ...others] = new Set(
      this.found.all.flatMap(({ kind, family: each }) => (kind === 'heading' ? [each] : [])),
    );
    return others.length > 0 ? '' : family;
  }

  private title(one: Candidate): string {
    const { titleStart, titleEnd } = wordsOf(this.found.source, one);
    const title = this.text.slice(titleStart, titleEnd);
    return /[<(]/.test(title) ? title.replace(TAG, '').replace(ADDRESS, ']') : title;
  }

  private sayingOf(one: Candidate): string {
    return `${one.kind} ${this.title(one).toLowerCase()}`;
  }

  /** It has words, and text below, and is neither a common part of documents nor a repetition. */
  private mayAsk(one: Candidate): boolean {
    if (one.label || one.link) return false;
    // `4. b` and `**Question 4**: B` are right answers, and cells of figures are no words.
    const isWord = HAS_WORD.test(wordsIn(this.text, one.words));
    if (one.kind === 'item') return asks(one) || (isWord && !this.answered.has(one.parent));
    const title = this.title(one);
    const isCode = one.kind === 'heading' && one.says === 3;
    const isLetter = /\p{L}/u.test(title) && asksAtEnd(title);
    if (title.trim() !== '' && !isWord && !isCode && !isLetter) return false;
    if ((title.trim() === '' || /^https?:\/\/\S+$/.test(title)) && one.says < 3) return false;
    if (one.kind === 'bold' && namesAnswer(title)) return false;
    if (one.says === 3) return true;
    if (holdsNoQuestions(title)) return false;
    if (one.kind === 'heading' && this.found.source.parts?.has(slug(title))) return false;
    const isPlain = one.family === PLAIN_LINE && wordCount(title) < WORDS_OF_SENTENCE;
    if ((one.kind !== 'heading' && !isPlain) || isNumbered(one)) return true;
    return (this.repeated.get(this.sayingOf(one)) ?? 0) < MOST_ALIKE;
  }

  /** Plain lines that ask, if many have a short list below them: its items answer. */
  private answeredByLists(): ReadonlySet<Candidate | undefined> {
    const above = this.found.all.filter(
      (one) => one.family === PLAIN_LINE && asks(one) && this.childrenOf(one).some(isItem),
    );
    const items = sumOf(above, (one) => this.childrenOf(one).filter(isItem).length);
    return new Set(above.length >= FEWEST_ANSWERED && items <= above.length * MOST_IN_ANSWER ? above : []);
  }

  private childrenOf(one: Candidate): readonly Candidate[] {
    return this.children.get(one) ?? [];
  }

  /** Elements, and list items that ask or give a task, at any depth of headings. */
  private listedIn(one: Candidate): number {
    return sumOf(this.childrenOf(one), (each) => {
      if (each.kind === 'heading') return this.listedIn(each);
      const isTask = isItem(each) && (mayBeTask(each) || this.series.has(each));
      return Number(isTask || each.details?.kind === 'maybe');
    });
  }

  /** `Ticket 4`, with several numbered questions right below, which have their answers below them. */
  private areTickets(members: readonly Candidate[]): boolean {
    const isCode = codesOf(members.map((one) => this.title(one)));
    const tickets = members.filter((one) => {
      const [first, ...others] = this.childrenOf(one).filter(({ number }) => number !== undefined);
      const isNext = first && others.length > 0 && saysNothing(this.text, one.body, first.start);
      return isNext && !saysNothing(this.text, first.body, first.end) && isCode(this.title(one));
    });
    return tickets.length * 2 > members.length;
  }

  /** Links with hardly any other words. */
  private onlyLinks({ body, end }: Candidate): boolean {
    const below = this.text.slice(body, Math.min(end, body + 2000));
    return below.includes('](') && letters(below.replace(LINKS, '')) * 3 < letters(below);
  }

  private coverOf(members: readonly Candidate[]): number {
    return sumOf(members, ({ start, end }) => end - start) / this.size;
  }

  /** What a family is like; shares are from 0 to 1. */
  private traitsOf(members: readonly Candidate[], first: Candidate) {
    const { text } = this;
    const n = members.length;
    const share = (test: (one: Candidate) => boolean): number => shareOf(members, test);
    const ending = (pattern: RegExp): number =>
      share(({ words: { start, end } }) => pattern.test(text.slice(Math.max(start, end - 12), end)));
    const shares = sharesOf(members);
    const topics = shares.asking < 0.3 && shares.tasks < 0.6;
    const inner = first.kind === 'item' ? 'item' : 'heading';
    const isLeaf = (one: Candidate): boolean => !this.childrenOf(one).some(({ kind }) => kind === inner);
    const lists = groupBy(members, ({ parent }) => parent);
    const isFilled = ({ body, end }: Candidate): boolean => !saysNothing(text, body, end);
    const filled = share(isFilled);
    return {
      ...shares,
      members,
      n,
      first,
      /** Hardly any ask or give a task. */
      topics,
      /** How many say explicitly that they are questions. */
      sure: members.filter(isSure).length,
      announced: share((one) => one.kind !== 'heading' && this.announcing(one) !== undefined),
      series: this.series.has(first),
      /** Share of the file. */
      cover: this.coverOf(members),
      /** The file is about as long as one answer, and has no other headings but a title. */
      alone: !this.file.readme && this.size <= LONGEST_OPENING && this.found.headings.length <= 2,
      filled: filled >= 0.7,
      halfFilled: filled >= 0.5,
      /** Most have no heading, or no item, below them. */
      leaves: share(isLeaf) >= 0.5,
      /** Most have the length of an answer, and are not pages long. */
      short: () => areShort(members.filter(isLeaf)),
      sentences: share((one) => wordCount(this.title(one)) >= WORDS_OF_SENTENCE),
      periods: ending(/[.!。！;；]\s*$/),
      /** As tasks of an exam do. */
      pointed: share((one) => one.says > 0 && givesPoints(this.title(one))),
      onlyLinks: () => share((one) => this.onlyLinks(one)),
      tickets: first.kind === 'heading' && this.areTickets(members),
      /** How many elements, and list items that ask or give a task, are below each. */
      listed: () => sumOf(members, (one) => this.listedIn(one)) / n,
      /** Candidates of other families ask more than these. */
      othersAsk:
        first.kind !== 'details' &&
        (topics ? this.telling - shares.tasks * n > n : this.asking - shares.asking * n > 5 * n),
      /** Say that they are questions by a number or a label. */
      labelled: share(({ kind, wording }) => kind === 'heading' && wording?.kind === 'question'),
      tagged: members.some((one) => isSure(one) && CARD_TAG.test(wordsIn(text, one.words))),
      /** The first and the last that ask. */
      between: [members.find(asks)?.start ?? 0, members.findLast(asks)?.start ?? 0] as const,
      lists: new Map(
        [...lists].map(([parent, list]) => [parent, { ...sharesOf(list), filled: list.some(isFilled) }]),
      ),
      file: this.file,
    };
  }

  private isChosen(one: Candidate): boolean {
    const { only, family = this.keyOf(one) } = this.options;
    return !only || (only.has(one.kind) && this.keyOf(one) === family);
  }

  /** `rest` is without what its members ask. */
  private scoreOf(traits: Traits): typeof YES {
    const { members, n, first, asking, tasks, sure, cover } = traits;
    const { exact } = this.options;
    if (!this.isChosen(first)) return NO;
    if (exact) return first.kind === 'heading' && sure > 0 ? YES : NO;
    if (first.kind === 'labelled') return this.labels >= 2 || cover >= 0.3 ? YES : NO;
    if (first.family === 'row named') return n >= 2 ? YES : NO;
    const isTask = first.family === BARE_ROW && this.file.bank;
    if (first.kind === 'row') return n >= 6 && (isTask ? tasks : asking) >= 0.6 ? YES : NO;
    if (first.kind === 'card') return this.areCards(members) ? YES : NO;
    if (first.kind === 'line' && first.family !== PLAIN_LINE) return sure > 0 ? YES : NO;
    const column = columnOf(first);
    const sum = (pieces: readonly Evidence[]): number =>
      sumOf(pieces, ([, weights, holds]) => (holds(traits) ? weights[column] : 0));
    const rest = sum(OF_THE_REST);
    return { score: rest + sum(OF_ASKING), rest };
  }

  /** `What is a lease?::A lock that expires` */
  private readonly isAskingCard = ({ kind, sides, words }: Candidate): boolean =>
    kind === 'card' && !sides && asksAtEnd(wordsIn(this.text, words));

  private areCards(members: readonly Candidate[]): boolean {
    const cards = this.found.all.filter(({ kind }) => kind === 'card').length;
    const cover = this.coverOf(members);
    return (
      cards >= 2 ||
      members.some(this.isAskingCard) ||
      (members.some(isSure) && cover >= 0.7 && this.text.length <= LONGEST_ALONE)
    );
  }

  /** The headings and list items right below headings such as `Interview questions`, if most ask. */
  private announcedBelow(): ReadonlySet<Candidate> {
    const below = this.found.all.flatMap((one) => {
      const above = one.kind === 'heading' || one.kind === 'item' ? this.announcing(one) : undefined;
      return above === undefined ? [] : [{ one, list: `${one.kind} ${above}` }];
    });
    const lists = [...groupBy(below, ({ list }) => list).values()].map((some) => some.map(({ one }) => one));
    return new Set(lists.filter((some) => some.length > 2 && shareOf(some, asks) >= 0.6).flat());
  }

  /** The place of a heading right above such as `Interview questions`, which is not the title of the file. */
  private announcing(one: Candidate): number | undefined {
    const { text } = this;
    const [first] = this.found.headings;
    if (one.kind === 'heading') {
      const { parent } = one;
      const isSection = parent?.kind === 'heading' && parent.start !== first?.start;
      return isSection && announces(wordsIn(text, parent.words)) ? parent.start : undefined;
    }
    const lead = this.leads.get(one);
    const heading = one.level < 8 ? undefined : this.headingOf(one.start);
    if (lead && lead.start !== first?.start && announces(lead.words)) return lead.start;
    if (!heading || heading === first) return undefined;
    return announces(text.slice(heading.textStart, heading.textEnd)) ? heading.start : undefined;
  }

  /**
   * List items of one place are judged together: below headings of one level, or in other items; and those below words that
   * recur from section to section, such as `**Pitfalls:**`, by themselves.
   */
  private keyOf(one: Candidate): string {
    if (one.kind !== 'item') return isWithinItem(one) ? `${one.family} in an item` : one.family;
    if (this.series.has(one)) return 'item in a series';
    const lead = this.leads.get(one);
    const fewest = lead?.isHeading ? MOST_ALIKE : this.isApart ? 1 : FEWEST_LEADS;
    const place = lead && (this.times.get(lead.words) ?? 0) >= fewest ? lead.words : undefined;
    return `${one.family} in ${place ?? one.parent?.family ?? this.onlyHeading}`;
  }

  private judgeFamilies(kinds: (one: Candidate) => boolean): void {
    const some = this.found.all.filter((one) => kinds(one) && !this.verdicts.has(one) && this.mayAsk(one));
    const judged = [...groupBy(some, (one) => this.keyOf(one))].flatMap(([name, members]) => {
      const traits = members[0] && this.traitsOf(members, members[0]);
      return traits ? [[name, { ...traits, ...this.scoreOf(traits) }] as const] : [];
    });
    for (const [name, family] of judged) this.families.set(name, family);
    const { only } = this.options;
    if (!only || judged.some(([, { score }]) => score > 0)) return;
    // A person chose the kind.
    const [best] = judged
      .filter(([, { first }]) => this.isChosen(first))
      .toSorted(([, one], [, other]) => other.score - one.score || other.n - one.n);
    if (best) this.families.set(best[0], { ...best[1], score: 1 });
  }

  /** If it is read. */
  private familyAround(one: Candidate): Family | undefined {
    const family = this.families.get(this.keyOf(one));
    if (family && family.score > 0) return family;
    const kind = one.kind === 'heading' ? 'heading' : 'item';
    const announced = this.announced.has(one) ? this.families.get(ANNOUNCED[kind]) : undefined;
    if (announced && announced.score > 0) return announced;
    return this.sections.size > 0 ? this.sections.get(this.placeOf(one)) : undefined;
  }

  /** In notes, what is below `Interview questions` is judged by itself if its kind is not read elsewhere. */
  private judgeAnnounced(kind: keyof typeof ANNOUNCED): void {
    const members = [...this.announced].filter(
      (one) => one.kind === kind && !this.verdicts.has(one) && !this.familyAround(one),
    );
    const traits = members[0] && this.traitsOf(members, members[0]);
    if (traits) this.families.set(ANNOUNCED[kind], { ...traits, ...this.scoreOf(traits) });
  }

  /** Of several levels of topics, the outermost with many has the questions. */
  private keepOneOfTopics(): void {
    const read = [...this.families].filter(([, { score }]) => score > 0);
    const topics = read.filter(([, family]) => family.topics);
    const sum = (some: typeof read): number => sumOf(some, ([, { members }]) => members.length);
    const strong = sum(read) - sum(topics);
    const levels = topics.toSorted(([, a], [, b]) => a.first.level - b.first.level);
    const most = Math.max(...topics.map(([, { members }]) => members.length));
    const best = levels.find(([, { members }]) => members.length * 2 >= most);
    for (const [name, family] of topics)
      if (name !== best?.[0] || family.members.length <= strong * 2)
        this.families.set(name, { ...family, score: -1 });
  }

  /** From the outside in; nothing inside a question is another question. */
  run() {
    const isInner = (one: Candidate): boolean =>
      !isOuter(one) && one.kind !== 'item' && !isLine(one) && !isWithinItem(one);
    this.judgeFamilies(isOuter);
    if (!this.options.only) this.keepOneOfTopics();
    this.judgeAnnounced('heading');
    this.walk(isOuter);
    this.judgeFamilies(isInner);
    this.walk(isInner);
    this.judgeFamilies(({ kind }) => kind === 'item');
    this.judgeAnnounced('item');
    // Lines above answers that unfold are like those without an answer.
    const lines = this.found.all.filter((one) => isLine(one) && !this.verdicts.has(one));
    const read = [...this.families].filter(([name, { score }]) => name !== 'line' && score > 0);
    const others = sumOf(read, ([, { members }]) => members.length);
    if (others * 3 < lines.filter(asks).length || read.length === 0) this.judgeFamilies(isLine);
    this.walk(() => true);
    this.judgeFamilies(isWithinItem);
    this.walk(isWithinItem);
    this.takeNamers();
    this.takeOthers();
    this.nameSections();
    this.extend();
    return this.result();
  }

  /** A heading that asks, with a text of its own above deeper headings that are questions, is one of them. */
  private takeNamers(): void {
    if (this.options.only) return;
    for (const one of this.found.all) {
      if (one.kind !== 'heading' || this.verdicts.get(one) !== 'section' || !asksAtEnd(this.title(one)))
        continue;
      const first = this.childrenOf(one).find(({ kind }) => kind === 'heading');
      const isAbove = first && this.verdicts.get(first) === 'question';
      if (!isAbove || saysNothing(this.text, one.body, first.start)) continue;
      one.end = first.start;
      this.verdicts.set(one, 'question');
    }
  }

  /** Where it stands, for what is judged section by section. */
  private placeOf(one: Candidate): string {
    const above = one.kind === 'heading' ? one.parent : this.headingOf(one.start);
    return `${this.keyOf(one)} in the section at ${above?.start ?? 0}`;
  }

  /** In a bank, or where most of the file is questions, a section in another form than the rest has questions, too. */
  private takeOthers(): void {
    const { only, exact } = this.options;
    const questions = this.found.all.filter((one) => this.verdicts.get(one) === 'question');
    const { alone, asking, telling } = this;
    const isAsking = asking >= FEWEST_ASKING && telling * 2 >= alone.length;
    const isBank = this.file.bank || this.found.source.named || isAsking || this.coverOf(questions) >= 0.5;
    if (!isBank || only || exact || questions.length < FEWEST_READ) return;
    const holding = new Set(questions.map(({ parent }) => parent));
    const rest = this.found.all.filter((one) => {
      const verdict = this.verdicts.get(one);
      const isFree = (!verdict || verdict === 'section') && !holding.has(one) && !this.namesOthers(one);
      // Plain lines and rows that ask stand in answers and in tables of contents, too.
      return isFree && FORMS.has(one.kind) && !isLine(one) && this.mayAsk(one);
    });
    for (const [name, members] of groupBy(rest, (one) => this.placeOf(one))) {
      const traits = members[0] && this.traitsOf(members, members[0]);
      if (!traits || !isOtherForm(traits)) continue;
      this.sections.set(name, { ...traits, score: 1, rest: 1 });
      for (const one of members) {
        this.verdicts.delete(one);
        this.endAboveQuestions(one, questions);
      }
    }
    this.walk(() => true);
  }

  /** What is below a deeper heading above other questions is no part of its answer. */
  private endAboveQuestions(one: Candidate, questions: readonly Candidate[]): void {
    const first = one.kind === 'heading' && this.childrenOf(one).find(({ kind }) => kind === 'heading');
    if (first && firstFrom(questions, first.start) < one.end) one.end = first.start;
  }

  /** A heading without a text of its own. */
  private namesOthers(one: Candidate): boolean {
    const [first] = one.kind === 'heading' ? this.childrenOf(one) : [];
    return first !== undefined && saysNothing(this.text, one.body, first.start);
  }

  private itemsBelow(one: Candidate): readonly Candidate[] {
    return one.says > 0 || !isItem(one) ? [] : this.childrenOf(one).filter(isItem);
  }

  /** Of the items below it, half ask. */
  private namesItems(one: Candidate): boolean {
    const inner = this.itemsBelow(one);
    // Without question marks, a numbered item may be a question with others about it.
    const may = (each: Candidate): boolean =>
      asks(each) || (one.number === undefined && mayAsk(wordsIn(this.text, each.words)));
    const asking = inner.filter((each) => may(each) && !each.link).length;
    return asking >= 2 && asking * 2 >= inner.length;
  }

  private readonly areNames = keptFor(
    (list: readonly Candidate[]): boolean =>
      list.length > 2 && list.filter((one) => this.namesItems(one)).length * 2 > list.length,
  );

  /** A list item that names those below it, as most of its list do. */
  private isTopic(one: Candidate): boolean {
    if (this.namesItems(one)) return true;
    return this.itemsBelow(one).some(mayBeTask) && this.areNames(this.children.get(one.parent) ?? []);
  }

  /** One of a family that is read, which may not ask itself. */
  private isLike(one: Candidate, family: Family): boolean {
    if (family.tagged) return one.says === 3;
    const list = family.lists.get(one.parent);
    // A list of things to do, where others have answers.
    const isOther = one.kind === 'item' && family.halfFilled && list && !list.filled && list.tasks < 0.5;
    if (isOther && one.says < 3) return false;
    if (asks(one) || this.series.has(one)) return true;
    if (this.options.exact || (one.kind === 'line' && one.family !== PLAIN_LINE)) return false;
    if (this.options.only && family.asking === 0) return true;
    const isRule = family.rest <= 0 || family.labelled >= LABELED_AS_A_RULE;
    if (family.labelled > 0 && isRule) return one.says > 0 || one.wording?.number !== undefined;
    // A numbered list that is nearly the whole file has nothing else in it; where most have numbers, a heading without one is none.
    const isMostly = (list?.counted ?? 0) >= 0.6;
    if (isMostly && (!isItem(one) || family.cover >= (one.kind === 'item' ? 0.8 : 0.7)))
      return isNumbered(one) || one.says > 0;
    const [first, last] = family.between;
    // What leads to those that ask, or a last word.
    const isAround = one.kind === 'heading' && (one.start < first || one.start > last) && family.n >= 6;
    if (isAround && family.tasks >= 0.8 && one.says === 0 && wordCount(this.title(one)) < FEWEST_IN_TITLE)
      return false;
    // Lines between paragraphs need more than headings and list items.
    if (family.rest > (one.level === 8 ? 0 : -1) || one.kind === 'row' || one.details) return true;
    // A list of bold lines with text below is nearly the whole file.
    const isFilled = isItem(one) && one.kind === 'bold' && family.filled;
    if (isFilled && family.counted === 1 && doesHalf(family)) return true;
    const isWhole = isFilled && family.cover >= 0.7;
    if (isWhole || one.family === 'bold strong') return one.says > 0 || family.asking >= 0.6;
    if (isBoldLine(one) && this.isBetween(one, family)) return true;
    if (one.kind === 'bold' || one.kind === 'line')
      return one.says > 0 || (family.asking >= 0.8 && (isItem(one) || mayAsk(this.title(one))));
    // The file has nothing else in it.
    if (one.kind === 'heading' && family.cover >= 0.9 && family.tasks >= 0.33)
      return one.says > 0 || !saysNothing(this.text, one.body, one.end);
    const isAmong = isItem(one)
      ? family.asking >= 0.5 && one.start > first && one.start < last
      : doesHalf(family);
    return isAmong || (list !== undefined && doesHalf(list)) || (one.says > 0 && this.file.bank);
  }

  /** A bold line of several words with text below, where such lines divide nearly the whole file and most ask. */
  private isBetween(one: Candidate, family: Family): boolean {
    const title = this.title(one);
    return (
      family.cover >= 0.3 &&
      doesHalf(family) &&
      wordCount(title) >= FEWEST_IN_TITLE &&
      !/[:：][\s*_]*$/.test(title) &&
      this.text.charAt(one.body - 1) === '\n' &&
      !saysNothing(this.text, one.body, one.end)
    );
  }

  /** In a list below a heading such as `Answers`, or in a key; or a step below one such as `Installation`. */
  private isAnswer(one: Candidate): boolean {
    if (one.says < 2 && this.keyed.some(({ start, end }) => one.start >= start && one.start < end))
      return true;
    if (one.kind !== 'item') return false;
    const heading = this.headingOf(one.start);
    const above = heading ? this.text.slice(heading.textStart, heading.textEnd) : '';
    if (!asks(one) && (namesAnswer(above) || (this.file.readme && OF_PROGRAM.test(above)))) return true;
    const { words = '', isHeading = true } = this.leads.get(one) ?? {};
    if (isHeading) return false;
    return isAskedBack(words) || holdsNoQuestions(words) || (!asks(one) && namesAnswer(words));
  }

  /** Below it are only other questions. */
  private onlyNames(one: Candidate, next: Candidate | undefined): boolean {
    if (isItem(one)) return this.isTopic(one);
    if (this.options.only) return false;
    // `**Question 1: Variables**` above `**Question:** …`
    const isLabel = next !== undefined && LABELLED.has(next.family) && LABELLED.has(one.family);
    if (isLabel && isNumbered(one) && !isNumbered(next)) return saysNothing(this.text, one.body, next.start);
    // `# Question 1` above headings that ask.
    if (one.wording?.kind === 'question') {
      const below = this.childrenOf(one).find(({ kind }) => kind === 'heading');
      const { number, titleStart, titleEnd } = one.wording;
      return number !== undefined && titleStart >= titleEnd && below !== undefined && asks(below);
    }
    const inner = this.childrenOf(one).filter((each) => !each.label);
    const [first] = inner;
    if (!first) return false;
    const isList = inner.length >= 3 && inner.every(mayBeTask);
    if (one.says === 0 && isItem(first) && isList) return saysNothing(this.text, one.body, first.start);
    if (one.says === 3 || !saysNothing(this.text, one.body, first.start)) return false;
    if (first.kind !== 'heading') return first.says === 3 && one.says < 2;
    return first.says >= 2 && (this.families.get(this.keyOf(first))?.score ?? 1) > 0;
  }

  private walk(isNow: (one: Candidate) => boolean): void {
    const { all } = this.found;
    let until = -1;
    let barred: Candidate | undefined;
    for (const [at, one] of all.entries()) {
      const chosen = this.options.choices?.get(at);
      if (chosen === true) until = this.take(one, until);
      const known = this.verdicts.get(one);
      if (known === 'question') until = Math.max(until, one.end);
      if (known && known !== 'section') continue;
      if (one.label) {
        this.verdicts.set(one, 'label');
        continue;
      }
      if (barred && one.start >= barred.end) barred = undefined;
      if (this.bars(one)) barred ??= one;
      if (one.start < until) {
        if (known) continue;
        if (!this.breaksOut(one)) {
          this.verdicts.set(one, 'inside');
          continue;
        }
        this.cut(one.start);
        until = -1;
      }
      if (!isNow(one) || known) continue;
      const family = this.familyAround(one);
      const isQuestion =
        family &&
        chosen !== false &&
        (!barred || one.says === 3) &&
        this.mayAsk(one) &&
        !this.onlyNames(one, all[at + 1]) &&
        !this.isAnswer(one) &&
        this.isLike(one, family);
      if (isQuestion) {
        if (one.level < 8) this.mixed.add(one.family);
        this.verdicts.set(one, 'question');
        until = one.end;
      } else if (one.kind === 'heading' || this.isTopic(one)) this.verdicts.set(one, 'section');
      else if (family) this.verdicts.set(one, one.link ? 'link' : 'family');
    }
  }

  /**
   * A person chose it: the question around it ends here, and its rest belongs to the new one, up to a heading
   * that the person dropped. Returns the end of what is around the next candidate.
   */
  private take(one: Candidate, until: number): number {
    if (this.verdicts.get(one) === 'question') return until;
    this.verdicts.set(one, 'question');
    if (one.start >= until || isItem(one)) return until;
    this.cut(one.start);
    const stop = this.dropped.find(
      ({ kind, level, start }) => kind === 'heading' && level <= one.level && start > one.start,
    );
    one.end = Math.max(one.end, Math.min(until, stop?.start ?? until));
    return one.end;
  }

  /** The first heading, if no other has its level, and nothing asks above it. */
  private isTitle({ start, level }: Candidate): boolean {
    const [first, ...others] = this.found.headings;
    const isAbove = (this.alone.find(asks)?.start ?? start) >= start;
    return first?.start === start && isAbove && others.every((each) => each.level > level);
  }

  /** Resources and the like hold no questions, nor do those that the candidate asks, unless the file is called so; a table of contents ends where deeper headings begin. */
  private bars(one: Candidate): boolean {
    const title = one.kind === 'heading' && one.says < 3 && !one.label ? this.title(one) : '';
    const isOther = holdsNoQuestions(title) ? !namesContents(title) : isAskedBack(title);
    return title !== '' && isOther && !(isAskedBack(title) && this.isTitle(one));
  }

  /** The question around it ends. One label, or one for each heading, is the wording of what is around it. */
  private breaksOut(one: Candidate): boolean {
    const { kind, family, wording } = one;
    if (LABELLED.has(family))
      return (
        !this.options.exact &&
        !this.isFollowUp(one.start) &&
        (this.labels > Math.max(1, this.titles) || this.countsOn(one))
      );
    if (this.isAskingCard(one)) return !this.options.exact;
    return (
      kind === 'heading' &&
      (wording?.kind === 'question' || (mayBeTask(one) && this.mixed.has(family) && !this.options.exact))
    );
  }

  /** `**Q4** …` below `#### 3) …` */
  private countsOn({ number, parent }: Candidate): boolean {
    return parent !== undefined && number === (parent.wording?.number ?? parent.number ?? Infinity) + 1;
  }

  private cut(start: number): void {
    for (const [one, verdict] of this.verdicts)
      if (verdict === 'question' && one.start < start && one.end > start) one.end = start;
  }

  /** Where no heading but the title of the file does, short bold lines right above a question name sections, if several do. */
  private nameSections(): void {
    const { all, source, headings } = this.found;
    const isOther = (one: Candidate): boolean =>
      this.verdicts.get(one) === 'section' && (one.kind !== 'heading' || one.start !== headings[0]?.start);
    if (this.options.exact || all.some(isOther)) return;
    const first = all.find((one) => this.verdicts.get(one) === 'question')?.start ?? 0;
    const named = all.filter((one, at) => {
      const next = all[at + 1];
      const title = this.title(one);
      return (
        isBoldLine(one) &&
        this.verdicts.get(one) !== 'question' &&
        next !== undefined &&
        this.verdicts.get(next) === 'question' &&
        saysNothing(source.text, one.body, next.start) &&
        wordCount(title) < WORDS_OF_SENTENCE &&
        !/[.:;,。：]$|\]\(/.test(title)
      );
    });
    // A line that occurs again is a link to the top or a label.
    const titles = new Set(named.map((one) => this.title(one)));
    // The first question is in a section, too; else they are the last lines of answers.
    const isBelow = named[0] !== undefined && named[0].start < first;
    if (!isBelow || named.length < FEWEST_NAMED || titles.size < named.length) return;
    for (const one of named) {
      this.verdicts.set(one, 'section');
      this.cut(one.start);
    }
  }

  /** Questions on lines end at the next question or section, not at a line that only looks like one. */
  private extend(): void {
    const { all, source } = this.found;
    let next = source.text.length;
    for (const one of all.toReversed()) {
      const verdict = this.verdicts.get(one);
      if (verdict !== 'question' && verdict !== 'section') continue;
      if (verdict === 'question' && !isItem(one) && one.kind !== 'heading' && one.closed === undefined)
        one.end = Math.max(one.body, next);
      next = one.start;
    }
  }

  private result() {
    const { all } = this.found;
    const isWithin = insideOf(all.filter((one) => this.verdicts.get(one) === 'question'));
    for (const one of all) {
      const verdict = this.verdicts.get(one);
      // The answer was extended over it, or ends before it.
      const isInside = isWithin(one.start);
      if ((!verdict || verdict === 'family') && isInside) this.verdicts.set(one, 'inside');
      else if (!verdict || (verdict === 'inside' && !isInside))
        this.verdicts.set(one, one.link ? 'link' : this.familyAround(one) ? 'empty' : 'family');
    }
    for (const one of this.dropped) this.verdicts.set(one, 'dropped');
    const questions = all.filter((one) => this.verdicts.get(one) === 'question');
    const { verdicts, file, children } = this;
    /** A heading, label or element says explicitly that it is a question. */
    const sure = questions.filter(isSure).length;
    return { questions, verdicts, file, children, sure };
  }
}

export type Judged = ReturnType<Judge['run']>;

const FEWEST_ON_SHEET = 6;
const FEWEST_WITHOUT_SECTIONS = 10;

/** A cheat sheet: different headings in several sections, or many, with a few words below each. */
const isSheet = (family: Family): boolean => {
  const { first, members, n, tasks, filled, leaves, lists, cover, file } = family;
  const alone = file.bank || tasks >= 0.3 ? FEWEST_ON_SHEET : FEWEST_WITHOUT_SECTIONS;
  const fewest = lists.size > 1 ? Math.max(FEWEST_ON_SHEET, lists.size * 2) : alone;
  return (
    first.kind === 'heading' &&
    n >= fewest &&
    filled &&
    leaves &&
    cover >= 0.7 &&
    !file.program &&
    areShort(members, LONGEST_NOTE) &&
    family.listed() < 0.5 &&
    family.onlyLinks() < 0.2
  );
};

/**
 * The family that comes closest to being read, if most of it asks or gives tasks, or the file is called questions; not a mere
 * title. Else the topics of a cheat sheet.
 */
function closestFamily({ families, file }: Judge): Pick<JudgeOptions, 'only' | 'family'> | undefined {
  const may = [...families].filter(
    ([, { n, asking, filled, tasks }]) =>
      (n > 1 || asking === 1) && filled && tasks >= (file.questions ? 0.3 : 0.6),
  );
  const sheets = [...families].filter(([, family]) => isSheet(family));
  const [best] = (may.length > 0 ? may : sheets).toSorted(([, one], [, other]) => other.score - one.score);
  return best && { family: best[0], only: new Set([best[1].first.kind]) };
}

export function judge(found: Candidates, options: JudgeOptions = {}): Judged {
  weigh(found);
  weighBelow(found);
  // What a key answers is a question, if it has no text below.
  for (const one of keyedIn(found).flatMap(({ answered }) => [...answered]))
    if (saysNothing(found.source.text, one.body, one.end)) one.says = 3;
  const { named, family } = found.source;
  if (family !== undefined && !options.only && !options.exact)
    return new Judge(found, { ...options, family, only: new Set(['heading']) }).run();
  const one = new Judge(found, options);
  const judged = one.run();
  // A person who names a short guide has questions in it.
  const isFree = named && !options.only && !options.exact && !options.choices && !one.file.readme;
  const closest = isFree && judged.questions.length === 0 ? closestFamily(one) : undefined;
  return closest ? new Judge(found, { ...options, ...closest }).run() : judged;
}
