// What an import does with each question: which id it gets here, and whether it is new, changed, unchanged, a conflict … A plan
// is a value. The user's edits count: nothing of theirs is written over unless they say so.
import type { FileContent } from '../base/bank.ts';
import { groupBy } from '../base/collections.ts';
import { instantOf } from '../base/day.ts';
import type { Problem } from '../base/problem.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { proposeRelinks } from '../schedule/identity.ts';
import type { Seen } from '../schedule/progress.ts';

/** A question as a file of another bank gives it. */
export type Upstream = {
  /** The file as it is remembered, the same in every working folder. */
  readonly file: string;
  /** Its head, with the id that it has in that file. */
  readonly head: QuestionHead;
};

/** One imported question, as the manifest of its bank remembers it. */
export type Imported = {
  readonly id: QuestionId;
  readonly file: string;
  /** Name of the reader that read the file. */
  readonly shape: string;
  /** The id that it has in that file. */
  readonly key: QuestionId;
  readonly title: string;
  readonly number?: number;
  readonly answerHash: string;
  /** Hash of what upstream had when it was taken over last. */
  readonly content: string;
  /** Hash of the file that was written; empty when the user's own stayed. */
  readonly written: string;
  /** Placeholders beyond the certain ones that were taken for such. */
  readonly possible?: readonly string[];
};

/** What was said when a file was imported, and holds for the next time. */
export type ImportedFile = {
  readonly file: string;
  readonly section?: string;
  readonly tags?: readonly string[];
};

/** Everything that is remembered of imports into one bank. */
export type Manifest = {
  readonly files: ReadonlyMap<string, ImportedFile>;
  readonly questions: ReadonlyMap<QuestionId, Imported>;
};

/** Nothing was imported so far. */
export const NO_MANIFEST: Manifest = { files: new Map(), questions: new Map() };

/** One file of a bank as it was read for taking it over. */
export type ReadBankFile = {
  /** As it is shown, and as it is remembered: the same in every working folder. */
  readonly file: string;
  readonly stored: string;
  /** The shape that it was read as; empty when it could not be read. */
  readonly shape: string;
  /** Hash of its text. */
  readonly hash: string;
  readonly content: FileContent;
};

/** How files are read for taking them over. */
export type BankReadOptions = {
  /** Read as this shape, whatever they look like. */
  readonly shape?: string;
  readonly onProgress?: (read: number, of: number) => void;
  /** Told the hash of each text: where it says so, what is in the file is known already and left out. */
  readonly isKnown?: (hash: string) => boolean;
};

/** What stands at a path: one file, or a folder of them. */
export type BankFilesRead = {
  readonly isFolder: boolean;
  /** Files and folders that could not be looked at. */
  readonly problems: readonly Problem[];
};

/** One file of a set. */
export type FileChange = {
  /** Below the folder of the set, with `/`. */
  readonly path: string;
  /** The text, or what gives the bytes when they are written. */
  readonly content: string | (() => Uint8Array);
  /** `hashText` of the text that it replaces; left out for a file that must not be there yet. */
  readonly replaces?: string;
  /** True to leave the replaced text beside it, as `NAME.mine`. */
  readonly keepsOld?: boolean;
};

// Which id each question gets

/** Files with fewer questions are too easily alike by chance: their answers have to be the same, too. */
const FEWEST_TELLING = 3;

/** How many questions of a file each earlier file had, too, under the same key. */
function sharedWith(
  upstream: readonly Upstream[],
  byKey: ReadonlyMap<string, readonly Imported[]>,
  sizes: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const shared = new Map<string, number>();
  for (const { head } of upstream) {
    for (const { file, answerHash } of byKey.get(head.id) ?? []) {
      const isSmall = Math.max(upstream.length, sizes.get(file) ?? 0) < FEWEST_TELLING;
      if (isSmall && !head.idWritten && answerHash !== head.answerHash) continue;
      shared.set(file, (shared.get(file) ?? 0) + 1);
    }
  }
  return shared;
}

/**
 * For each file the one of an earlier import that it continues: itself, or one that was renamed or downloaded anew. That is one
 * that is not imported now, when at least half of the questions of the larger of the two are in both.
 */
