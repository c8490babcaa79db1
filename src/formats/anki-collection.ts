// What Anki keeps of a collection as JSON in one row of its database, in the form that every version since 2012 reads
// (schema 11): kinds of notes, decks, options. Knows the form; knows nothing of databases.
import { hashText } from '../core/random.ts';
import {
  CARD_BACK,
  CARD_FRONT,
  CARD_STYLE,
  NOTE_FIELDS,
  NOTE_TYPE,
  NOTE_TYPE_CHANGED_S,
  NOTE_TYPE_ID,
} from './anki-notetype.ts';

/** The deck that every collection has, and its options. */
const DEFAULT_ID = 1;
const EARLIEST_DECK_ID = 1_500_000_000_000;

const LATEX_START =
  '\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n';

/** Kinds of notes: the one that questions are. */
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
    flds: NOTE_FIELDS.map((name, ord) => ({
      name,
      ord,
      sticky: false,
      rtl: false,
      font: 'Arial',
      size: 20,
      media: [],
    })),
    css: CARD_STYLE,
    latexPre: LATEX_START,
    latexPost: '\\end{document}',
    req: [[0, 'any', [0]]],
    tags: [],
    vers: [],
  },
});

/** The deck itself and all that it is in: `A::B::C` is in `A::B`, and that in `A`. */
const withParents = (name: string): readonly string[] =>
  name.split('::').map((_, i, parts) => parts.slice(0, i + 1).join('::'));

/** Ids of decks, and of those that they are in, by their names: the same in every export, and none twice. */
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

const deck = (id: number, name: string, changedS: number): unknown => ({
  id,
  name,
  mod: changedS,
  usn: -1,
  lrnToday: [0, 0],
  revToday: [0, 0],
  newToday: [0, 0],
  timeToday: [0, 0],
  collapsed: false,
  browserCollapsed: false,
  desc: '',
  dyn: 0,
  conf: DEFAULT_ID,
  extendNew: 0,
  extendRev: 0,
});

/** The default deck and those named. */
export function ankiDecks(ids: ReadonlyMap<string, number>, changedS: number): unknown {
  return Object.fromEntries([
    [DEFAULT_ID, deck(DEFAULT_ID, 'Default', changedS)],
    ...Array.from(ids, ([name, id]) => [id, deck(id, name, changedS)] as const),
  ]);
}

/** Options of decks: what Anki begins with. */
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

/** Settings of the collection. */
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
