// Decides which candidates of a Markdown file are questions. Siblings of the same kind and level are judged
// together, in any language, with or without a question mark. A gate keeps out READMEs, notes and manuals.
import { countBy, groupBy } from '../../core/base/collections.ts';
import type { Source } from '../../core/base/span.ts';
import { isReadme } from '../question/question-file.ts';
import { labelOf } from '../question/story.ts';
import {
  type Candidate,
  type CandidateKind,
  type Candidates,
  COUNTED_ITEM,
  PLAIN_LINE,
  wordsOf,
} from './candidates.ts';
import { type Choices, rightAnswer } from './choices.ts';
import { isOtherPage, stemOf } from './file-facts.ts';
import { countedHeadings } from './guide-headings.ts';
import { byStart, lastBefore, saysNothing } from './made-source.ts';
import { inlineAnswer, lineFrom, linesWithin, linkTail } from './sheet-passages.ts';
import { asksAtEnd, holdsNoQuestions, mayAsk, namesContents, speaksOfItself, wordCount } from './words.ts';

export type Verdict =
  | 'question'
  | 'section'
  | 'inside'
  | 'family'
  | 'gate'
  | 'empty'
  | 'link'
  | 'label'
  | 'dropped';

export type Family = {
  readonly name: string;
  readonly kind: CandidateKind;
  readonly level: number;
  readonly size: number;
  readonly taken: number;
};

export type Judged = {
  readonly questions: readonly Candidate[];
  readonly sections: readonly Candidate[];
  readonly verdicts: ReadonlyMap<Candidate, Verdict>;
  readonly families: readonly Family[];
  readonly inFolder: boolean;
  /** The name of the file or its folder says so; for `inPath`, the name of any folder around it. */
  readonly named: boolean;
  readonly inPath: boolean;
  readonly cards: boolean;
  /** A heading, label or element says explicitly that it is a question. */
  readonly sure: number;
};

const BANK_WORDS =
  /(?:^|[^\p{L}])(?:interviews?|interviewing|questions?(?! to ask)|quiz(?:zes)?|q ?& ?a|flash[ _-]?cards?|anki|mochi|decks?|viva|behaviou?ral|(?:cod(?:e|ing)|sql|algorithms?) (?:problems|tasks)|exercises?|challenges?|entrevistas?|preguntas?|perguntas?|entretiens?|fragen(?:katalog)?|prüfungs?fragen|pr[uü]fungsvorbereitung|klausurfragen|domande|colloquio|sobes\w*|собеседовани\p{L}*|вопрос\p{L}*|(?:за)?питан\p{L}*|співбесід\p{L}*|pyta(?:nia|ń)|rekrutac\p{L}*|obrona|egzamin\p{L}*|ot[aá]zk\p{L}*|pohovor\p{L}*|maturit\p{L}*|mülakat\p{L}*|soru(?:lar[ıi])?|câu hỏi|phỏng vấn|pertanyaan|wawancara|vragen|sollicitatie\p{L}*|frågor|intervju\p{L}*|spørgsmål|spørsmål|kysymy\p{L}*|ερωτήσεις|întrebări|kérdések|mianshi\w*|faq|(?:exam|klausur|prüfungs?|esami?|exámen|examen|exame)[ _-]?(?:questions?|prep\w*|topics?|fragen|vorbereitung)|(?:lern|kartei)karten|tentamen\p{L}*|examens?|exámenes|exames?|esam[ei]|eksamen\p{L}*|tenti\p{L}*|tentti\p{L}*|экзамен\p{L}*|билет\p{L}*|(?:і|и)спит\p{L}*|білет\p{L}*|ispit\p{L}*|pitanj\p{L}*|vprašanj\p{L}*|въпрос\p{L}*|изпит\p{L}*|státnic\p{L}*|statnic\p{L}*|szzk?|zkoušk\p{L}*|zkousk\p{L}*|skúšk\p{L}*|skusk\p{L}*|licencjat\p{L}*|zagadnieni\p{L}*|tétel\p{L}*|tetel\p{L}*|vizsga\p{L}*|záróvizsga\p{L}*|sınav\p{L}*|soal\p{L}*|ujian\p{L}*|examen\p{L}*|klausimai|egzaminas)(?![\p{L}])|(?:^|\/)qa(?=\/)|প্রশ্ন|ইন্টারভিউ|प्रश्न|साक्षात्कार|مقابل|أسئلة|مصاحبه|سوالات|שאלות|ראיון|สัมภาษณ์|คำถาม|简答|面试|面試|面接|题库|題庫|试题|試題|题目|題目|面经|问答|問答|質問|問題集|면접|질문/u;

const QUESTION_WORDS =
  /(?:^|[^\p{L}])(?:questions?|q ?& ?a|quiz(?:zes)?|flash ?cards?|(?:cod(?:e|ing)|sql|algorithms?) (?:problems|tasks)|exercises?|challenges?|preguntas?|perguntas?|fragen\p{L}*|domande|вопрос\p{L}*|(?:за)?питання|pyta(?:nia|ń)|ot[aá]zky|soruları?|câu hỏi|vragen|frågor|spørgsmål|spørsmål|kysymy\p{L}*|pitanj\p{L}*|vprašanj\p{L}*|въпроси|питання|билеты|білети|kérdések|tételek|tetelek|întrebări|ερωτήσεις|pertanyaan|soal|klausimai|(?:lern|kartei)karten|sorular)(?![\p{L}])|(?:^|\/)qa(?=\/)|প্রশ্ন|प्रश्न|أسئلة|简答|面试题|面試題|题库|題庫|题目|題目|問題集|質問/u;