function originsOf(
  files: ReadonlyMap<string, readonly Upstream[]>,
  { questions }: Manifest,
): ReadonlyMap<string, string> {
  const before = groupBy(questions.values(), ({ file }) => file);
  const sizes = new Map([...before].map(([file, list]) => [file, list.length]));
  const free = [...questions.values()].filter(({ file }) => !files.has(file));
  const byKey = groupBy(free, ({ key }) => key);
  const taken = new Set<string>();
  const origins = new Map<string, string>();
  for (const [file, upstream] of files) {
    if (before.has(file)) {
      origins.set(file, file);
      continue;
    }
    const shared = [...sharedWith(upstream, byKey, sizes)].filter(([other]) => !taken.has(other));
    const [best] = shared.toSorted(([, one], [, other]) => other - one);
    const larger = Math.max(upstream.length, sizes.get(best?.[0] ?? '') ?? 0);
    if (!best || best[1] * 2 < larger) continue;
    taken.add(best[0]);
    origins.set(file, best[0]);
  }
  return origins;
}

/** A question, and the id that it has here. */
export type Placed = {
  readonly one: Upstream;
  readonly id: QuestionId;
  /** Its title at the last import, when it is another now. */
  readonly was?: string;
};

/** A second question of an id. */
export type Twin = {
  readonly one: Upstream;
  readonly first: Upstream;
  /** `same`: nothing is lost by leaving it out · `renamed`: it is imported under `id` · `left-out`: both have the id written down. */
  readonly kind: 'same' | 'renamed' | 'left-out';
  readonly id: QuestionId;
};

export type Placing = {
  readonly placed: readonly Placed[];
  readonly twins: readonly Twin[];
  /** Imported before from files that are read now, and not in them any more. */
  readonly gone: readonly Imported[];
};

/** Beyond so many pairs of questions, retitled ones are not looked for: so new a file has none. */
const MOST_PAIRS = 250_000;
const BANK = 'bank';

const seenOf = ({ title, answerHash }: Imported): Seen => ({
  attempts: 1,
  lastAt: instantOf(0),
  lastRating: 'good',
  title,
  hash: answerHash,
  bank: BANK,
});

/** Retitled questions of one file: the index of the fresh one by the id of the vanished one. */
function retitled(
  vanished: readonly Imported[],
  fresh: readonly QuestionHead[],
): ReadonlyMap<QuestionId, number> {
  if (vanished.length === 0 || vanished.length * fresh.length > MOST_PAIRS) return new Map();
  // Their ids are not known yet; no id can be such a name.
  const heads = fresh.map((head, at) => ({ ...head, id: `\u0000${at}`, bank: BANK }));
  const indexOf = new Map(heads.map(({ id }, at) => [id, at]));
  const seen = new Map(vanished.map((one) => [one.id, seenOf(one)]));
  const { links, ambiguous } = proposeRelinks({ seen }, heads, { own: '', shipped: '' });
  const found = new Map(links.map(({ from, to }) => [from, indexOf.get(to) ?? -1]));
  const numbers = new Map(vanished.map(({ id, number }) => [id, number]));
  for (const { from, candidates } of ambiguous) {
    const number = numbers.get(from);
    if (number === undefined) continue;
    const [only, ...others] = candidates
      .flatMap((id) => indexOf.get(id) ?? [])
      .filter((at) => heads[at]?.number === number);
    if (only !== undefined && others.length === 0 && ![...found.values()].includes(only))
      found.set(from, only);
  }
  return found;
}

/** What of one file was imported before, by the index of its question, and what is not in it any more. */
function placeFile(
  upstream: readonly Upstream[],
  before: readonly Imported[],
): { readonly known: ReadonlyMap<number, Imported>; readonly gone: readonly Imported[] } {
  const byKey = new Map(before.map((one) => [one.key, one]));
  const known = new Map<number, Imported>();
  const used = new Set<Imported>();
  upstream.forEach(({ head }, at) => {
    const one = byKey.get(head.id);
    if (!one || used.has(one)) return;
    known.set(at, one);
    used.add(one);
  });
  const vanished = before.filter((one) => !used.has(one));
  const fresh = upstream.map((one, at) => ({ one, at })).filter(({ at }) => !known.has(at));
  const found = retitled(
    vanished,
    fresh.map(({ one }) => one.head),
  );
  for (const one of vanished) {
    const at = fresh[found.get(one.id) ?? -1]?.at;
    if (at === undefined) continue;
    known.set(at, one);
    used.add(one);
  }
  return { known, gone: before.filter((one) => !used.has(one)) };
}

