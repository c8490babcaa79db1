// What may be a placeholder beyond the certain rules: `[specific outcome]`, `<your number>`, `XX%`, `(name)`.
// Offered to the user, never accepted automatically. One pass finds all that could be one. A sum of evidence decides:
// its words, its place, and what others of its kind in the same file are.
import type { Placeholder, Question } from '../../core/base/question.ts';
import type { Range, Text } from '../../core/base/span.ts';
import { countBy, sumOf } from '../../core/base/collections.ts';
import { oneLine } from '../../core/base/text.ts';
import { CURRENCY_SIGNS, isUnit } from '../../core/values/units.ts';
import { isTag } from '../markdown/html.ts';
import { endOfStretches } from '../markdown/prose.ts';
import { ASKED_FOR, insideOf, isDraftText, openSpots, PUT_OFF, PUT_OFF_CJK } from './placeholders.ts';

/** Words in delimiters; asides, which mostly only talk; letters and signs that fill a place: `XX`, `__`, `TBD`. */
const WORDS = 0;
const ASIDE = 1;
const FILLER = 2;
type Family = typeof WORDS | typeof ASIDE | typeof FILLER;
type Weights = readonly [inWords: number, inAsides: number, inFillers: number];

type Candidate = Range & {
  readonly family: Family;
  /** Its opening delimiter, or the sign that fills. */
  readonly kind: string;
  readonly written: string;
  /** Without delimiters, on one line. */
  readonly inside: string;
  /** In lowercase. */
  readonly words: readonly string[];
  /** In its line. */
  readonly before: string;
  readonly after: string;
};

type Find = (at: Range, family: Family, kind: string, inside: string) => void;

/** In characters. */
const NEAR = 40;
const LONGEST = 400;

/** Square brackets come from the reader of prose, which knows links. */
const OPENINGS = ['(', '（', '<!--', '{', '{{', '[[', '`[', '【', '［', '<', '\\<', '<<', '⟨', '‹', '&lt;'];
const CLOSINGS = [')', '）', '-->', '}', '}}', ']]', ']`', '】', '］', '>', '>', '>>', '⟩', '›', '&gt;'];
const DELIMITER =
  /<!--|-->|&[lg]t;|\{\{|\}\}|<<|>>|\[\[|\]\]|`\[|\]`|\\[<>]|[(){}<>（）【】［］⟨⟩‹›]|\n(?=\s*\n)/g;