/** A README with fewer headings that do not ask only describes the bank beside it. */
const FEWEST_IN_README = 10;
/** Headings that repeat this often are parts of answers. */
const MOST_ALIKE = 3;
/** A shorter list that does not ask is a list of facts. */
const FEWEST_IN_LISTS = 20;
/** For a numbered list in a file called questions. */
const FEWEST_COUNTED = 8;
const PROGRAM_PART =
  /^[^\p{L}]{0,8}(?:getting started|quick ?start|install\w*|prerequisites?|licen[cs]es?|lizenz|licencia|licença|change ?log|road ?map|screenshots?|authors?|contribut\w*|how to contribute|credits|project structure|documentation|overview|usage|set ?up|requirements?|configuration|build\b.{0,20}|deploy\w*|running\b.{0,20}|commands?|features?|api|demos?|support|tests?|testing|troubleshooting|(?:installazione|instalación|instalação|instalacja|установка|встановлення|kurulum|cài đặt|安装|安裝|설치|インストール)(?![\p{L}]).{0,20}|prerequisiti|requisitos|prérequis|voraussetzungen|wymagania|требования|gereksinimler|attivazione.{0,20}|dipendenze|struttura.{0,20}|estructura del proyecto|struktura projektu|структура проекта|cấu trúc.{0,20}|目录结构|項目結構|프로젝트 구조|come usare.{0,20}|uso(?: .{0,20})?|utilisation|verwendung|nutzung|использование|kullanım|使用方法|사용법|使い方|contributi|contribuir|mitwirken|lizenzen|licenza|лицензия|lisans|许可证|許可證|라이선스|ライセンス|manutenzione|wartung)[^\p{L}\p{N}]*$/u;
/** A file with fewer such headings may be a bank that explains its use. */
const FEWEST_PROGRAM_PARTS = 3;
/** In the opening of a document. It has no words that a program may be about: questions, decks, challenges. */
const OPENING_WORDS =
  /(?:^|[^\p{L}])(?:interviews?|interviewing|entrevistas?|entretiens?|vorstellungsgespräch\p{L}*|bewerbungsgespräch\p{L}*|colloqui[oa]?|собеседовани\p{L}*|співбесід\p{L}*|rekrutac\p{L}*|pohovor\p{L}*|mülakat\p{L}*|phỏng vấn|wawancara|sollicitatie\p{L}*|exam questions|flash ?cards)(?![\p{L}])|面试|面試|面接|면접|সাক্ষাৎকার|ইন্টারভিউ|साक्षात्कार|مقابلات|مصاحبه/u;
/** In characters. */
const LONGEST_OPENING = 1500;
/** Headings of this many words are sentences, unlike the headings of documentation. */
const WORDS_OF_SENTENCE = 6;
const FEWEST_IN_SERIES = 4;
/** For a file that does not say that it is a bank. */
const FEWEST_LINES = 8;
/** In characters. */
const LONGEST_BLANK = 200;
const LONGEST_BELOW_ITEM = 200;
const CARD_WORDS = /(?:^|[^\p{L}])(?:flash ?cards?|anki|mochi|decks)(?![\p{L}])/u;

/** In lower case, because patterns with `\p{…}` that ignore case take 5 ms each to compile. */
const spaced = (name: string): string => name.replaceAll(/[_-]+/g, ' ').toLowerCase();

const FOLDER_OF_QUESTIONS =
  /(?:^|\/)(?:questions?|quiz(?:zes)?|(?:flash ?)?cards|preguntas|perguntas|fragen|вопросы|题目|面试题)(?:\/|$)/i;

/** @param depth how many folders around the file count */
const folderOf = ({ file, folder = '' }: Source, depth: number): string =>
  spaced(
    `${file
      .split(/[\\/]/)
      .slice(-1 - depth, -1)
      .join('/')}/${folder}`,
  );

function nameOf({ file, folder = '', text }: Source, front: string): string {
  const title = /^\ufeff? {0,3}#{1,2}[ \t]+([^\n]{1,200})|^([^\n]{1,200})\r?\n=+[ \t]*\r?$/m.exec(
    text.slice(0, 4000),
  );
  const stem = isReadme(file) ? (file.split(/[\\/]/).at(-2) ?? folder) : stemOf(file);
  return spaced(`${stem}/${title?.[1] ?? title?.[2] ?? ''}/${front}`);
}

const LABELLED: ReadonlySet<string> = new Set(['labelled', 'bold labelled']);
const isOuter = ({ kind, sides }: Candidate): boolean => kind === 'heading' || sides === true;
const isItem = ({ level }: Candidate): boolean => level >= 10;
/** In a longer text, a single card may only show how to write one. */
const LONGEST_ALONE = 20_000;
export type Children = ReadonlyMap<Candidate, readonly Candidate[]>;

export function childrenIn(all: readonly Candidate[]): Children {
  const children = new Map<Candidate, Candidate[]>();
  for (const one of all) {
    if (!one.parent) continue;
    const own = children.get(one.parent);
    if (own) own.push(one);
    else children.set(one.parent, [one]);
  }
  return children;
}

/** `# Question 1 - Classes` right above the only deeper heading, which asks. */
export function labelOnly(text: string, one: Candidate, inner: readonly Candidate[]): boolean {
  const [first, ...more] = inner.filter(({ kind }) => kind === 'heading');
  return (
    first !== undefined &&
    one.wording?.kind === 'question' &&
    more.every(({ level }) => level > first.level) &&
    first.says === 2 &&
    !one.wording.asks &&
    saysNothing(text, one.body, first.start)
  );
}

const CARD_TAG = /(?:^|\s)#(?:flash)?cards?(?:[/-]\w{1,20})?(?=\s|$)/i;
/** A shorter list item may only begin like a question: `Do Not Track`. */
const FEWEST_WORDS = 4;

type Evidence = {
  readonly labels: readonly { readonly start: number }[];
  readonly hidden: readonly { readonly start: number }[];
  readonly told: readonly Choices[];
};

const FEWEST_LETTERED = 3;

const firstFrom = (items: readonly { readonly start: number }[], from: number): number =>
  items[lineFrom(items, from)]?.start ?? Infinity;