/** An id that nobody has: the wanted one, or with `-2`, `-3` … behind it. */
function freeId(wanted: QuestionId, isTaken: (id: QuestionId) => boolean): QuestionId {
  if (!isTaken(wanted)) return wanted;
  let count = 2;
  while (isTaken(`${wanted}-${count}`)) count += 1;
  return `${wanted}-${count}`;
}

const isSame = (one: QuestionHead, other: Pick<Imported, 'title' | 'answerHash'>): boolean =>
  one.title === other.title && one.answerHash === other.answerHash;

/**
 * Gives every question an id: the one that it was imported under, else its own. Nothing is guessed between two; a question that
 * cannot be told to be a known one is new.
 * @param upstream in order; questions of a file together
 * @param present ids of questions that are here, imported or not
 * @param validId gives an id that can be written down
 */
export function placeQuestions(
  upstream: readonly Upstream[],
  manifest: Manifest,
  present: ReadonlySet<QuestionId>,
  validId: (id: QuestionId) => QuestionId,
): Placing {
  const files = groupBy(upstream, ({ file }) => file);
  const origins = originsOf(files, manifest);
  const imported = groupBy(manifest.questions.values(), ({ file }) => file);
  const byFile = [...files].map(([file, list]) => ({
    list,
    ...placeFile(list, imported.get(origins.get(file) ?? '') ?? []),
  }));
  const gone = byFile.flatMap((each) => each.gone);
  const reserved = new Set(byFile.flatMap(({ known }) => [...known.values()].map(({ id }) => id)));
  // A question that has to give way must not push others off the ids that their files give them.
  const wanted = new Set(upstream.map(({ head }) => validId(head.id)));
  const first = new Map<QuestionId, Upstream>();
  const placed: Placed[] = [];
  const twins: Twin[] = [];
  const isTaken = (id: QuestionId): boolean =>
    first.has(id) || reserved.has(id) || wanted.has(id) || manifest.questions.has(id) || present.has(id);
  const put = (one: Upstream, id: QuestionId, before?: string): void => {
    first.set(id, one);
    placed.push({ one, id, was: before === one.head.title ? undefined : before });
  };
  /** A question whose id somebody else has. */
  const putTwin = (one: Upstream, id: QuestionId, other: Upstream): void => {
    const same = isSame(one.head, other.head);
    const kind = same ? 'same' : one.head.idWritten ? 'left-out' : 'renamed';
    const given = kind === 'renamed' ? freeId(id, isTaken) : id;
    twins.push({ one, first: other, kind, id: given });
    if (kind === 'renamed') put(one, given);
  };
  const putNew = (one: Upstream): void => {
    const id = validId(one.head.id);
    const other = first.get(id);
    const earlier = manifest.questions.get(id);
    if (other) putTwin(one, id, other);
    else if (reserved.has(id)) put(one, freeId(id, isTaken));
    // From another file: the same question when its author or its answer says so.
    else if (earlier && !one.head.idWritten && !isSame(one.head, earlier)) put(one, freeId(id, isTaken));
    else put(one, id);
  };
  // Those that are known keep their ids, wherever they come; the others go round them.
  for (const { list, known } of byFile)
    for (const [at, one] of list.entries()) {
      const earlier = known.get(at);
      if (earlier) put(one, earlier.id, earlier.title);
    }
  for (const { list, known } of byFile)
    for (const [at, one] of list.entries()) if (!known.has(at)) putNew(one);
  const order = new Map(upstream.map((one, at) => [one, at]));
  const indexOf = ({ one }: Placed): number => order.get(one) ?? 0;
  return { placed: placed.toSorted((a, b) => indexOf(a) - indexOf(b)), twins, gone };
}

// What becomes of each question