const CODE_INSIDE =
  /[=;$]|["'][,:]|:\s*["'\d{[]|^\s*[#/^!%"]|__|\w\(|\w: [^,\n]+, \w+: |^\s*\p{Ll}[\w.]* \| |^\s*\p{Ll}\w*: \S+\s*$/u;

const isBalanced = (words: string): boolean => words.split('(').length === words.split(')').length;

/** A delimiter of code touches a word or another sign (`f(x)`, `Map<K>`, `${a}`), or a space (`a < b`). */
function isDelimited(text: string, open: string, { start, end }: Range, inside: string): boolean {
  const before = text.charAt(start - 1);
  const next = text.charAt(end);
  const words = inside.trim();
  if (words === '' || inside.length > LONGEST || /[\p{Lu}\p{Ll}\p{N}_\]]/u.test(before)) return false;
  // `[...]` in code leaves out, and does not ask.
  if (open === '`[') return fillingSign(words) !== undefined;
  // A link to a note names it, and asks for nothing.
  if (open === '[[')
    return before !== '!' && (isFiller(words) || demands(/\p{L}+/u.exec(words)?.[0].toLowerCase()));
  if (!'<{{'.includes(open)) return true;
  if (CODE_INSIDE.test(inside) && !isFiller(words)) return false;
  if (open !== '<') return next !== '}' && (!/[$\\{/]/.test(before) || (before === '$' && /\s/.test(words)));
  const isAddress = /^\S*(?:@|:\/\/)\S*$/.test(inside);
  return (
    (/^[^\s/].*[^\s-]$/s.test(inside) || isFiller(inside)) &&
    !isAddress &&
    isBalanced(inside) &&
    !/[:)<>-]/.test(before) &&
    !/[>([]/.test(next)
  );
}

function delimitedIn(text: string, find: Find): void {
  const opened = new Map<string, number>();
  for (const { 0: sign, index } of text.matchAll(DELIMITER)) {
    if (sign === '\n') opened.clear();
    else if (OPENINGS.includes(sign)) opened.set(sign, index);
    else
      for (const [open, start] of opened) {
        if (sign.replace('\\', '') !== CLOSINGS[OPENINGS.indexOf(open)]) continue;
        opened.delete(open);
        const at = { start, end: index + sign.length };
        const inside = text.slice(start + open.length, index);
        const isCode = text.charAt(start - 1) === '`' && text.charAt(at.end) === '`';
        const ticks = isCode && (open === '{' || open === '<') ? 1 : 0;
        const around = { start: start - ticks, end: at.end + ticks };
        if (isDelimited(text, open, at, inside))
          find(around, /[(（!]/.test(open) ? ASIDE : WORDS, open, inside);
      }
  }
}

/** `XX`, `20XX`, `1:XX`, `xx.000`, `__.__`, `?.?M`, `xx1`: signs that fill, digits and what separates them. */
const RUN =
  /(?<![\p{Lu}\p{Ll}\p{N}_#?@\\]|\p{L}[.:])[\dXxYyZzNOХх#?_\\○〇◯●△□⬜◻＿×][\dXxYyZzNOХх#?_\\○〇◯●△□⬜◻＿×.,:/-]{0,80}/gu;
const PIECE =
  /^(?:\d+|XYZ?|\d{0,4}(?:X+|x+|Х{2,}|х{2,}|Y+|y+|Z+|N+|n|O{2,3}|#+|\?+|_+|×{2,}|[○〇◯●△□⬜◻＿]+)(?:(?<=[Xx])\d)?)$/u;

/** `3x` says how many times. */
const TIMES = /^\d{1,4}[xX×]$/;

function fillingSign(written: string): string | undefined {
  if (TIMES.test(written)) return undefined;
  const pieces = written.replaceAll('\\', '').split(/[.,:/-]/);
  return pieces.length < 6 && pieces.every((piece) => PIECE.test(piece))
    ? /[^\d.,:/\\-]/.exec(written)?.[0]
    : undefined;
}

/** `XX`, `+X%`, `...`. */
const isFiller = (words: string): boolean =>
  fillingSign(words.replace(/^[+/±~$€£-]+|[%+]$/g, '')) !== undefined ||
  /^(?:[$%€£]{1,3}|\.{2,3}|…)$/.test(words);

const HEADING = /^[\s>|*+-]*(?:\d+[.)]\s)?$/;
const MULTIPLIER = /^(?:k|K|M|bn|million|mil|Mio|Mrd|тыс|млн)$/;
const MONEY_BEFORE = new RegExp(
  `(?:^|[^\\p{L}\\p{N}_)}])(?:[${CURRENCY_SIGNS}]|(?<!\\d\\s?)[${CURRENCY_SIGNS.replace('$', '')}]\\s)$`,
  'u',
);

/** The end of a range goes first: `X–Y %`. */
const UNIT_AFTER =
  /^(?:\s?(?:[–/-]|to|bis|a|à)\s?[XYZ]{1,3})?\+?\s?(?!times\b|[LS](?!\p{L}))([%€£₹]|[a-zµ°/]{1,12}(?=\p{Lo})|[\p{L}µ°/]{1,12}(?![\p{L}\p{N}_]))/u;

const COUNTER = /^\s?(?:[年月日人名岁歳万円元件回社点位本篇次个個년명개]|記事|時間)/;

function hasUnit(after: string): boolean {
  const [, unit = ''] = UNIT_AFTER.exec(after) ?? [];
  const rate = /^(.{2,})\//.exec(unit)?.[1] ?? '';
  return isUnit(unit) || MULTIPLIER.test(unit) || isUnit(rate) || COUNTER.test(after);
}

/** A heading, a rule, bold text, or part of a word: `## Why`, `____`, `__init__`, `OOM`. */
function isOther(sign: string, written: string, before: string, after: string): boolean {
  const isLong = written.length > 1;
  if (sign === '#' && (HEADING.test(before) || (isLong && /^\s\p{L}/u.test(after) && !COUNTED.test(after))))
    return true;
  if (sign === '_' && (/[)>"'`]$/.test(before) || (isLong && /^[\s_|/\\\d.)]*$/.test(before + after))))
    return true;
  if (!/^[\p{Lu}\p{Ll}_]/u.test(after)) return false;
  // `Xms` and `$XXXM`; not `xml`, `ZK`, `OOM`.
  const isGlued = /^\p{Lu}(?!\p{L})/u.test(after) && !MONEY_BEFORE.test(before);
  return !hasUnit(after) || isGlued || /^[^X_?]$/.test(written);
}

const DATE_PART = '(?:[DdTtJj]{2}|HH|MM|mm|YY(?:YY)?|yy(?:yy)?|AAAA|aaaa|JJJJ|jjjj)';
const UNSETTLED =
  'TB[DCA]|tb[dca]|TK|PENDIENTE|POR DEFINIR|DA (?:FARE|SCRIVERE)|ДОПИСАТЬ|[ÀA] COMPLÉTER|DO UZUPEŁNIENIA|à compléter|D?A DEFINIRE?|OFFEN|УТОЧНИТЬ|ZAHL|CHIFFRE|NÚMERO|LICZBA|ЧИСЛО';
const YOURS = String.raw`(?:INSERT(?! INTO)|ENTER|YOUR|REPLACE|CHANGE|TODO(?=_))[ _-]\p{Lu}[\p{Lu} _-]{1,40}|your(?:[-_]\p{Ll}[\p{Ll}\d_-]+|(?:user|sur|company|first|last)?name)`;
/** What is asked for: behind a colon, since `TBD seconds` keeps its unit; a `TODO` may be all of an instruction. */
const WHAT = String.raw`(?:\([^()\n]{1,30}\))?(?:(?::|(?<=TODO|FIXME)) [^\n|.;()"”“,%€]{3,80})?`;
/** Not in a name or in code. */
const apart = (pattern: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}_[{<'“#@%-])(?:${pattern})(?![\p{L}\p{N}_\]])`, 'gu');
const FILLERS: readonly (readonly [kind: string, RegExp])[] = [
  ['date', apart(String.raw`${DATE_PART}(?:[./: -]${DATE_PART}){1,2}|00([./-])00\1(?:00)?00`)],
  ['TBD', apart(`(?!\\p{Lu}+["”’])(?:${UNSETTLED}|TODO|FIXME)${WHAT}`)],
  ['TBD', new RegExp(String.raw`(?<!\p{L})(?:${PUT_OFF})(?!\p{L})|${PUT_OFF_CJK}`, 'gu')],
  ['YOUR', apart(String.raw`(?<!\$)(?:${YOURS})`)],
  [
    '…',
    /[.…]{4,}|(?:[._] ){3,}[._]|(?<![.…[(\p{L}\p{N}])(?:…|\.{2,3})(?![.…\p{L}\p{N}])|(?<=: )-{3,80}(?= *$)|[$€£]{3,}/gmu,
  ],
  ['@', /(?<!\S)([@%＠])\1{1,4}(?![^\s.,;)])/gu],
  ['[ ]', /\[(?: +|[_-]{3,})\]|\( {2,}\)/g],
];

function besideIn(text: string, { start, end }: Range): readonly [before: string, after: string] {
  const before = text.slice(Math.max(0, start - NEAR), start);
  const after = text.slice(end, end + NEAR);
  const newline = after.indexOf('\n');
  return [before.slice(before.lastIndexOf('\n') + 1), newline === -1 ? after : after.slice(0, newline)];
}

/** `**N** changes` counts them, as `N changes` does. */
function withoutEmphasis([before, after]: readonly [string, string]): readonly [string, string] {
  const [marks = ''] = /^(?:\*{1,3}|_)/.exec(after) ?? [];
  return marks !== '' && before.endsWith(marks)
    ? [before.slice(0, -marks.length), after.slice(marks.length)]
    : [before, after];
}

function fillersIn(text: string, find: Find): void {
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const written = run.replace(/[.,:/\\-]+$/, '');
    const kind = fillingSign(written);
    const at = { start: index, end: index + written.length };
    if (kind === undefined) continue;
    const [before, after] = besideIn(text, at);
    if (!isOther(kind, written, before, after)) find(at, FILLER, kind, written);
  }
  for (const [kind, pattern] of FILLERS)
    for (const { 0: written, index } of text.matchAll(pattern)) {
      const end = index + lengthOfFiller(text, written, index);
      if (end > index) find({ start: index, end }, FILLER, kind, text.slice(index, end));
    }
}

const ARTICLE = /\b(?:an?|the|any|each) $/;
const LATER = new RegExp(`^(?:${PUT_OFF})$`, 'u');
/** A label, or the first value of a range: `from 4 % to`. */
const VALUE_BEFORE = /(?:^|[|:(–—])\s?$|\d\s?[%\p{L}]{0,4}\s\p{L}{1,3}\s$/u;
const BEGINS = /(?:^|[|:.!?(–—])[\s*_]*$/;

/** How much stands for what is missing: nothing of a box, a mention or a note of what to do, and `TODO` of `It draws TODO mW on the watch`. */
function lengthOfFiller(text: string, written: string, start: number): number {
  const [word] = /^(?:TODO|FIXME)(?= )/.exec(written) ?? [written];
  const [before, after] = besideIn(text, { start, end: start + word.length });
  const isOfUnit = hasUnit(after);
  if (LATER.test(written) && !isOfUnit && !VALUE_BEFORE.test(before)) return 0;
  const isMention = /^[\p{L}\d]/u.test(word) && ARTICLE.test(before);
  if ((isMention || word === '[ ]') && (!isOfUnit || HEADING.test(before))) return 0;
  if (/^(?:TODO|FIXME)\b[^:]{0,32}: /.test(written) && HEADING.test(before)) return 0;
  return BEGINS.test(before) && !isOfUnit && !COUNTED.test(after) ? written.length : word.length;
}

/** `[x] done`, `if [ -f a ]`, `[Same as above]`, `> [!tip]`. */
const isBox = (text: string, at: Range, inside: string): boolean =>
  /^\s.*\s$|^!\p{L}+$/su.test(inside) ||
  /^(?:similar|same|continued?)\b/i.test(inside) ||
  (/^(?:[xX✓✔]|N\/A)$/.test(inside) &&
    /^[\s>]*(?:(?:[-*+]|\d+[.)])\s)?\0(?:\s|$)/.test(besideIn(text, at).join('\0')));

const EMPHASIS = /^(\*{1,3}|_)(?=\S)(.+)\1$/s;

function candidatesIn(text: string, spots: readonly Range[]): readonly Candidate[] {
  const found: Candidate[] = [];
  const find: Find = (at, family, kind, written) => {
    const said = oneLine(/^[*_]/.test(written) ? written.replace(EMPHASIS, '$2') : written);
    const inside = said.replace(/^#(?: (?=\p{Ll})|(?=of ))/u, 'number ');
    const [before, after] = withoutEmphasis(besideIn(text, at));
    // `[p99]ms`, `[P] W`
    const isName =
      /\p{L}{2}|\p{Lo}/u.test(inside) || (/^(?:\p{Lu}|\p{L}\d+)$/u.test(inside) && hasUnit(after));
    if (family !== FILLER && !isName && !isFiller(inside)) return;
    const words = inside.toLowerCase().match(/\p{L}+/gu) ?? [];
    const { start, end } = at;
    // Without spreads, which V8 fills property by property.
    found.push({ start, end, family, kind, written: text.slice(start, end), inside, words, before, after });
  };
  for (const at of spots) {
    const inside = insideOf(text, at);
    if (inside.length <= LONGEST && !isBox(text, at, inside)) find(at, WORDS, '[', inside);
  }
  delimitedIn(text, find);
  fillersIn(text, find);
  return found;
}

/** Tells its words, and those that begin like one that ends in `*`. */
function lexicon(list: string): (word: string | undefined) => boolean {
  const all = list.split(/\s+/);
  const whole = new Set(all);
  const stems = all.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  return (word = '') => whole.has(word) || stems.some((stem) => word.startsWith(stem));
}

/** In the languages that guides come in. */
const demands = lexicon(
  `your insert fill specify tbd tbc todo dein deine deiner deines ihr ihre ihren ihrer votre vos tu tus su sus vuestr* seu sua
  seus suas tuo tua jouw uw vul préci* complet* complét* insér* inserir inserire inserisci inserte preench* ваш* укаж* встав*
  twoj* wpis* wpisz einfügen eintragen ausfüllen ergänzen angeben`,
);
const asksFor = lexicon(
  `my their his her enter add put write type paste describe mention name number explain state provide list tell give choose pick
  select include replace quote quantify summari* brief* what who when where why how which any other someone something
  another specific relevant short tk look check ask copy say one two three note falls noch anzahl weitere liste art poner à quel* qué
  quién
  cuál cuándo algo alguna algún lo aantal indi* décri* descr* ajout* choisi* mencion* mentionn* cite* écri* escri* escrev*
  escolh* copi* 確認* 确认* указ* опи* poda* opis* nazwa elenc* quant* cuánt* combien`,
);
const names = lexicon(
  `${[...ASKED_FOR].join(' ')} case content feature goal link outcome problem reason result skill team technology topic day
  time month year weekday organi* client tool e-mail mail example story domain surname salary value
  nb prozent* pourcentage chiffre porcentaje cifra percentuale liczba procent* число цифр* процент* sayı yüzde
  person people group school university hospital ward bank hotel initials hobby size count total
  rate brief summary titel stelle* zahl thema beispiel lieu hora año nº valor data vaga objetivo
  tema tarea decisión`,
);
const DEMANDS_CJK = /请|填|输入|記入|补充|您|你的|あなた|貴社|御社|ここに/;
const NAMES_CJK =
  /[名日月年社額]|人数|件数|数値|数字|数值|^数据$|百分比|숫자|수치|퍼센트|प्रतिशत|संख्या|公司|职位|项目|部门|時間|電話|住所|회사|직무|이름/;
/** What editors, trackers, models and keyboards put in delimiters, and what code calls its types. */
const marks = lexicon(
  `sic edit edited edits note notes todo optional required default deprecated new link image img video source src ref see here
  more emphasis citation citationneeded na cont continued laughter laughs pause args option options file files arg flag flags
  command path key item element enter index true false null none undefined nil yes no top back home contents docs demo code answer
  hint
  solution pdf wiki cls sep mask pad unk bos eos inst warn warning info error debug ok fail skip redacted done wip fixed closed
  internal draft ibid rfc string boolean int integer float double char void any object type node return escape esc tab space
  leader shift ctrl cmd alt vector map list set`,
);
const beginsAside = lexicon(
  `see note similar similarly same continue continued as and or but when for from to in on at by with not only also the that they
  i we it this is are was und oder wie mit aus im der die das y e et ou o pour avec dans le la les con para por en de`,
);

const FILL_IN = /^(?:please )?(?:fill[ _-]?in\b|insert(?=:| (?!into))|todo\b|tbd\b)|^your answer/i;
const ONLY_CHECK =
  /^(?:todo|fixme|tbd)[:\s–-]+(?:(?:double-?|re-?)?check|verify|confirm|review|measure|update|fix|reword|shorten)(?: (?:it|this|that|again|later))*[.!]?$/i;
const LABEL = /[:：=→|][*_]*\s*[*_"“]*$|\s[–—-]\s[*_"“]*$/;
/** A sentence breaks if nothing follows it: short in all languages with spaces. */
const FUNCTION_WORD =
  /(?<!\p{L})(?:\p{L}{1,3}|from|with|about|over|into|than|like|avec|pour|chez|dans|sobre|desde|como|para|nach|über|meine?|eine[rm])\s[*_"“„«‘'(~±≈]*$/u;
const COUNTED =
  /^\+?\s(?!times|results|values|minus|counts|is|was|has|does|as)(?:\p{Ll}{2,}(?:s|[er]n|ople|eute|\p{Ll}{2}i)(?!\p{L})|[а-яіїєґё]{3})/u;
const ARGUMENT_BEFORE = /(?:^|\s)--?\p{L}[\w-]*[ =]|^\s*(?:\$\s|\.\/)/u;
const NUMERAL_BEFORE =
  /(?:si[gè]cle|siglo|século|secolo|century|chapter|wiek|век|act|part|volume|gen(?:eration)?|axis|type|class|level|point|case|node|layer|plan|model|vitamin)\s$/iu;
const CODE =
  /^[-.$/|#%]|\/$|:\/|\p{Ll}[.@:]\p{L}{2}|^(?:Ctrl|Cmd|Alt|Shift)-|[=\\`;{}[\]]|\w\(|::|["'][,:]|^["']|\p{Ll}_\d|\*$|^\w+: (?:\S+$|.*, \w+: )/u;
const DRAWN_BEFORE = /[\^\\&×+→←─═│]\s?$|--+>?\s?$|[\p{L}\d)](?:\s?[+/]\s?|\()$|\s\*\s?$/u;
const DRAWN_AFTER = /^\s?[=^{}\\&×→←─═│]|^\s?<?--|^\s\*\s|^\s?[+/]\s?[\p{L}\d(]|^[([_]/u;

const SYMBOL = /^[\p{Lu}\p{Ll}]{2}$|[^\p{L}\p{N}\s.,:;!?'’"/()&+%#@€$£–—_○〇◯●△□⬜◻-]/u;

type Test = (one: Candidate) => boolean;
const test =
  (of: 'inside' | 'written' | 'before' | 'after', pattern: RegExp): Test =>
  ({ [of]: words }) =>
    pattern.test(words);

const isDemand: Test = ({ words, inside }) =>
  (words.length > 1 && (demands(words[0]) || demands(words.at(-1))) && !/^\p{L}+[,/]/u.test(inside)) ||
  DEMANDS_CJK.test(inside);
const isAsked: Test = ({ words }) => asksFor(words[0]);
const isNamed: Test = ({ words, inside }) =>
  words.some((word) => names(word) || names(word.replace(/e?s$/, ''))) || NAMES_CJK.test(inside);
const isQuestion = test('inside', /\?$/);
const isAsking: Test = (one) => isDemand(one) || isAsked(one) || isNamed(one) || isQuestion(one);
/** `from ~N`, `±?`, `+X pts`. */
const APPROXIMATE = /(?:^|[\s(])(?:[~≈±]\s?|\+)$/u;
/** `n = ?` */
const SYMBOL_BEFORE = /(?:^|[\s(])\p{L}{1,2}\s?=\s?$/u;
const isFilling: Test = ({ inside }) => isFiller(inside);
const isCounted: Test = ({ before, after }) =>
  hasUnit(after) || COUNTED.test(after) || MONEY_BEFORE.test(before) || APPROXIMATE.test(before);
/** A value or a name has to be there. */
const isInGap: Test = (one) => isCounted(one) || FUNCTION_WORD.test(one.before) || LABEL.test(one.before);

const isLone: Test = (one) => /^.$/u.test(one.written) && !isCounted(one) && !LABEL.test(one.before);
const isNumeral: Test = ({ kind, before, after }) =>
  NUMERAL_BEFORE.test(before) || (kind === 'X' && /^\.\s\p{Ll}/u.test(after));
const isDrawn: Test = ({ before, after }) => DRAWN_BEFORE.test(before) || DRAWN_AFTER.test(after);
const isAside: Test = ({ before, after }) =>
  /[\p{Ll}\d%]{3,}\s[*_]*$/u.test(before) && /^[*_"”’»]*(?:[.,;:!?)]|$)/u.test(after);

type Evidence = readonly [what: string, weights: Weights, holds: Test];

/**
 * Weights of a logistic regression (L2), rounded to quarters: over the labeled candidates of 89 documents and of the tests,
 * and those of 1,254 files of question banks as none. Documents weigh by the root of their candidates. `0`: not used.
 */
const EVIDENCE: readonly Evidence[] = [
  // Its words.
  ['says to fill in', [0.5, 2.25, 0], test('inside', FILL_IN)],
  ['demands something', [1.75, 2, 0], isDemand],
  ['asks for something', [1.25, 1, 0], isAsked],
  ['names what templates ask for', [1.5, 1.25, 0], isNamed],
  ['is a question', [0.75, 0.75, 0], isQuestion],
  ['asks where something is missing', [0.75, 1.25, 0], (one) => isAsking(one) && isInGap(one)],
  ['offers a choice', [1.25, -0.5, 0], test('inside', /^[^/|(,]{2,60}(?:[/|][^/|(,]{2,60})+$/)],
  ['is in capitals', [1.25, -0.25, 0], test('inside', /^\P{Ll}*\p{Lu}{2}\P{Ll}*\p{Lu}\P{Ll}*$/u)],
  ['is a title', [1.5, -1.5, 0], test('inside', /^\p{Lu}\p{Ll}+(?:[ /'’-]\p{L}*)*$/u)],
  [
    'is a phrase in lowercase',
    [0.75, 0, 0],
    test('inside', /^(?!\P{Ll}+$)(?:\p{Ll}+|\p{Lu}{2,5})(?:[ /-](?:\p{Ll}+|\p{Lu}{2,5})){0,5}(?: %)?$/u),
  ],
  ['is long', [1.25, -0.75, 0], ({ words }) => words.length > 6],
  ['ends in a number', [2.25, -0.75, 0], test('inside', /\p{L} ?\d$/u)],
  ['is only a filler', [0.75, 1.25, 0], isFilling],
  ['leaves out', [-1, 0, 0], test('inside', /^(?:[.?]+|…)$/)],
  // Its place.
  ['follows a label', [0.75, 1.5, 0.25], test('before', LABEL)],
  ['follows a function word', [0.25, -0.25, 0.75], test('before', FUNCTION_WORD)],
  ['ends its line', [0.5, 0.5, 0], test('after', /^[\s*_.,;:!?"”)]*$/)],
  ['has a unit after it', [1, 1.25, 2], ({ after }) => hasUnit(after)],
  ['has a counted noun after it', [0, 0, 0.75], test('after', COUNTED)],
  ['has money before it', [1, -1, 2], test('before', MONEY_BEFORE)],
  ['is about so many', [0, 0, 1.25], test('before', APPROXIMATE)],
  ['is the value of a symbol', [0, 0, 2.25], test('before', SYMBOL_BEFORE)],
  [
    'is no word of its sentence, and counts a noun',
    [0, 0, 1.25],
    ({ written, after }) =>
      (/^[?#○〇◯△□⬜◻]$/u.test(written) || (/^[A-Z]$/.test(written) && /^\s[а-яё]/.test(after))) &&
      COUNTED.test(after),
  ],
  // What speaks against it.
  ['is an aside', [-0.75, -1.5, 0], isAside],
  ['begins like an aside', [-1, -1, 0], ({ words }) => beginsAside(words[0]) && words.length > 1],
  ['is in a heading', [-1.75, -1.5, -1.25], test('before', /^\s*#{1,6}\s/)],
  // Nothing could stand in its place.
  [
    'only says to check',
    [-6, -6, -6],
    (one) => ONLY_CHECK.test(one.inside) && !(one.family === FILLER && isInGap(one)),
  ],
  ['is a known mark', [-3, -0.75, 0], ({ words }) => words.length < 3 && marks(words.join(''))],
  ['cites', [-1.25, 0, 0], test('inside', /(?:1[5-9]|20)\d\d(?!\d)|\bet al\b|\b(?:pp?|ch|Fig|sec)\.\s?\d/)],
  ['has figures', [-1.75, -0.75, 0], test('inside', /\d(?!\d?$|\d?[-–+]\d| or \d|-word)(?<!^\d|\d[-–]\d)/)],
  ['is a list', [-2.5, -1.25, 0], test('inside', /^[^\s,;]+(?:[,;]\s*[^\s,;]+)+$|(?:[,;]\s*[^,;]{1,24}){3}/)],
  ['is a symbol', [-1, 0, 0], (one) => !isFilling(one) && SYMBOL.test(one.inside)],
  ['is code, a path or a key', [-2.25, 0, 0], (one) => !isFilling(one) && CODE.test(one.inside)],
  ['is a span of code', [-1, 0, 0], test('written', /^`(?:<|\[.\])/)],
  [
    'is an argument',
    [-3.5, 0, -1.5],
    ({ before, after }) => ARGUMENT_BEFORE.test(before) || /\s--?\p{Ll}/u.test(after),
  ],
  ['is in a formula or a drawing', [-1, -2, -0.5], isDrawn],
  // Signs that fill.
  ['is two signs or more', [0, 0, 3], test('written', /([^\d\s.,:/-])\1|\D{2}|^0[0.,]|^…/u)],
  ['is one sign that counts nothing', [0, 0, -1.5], isLone],
  [
    'is a code or an address',
    [0, 0, -3.25],
    test('written', /(?:^|\d{3}[,/])\d[xX]{2,3}(?:$|[,/-]\d[\dxX]{2})|^\p{Lu}[-/]\d|\d\.[xX](?:\.|$)/u),
  ],
  ['is two or three dots', [0, 0, -2.5], test('written', /^(?:\.{2,3}|…)$/)],
  ['is a numeral', [0, 0, -1.25], isNumeral],
];

/** What a sum begins with; what others of its kind add to it was fit afterwards, on these sums. */
const START: Weights = [-0.25, -3.5, -1.75];
const THEN: Weights = [0, 2.25, 0];
const OTHERS_ASK: Weights = [2, 1, 1.25];
const OTHERS_DO_NOT: Weights = [-1.5, -1.25, -1.75];
/** The sums from which one counts as asking, and below which as not asking. */
const ASKS: Weights = [0, -1, 0];
const DOES_NOT_ASK = -1;

type Leaning = Candidate & {
  /** What its words and its place say, whatever else is in the file. */
  readonly own: number;
  readonly key: string;
};

/** Below it, nothing that others do makes it one. */
const hopeless = (family: Family): number => Math.min(DOES_NOT_ASK, -THEN[family] - OTHERS_ASK[family]);

/** Siblings differ in a number, and letters that fill are of one kind. */
function leaning(one: Candidate): Leaning {
  const { family, inside } = one;
  const kind = family === FILLER && /^\p{L}$/u.test(one.kind) ? 'letters' : one.kind;
  const told = EVIDENCE.filter(([, weights, holds]) => weights[family] !== 0 && holds(one));
  const own = START[family] + sumOf(told, ([, weights]) => weights[family]);
  return Object.assign(one, { kind, own, key: kind + inside.replaceAll(/\d/g, '') });
}

const CLOSING_TAG = /<\/(\p{L}[^<>\s]{0,40})>/gu;

/** `<br />`, `<T>…</T>`; not `<section of the report>`. */
const isMarkup = ({ kind, inside }: Candidate, closed: ReadonlySet<string>): boolean =>
  kind === '<' &&
  !/\s.*\s/.test(inside) &&
  (closed.has(inside) || isTag(inside, /^[^\s/]*/.exec(inside)?.[0] ?? ''));

const byPlace = (a: Range, b: Range): number => a.start - b.start || b.end - a.end;

function leaningsIn(text: string, taken: readonly Range[]): readonly Leaning[] {
  const { spots, inert } = openSpots(text);
  const closed = new Set(Array.from(text.matchAll(CLOSING_TAG), ([, name = '']) => name));
  const all = candidatesIn(text, spots).toSorted(byPlace);
  // The reader of prose takes `<your-number>` for a tag.
  const starts = new Set(all.filter(({ family }) => family !== FILLER).map(({ start }) => start));
  const inertEnd = endOfStretches(inert.filter(({ start }) => !starts.has(start)).toSorted(byPlace));
  const takenEnd = endOfStretches(taken);
  return all
    .filter(
      (one) => one.start >= Math.max(inertEnd(one.start), takenEnd(one.end - 1)) && !isMarkup(one, closed),
    )
    .map(leaning);
}

/** What is written alike counts once, and more say no more. */
const MOST_KEYS = 5000;

/** With what others of its kind say of it, once all in the file are counted. */
function sumsOf(seen: ReadonlyMap<string, Leaning>): (one: Leaning) => number {
  const counts = (holds: (one: Leaning) => boolean): ((one: Leaning) => number) => {
    const byKind = countBy([...seen.values()].filter(holds), ({ kind }) => kind);
    return ({ key, kind }) => {
      const same = seen.get(key);
      return (byKind.get(kind) ?? 0) - (same && holds(same) ? 1 : 0);
    };
  };
  const asking = counts(({ own, family }) => own > ASKS[family]);
  const talking = counts(({ own }) => own < DOES_NOT_ASK);
  return (one) => {
    const [ask, talk, own] = [asking(one), talking(one), one.own + THEN[one.family]];
    // A text full of asides can have some that ask.
    if (ask > 1 && (ask > talk || one.family === ASIDE)) return own + OTHERS_ASK[one.family];
    return talk > 1 && talk > ask ? own + OTHERS_DO_NOT[one.family] : own;
  };
}

const ONE_WORD = /^[\p{Ll}\p{N}_]+$/u;

/** A single lowercase word would be a metric's name, shared by all answers. */
const filledIn = (words: string): string => `[FILL IN: ${ONE_WORD.test(words) ? `your ${words}` : words}]`;

function markFor({ family, kind, inside, written }: Leaning): string {
  if (isFiller(inside) && (family !== FILLER || /^(?:letters|[_#]|\?)$/.test(kind))) {
    if (kind !== 'letters') return written === '?' ? '[FILL IN]' : '[FILL IN: number]';
    return /^(?:19|20)\D{2}$/.test(written)
      ? '[FILL IN: year]'
      : `[FILL IN: ${written.startsWith('XY') ? 'name' : 'number'}]`;
  }
  if (family === FILLER) {
    const asked = /^\p{L}+(?:[-_./: ]\p{L}+)+$/u.test(written)
      ? written.replace('TODO_', '')
      : written.split(': ', 2)[1];
    if (asked === undefined || ONLY_CHECK.test(written)) return '[FILL IN]';
    // A number alone says nothing: `TBD: p99`.
    return written.endsWith(`: ${asked}`) && ONE_WORD.test(asked)
      ? `${asked}: ${filledIn(asked)}`
      : filledIn(asked);
  }
  if (/^\p{Lu}$/u.test(inside)) return '[FILL IN: number]';
  const words = /\s/.test(inside) ? inside : inside.replaceAll(/(?<=\p{L})[-_]/gu, ' ');
  const wanted = words
    .replace(/^(?:fill[ _-]?in\b|(?:fill|insert|enter|tbd|todo)(?=:))[:\s–-]*/i, '')
    .replaceAll(/[[\]]/g, '');
  return wanted === '' ? '[FILL IN]' : filledIn(wanted);
}

/** Its key is stable across reads: the text and its index among equal texts. */
export type PossibleSpot = Placeholder & { readonly becomes: string };

/** Of each question of one file: its texts are judged together. */
export function possibleIn(questions: readonly Question[]): readonly (readonly PossibleSpot[])[] {
  const seen = new Map<string, Leaning>();
  const hopeful = questions.map(({ answer, followUpTexts, placeholders }) =>
    [answer, ...followUpTexts.flatMap((each) => [each.question, each.answer])].map((text, i) => {
      const base = text.at.start.offset;
      const taken = placeholders.map(({ written: { at } }) => ({
        start: at.start.offset - base,
        end: at.end.offset - base,
      }));
      // A missing answer is no gap in one.
      const all = isDraftText(text.text) ? [] : leaningsIn(text.text, taken);
      const leanings = all.filter((one) => {
        const before = seen.get(one.key);
        if (before ? one.own > before.own : seen.size < MOST_KEYS) seen.set(one.key, one);
        return one.own >= hopeless(one.family);
      });
      return { text, inFollowUp: i > 0, leanings };
    }),
  );
  const sum = sumsOf(seen);
  return hopeful.map((texts) => {
    const times = new Map<string, number>();
    return texts.flatMap(({ text, inFollowUp, leanings }) => {
      let lastEnd = 0;
      return leanings.flatMap((one) => {
        if (one.start < lastEnd || sum(one) <= 0) return [];
        lastEnd = one.end;
        return [spotOf(text, inFollowUp, one, times)];
      });
    });
  });
}

function spotOf(
  { text, at }: Text,
  inFollowUp: boolean,
  one: Leaning,
  times: Map<string, number>,
): PossibleSpot {
  const { written } = one;
  const count = (times.get(written) ?? 0) + 1;
  times.set(written, count);
  const before = text.slice(0, one.start).split('\n');
  const line = at.start.line + before.length - 1;
  const column = (before.length === 1 ? at.start.column : 1) + (before.at(-1)?.length ?? 0);
  const start = { line, column, offset: at.start.offset + one.start };
  const end = { line, column: column + written.length, offset: at.start.offset + one.end };
  const place = { text: written, at: { file: at.file, start, end } };
  return { key: `${written}#${count}`, kind: 'fill-in', written: place, inFollowUp, becomes: markFor(one) };
}

/** Of a text of their question, with them as placeholders. */
export const withPlaceholders =
  (spots: readonly PossibleSpot[]) =>
  ({ text, at }: Text): string =>
    spots.reduceRight((done, { written, becomes }) => {
      const start = written.at.start.offset - at.start.offset;
      const end = start + written.text.length;
      return start < 0 || end > text.length ? done : done.slice(0, start) + becomes + done.slice(end);
    }, text);