function evidenceIn({ source, lines, details, options }: Candidates): Evidence {
  const { text } = source;
  const labels = lines.filter((line) => {
    if (line.code || !/[:：*_#]/.test(text.slice(line.start, Math.min(line.end, line.start + 100))))
      return false;
    const label = labelOf(source, line);
    return (
      label &&
      !label.byDash &&
      (label.kind === 'answer' || label.kind === 'star' || label.part === 'situation')
    );
  });
  const hidden = details.filter(({ kind }) => kind === 'answer');
  // An item that asks is a follow-up, not an option.
  const lettered = new Set(
    options.filter((list) => {
      const said = list.options.map((one) => text.slice(one.text.start, one.text.end));
      const asking = said.filter((words) => mayAsk(words)).length;
      return list.style === 'letter' && asking * 2 < said.length && !said.some((words) => asksAtEnd(words));
    }),
  );
  const told = options.filter((list, i) => {
    // Letters below several lines are options, whether or not the file says which are right.
    if (lettered.has(list) && lettered.size >= FEWEST_LETTERED) return true;
    const stop = Math.min(options[i + 1]?.start ?? text.length, list.end + 6000);
    return rightAnswer(text, list, linesWithin(lines, { start: list.end, end: stop }), false) !== undefined;
  });
  return { labels, hidden, told };
}

const LINKED = /^\[([^[\]]{1,600})\]\([^()\s]{0,400}\)\s*$/;
/** Fewer links that ask are further reading. */
const FEWEST_LINKED = 5;

/**
 * A bank can be a list of links to its answers: most of its items ask, and nothing else has their words, as contents have. Links within the
 * file have their answer below them; links to files beside it are contents.
 */
function weighLinks({ source: { text }, all }: Candidates): void {
  const items = all.filter(({ kind }) => kind === 'item');
  const headings = new Set(
    all.flatMap(({ kind, words }) =>
      kind === 'item' ? [] : [letterWords(text.slice(words.start, words.end))],
    ),
  );
  const asking = items.filter(({ link, words, body, end }) => {
    const [whole = '', title] = (link && LINKED.exec(text.slice(words.start, words.end))) ?? [];
    if (title === undefined || !(asksAtEnd(title) || mayAsk(title)) || headings.has(letterWords(title)))
      return false;
    return /\]\(https?:/.test(whole) || (whole.includes('](#') && !saysNothing(text, body, end));
  });
  const roots = items.filter(({ parent }) => !parent || !isItem(parent));
  if (asking.length < FEWEST_LINKED || asking.length * 3 < roots.length) return;
  for (const one of asking) {
    one.link = undefined;
    one.says = asksAtEnd(text.slice(one.words.start, one.words.end).replace(LINKED, '$1')) ? 2 : 1;
  }
}

const letterWords = (words: string): string => words.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();

/** Judged by itself and by the text below it. */
function weigh(found: Candidates, { labels }: Evidence): void {
  const { source, all } = found;
  const { text } = source;
  const real = found.headings;
  const counted = countedHeadings(source, real);
  const wordings = new Map(real.map((heading, i) => [heading.start, counted.wordings[i]]));
  const goingOn = new Set([...counted.goingOn].map(({ start }) => start));
  for (const one of all) {
    if (one.kind === 'heading') one.wording = wordings.get(one.start) ?? wordsOf(source, one);
    if (one.label || one.link) continue;
    const raw = text.slice(one.words.start, one.words.end);
    if (one.family === 'ranged') continue;
    if (one.kind === 'item') {
      const tail = linkTail(raw);
      const asked = raw.slice(0, tail).replace(/[\s*_–—:-]{1,12}$/, '');
      const asks =
        asksAtEnd(asked.replace(/(?<=[?？])\s{0,3}\([^?？]{1,400}\)$/, '')) ||
        (tail === undefined && inlineAnswer(raw) !== undefined);
      one.says = CARD_TAG.test(raw) ? 3 : asks ? 2 : mayAsk(raw) && wordCount(raw) >= FEWEST_WORDS ? 1 : 0;
      continue;
    }
    const wording = wordsOf(source, one);
    const title = text.slice(wording.titleStart, wording.titleEnd);
    const isLabelled = firstFrom(labels, one.body) < Math.min(one.own, one.body + 6000);
    const isSure =
      (wording.kind === 'question' && one.kind !== 'details') ||
      goingOn.has(one.start) ||
      CARD_TAG.test(raw) ||
      (one.kind === 'heading' && isLabelled && !speaksOfItself(title));
    const isTask = mayAsk(title) && (one.kind !== 'bold' || wordCount(title) >= FEWEST_WORDS);
    const weight = isSure ? 3 : wording.asks || asksAtEnd(raw) ? 2 : isTask ? 1 : 0;
    if (weight > one.says) one.says = weight;
  }
}

/** An element that hides or gives an answer belongs to the nearest candidate above that may ask. */
function weighBelow({ all }: Candidates, { hidden, told }: Evidence): void {
  const mayHold = lastBefore(
    all.filter(
      ({ kind, family, says, label }) =>
        !label && family !== PLAIN_LINE && (says > 0 || ['heading', 'listed', 'line'].includes(kind)),
    ),
  );
  const options = new Map(told.map((list) => [list.start, list]));
  for (const { start } of [...hidden, ...told].toSorted(byStart)) {
    const holder = mayHold(start);
    const list = options.get(start);
    if (!holder || holder.closed !== undefined || start >= holder.end) continue;
    // Check boxes can also be a to-do list.
    if (list?.style === 'box' && holder.says === 0) continue;
    holder.says = 3;
    if (list) holder.hasOptions = true;
  }
}

type Stats = {
  readonly n: number;
  readonly sure: number;
  readonly strong: number;
  readonly some: number;
  readonly numbered: number;
  readonly counted: number;
  readonly labelled: number;
  readonly cover: number;
};

const numberOf = (one: Candidate | undefined): number | undefined => one?.number ?? one?.wording?.number;

const isNumbered = (one: Candidate | undefined): boolean =>
  one?.number !== undefined || one?.wording?.number !== undefined || one?.wording?.kind === 'numbered';

const TAG = /<[^<>]{1,200}>/g;
const ADDRESS = /\]\([^()\s]{0,400}\)/g;
const letters = (words: string): number => words.match(/\p{L}/gu)?.length ?? 0;
const LINKS = /\[[^[\]]{0,300}\]\([^()\s]{0,400}\)|https?:\/\/\S+|<[^<>]{1,400}>/g;

const sizeOf = (text: string): number => Math.max(1, text.trim().length);

function statsOf(text: string, members: readonly Candidate[]): Stats {
  const count = (test: (one: Candidate) => boolean): number => members.filter(test).length;
  return {
    n: members.length,
    sure: count(({ says }) => says === 3),
    strong: count(({ says }) => says >= 2),
    some: count(({ says }) => says >= 1),
    numbered: count(isNumbered),
    counted: count((one) => one.wording?.kind === 'numbered' && one.wording.number !== undefined),
    labelled: count((one) => one.wording?.kind === 'question'),
    cover: members.reduce((sum, one) => sum + (one.says > 0 ? one.end - one.start : 0), 0) / sizeOf(text),
  };
}

type Group = {
  readonly members: readonly Candidate[];
  readonly stats: Stats;
};

/** It is between others that ask, or none asks. */
function isWithin({ start }: Candidate, members: readonly Candidate[]): boolean {
  const first = members.find(({ says }) => says > 0)?.start ?? -1;
  const last = members.findLast(({ says }) => says > 0)?.start ?? Infinity;
  return start >= first && start <= last;
}

export type JudgeOptions = {
  readonly only?: ReadonlySet<CandidateKind>;
  /** A guide written by prep: only what says that it is a question. */
  readonly exact?: boolean;
  /** Decisions of a person, by the place of the candidate. */
  readonly choices?: ReadonlyMap<number, boolean>;
};

/** Texts of similar length, like answers, and not pages long. */
function areAlike(members: readonly Candidate[], longest: number, times: number): boolean {
  const lengths = members.map(({ body, end }) => end - body).toSorted((a, b) => a - b);
  const middle = lengths[lengths.length >> 1] ?? 0;
  const alike = lengths.filter((one) => one >= middle / times && one <= middle * times);
  return middle <= longest && alike.length * 4 >= lengths.length * 3;
}

/** The text above the first heading of a section. */
function openingOf({ source, facts, headings }: Candidates): string {
  const end = headings.find(({ level }) => level > 1)?.start ?? Infinity;
  return source.text.slice(facts.bodyStart, Math.min(end, facts.bodyStart + LONGEST_OPENING));
}

const levelOf = (members: readonly Candidate[]): number => members[0]?.level ?? 0;
class Judge {
  readonly verdicts = new Map<Candidate, Verdict>();
  readonly named: boolean;
  readonly readme: boolean;
  private readonly cards: boolean;
  /** The name says questions, and not only interviews, which a program may be about. */
  private readonly inTitle: boolean;
  private readonly inBank: boolean;
  private readonly inPath: boolean;
  private readonly opening: boolean;
  private readonly program: boolean;
  private readonly text: string;
  /** Families of headings that are questions only because of the file's name. */
  private readonly byName = new Set<string>();
  /** Lists that ask, grouped by the family that they are below. */
  private readonly listsBelow = new Map<string | undefined, readonly Candidate[]>();
  private chief: string | undefined;
  /** Lists in a file called questions. */
  private isNamedList = false;
  /** How often each title occurs, numbered ones aside. */
  private readonly repeated: ReadonlyMap<string, number>;
  private readonly sizes: ReadonlyMap<string, number>;
  /** Candidates of all kinds except headings. */
  private readonly othersAsking: number;
  /** The number of lines that begin with `Q:`. */
  private readonly labels: number;
  private readonly labelled: ReadonlySet<string>;

  /** The number of the last question, and families of words in bold that began, or that go on from there. */
  private reached = 0;
  private readonly begun = new Set<string>();
  private readonly goingOn = new Set<string>();
  private readonly tagged: ReadonlySet<string>;
  /** Dropped by a person. */
  private readonly dropped: readonly Candidate[];

  constructor(
    private readonly found: Candidates,
    private readonly options: JudgeOptions,
    private readonly children: Children,
  ) {
    const { source, facts, all } = found;
    this.text = source.text;
    const name = nameOf(source, `${facts.section ?? ''} ${(facts.tags ?? []).join(' ')}`);
    this.named = BANK_WORDS.test(name);
    this.inTitle = QUESTION_WORDS.test(nameOf(source, facts.section ?? ''));
    this.cards = CARD_WORDS.test(`${name}/${folderOf(source, 2)}`);
    this.inBank = this.named || BANK_WORDS.test(folderOf(source, 2));
    this.inPath = this.inBank || BANK_WORDS.test(folderOf(source, 9));
    this.readme = isReadme(source.file) || isOtherPage(source.file);
    const headings = all.filter(({ kind }) => kind === 'heading');
    const parts = headings.filter((one) => PROGRAM_PART.test(this.title(one).toLowerCase()));
    this.program = parts.length >= FEWEST_PROGRAM_PARTS && parts.length * 10 >= headings.length;
    const opening = openingOf(found);
    // A bank has no code in its opening; the manual of a program about interviews does.
    this.opening =
      !this.program &&
      !opening.includes('`') &&
      OPENING_WORDS.test(opening.replace(LINKS, ' ').toLowerCase());
    this.labels = all.filter(({ family }) => LABELLED.has(family)).length;
    this.othersAsking = all.filter(({ kind, says, link }) => kind !== 'heading' && says >= 2 && !link).length;
    this.tagged = new Set(
      all.flatMap((one) =>
        one.says === 3 && CARD_TAG.test(this.text.slice(one.words.start, one.words.end)) ? [one.family] : [],
      ),
    );
    this.labelled = new Set(
      headings.flatMap(({ family, wording }) => (wording?.kind === 'question' ? [family] : [])),
    );
    this.dropped = all.filter((_, at) => options.choices?.get(at) === false);
    this.sizes = countBy(all, ({ family }) => family);
    this.repeated = countBy(
      headings.filter((one) => !isNumbered(one)),
      (one) => this.title(one).toLowerCase(),
    );
  }

  title(one: Candidate): string {
    const { titleStart, titleEnd } = wordsOf(this.found.source, one);
    const title = this.text.slice(titleStart, titleEnd);
    return /[<(]/.test(title) ? title.replace(TAG, '').replace(ADDRESS, ']') : title;
  }

  /** It has words, and text below, and is neither a common part of documents nor a repetition. */
  private mayAsk(one: Candidate): boolean {
    if (one.label || one.link) return false;
    if (one.kind === 'item') return true;
    const title = this.title(one);
    if (title.trim() === '' && one.says < 3) return false;
    // `### 23.` with nothing below it is still to be written.
    if (one.kind === 'heading' && !/\p{L}/u.test(title) && this.isBlank(one)) return false;
    if (one.says === 3) return true;
    if (holdsNoQuestions(title)) return false;
    return (
      one.kind !== 'heading' || isNumbered(one) || (this.repeated.get(title.toLowerCase()) ?? 0) < MOST_ALIKE
    );
  }

  private asks(one: Candidate): boolean {
    return one.wording?.kind === 'question' || one.wording?.asks === true || mayAsk(this.title(one));
  }

  /** Below it are only marks of quotations and lists. */
  private isBlank({ body, end }: Candidate): boolean {
    return end - body < LONGEST_BLANK && /^[\s>*_-]*$/.test(this.text.slice(body, end));
  }

  private isEmpty(one: Candidate): boolean {
    return saysNothing(this.text, one.body, one.end);
  }

  private isAccepted(kind: CandidateKind, members: readonly Candidate[]): boolean {
    const { only, exact } = this.options;
    if (members[0]?.family === 'ranged') return true;
    if (only && !only.has(kind)) return false;
    const stats = statsOf(this.text, members);
    const { n, sure, strong, some, numbered, cover } = stats;
    if (n === 0) return false;
    if (exact) return kind === 'heading' && sure > 0;
    const bodied = members.filter((one) => one.topic === true || (one.says > 0 && !this.isEmpty(one))).length;
    switch (kind) {
      case 'heading':
        return this.acceptsHeadings(members, stats);
      case 'labelled':
        return this.labels >= 2 || cover >= 0.3;
      case 'line':
        return members[0]?.family === PLAIN_LINE ? this.acceptsLines(stats) : sure > 0;
      case 'row':
        return members[0]?.family === 'row named' ? n >= 3 : n >= 6 && strong * 10 >= n * 6;
      case 'listed':
        return sure > 0 || (strong >= 1 && strong * 2 >= n) || this.areListed(members);
      case 'card': {
        const cards = this.found.all.filter((one) => one.kind === 'card').length;
        const isAlone = sure > 0 && cover >= 0.7 && this.text.length <= LONGEST_ALONE;
        return (cards >= 2 && (this.cards || cards > n || cover >= 0.2)) || isAlone;
      }
      case 'details':
        return (
          (strong >= 2 && strong * 3 >= n) ||
          (strong >= 1 && strong * 2 >= n) ||
          (!this.readme && n >= 3 && cover + this.coverOf(members) >= 0.5)
        );
      case 'bold': {
        const enough =
          strong >= 2
            ? strong * 5 >= n * 2 || sure * 2 >= n
            : strong === 1 && n === 1 && (sure === 1 || cover >= 0.5);
        const counts =
          (this.inTitle || (this.named && strong > 0 && !this.readme)) && numbered >= 3 && numbered * 2 >= n;
        return (
          (enough || counts) && (bodied * 2 >= Math.max(1, some) || (counts && this.coverOf(members) > 0.3))
        );
      }
      case 'item':
        return this.acceptsItems(members, stats);
    }
  }

  /** Any prose asks now and then: at least a quarter of the paragraphs must ask, and hardly anything else. */
  private acceptsLines({ n, strong, some }: Stats): boolean {
    const least = this.inBank ? FEWEST_IN_SERIES : FEWEST_LINES;
    const others = this.found.all.filter(
      ({ kind, family, says, link }) => family !== PLAIN_LINE && kind !== 'line' && says >= 2 && !link,
    ).length;
    if (some * 3 < n || others > some || this.program) return false;
    const paragraphs = this.paragraphs();
    if (this.inBank && some * 2 >= paragraphs) return true;
    if (strong < least && !(this.inBank && some >= FEWEST_LINES)) return false;
    return some * (this.inBank ? 10 : 4) >= paragraphs;
  }

  private paragraphs(): number {
    return this.found.lines.filter(({ start, end, code }, i) => {
      const above = this.found.lines[i - 1];
      const isFirst = !above || above.code || this.text.slice(above.start, above.end).trim() === '';
      return !code && isFirst && /^[^\s#|>*+<\d-]/.test(this.text.slice(start, Math.min(end, start + 4)));
    }).length;
  }

  /** Headings that are list items and hold most of the file: hardly anyone writes like this except to ask. */
  private areListed(members: readonly Candidate[]): boolean {
    return members.length >= FEWEST_IN_SERIES && !this.readme && this.coverOf(members) >= 0.6;
  }

  /** Links with hardly any other words. */
  private onlyLinks({ body, end }: Candidate): boolean {
    const below = this.text.slice(body, Math.min(end, body + 2000));
    return letters(below.replace(LINKS, '')) * 3 < letters(below);
  }

  private coverOf(members: readonly Candidate[]): number {
    return members.reduce((sum, one) => sum + one.end - one.start, 0) / sizeOf(this.text);
  }

  /** Sections have headings below them; most questions have none. */
  private leavesIn(members: readonly Candidate[]): readonly Candidate[] {
    return members.filter((one) => !this.childrenOf(one).some(({ kind }) => kind === 'heading'));
  }

  private holdsAny(one: Candidate, accepted: ReadonlySet<string>): boolean {
    return this.childrenOf(one).some((each) => accepted.has(each.family) || this.holdsAny(each, accepted));
  }

  /**
   * In a file that says it is a bank, the questions are the outermost level that covers the file and mostly has no
   * headings below, whether they ask or not.
   */
  private chiefLevel(families: ReadonlyMap<string, readonly Candidate[]>): string | undefined {
    if (this.options.exact || this.options.only || this.program) return undefined;
    const levels = [...families].filter(([, [first]]) => first?.kind === 'heading');
    const byLevel = levels.toSorted(([, a], [, b]) => levelOf(a) - levelOf(b));
    return byLevel.find(([, members]) => this.isChief(members))?.[0];
  }

  private isChief(members: readonly Candidate[]): boolean {
    const n = members.length;
    const isCounted = members.filter(isNumbered).length * 10 >= n * 7;
    const some = members.filter(({ says }) => says > 0).length;
    const isTold =
      (this.inTitle && (isCounted || (some >= 3 && some * 8 >= n))) || (isCounted && this.inBank);
    if (!isTold || this.readme || n < FEWEST_IN_SERIES || this.othersAsking > n) return false;
    const bodied = members.filter((one) => !this.isEmpty(one)).length;
    const leaves = this.leavesIn(members).length;
    return bodied * 10 >= n * 7 && leaves * (isCounted ? 3 : 2) >= n && this.coverOf(members) >= 0.6;
  }

  private acceptsHeadings(
    members: readonly Candidate[],
    { n, sure, strong, some, numbered, counted }: Stats,
  ): boolean {
    const bodied = members.filter((one) => !this.isEmpty(one));
    if (sure >= 2 || (sure === 1 && !this.readme)) return true;
    const least = this.named ? 0.25 : this.inBank || strong >= 5 ? 0.34 : 0.5;
    if (strong >= 2 && strong >= n * least) return true;
    const own = members.reduce((sum, one) => sum + (one.says > 0 ? one.own - one.start : 0), 0);
    const isMost = own * 2 >= sizeOf(this.text) && !this.readme;
    if (strong === 1 && n <= 2 && (isMost || (this.named && n === 2))) return true;
    const isCounted = numbered >= 3 && numbered * 10 >= n * 7;
    if (isCounted && strong >= 1 && (counted * 2 >= n || some * 8 >= n)) return true;
    if (this.isSeries(members, bodied) && this.asksAsSeries(members, strong, some)) {
      if (members[0] && strong * 2 < n) this.byName.add(members[0].family);
      return true;
    }
    const isBank = this.inTitle || this.cards || (isCounted && this.inBank);
    const isMain =
      (isCounted && this.coverOf(members) >= 0.6) ||
      (this.leavesIn(members).length * 2 >= n &&
        areAlike(this.leavesIn(bodied), isCounted ? 3000 : 1500, isCounted ? 8 : 4));
    const areNamed =
      isBank &&
      isMain &&
      !this.program &&
      (!this.readme ||
        (n >= FEWEST_IN_README && bodied.filter((one) => this.onlyLinks(one)).length * 2 < n)) &&
      this.othersAsking <= n &&
      bodied.length >= (this.cards ? 2 : 5) &&
      bodied.length * 10 >= n * 7;
    if (areNamed && members[0]) this.byName.add(members[0].family);
    return areNamed;
  }

  /** Most of the file is these headings, each with a text below it, and it is not about a program. */
  private isSeries(members: readonly Candidate[], bodied: readonly Candidate[]): boolean {
    return (
      !this.program &&
      members.length >= FEWEST_IN_SERIES &&
      this.othersAsking <= members.length &&
      bodied.length * 10 >= members.length * 7 &&
      this.coverOf(members) >= 0.6
    );
  }

  /** In a series, few headings need to ask if they are sentences or the file says that it is a bank. */
  private asksAsSeries(members: readonly Candidate[], strong: number, some: number): boolean {
    const n = members.length;
    const counts = members.map((one) => wordCount(this.title(one))).toSorted((a, b) => a - b);
    const areSentences = (counts[n >> 1] ?? 0) >= WORDS_OF_SENTENCE;
    if (this.inBank || this.opening) return strong * 8 >= n || some * 3 >= n;
    if (this.readme) return false;
    return (areSentences && strong * 8 >= n) || (strong >= 2 && some * 2 >= n);
  }

  /**
   * Because lists may be steps or facts, most items must ask in most lists. Lists below headings of one level are judged
   * alike, and so are those of a bank that has only lists.
   */
  private acceptsItems(members: readonly Candidate[], { strong, n }: Stats): boolean {
    if (members.some(({ says }) => says === 3)) return true;
    const asks = (some: Stats): boolean => some.strong * 2 >= some.n || some.some * 2 >= some.n;
    const lists = [...groupBy(members, ({ parent }) => parent).values()];
    const alike = groupBy(members, ({ parent }) => parent?.family);
    const asked = lists
      .map((list) => statsOf(this.text, list))
      .filter(asks)
      .reduce((sum, each) => sum + each.n, 0);
    for (const [family, all] of alike)
      if (statsOf(this.text, all).strong * 2 >= all.length && all.length > asked / 2)
        this.listsBelow.set(family, all);
    const inAll = [...this.listsBelow.values()].reduce((sum, { length }) => sum + length, 0);
    const most = Math.max(asked, inAll);
    const tasks = members.filter(({ words: { start, end } }) => mayAsk(this.text.slice(start, end)));
    const counted = tasks.length * 2 >= n ? 3 : FEWEST_COUNTED;
    const enough = members.every(isNumbered) ? counted : FEWEST_IN_LISTS;
    const areNamed = this.inTitle && strong * 2 < n && n >= enough && this.coverOf(members) >= 0.6;
    if (areNamed && areAlike(members, 500, 6)) {
      this.isNamedList = true;
      return true;
    }
    if (this.isListOfTasks(members)) return true;
    const others = n - most;
    if (others > most * (this.readme ? 0.25 : 0.7)) return false;
    if (strong >= 5 && strong * 10 >= most * 3) return true;
    if (strong > 0 && this.inBank && most >= 3) return true;
    const isMost = !members.some(isNumbered) || this.coverOf(members) >= 0.5;
    return strong >= 3 && strong >= n && !this.readme && isMost;
  }

  /** Questions without answers: most of the file is items, few of them are sentences, and enough of them ask. */
  private isListOfTasks(members: readonly Candidate[]): boolean {
    const n = members.length;
    const some = members.filter(({ says }) => says > 0).length;
    const told = members.filter(({ words: { start, end } }) =>
      /[.!。！;；]\s*$/.test(this.text.slice(start, end)),
    ).length;
    const short = members.filter(({ body, end }) => end - body <= LONGEST_BELOW_ITEM).length;
    if (this.program || told * 4 > n) return false;
    if ((this.inBank || this.opening) && some * 2 >= n && n >= FEWEST_IN_SERIES)
      return this.coverOf(members) >= 0.4;
    return n >= FEWEST_IN_LISTS && some * 3 >= n && short * 4 >= n * 3 && this.coverOf(members) >= 0.5;
  }

  private familiesOf(kinds: (one: Candidate) => boolean): ReadonlyMap<string, readonly Candidate[]> {
    const families = new Map<string, Candidate[]>();
    for (const one of this.found.all)
      if (kinds(one) && this.mayAsk(one)) {
        const family = families.get(one.family);
        if (family) family.push(one);
        else families.set(one.family, [one]);
      }
    return families;
  }

  /** From the outside in; nothing inside a question is another question. */
  run(): Judged {
    const { all } = this.found;
    const accepted = new Set<string>();
    const headings = this.familiesOf(isOuter);
    this.chief = this.chiefLevel(headings);
    this.accept(accepted, headings);
    this.dropSections(accepted, headings);
    if (this.chief !== undefined) accepted.add(this.chief);
    // Beside other headings that ask, those of another level that all ask or give tasks are questions, too.
    if (accepted.size > 0 && !this.options.exact)
      for (const [name, members] of headings)
        if (members.every((one) => one.says > 0 && !this.holdsAny(one, accepted))) accepted.add(name);
    this.walk(accepted, isOuter);
    const isFree = (one: Candidate): boolean => !isOuter(one) && !this.verdicts.has(one);
    const others = this.familiesOf(
      (one) => isFree(one) && (one.kind !== 'item' || !isItem(one)) && one.family !== PLAIN_LINE,
    );
    this.accept(accepted, others);
    this.walk(accepted, (one) => !isItem(one) || accepted.has(one.family));
    const items = all.filter((one) => isFree(one) && isItem(one) && this.mayAsk(one));
    const roots = items.filter(({ parent }) => !parent || !isItem(parent));
    const counted = roots.filter(({ family }) => family === COUNTED_ITEM);
    if (this.isAccepted('item', this.asking(roots)) || this.options.only?.has('item'))
      for (const one of items) accepted.add(one.family);
    else if (counted.length < roots.length && this.isAccepted('item', counted)) {
      accepted.add(COUNTED_ITEM);
      this.takeBullets(roots);
    }
    const plain = accepted.size === 0 ? all.filter(({ family }) => family === PLAIN_LINE) : [];
    if (this.isAccepted('line', plain)) accepted.add(PLAIN_LINE);
    this.walk(accepted, () => true);
    this.extend();
    return this.result(accepted);
  }

  /** Bullets below a numbered item are its answer, even without an indent. */
  private takeBullets(roots: readonly Candidate[]): void {
    let above: Candidate | undefined;
    for (const one of roots) {
      if (one.family === COUNTED_ITEM) above = one;
      else if (above && above.parent === one.parent && above.end === one.start) {
        above.end = one.end;
        this.verdicts.set(one, 'inside');
      }
    }
  }

  private accept(accepted: Set<string>, families: ReadonlyMap<string, readonly Candidate[]>): void {
    const before = accepted.size;
    let most: readonly Candidate[] = [];
    for (const [name, members] of families) {
      const kind = members[0]?.kind;
      if (kind && this.isAccepted(kind, members)) accepted.add(name);
      if (kind && this.options.only?.has(kind) && members.length > most.length) most = members;
    }
    if (accepted.size === before && most[0]) accepted.add(most[0].family);
  }

  /** List items except topics, which are judged by the items below them. */
  private asking(items: readonly Candidate[]): readonly Candidate[] {
    return items.flatMap((one) =>
      this.isTopic(one) ? this.asking(this.childrenOf(one).filter(isItem)) : [one],
    );
  }

  private isTopic(one: Candidate): boolean {
    if (one.says > 0 || !isItem(one)) return false;
    const inner = this.childrenOf(one).filter(isItem);
    const asking = inner.filter(({ says, link }) => says >= 2 && !link).length;
    return asking >= 2 && asking * 2 >= inner.length;
  }

  private childrenOf(one: Candidate): readonly Candidate[] {
    return this.children.get(one) ?? [];
  }

  /** Of several levels accepted only for the file's name, the most common is the questions, if few others ask. */
  private dropSections(accepted: Set<string>, families: ReadonlyMap<string, readonly Candidate[]>): void {
    const membersOf = (name: string): number => families.get(name)?.length ?? 0;
    const weak = [...accepted]
      .filter((name) => this.byName.has(name))
      .toSorted((a, b) => membersOf(b) - membersOf(a));
    const strong = [...accepted].reduce(
      (sum, name) => sum + (this.byName.has(name) ? 0 : membersOf(name)),
      0,
    );
    const [most = ''] = weak;
    // A level above it is not one of sections if most of its headings have none of that level below them.
    const outer = weak.find((name) => {
      const members = families.get(name) ?? [];
      return (
        (members[0]?.level ?? 0) < (families.get(most)?.[0]?.level ?? 0) &&
        membersOf(name) * 2 >= membersOf(most)
      );
    });
    const best = membersOf(most) > strong * 2 ? (outer ?? most) : undefined;
    for (const name of weak) if (name !== best) accepted.delete(name);
  }

  private isLike(one: Candidate, { members, stats: siblings }: Group): boolean {
    if (this.tagged.has(one.family)) return one.says === 3;
    if (one.says >= 2) return true;
    const { n, strong, some, numbered } = siblings;
    if (this.options.exact || (one.kind === 'line' && one.family !== PLAIN_LINE)) return false;
    if (one.kind === 'line') return isNumbered(one) ? this.named : one.says > 0;
    const isCounted = !isItem(one) && numbered * 10 >= n * 8;
    if (this.options.only && strong === 0) return true;
    // Among headings like `Q4`, a different one is something else; so is one without a number among numbered ones.
    if (this.labelled.has(one.family)) return one.says > 0;
    if (isCounted) return isNumbered(one) || one.says > 0;
    if (one.kind === 'row' || one.family === this.chief || this.byName.has(one.family) || one.details)
      return true;
    if (isItem(one) && (this.isNamedList || (this.inTitle && numbered * 10 >= n * 8))) return true;
    const lists = isItem(one) ? this.listsBelow.get(one.parent?.family) : undefined;
    if (lists && (strong * 4 > n || isWithin(one, lists))) return true;
    const half =
      strong * (isItem(one) ? 2 : 2.5) >= n || some * 10 >= n * 6 || (this.named && strong * 3 >= n);
    if (one.kind === 'bold' || one.kind === 'listed')
      return one.says > 0 || (one.kind === 'listed' && numbered === 0 && this.areListed(members));
    return half || (one.says > 0 && this.named);
  }

  /** Below it are only other questions. */
  private onlyNames(one: Candidate, accepted: ReadonlySet<string>): boolean {
    if (isItem(one)) return this.isTopic(one);
    if (this.options.only) return false;
    if (one.wording?.kind === 'question') return labelOnly(this.text, one, this.childrenOf(one));
    const inner = this.childrenOf(one).filter((each) => !each.label);
    const unfolding = inner.filter(({ details, says }) => details && says >= 2);
    if (one.kind === 'listed' && !this.asks(one) && unfolding.length >= 2) return true;
    const [first] = inner;
    if (!first) return false;
    if (one.says === 3 || !saysNothing(this.text, one.body, first.start)) return false;
    if (first.kind === 'heading' ? first.says >= 2 : first.says === 3 && one.says < 2) return true;
    const holds = this.holdsAny(one, accepted);
    return first.kind === 'heading' && holds && !isNumbered(one);
  }

  private walk(accepted: ReadonlySet<string>, isNow: (one: Candidate) => boolean): void {
    const { all } = this.found;
    const groups = new Map<Candidate | undefined, Map<string, Candidate[]>>();
    for (const one of all) {
      if (!accepted.has(one.family) || !this.mayAsk(one)) continue;
      let group = groups.get(one.parent);
      if (!group) groups.set(one.parent, (group = new Map<string, Candidate[]>()));
      const members = group.get(one.family);
      if (members) members.push(one);
      else group.set(one.family, [one]);
    }
    const grouped = new Map<Candidate[], Group>();
    const siblings = (one: Candidate): Group => {
      const members = groups.get(one.parent)?.get(one.family) ?? [one];
      let group = grouped.get(members);
      if (!group) {
        grouped.set(members, (group = { members, stats: statsOf(this.text, members) }));
      }
      return group;
    };
    let until = -1;
    let barred: Candidate | undefined;
    for (const [at, one] of all.entries()) {
      const chosen = this.options.choices?.get(at);
      if (chosen === true) until = this.take(one, until);
      const known = this.verdicts.get(one);
      if (known === 'question') until = Math.max(until, one.end);
      if (known && known !== 'section') continue;
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
      if (one.label) {
        this.verdicts.set(one, 'label');
        continue;
      }
      const mayBe = chosen !== false && (!barred || one.says === 3) && this.isOfItsKind(one, accepted);
      if (mayBe && this.isLike(one, siblings(one))) {
        this.verdicts.set(one, 'question');
        this.reached = numberOf(one) ?? this.reached;
        until = one.end;
      } else if (one.kind === 'heading' || this.isTopic(one)) this.verdicts.set(one, 'section');
      else if (accepted.has(one.family)) this.verdicts.set(one, one.link ? 'link' : 'family');
    }
  }

  private isOfItsKind(one: Candidate, accepted: ReadonlySet<string>): boolean {
    return (
      accepted.has(one.family) &&
      this.mayAsk(one) &&
      one.wording?.kind !== 'range' &&
      !this.onlyNames(one, accepted)
    );
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

  /** Resources and the like hold no questions; a table of contents ends where deeper headings begin. */
  private bars(one: Candidate): boolean {
    const title = one.kind === 'heading' && one.says < 3 && !one.label ? this.title(one) : '';
    return title !== '' && holdsNoQuestions(title) && !namesContents(title);
  }

  /** Bold questions that continue the numbers of the headings above: the author changed the style. */
  private continues(one: Candidate): boolean {
    const number = numberOf(one);
    if (one.kind !== 'bold' || number === undefined || one.says < 2) return false;
    if (number === this.reached + 1 && !this.begun.has(one.family)) this.goingOn.add(one.family);
    this.begun.add(one.family);
    if (!this.goingOn.has(one.family)) return false;
    this.reached = number;
    return true;
  }

  /** It says explicitly that it is a question, so the one around it ends. */
  private breaksOut(one: Candidate): boolean {
    if (one.kind === 'heading') return one.wording?.kind === 'question';
    return !this.options.exact && (this.continues(one) || (LABELLED.has(one.family) && this.labels >= 2));
  }

  private cut(start: number): void {
    for (const [one, verdict] of this.verdicts)
      if (verdict === 'question' && one.start < start && one.end > start) one.end = start;
  }

  private passes(questions: readonly Candidate[]): boolean {
    if (this.options.only || this.options.exact || this.options.choices) return true;
    const sure = questions.filter(({ says }) => says === 3).length;
    const { cover, strong } = statsOf(this.text, questions);
    if (isOtherPage(this.found.source.file) && sure < 2 && strong < 2) return false;
    const asked = questions.length >= FEWEST_IN_README && questions.every(({ says }) => says >= 2);
    if (this.readme && asked && questions.length * 2 >= this.found.all.length) return true;
    if (this.readme && sure >= 2) return this.coverOf(questions) >= 0.25;
    if (this.readme) {
      const isLong = questions.length >= FEWEST_IN_LISTS * 2;
      const fewest = this.opening ? FEWEST_IN_SERIES : 5;
      return questions.length >= fewest && this.coverOf(questions) >= (isLong ? 0.35 : 0.6);
    }
    return (
      sure >= 1 ||
      (questions.length === 1 && cover >= 0.5) ||
      (questions.length >= 2 &&
        (this.inBank ||
          questions.length >= 5 ||
          Math.max(cover, this.coverOf(questions.filter(({ details }) => details))) >= 0.25))
    );
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

  private result(accepted: ReadonlySet<string>): Judged {
    const { all } = this.found;
    const asked = all.filter((one) => this.verdicts.get(one) === 'question');
    const passes = this.passes(asked);
    for (const one of all) {
      const verdict = this.verdicts.get(one);
      if (verdict === 'question' && !passes) this.verdicts.set(one, 'gate');
      if (!verdict) this.verdicts.set(one, one.link ? 'link' : accepted.has(one.family) ? 'empty' : 'family');
    }
    for (const one of this.dropped) this.verdicts.set(one, 'dropped');
    const of = (verdict: Verdict): readonly Candidate[] =>
      all.filter((one) => this.verdicts.get(one) === verdict);
    const questions = of('question');
    const taken = countBy(questions, ({ family }) => family);
    const families = [...new Map(all.map((one) => [one.family, one])).values()].map(
      ({ family, kind, level }) => ({
        name: family,
        kind,
        level,
        size: this.sizes.get(family) ?? 0,
        taken: taken.get(family) ?? 0,
      }),
    );
    const sure = questions.filter(({ says }) => says === 3).length;
    return {
      questions,
      sections: of('section'),
      verdicts: this.verdicts,
      families,
      named: this.inBank,
      inPath: this.inPath,
      inFolder: FOLDER_OF_QUESTIONS.test(folderOf(this.found.source, 2)),
      cards: this.cards,
      sure,
    };
  }
}

export function judge(found: Candidates, options: JudgeOptions = {}): Judged {
  const children = childrenIn(found.all);
  const evidence = evidenceIn(found);
  weigh(found, evidence);
  weighLinks(found);
  weighBelow(found, evidence);
  return new Judge(found, options, children).run();
}