/** `deleted`: it was imported once, and the user took it out · `removed`: upstream has it no longer; it stays here. */
export const IMPORT_STATES = ['new', 'changed', 'unchanged', 'conflict', 'deleted', 'removed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Whose version counts where both changed. */
export type Merge = 'theirs' | 'ours';

/** A question file that is here. */
export type Present = {
  /** Below the folder of the bank. */
  readonly path: string;
  /** Hash of the file. */
  readonly hash: string;
  /** Hash of what it says as a question. */
  readonly content: string;
};

/** A question as upstream has it, ready to be written. */
export type Wish = Omit<Imported, 'written'> & {
  /** Where it goes when it is new. */
  readonly path: string;
  /** Hash of the text that would be written; asked for only where that counts, as texts are expensive to make. */
  readonly hash: () => string;
};

/** What becomes of one question. */
export type PlanRow = {
  readonly id: QuestionId;
  readonly state: ImportState;
  /** Where it is, or will be. */
  readonly path: string;
  /** What is written: a new file, or one in place of that with the hash `replaces`. */
  readonly write?: { readonly replaces?: string; readonly keepsOld: boolean };
  /** What the manifest says of it from then on, asked for when that is written; undefined when it says nothing. */
  readonly entry?: () => Imported;
  /** True when the user changed the file since it was written. */
  readonly edited: boolean;
};

const entryOf =
  ({ path: _path, hash: _hash, possible = [], ...wish }: Wish, written: () => string) =>
  (): Imported => ({
    ...wish,
    written: written(),
    possible: possible.length > 0 ? possible : undefined,
  });

/** A question of which nothing is here. */
function planAbsent(wish: Wish, known: Imported | undefined, merge: Merge | undefined): PlanRow {
  const { id, path } = wish;
  const written = { id, path, write: { keepsOld: false }, entry: entryOf(wish, wish.hash), edited: false };
  if (!known) return { ...written, state: 'new' };
  return merge === 'theirs'
    ? { ...written, state: 'changed' }
    : { id, path, state: 'deleted', entry: () => known, edited: true };
}

/** Both upstream and the user have another version. */
function planConflict(
  wish: Wish,
  known: Imported | undefined,
  { path, hash }: Present,
  merge: Merge | undefined,
): PlanRow {
  const row = { id: wish.id, path, edited: true };
  if (merge === 'theirs') {
    const write = { replaces: hash, keepsOld: true };
    return { ...row, state: 'changed', write, entry: entryOf(wish, wish.hash) };
  }
  // Upstream's is seen; the file stays the user's, whatever comes later.
  if (merge === 'ours')
    return { ...row, state: 'unchanged', entry: entryOf(wish, () => known?.written ?? '') };
  return { ...row, state: 'conflict', entry: known && (() => known) };
}

/**
 * Plans one question.
 * @param known what the manifest says of it
 * @param present its file, wherever the user moved it
 */
export function planQuestion(
  wish: Wish,
  known: Imported | undefined,
  present: Present | undefined,
  merge: Merge | undefined,
): PlanRow {
  if (!present) return planAbsent(wish, known, merge);
  const { id } = wish;
  const { path } = present;
  const edited = known?.written !== present.hash;
  if (present.content === wish.content) {
    // Whatever was edited says the same, so that a later version of upstream takes nothing away.
    const isTheirs = known !== undefined || present.hash === wish.hash();
    const entry = entryOf(wish, () => (isTheirs ? present.hash : ''));
    return { id, path, state: 'unchanged', entry, edited: !isTheirs };
  }
  if (known?.content === wish.content)
    return { id, path, state: 'unchanged', entry: entryOf(wish, () => known.written), edited };
  if (edited) return planConflict(wish, known, present, merge);
  const write = { replaces: present.hash, keepsOld: false };
  return { id, path, state: 'changed', write, entry: entryOf(wish, wish.hash), edited: false };
}

/** A question that upstream has no longer: it stays, and so does what is known of it. */
export function planRemoved(known: Imported, present: Present | undefined): PlanRow | undefined {
  if (!present) return undefined;
  const { path, hash } = present;
  return { id: known.id, path, state: 'removed', entry: () => known, edited: known.written !== hash };
}
