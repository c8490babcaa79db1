// What Anki stores about a collection (note types, decks, options) as JSON in one database row, in schema 11,
// which every version since 2012 reads.
import { PbfReader } from 'pbf';
import { isObject, isText } from '../../core/base/collections.ts';
import { hashText } from '../../core/base/random.ts';
import { parseJsonText } from '../notation/json.ts';

// The note type of exported questions. Its id and field names must never change: Anki updates only notes of
// the same type.

/** Anki sorts and identifies notes by the first field. */
export const NOTE_FIELDS = [
  'Question',
  'Answer',
  'Key points',
  'Follow-ups',
  'Notes',
  'Section',
  'Number',
  'Difficulty',
  'Minutes',
  'Source',
  'ID',
] as const;
export type NoteField = (typeof NOTE_FIELDS)[number];

/** Holds the other wordings of a key point: Anki keeps the attribute and doesn't show it. */
export const ALSO_ATTRIBUTE = 'data-also';

/**
 * Beside the id: what the HTML of other fields cannot express, as JSON by field name, each with the hash of
 * that HTML. If someone edits the field in Anki, the hash differs and the edit counts.
 */
export const KEPT_ATTRIBUTE = 'data-kept';
export const TAGS = 'Tags';
/** Anki normalizes what it imports. */
export const hashOfField = (html: string): string => hashText(html.normalize('NFC'));

export const NOTE_TYPE = 'prep';
/** Anki's ids are timestamps in milliseconds. */
export const NOTE_TYPE_ID = 1_700_000_000_417;
/**
 * In seconds; one more for each change of the card template or style. An import replaces them only if they are
 * newer than Anki's own, so users' changes last.
 */
export const NOTE_TYPE_CHANGED_S = 1_763_942_401;

const CARD_FRONT = `<div class="about">{{#Number}}Q{{Number}} · {{/Number}}{{Section}} · {{Difficulty}} · {{Minutes}} min</div>
<div class="question" dir="auto">{{Question}}</div>`;

const CARD_BACK = `{{FrontSide}}
<hr id="answer">
<div class="answer" dir="auto">
{{Answer}}{{^Answer}}<p class="none">There is no answer yet.</p>{{/Answer}}
</div>
{{#Key points}}<div class="points" dir="auto"><h3>Key points</h3>{{Key points}}</div>{{/Key points}}
{{#Follow-ups}}<div class="follow-ups" dir="auto"><h3>Follow-ups</h3>{{Follow-ups}}</div>{{/Follow-ups}}
{{#Notes}}<div class="notes" dir="auto"><h3>Notes</h3>{{Notes}}</div>{{/Notes}}
{{#Source}}<div class="about">Source: {{Source}}</div>{{/Source}}`;

/** Grays are half transparent, so they fit the light and the dark cards of every Anki. */
const CARD_STYLE = `.card {
  max-width: 42rem;
  margin: 0 auto;
  padding: 0.5rem 1rem;
  font: 1.1rem/1.5 system-ui, sans-serif;
  text-align: start;
}
.about, .none, blockquote { opacity: 0.75; }
.about { font-size: 0.8em; }
.question { font-size: 1.2em; font-weight: 600; margin: 0.4em 0; }
.question p, .question pre, .question ul, .question ol { font-size: 0.85em; font-weight: 400; }
h3, h4, h5, h6 { font-size: 1em; margin: 1.2em 0 0.3em; }
.points, .follow-ups, .notes { border-top: 1px solid #8886; margin-top: 1em; }
summary { cursor: pointer; font-weight: 500; }
details > :not(summary) { margin-inline-start: 1.1em; }
code, pre, .math { font-family: ui-monospace, Consolas, monospace; font-size: 0.9em; }
pre, code { background: #8882; border-radius: 4px; }
pre { padding: 0.7em; overflow-x: auto; }
pre code { background: none; }
.table { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid #8886; padding: 0.25em 0.6em; text-align: start; }
blockquote { margin: 0.5em 0; padding: 0 1em; border-inline-start: 3px solid #8886; }
li.task { list-style: none; }
.raw { white-space: pre-wrap; }
`;

const DEFAULT_ID = 1;
const EARLIEST_DECK_ID = 1_500_000_000_000;

const LATEX_START =
  '\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n';

const FIELD = { sticky: false, rtl: false, font: 'Arial', size: 20, media: [] };

export const ankiModels = (): unknown => ({
  [NOTE_TYPE_ID]: {
    id: NOTE_TYPE_ID,
    name: NOTE_TYPE,
    type: 0,
    mod: NOTE_TYPE_CHANGED_S,
    usn: -1,
    sortf: 0,
    did: null,
    tmpls: [{ name: 'Card 1', ord: 0, qfmt: CARD_FRONT, afmt: CARD_BACK, bqfmt: '', bafmt: '', did: null }],
    flds: NOTE_FIELDS.map((name, ord) => ({ name, ord, ...FIELD })),
    css: CARD_STYLE,
    latexPre: LATEX_START,
    latexPost: '\\end{document}',
    req: [[0, 'any', [0]]],
    tags: [],
    vers: [],
  },
});

