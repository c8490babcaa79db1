// What may be a placeholder beyond the certain rules: `[specific outcome]`, `<your number>`, `XX%`, `~N ms`.
// Offered to the user, never accepted automatically. Words in delimiters are judged by a sum of evidence; what
// only fills a place (`XX`, `__`, `TBD`) by what is beside it.
import type { Placeholder, Question } from '../../core/base/question.ts';
import type { Range, Text } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { groupBy, sumOf } from '../../core/base/collections.ts';
import { CURRENCY_SIGNS, knownUnit } from '../../core/values/unit-table.ts';
import { isTag } from '../markdown/html.ts';
import { endOfStretches } from '../markdown/prose.ts';
import { ASKED_FOR, insideOf, lineAround, openSpots } from './placeholders.ts';

type Possible = Range & { readonly written: string; readonly becomes: string };

/** In characters. */
const NEAR = 40;

/**
 * How much each leans to being a placeholder: braces mark what is put in elsewhere too, parentheses and comments
 * mostly talk. None reaches over a blank line.
 */
const DELIMITERS: readonly (readonly [kind: string, leaning: number, RegExp])[] = [
  ['square', 0, /【([^【】\n]{1,60})】|［([^［］\n]{1,60})］/g],
  ['talk', -1.4, /<!--((?:[^-]|-(?!->)){1,300})-->|(?<=^|[\s"'“„«*_>:])[(（]([^()（）\n]{2,120})[)）]/gm],
  ['angle', 0.3, /\\<([^<>\n]{2,200})\\?>|&lt;([^<>\n]{2,200}?)&gt;/g],
  ['link', 0.5, /(?<!!)\[([^[\]\n]{2,80})\]\((?:[a-z]+:|www\.)[^()\s]{0,200}[/.@:=]your[^()\s]{0,200}\)/gi],
  ['double', 0.5, /(?<!\$)\{\{([^{}`\n]{1,200})\}\}|<<([^<>\n]{1,200})>>|\*\|([^|*\n]{1,60})\|\*/g],
  ['wiki', -0.6, /(?<!!)\[\[([^[\]\n]{1,200})\]\]/g],
  ['brace', 0.5, /(?<![{$\\\p{L}\p{N}\]]|(?<!\})\/)\{((?:[^{}`\n]|\n(?!\s*\n)){1,400})\}(?!\})/gu],
  [
    'angle',
    -0.1,
    /(?<![\p{L}\p{N}_:)<>-]|#include\s)[<⟨‹]((?:[\p{L}#]|\d[–-][\d\p{L}])(?:[^<>`\n=]|\n(?!\s*\n)){0,400})[>⟩›](?![>[(])/gu,
  ],
  [
    'mark',
    0.5,
    /(?<![\p{L}\p{N}])(@@|##|%%|::|[%#](?=\p{Lu})|\$(?=\p{Lu}{4}))(\p{L}[\p{L}\p{N} _-]{1,40})\1(?![\p{L}\p{N}])/gu,
  ],
];

/** What wants something put in, in the languages that guides come in; and what else asks. */
const DEMANDS = String.raw`your|insert|fill|specify|tbd|tbc|todo|deine?r?|ihre?[nr]?|votre|vos|tu|su|vuestr[oa]|seu|sua|il tuo|la tua|jouw|uw|vul|(?:préci[sc]|compl[eé]t[ae][rz]|insér|inser(?=ir|is|e|tar)|preench|ваш|укаж|встав|twoj|wpi[sz])\p{L}*`;
const QUESTIONS = String.raw`my|their|his|her|enter|add|put|write|type|paste|describe|mention|name of|number of|explain|state|provide|list|tell|give|choose|pick|select|include|replace|quote|quantify|summari[sz]e|briefly|what|who|when|where|why|how|which|(?:one|two|three|\d[-–]\d) \p{L}+|any other|some(?:thing|one)|another|specific|relevant|brief|short|tk|noch|anzahl|poner|à|quel\p{L}*|qué|quién|cuál|aantal|(?:indi[cq]|décri|descr[ie]|ajout|complet|escrib|copi|указ|опи[сш]|poda|opis)\p{L}*`;
const asking = (words: string): RegExp =>
  new RegExp(
    String.raw`^[\s"'“„«(*_:–-]*(?:(?:please|bitte|por favor|hier|here)\s)?(?:(?:${words})(?=[\s:_.…?’'-])|请|填|此处|输入|您|你的|あなた|貴社|御社|ここに|.*(?:einfügen|eintragen|ausfüllen|ergänzen|angeben)$)`,
    'iu',
  );
const ASKS = asking(`${DEMANDS}|${QUESTIONS}`);
const DEMAND = new RegExp(
  `${asking(DEMANDS).source}|(?=${ASKS.source}).*(?<!\\p{L})(?:here|your|hier|ici|aquí|aqui)(?!\\p{L})`,
  'iu',
);
const NOUNS = new RegExp(
  String.raw`(?<!\p{L})(?:${[...ASKED_FOR].join('|')}|day|time|month|year|weekday|organi[sz]ation|client|tool|e-mail|example|story|domain|surname|salary|summary|value|titel|stelle\p{L}+|zahl|thema|beispiel|lieu|hora|año|nº|valor|data)s?(?!\p{L})|[名日月年社額数]|公司|职位|项目|部门|時間|電話|住所`,
  'iu',
);
/** What editors, trackers and models put in brackets, and what code calls types. */
const MARKS = new Set(
  `sic edit edited edits note notes todo optional required default deprecated new link image img video source src ref see here more
  emphasis citation needed cont continued laughter laughs pause args option options file files arg flag flags command path key
  value item index true false null none undefined yes no top back home contents docs demo code answer hint solution pdf wiki
  cls sep mask pad unk bos eos inst warn warning info error debug ok fail skip redacted done wip fixed closed internal draft ibid rfc n/a
  string boolean int integer float double char void any object type node enter return escape esc tab space leader shift vector
  map list set`.split(/\s+/),
);
/** In other delimiters than square brackets it is code, an address or a key. */
const CODE =
  /[=\\`;]|^[-.$/|]|\w\(|::|\p{Ll}\.\p{L}|^[#%]|\$|^[\p{Ll}._]+ \| |^\w+: (?:\S+$|.*, \w+: )|["'][,:]|\p{Ll}:\S|^\s*\[|\]:|[{}]|\p{Ll}@\p{Ll}|\p{Ll}_\d|\/$|^(?:Ctrl|Cmd|Alt|Shift|C)-/u;

/** Weights fitted to labeled documents; above 0 in sum, a candidate is asked about. A unit beside it speaks for it as well. */
type Evidence = readonly [weight: number, what: 'inside' | 'around' | 'square' | 'aside', RegExp];
const EVIDENCE: readonly Evidence[] = [
  [2, 'inside', ASKS],
  [3, 'inside', NOUNS],
  [1.5, 'inside', /^[^/|(]{2,60}(?:[/|][^/|(]{2,60})+$|\?$/],
  [0.5, 'inside', /^\p{Lu}\p{Ll}+(?:[ /'’-]\p{L}*)*$|^\P{Ll}*\p{Lu}{2}\P{Ll}*\p{Lu}\P{Ll}*$/u],
  [1, 'around', /[:：|=→–—]\s*[*_"]*\0/],
  [-3.5, 'inside', /^[!^]|^[^\p{L}]*\p{L}?[^\p{L}]*$/u],
  [-1.5, 'inside', /^[\p{Lu}\p{Ll}]{2}$/u],
  [-2.5, 'inside', /^[^\s,;]+(?:[,;]\s*[^\s,;]+)+$|^--?\p{L}/u],
  [
    -2,
    'inside',
    /(?:1[5-9]|20)\d\d(?!\d)|\bet al\b|(?<!\p{L})(?:pp?|ch|Fig|Abb|Nr|No|S|vol|RFC|Vgl|cf)\.?\s?\d|^\d+$/u,
  ],
  [-3, 'square', /^['"]|\$\S|[=\\{}]|:\/|(?:[,;]\s*[^,;]{1,24}){3}/],
  [-1, 'square', /^(?!the\s)\S+\s\S+$/],
  [-1, 'square', /\d(?!\d?$)/],
  [
    -1,
    'square',
    /^(?:see|note|similar(?:ly)?|same|continued?|as|and|or|but|when|for|from|to|in|on|at|by|with|not|only|also|the|that|they|I|we|und|oder|y|et|= ?)(?!\p{L})|\p{L}[.!]$/iu,
  ],
  // A content word before it and the end of a clause after it.
  [-0.5, 'aside', /\p{Ll}{4,}\s\0[*_]*(?:[.,;:)!?]|$)/u],
];

/** A single lowercase word would be a metric's name, shared by all answers. */
const filledIn = (words: string): string =>
  `[FILL IN: ${/^[\p{Ll}\p{N}_]+$/u.test(words) ? `your ${words}` : words}]`;

const spot = (start: number, written: string, becomes: string): Possible => ({
  start,
  end: start + written.length,
  written,
  becomes,
});

type Candidate = {
  readonly kind: string;
  readonly start: number;
  readonly written: string;
  /** Its words, on one line. */
  readonly inside: string;
  /** What is before and after it in its line, around a NUL. */
  readonly around: string;
  /** What its words and its place say, whatever else is in the text. */
  readonly own: number;
};

function delimitedIn(text: string, spots: readonly Range[]): readonly Candidate[] {
  const found = (kind: string, leaning: number, start: number, written: string, words: string): Candidate => {
    const inside = oneLine(words).replace(/^(\*{1,3}|_)(?=\S)(.+)\1$/s, '$2');
    const around = lineAround(text, { start, end: start + written.length }, NEAR);
    const [square, aside] = kind === 'square' ? [inside, around] : ['', ''];
    const where = { inside, around, square, aside };
    const own =
      leaning +
      sumOf(EVIDENCE, ([weight, what, pattern]) => (pattern.test(where[what]) ? weight : 0)) +
      (hasUnit(around.slice(around.indexOf('\0') + 1)) ? 1.5 : 0) -
      (MARKS.has(inside.toLowerCase().replace(/[.!?]$/, '')) ? 2.5 : 0);
    return { kind, start, written, inside, around, own };
  };
  return [
    ...spots.map((at) => found('square', 0, at.start, text.slice(at.start, at.end), insideOf(text, at))),
    ...DELIMITERS.flatMap(([kind, leaning, pattern]) =>
      Array.from(text.matchAll(pattern), ({ 0: written, index, 1: a, 2: b, 3: c }) =>
        found(kind, leaning, index, written, c ?? b ?? a ?? ''),
      ),
    ),
  ];
}

const CLOSING_TAG = /<\/([\p{L}][^<>\s]{0,40})>/gu;

/** `<br />`, `<T>…</T>`; not `<section of the report>`. */
const isMarkup = (inside: string, closed: ReadonlySet<string>): boolean =>
  !/\s.*\s/.test(inside) && (closed.has(inside) || isTag(inside, /^[^\s/]*/.exec(inside)?.[0] ?? ''));

/** A template has more of a kind that ask than that do not; a text with a citation or an aside has others. */
function delimited(text: string, spots: readonly Range[], hasGaps: boolean): readonly Possible[] {
  const closed = new Set(Array.from(text.matchAll(CLOSING_TAG), ([, name = '']) => name));
  const all = delimitedIn(text, spots);
  // Siblings differ in a number.
  const distinct = new Map(all.map((one) => [one.kind + one.inside.replaceAll(/\d/g, ''), one])).values();
  const kindsAsking = new Set(
    Array.from(groupBy(distinct, ({ kind }) => kind)).flatMap(([kind, members]) => {
      const asks = members.filter(({ own }) => own >= 1).length;
      return asks > 1 && asks > members.filter(({ own }) => own <= -1).length ? [kind] : [];
    }),
  );
  return all.flatMap(({ kind, inside, own, start, written, around }) => {
    if (kind !== 'talk' && ONLY_FILLER.test(inside))
      return /^(?:..+|[?#$%€£n])$/.test(inside) || (kind !== 'square' && fills(inside, around))
        ? [spot(start, written, '[FILL IN: number]')]
        : [];
    if (kind === 'angle' && isMarkup(inside, closed)) return [];
    const isOther =
      kind === 'talk'
        ? !DEMAND.test(inside) &&
          !(own >= 0 && /^\p{Ll}+\?$/u.test(inside)) &&
          !(own >= 2.5 && NOUNS.test(inside) && /^\p{L}+(?:\s\p{L}+)?$/u.test(inside))
        : kind !== 'square' && CODE.test(inside);
    const isIn = kindsAsking.has(kind) ? 2.5 : hasGaps ? 1 : 0;
    if (isOther || own + isIn < 0 || !/\p{L}{2}/u.test(inside)) return [];
    const words = /\s/.test(inside) ? inside : inside.replaceAll(/(?<=\p{L})[-_]/gu, ' ');
    const wanted = words.replace(/^fill[ _-]?in\b[:\s–-]*/i, '').replaceAll(/[[\]]/g, '');
    return [spot(start, written, wanted === '' ? '[FILL IN]' : filledIn(wanted))];
  });
}

/** Letters and signs for a number or a name, with digits: `XX`, `20XX`, `xx.000`, `__`, `1:XX`, `XXX,XXX`. */
const RUN = String.raw`(?:XYZ?(?!\p{L})|X+|x+|[Хх]{2,}|O{2,3}|Y+|y{2,4}|N{1,3}|[A-Z](?=\s?%)|Z|_{2,}|(?:\\_){2,}|\?+|#{2,6}|#(?=\s\p{Ll}))`;
const FILLER = String.raw`(?:\d{1,4}[.,:](?!x(?!x)))?(?:19|20|0{1,3}(?=X))?${RUN}(?:[.,:](?:(?:19|20)?${RUN}|\d{1,3}))*`;
const FILLERS = new RegExp(
  String.raw`(?<![\p{Lu}\p{Ll}\p{N}_.#?\\])${FILLER}(?![\p{Lu}\p{Ll}\p{N}_]{3}|(?<=([XxХхOYyN_?#]))\1)`,
  'gu',
);
const ONLY_FILLER = new RegExp(String.raw`^(?:[+/±~-]*${FILLER}|[#$%€£]{1,3}|\.\.|nn?)$`, 'u');
/** The end of a range goes first: `X–Y %`. */
const UNIT_AFTER =
  /^(?:\s?(?:[–/-]|to|bis|a|à)\s?[XYZ]{1,3})?\+?\s?(?!times\b|[LS](?!\p{L}))(%|[\p{L}µ°/]{1,12})(?![\p{L}\p{N}_])/u;
const MULTIPLIER = /^(?:k|M|bn|million|mil|Mio|Mrd)$/;
const COUNTED = /^\+?\s(?!times|results|values|minus|counts)\p{L}{2,}(?:s|[er]n|ople|eute)(?!\p{L})/u;
/** A Roman numeral: `siglo XX`. */
const CENTURY = /(?:si[gè]cle|siglo|século|secolo|century|chapter|wiek|век)\s$/iu;

const hasUnit = (after: string): boolean => {
  const unit = UNIT_AFTER.exec(after)?.[1];
  return unit !== undefined && (knownUnit(unit) !== undefined || MULTIPLIER.test(unit));
};

/** Not the end of a formula. */
const MONEY_BEFORE = new RegExp(
  `(?:^|[^\\p{L}\\p{N}_)}])(?:[${CURRENCY_SIGNS}]|[${CURRENCY_SIGNS.replace('$', '')}]\\s)$`,
  'u',
);

/** What fills a place: long or mixed with digits it says so; else by a unit, a currency or the words beside it. */
function fills(written: string, around: string): boolean {
  const [before = '', after = ''] = around.split('\0');
  const isGlued = /^\p{Script=Latin}/u.test(after);
  // Options (`-XX:`), headings, and questions that end in `??`.
  if (/(?:^|\s)-$/.test(before) || (/^(?:[NZx]|O+)$/.test(written) && isGlued)) return false;
  if (written.startsWith('#') && /^[\s>#]*(?:(?:[-*+]|\d+[.)])\s+#*\s*)?$|\s\s$/.test(before)) return false;
  if (
    /^\?{2,}$/.test(written) &&
    (/\p{L}$/u.test(before) || (/\p{L}\s$/u.test(before) && after.trim() === ''))
  )
    return false;
  if ((MONEY_BEFORE.test(before) && written !== 'x') || hasUnit(after)) return true;
  if (isGlued) return false;
  if (written.length === 1 && /^[年月日人名岁歳万円元년명]/.test(after)) return /[XYN]/.test(written);
  if (written.length === 1)
    return !/[x?]/.test(written) && COUNTED.test(after) && !/\b(?:the|top|first|last|all)\s$/.test(before);
  if (/^[_\\]+$/.test(written))
    return (
      /(?:^|[\s("“„~±:–\p{Lo}-])$/u.test(before) &&
      /^(?:$|[\s%.,;:!?)"”–\p{Lo}])/u.test(after) &&
      /[^\s_\\\d.)]/.test(before + after)
    );
  return (
    (!/^[NO]/.test(written) || /^N+[.,]NN/.test(written)) && (written.length > 2 || !CENTURY.test(before))
  );
}

const fillers = (text: string): readonly Possible[] =>
  Array.from(text.matchAll(FILLERS), ({ 0: written, index }) => {
    const what = /^(?:19|20)\D{2}$/.test(written) ? 'year' : written.startsWith('XY') ? 'name' : 'number';
    return fills(written, lineAround(text, { start: index, end: index + written.length }, NEAR))
      ? spot(index, written, `[FILL IN: ${what}]`)
      : [];
  }).flat();

const DATE_PART = String.raw`(?:[DdTtJj]{2}|HH|MM|mm|YY(?:YY)?|yy(?:yy)?|AAAA|aaaa|JJJJ|jjjj)`;
const WORDS = [
  String.raw`${DATE_PART}(?:[./: -]${DATE_PART}){1,2}|00([./-])00\1(?:00)?00`,
  String.raw`(?:TB[DCA]|tb[dca]|TK|PENDIENTE|POR DEFINIR|À COMPLÉTER|à compléter|A DEFINIR|DA DEFINIRE|OFFEN|УТОЧНИТЬ)(?:: [^\n|.]{3,80})?`,
  String.raw`(?:TODO|FIXME)(?:\([^()\n]{1,30}\))?(?:: [^\n|.]{3,80})?(?=[.\s|]*$|[|.]| [%(€])`,
  String.raw`(?:INSERT(?! INTO)|ENTER|YOUR|REPLACE|CHANGE)[ _-]\p{Lu}[\p{Lu} _-]{1,40}`,
  String.raw`your(?:[-_]\p{Ll}[\p{Ll}\d_-]+|(?:user|sur|company|first|last)?name)`,
  // These begin a line, a cell or what follows a colon.
  String.raw`(?=[tnpàadу])(?<=(?:^|[|:(–—])\s?)(?:to be (?:confirmed|determined|defined|decided|announced|added|filled in)|noch offen|por (?:confirmar|definir)|à (?:confirmer|définir)|a (?:confirmar|definir|preencher)|da (?:confermare|definire)|nog niet bekend|уточняется)`,
];

/** What is put off, dates by their letters, and lines, dots or rings to write on. */
const PUT_OFF = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}_[{<"'“#@$-])(?:${WORDS.join('|')})(?![\p{L}\p{N}_\]"'”])`,
    String.raw`待定|待填|待补充?|待确认|要確認|未定|[○〇●△□◯＿×]{2,}|[○〇◯×](?=[年月日人名社歳回件万円%％])|[.…]{6,}|…{2,}|(?:[._] ){3,}[._]|[$€£]{3,}`,
    String.raw`[[(](?<=[\p{L}\p{N}€$:,] ?.)(?:(?<=\[)(?: {2,}|[_-]{3,})\]|(?<=\()(?: {3,}|\?{1,3})\))|\?(?<=[|:=] .)(?= *(?:\||$))|-(?<=: -)-{2,80}(?= *$)`,
    String.raw`(?:…|\.{3})(?:(?<=\p{L} (?:…|\.{3}))(?= \p{L}{1,3} (?:…|\.{3})| ?[%€$])|(?<=(?:…|\.{3}) \p{L}{1,3} (?:…|\.{3})))`,
  ].join('|'),
  'gmu',
);

const putOff = (text: string): readonly Possible[] =>
  Array.from(text.matchAll(PUT_OFF), ({ 0: written, index }) => {
    const asked = /^(?:\p{L}+(?:[-_./: ]\p{L}+)+)$/u.test(written) ? written : written.split(': ', 2)[1];
    return spot(index, written, asked === undefined ? '[FILL IN]' : filledIn(asked));
  });

const byPlace = (a: Range, b: Range): number => a.start - b.start || b.end - a.end;

export function possiblePlaceholders(text: string, taken: readonly Range[]): readonly Possible[] {
  const { spots, inert } = openSpots(text);
  const gaps = [...fillers(text), ...putOff(text)];
  const hasGaps = gaps.length + taken.length > 0;
  const found = [...delimited(text, spots, hasGaps), ...gaps].toSorted(byPlace);
  // The prose rules take `<your-number>` for a tag and `[your name](url)` for a link.
  const starts = new Set(found.map(({ start }) => start));
  const inertEnd = endOfStretches(inert.filter(({ start }) => !starts.has(start)).toSorted(byPlace));
  const takenEnd = endOfStretches(taken);
  let lastEnd = 0;
  return found.filter(({ start, end }) => {
    if (start < Math.max(inertEnd(start), takenEnd(end - 1), lastEnd)) return false;
    lastEnd = end;
    return true;
  });
}

export type PossibleSpot = Possible & {
  /** Stable across reads: the text and its index among equal texts. */
  readonly key: string;
  readonly placeholder: Placeholder;
};

function textsOf({ answer, followUpTexts }: Question): readonly (readonly [Text, inFollowUp: boolean])[] {
  const asked = followUpTexts.flatMap((each) => [each.question, each.answer]);
  return [[answer, false], ...asked.map((text) => [text, true] as const)];
}

export function possibleSpots(question: Question): readonly PossibleSpot[] {
  const times = new Map<string, number>();
  const taken = question.placeholders.map(({ written: { at } }) => [at.start.offset, at.end.offset] as const);
  return textsOf(question).flatMap(([text, inFollowUp]) => {
    const base = text.at.start.offset;
    const within = taken.map(([start, end]): Range => ({ start: start - base, end: end - base }));
    return possiblePlaceholders(
      text.text,
      within.filter(({ start, end }) => end > 0 && start < text.text.length),
    ).map((one) => {
      const count = (times.get(one.written) ?? 0) + 1;
      times.set(one.written, count);
      const key = `${one.written}#${count}`;
      return {
        ...one,
        start: base + one.start,
        end: base + one.end,
        key,
        placeholder: { key, kind: 'fill-in', written: writtenAt(text, one), inFollowUp },
      };
    });
  });
}

function writtenAt({ text, at }: Text, { start, end, written }: Possible): Text {
  const before = text.slice(0, start).split('\n');
  const line = at.start.line + before.length - 1;
  const column = (before.length === 1 ? at.start.column : 1) + (before.at(-1)?.length ?? 0);
  const point = { line, column, offset: at.start.offset + start };
  const last = { ...point, column: column + written.length, offset: at.start.offset + end };
  return { text: written, at: { file: at.file, start: point, end: last } };
}

function replaced(text: Text, spots: readonly PossibleSpot[]): Text {
  const base = text.at.start.offset;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, becomes } of spots) {
    if (start - base < from || end - base > text.text.length) continue;
    parts.push(text.text.slice(from, start - base), becomes);
    from = end - base;
  }
  return from === 0 ? text : { ...text, text: parts.join('') + text.text.slice(from) };
}

export function withPlaceholders(question: Question, spots: readonly PossibleSpot[]): Question {
  if (spots.length === 0) return question;
  const put = (text: Text): Text => replaced(text, spots);
  const { star } = question;
  const parts = Object.entries(star ?? {}).map(([part, text]) => [part, put(text)] as const);
  return {
    ...question,
    answer: put(question.answer),
    star: star && Object.fromEntries(parts),
    followUpTexts: question.followUpTexts.map((each) => ({
      question: put(each.question),
      answer: put(each.answer),
    })),
  };
}