const withParents = (name: string): readonly string[] =>
  name.split('::').map((_, i, parts) => parts.slice(0, i + 1).join('::'));

/** Unique ids of decks and their ancestors by name, the same in every export. */
export function deckIds(names: Iterable<string>): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  const taken = new Set<number>();
  for (const name of new Set([...new Set(names)].flatMap(withParents))) {
    let id = EARLIEST_DECK_ID + Number.parseInt(hashText(name).slice(0, 7), 36);
    while (taken.has(id)) id += 1;
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

const STUDIED_TODAY = { lrnToday: [0, 0], revToday: [0, 0], newToday: [0, 0], timeToday: [0, 0] };
const DECK = { collapsed: false, browserCollapsed: false, desc: '', dyn: 0, conf: DEFAULT_ID };

const deck = (id: number, name: string, changedS: number): unknown => {
  return { id, name, mod: changedS, usn: -1, ...STUDIED_TODAY, ...DECK, extendNew: 0, extendRev: 0 };
};

export function ankiDecks(ids: ReadonlyMap<string, number>, changedS: number): unknown {
  return Object.fromEntries([
    [DEFAULT_ID, deck(DEFAULT_ID, 'Default', changedS)],
    ...Array.from(ids, ([name, id]) => [id, deck(id, name, changedS)] as const),
  ]);
}

export const ankiOptions = (): unknown => ({
  [DEFAULT_ID]: {
    id: DEFAULT_ID,
    name: 'Default',
    mod: 0,
    usn: 0,
    maxTaken: 60,
    autoplay: true,
    timer: 0,
    replayq: true,
    dyn: false,
    new: { bury: false, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 0], order: 1, perDay: 20 },
    rev: { bury: false, ease4: 1.3, ivlFct: 1, maxIvl: 36_500, perDay: 200, hardFactor: 1.2, fuzz: 0.05 },
    lapse: { delays: [10], leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
  },
});

export const ankiSettings = (cards: number): unknown => ({
  activeDecks: [DEFAULT_ID],
  addToCur: true,
  collapseTime: 1200,
  curDeck: DEFAULT_ID,
  curModel: NOTE_TYPE_ID,
  dueCounts: true,
  estTimes: true,
  newSpread: 0,
  nextPos: cards + 1,
  sortBackwards: false,
  sortType: 'noteFld',
  timeLim: 0,
});

// Ids that map notes of Anki to questions and back, stable over any number of round trips.

const OWN = 'prep:';
const FOREIGN = 'anki-';
const LONGEST_BYTES = 36;
const KEBAB = /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+)*$/u;
const HEX = /^anki-((?:[0-9a-f]{2}){1,36})$/;

/**
 * `anki-` and the guid's bytes in hex, because a guid holds any character and is case-sensitive; a hash for a
 * very long one. The guid of a question that prep exported gives its id.
 */
export function idOfGuid(guid: string): string {
  const own = guid.startsWith(OWN) ? guid.slice(OWN.length) : '';
  if (own.length <= 80 && KEBAB.test(own)) return own;
  const bytes = new TextEncoder().encode(guid);
  if (bytes.length > LONGEST_BYTES) return `${FOREIGN}h${hashText(guid)}`;
  return FOREIGN + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The question's guid in Anki, otherwise one that contains its id. */
export function guidOfId(id: string): string {
  const hex = HEX.exec(id)?.[1];
  if (hex === undefined) return OWN + id;
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const guid = new TextDecoder().decode(bytes);
  return idOfGuid(guid) === id ? guid : OWN + id;
}

// The list of files in a package.

const MOST_NAMES = 100_000;

export function mediaName(name: string): string | undefined {
  const isPlain = !/[\\/:*?"<>|\0-\x1f\x7f]/.test(name) && !/^(?:\.{1,2}|)$/.test(name.trim());
  const isDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);
  // A bank would read these as questions or metadata.
  const isBankFile = /\.(?:md|mdx|markdown|org|ya?ml|json)$/i.test(name);
  return isPlain && !isDevice && !isBankFile && name.length <= 255 ? name : undefined;
}

/** From the list in an older package: `{"0": "tree.png"}`, archive entry to name. */
export function mediaOfJson(text: string): ReadonlyMap<string, string> {
  const parsed = parseJsonText(text);
  const names = 'value' in parsed && isObject(parsed.value) ? Object.entries(parsed.value) : [];
  return new Map(
    names.slice(0, MOST_NAMES).flatMap(([entry, name]) => (isText(name) ? [[entry, name] as const] : [])),
  );
}

/** In a newer package: one message per file (field 1) with its name (1), in the order of entries. */
export function mediaOfProtobuf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let count = 0;
  const readFile = (field: number, _: undefined, file: PbfReader): void => {
    const name = field === 1 ? file.readString() : '';
    if (name !== '') names.set(String(count), name);
  };
  try {
    new PbfReader(bytes).readFields((field, _, list) => {
      if (field !== 1 || count >= MOST_NAMES) return;
      list.readMessage(readFile, undefined);
      count += 1;
    }, undefined);
  } catch {
    // Damaged: entries before the damage count.
  }
  return names;
}
