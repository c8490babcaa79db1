import { type FileContent, freeName } from '../base/bank.ts';
import { countBy, groupBy } from '../base/collections.ts';
import type { Problem } from '../base/problem.ts';
import type { Question, QuestionHead, QuestionId } from '../base/question.ts';
import { successorsOf } from '../schedule/identity.ts';
import type { Alternative, Listed } from './account.ts';

export type Upstream = {
  readonly file: string;
  readonly head: QuestionHead;
};

export type Imported = {
  readonly id: QuestionId;
  readonly file: string;
  readonly shape: string;
  readonly key: QuestionId;
  readonly title: string;
  readonly number?: number;
  readonly answerHash: string;
  readonly content: string;
  /** Hash of the file that was written; empty if the user's own was kept. */
  readonly written: string;
  readonly possible?: readonly string[];
  /** What each other file gave last, the latest first: a guide, after an export of it was imported. */
  readonly others?: readonly Given[];
};

export type Given = { readonly file: string; readonly content: string; readonly written: string };

const MOST_OTHERS = 4;

/** How a person chose to read a Markdown file: the format, and the candidates by their words. */
export type Picked = {
  readonly as?: string;
  readonly taken?: readonly string[];
  readonly dropped?: readonly string[];
};

/** Options of an import, which apply again next time. */
export type ImportedFile = Picked & {
  readonly file: string;
  readonly section?: string;
  readonly tags?: readonly string[];
};

export type Manifest = {
  readonly files: ReadonlyMap<string, ImportedFile>;
  readonly questions: ReadonlyMap<QuestionId, Imported>;
};

export const NO_MANIFEST: Manifest = { files: new Map(), questions: new Map() };

export type ReadBankFile<Item extends QuestionHead = Question> = {
  readonly file: string;
  readonly stored: string;
  readonly shape: string;
  readonly hash: string;
  readonly content: FileContent<Item>;
  /** Reads it again, to see what else it may hold; absent if it cannot be read. */
  readonly open?: () => Promise<OpenBankFile>;
  readonly picked?: Picked;
};

/** Chosen by the index of the candidate. */
export type Chosen = ReadonlyMap<number, boolean>;

export type OpenBankFile = {
  readonly as: (
    shape: string | undefined,
    choices?: Chosen,
  ) => Pick<ReadBankFile, 'shape' | 'content'> & { readonly candidates: readonly Listed[] };
  readonly alternatives: () => readonly Alternative[];
};

export type BankReadOptions = {
  readonly shape?: string;
  readonly onProgress?: (read: number, of: number) => void;
};

export type BankFilesRead = {
  readonly isFolder: boolean;
  /** Files below a folder that are skipped because of their names. */
  readonly skipped: readonly string[];
  readonly problems: readonly Problem[];
};

export type FileChange = {
  readonly path: string;
  /** The text, or a function that gives it, or its bytes, when it is written. */
  readonly content: string | (() => string | Uint8Array);
  /** `hashText` of the text that it replaces; absent for a file that must not exist yet. */
  readonly replaces?: string;
  /** Keeps the replaced text beside it: as `NAME.mine`, or with this ending. */
  readonly keepsOld?: boolean | string;
};

/** Files with fewer questions are easily alike by chance: their answers must be the same too. */
const FEWEST_TELLING = 3;

/** What each file gave; a question may be in several, such as a guide and an export of it. */
function givenBy({ questions }: Manifest): ReadonlyMap<string, readonly Imported[]> {
  const given = [...questions.values()].flatMap((one) =>
    [one, ...(one.others ?? [])].map(({ file }) => ({ file, one })),
  );
  const files = groupBy(given, ({ file }) => file);
  return new Map([...files].map(([file, list]) => [file, list.map(({ one }) => one)]));
}

function originsOf(
  files: ReadonlyMap<string, readonly Upstream[]>,
  before: ReadonlyMap<string, readonly Imported[]>,
): ReadonlyMap<string, string> {
  const sizeOf = (file = ''): number => before.get(file)?.length ?? 0;
  const free = [...before].flatMap(([file, list]) =>
    files.has(file) ? [] : list.map(({ key, answerHash }) => ({ file, key, answerHash })),
  );
  const byKey = groupBy(free, ({ key }) => key);
  const taken = new Set<string>();
  const origins = new Map<string, string>();
  for (const [file, upstream] of files) {
    if (before.has(file)) {
      origins.set(file, file);
      continue;
    }
    const shared = upstream.flatMap(({ head: { id, idWritten, answerHash } }) =>
      (byKey.get(id) ?? []).filter((one) => {
        const isSmall = Math.max(upstream.length, sizeOf(one.file)) < FEWEST_TELLING;
        return !taken.has(one.file) && (!isSmall || idWritten || one.answerHash === answerHash);
      }),
    );
    const counts = [...countBy(shared, ({ file: other }) => other)];
    // Of a guide and a sheet with the questions of several, it is the guide.
    const [best] = counts.toSorted(
      ([name, one], [next, other]) => other - one || sizeOf(name) - sizeOf(next),
    );
    const larger = Math.max(upstream.length, sizeOf(best?.[0]));
    if (!best || best[1] * 2 < larger) continue;
    taken.add(best[0]);
    origins.set(file, best[0]);
  }
  return origins;
}

export type Placed<From extends Upstream = Upstream> = {
  readonly one: From;
  readonly id: QuestionId;
  readonly number?: number;
  readonly was?: string;
};

export type Twin = {
  readonly one: Upstream;
  readonly first: Upstream;
  /** Under which it is imported; undefined if it is the same, so that leaving it out loses nothing. */
  readonly id?: QuestionId;
};

export type Placing<From extends Upstream = Upstream> = {
  readonly placed: readonly Placed<From>[];
  readonly twins: readonly Twin[];
  /** With the file that no longer has it. */
  readonly gone: readonly Imported[];
};

/** With more pairs, retitled questions are not looked for: a file that new has none. */
const MOST_PAIRS = 250_000;

/** @param before what the file gave at its last import */
function knownIn<From extends Upstream>(upstream: readonly From[], before: readonly Imported[]) {
  const gone = new Set(before);
  const known = new Map<From, Imported>();
  const take = (names: ReadonlyMap<QuestionId, Imported>): void => {
    for (const one of upstream) {
      const earlier = known.has(one) ? undefined : names.get(one.head.id);
      if (earlier && gone.delete(earlier)) known.set(one, earlier);
    }
  };
  take(new Map(before.map((one) => [one.key, one])));
  const fresh = new Map(upstream.flatMap((one) => (known.has(one) ? [] : [[one.head, one]])));
  const isTooMany = gone.size * fresh.size > MOST_PAIRS;
  for (const { gone: earlier, to } of isTooMany ? [] : successorsOf([...gone], () => [...fresh.keys()])) {
    const one = fresh.get(to);
    if (one && gone.delete(earlier)) known.set(one, earlier);
  }
  // It has the title of its first import again.
  take(new Map([...gone].map((one) => [one.id, one])));
  return { known, gone };
}

const isSame = (one: QuestionHead, other: Pick<Imported, 'title' | 'answerHash'>): boolean =>
  one.title === other.title && one.answerHash === other.answerHash;

/**
 * Numbers that name one question each: its present one, or that of its guide, or the next after all others. So a
 * second guide continues where the first ended, and one without numbers has those of its order.
 * @param present of existing questions, which keep having none if they have none
 */
function numbered<From extends Upstream>(
  placed: readonly Placed<From>[],
  present: ReadonlyMap<QuestionId, number | undefined>,
): readonly Placed<From>[] {
  const ids = new Set(placed.map(({ id }) => id));
  const taken = new Set([...present].flatMap(([id, number = -1]) => (ids.has(id) ? [] : [number])));
  const numbers = new Map<QuestionId, number | undefined>();
  const give = (some: readonly Placed[], wanted: (one: Placed) => readonly (number | undefined)[]): void => {
    for (const one of some) {
      // From a guide and from a copy of it.
      if (numbers.get(one.id) !== undefined) continue;
      const number = wanted(one).find((each) => each !== undefined && !taken.has(each));
      numbers.set(one.id, number);
      if (number !== undefined) taken.add(number);
    }
  };
  const isKept = ({ id, one: { head } }: Placed): boolean =>
    present.has(id) && (head.number === undefined || head.number === present.get(id));
  give(placed.filter(isKept), ({ id }) => [present.get(id)]);
  const others = placed.filter((one) => !isKept(one));
  give(others, ({ id, one: { head } }) => [head.number, present.get(id)]);
  let next = [...taken].reduce((most, number) => Math.max(most, number), 0) + 1;
  return placed.map(({ one, id, was }) => {
    const number = numbers.get(id);
    return { one, id, was, number: number === undefined && !present.has(id) ? next++ : number };
  });
}

/**
 * Gives every question an id: the one it was imported under, otherwise its own. Ambiguous matches are not
 * guessed: a question that cannot be identified is new.
 * @param upstream in order; questions of a file together
 * @param present ids and numbers of existing questions, imported or not
 * @param validId gives an id that can be written in a file
 */
export function placeQuestions<From extends Upstream>(
  upstream: readonly From[],
  manifest: Manifest,
  present: ReadonlyMap<QuestionId, number | undefined>,
  validId: (id: QuestionId) => QuestionId,
): Placing<From> {
  const files = groupBy(upstream, ({ file }) => file);
  const imported = givenBy(manifest);
  const origins = originsOf(files, imported);
  const known = new Map<From, Imported>();
  const gone = new Map<QuestionId, Imported>();
  for (const [file, list] of files) {
    const found = knownIn(list, imported.get(origins.get(file) ?? '') ?? []);
    for (const [one, earlier] of found.known) known.set(one, earlier);
    for (const one of found.gone) gone.set(one.id, { ...one, file });
  }
  const reserved = new Set([...known.values()].map(({ id }) => id));
  // A question that needs another id must not take one that a file gives to another question.
  const wanted = new Set(upstream.map(({ head }) => validId(head.id)));
  const first = new Map<QuestionId, From>();
  const placed = new Map<From, Placed<From>>();
  const twins: Twin[] = [];
  const isTaken = (id: QuestionId): boolean =>
    first.has(id) || reserved.has(id) || wanted.has(id) || manifest.questions.has(id) || present.has(id);
  const freeId = (id: QuestionId): QuestionId => freeName({ has: isTaken }, [id]);
  const put = (one: From, id: QuestionId, before?: string): void => {
    first.set(id, one);
    placed.set(one, { one, id, was: before === one.head.title ? undefined : before });
  };
  const putTwin = (one: From, id: QuestionId, other: From): void => {
    const given = isSame(one.head, other.head) ? undefined : freeId(id);
    twins.push({ one, first: other, id: given });
    if (given !== undefined) put(one, given);
  };
  const putNew = (one: From): void => {
    const id = validId(one.head.id);
    const other = first.get(id);
    const earlier = manifest.questions.get(id);
    if (other) putTwin(one, id, other);
    else if (reserved.has(id)) put(one, freeId(id));
    // From another file: the same question if its author or its answer says so.
    else if (earlier && !one.head.idWritten && !isSame(one.head, earlier)) put(one, freeId(id));
    else put(one, id);
  };
  // Known questions keep their ids, in whatever order they come; the others avoid them.
  for (const [one, earlier] of known) put(one, earlier.id, earlier.title);
  for (const one of upstream) if (!known.has(one)) putNew(one);
  const inOrder = upstream.flatMap((one) => placed.get(one) ?? []);
  return {
    placed: numbered(inOrder, present),
    twins,
    // Another of these files may have it.
    gone: [...gone.values()].filter(({ id }) => !first.has(id)),
  };
}

/**
 * `deleted`: it was imported once, and the user removed it · `removed`: no longer in the source; it stays here.
 */
export const IMPORT_STATES = ['new', 'changed', 'unchanged', 'conflict', 'deleted', 'removed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export type Merge = 'theirs' | 'ours';

export type Present = {
  readonly path: string;
  readonly hash: string;
  readonly content: string;
  readonly number?: number;
};

export type Wish = Omit<Imported, 'written' | 'others'> & {
  readonly path: string;
  /** As it was counted until line ends were none of it. */
  readonly contentBefore?: string;
  /** Of the text that would be written. */
  readonly hash: string;
};

export type PlanRow = {
  readonly id: QuestionId;
  readonly state: ImportState;
  readonly path: string;
  readonly write?: { readonly replaces?: string; readonly keepsOld: boolean };
  /** To remember; undefined for none. */
  readonly entry?: Imported;
  readonly edited: boolean;
};

function entryOf(wish: Wish, written: string, known?: Imported): Imported {
  const { id, file, shape, key, title, number, answerHash, content } = wish;
  // An export has them as placeholders, and the guide it was made of still has not.
  const possible = [...new Set([...(wish.possible ?? []), ...(known?.possible ?? [])])];
  const others = [known, ...(known?.others ?? [])].flatMap((one): readonly Given[] => {
    const isKept = one && one.file !== wish.file;
    return isKept ? [{ file: one.file, content: one.content, written: one.written }] : [];
  });
  // Spread, every one of fifty thousand would have a hidden class of its own.
  return {
    id,
    file,
    shape,
    key,
    title,
    number,
    answerHash,
    content,
    possible: possible.length > 0 ? possible : undefined,
    written,
    others: others.length > 0 ? others.slice(0, MOST_OTHERS) : undefined,
  };
}

/** @param isGuarded what is here is more than what comes in, so that only `--merge theirs` may replace or hide it */
export function planQuestion(
  wish: Wish,
  known: Imported | undefined,
  present: Present | undefined,
  merge: Merge | undefined,
  isGuarded = false,
): PlanRow {
  const row = (
    state: ImportState,
    edited: boolean,
    outcome: Pick<PlanRow, 'write' | 'entry'> = {},
  ): PlanRow => ({ id: wish.id, path: present?.path ?? wish.path, state, edited, ...outcome });
  if (!present) {
    // What the user deleted is no conflict, so it stays away whichever version counts.
    if (known) return row('deleted', true, { entry: known });
    if (isGuarded && merge !== 'theirs') return row(merge === 'ours' ? 'unchanged' : 'conflict', false);
    return row('new', false, { write: { keepsOld: false }, entry: entryOf(wish, wish.hash) });
  }
  const { hash } = present;
  const others = known?.others ?? [];
  const isFrom = ({ file }: Given): boolean => file === wish.file;
  const isSeen = (one: Given): boolean => one.content === wish.content || one.content === wish.contentBefore;
  // What another file gave before is no change: a later import has replaced it.
  const seen = known && isFrom(known) ? known : (others.find(isFrom) ?? others.find(isSeen) ?? known);
  const { written = '' } = seen ?? {};
  const stays = (isEdited: boolean, kept: string): PlanRow =>
    row('unchanged', isEdited, { entry: entryOf(wish, kept, known) });
  const edited = written !== hash;
  if (present.content === wish.content) {
    // An edited file with the same content counts as the user's, so that a later upstream version does not
    // overwrite it. From another file than before it may be the edit itself, exported.
    const isImported = !edited || known?.written === hash;
    const isTheirs = known ? known.file === wish.file || isImported : hash === wish.hash;
    return stays(!isTheirs, isTheirs ? hash : written);
  }
  if (seen && isSeen(seen))
    return seen === known
      ? stays(edited, written)
      : row('unchanged', known?.written !== hash, { entry: known });
  const isKept = edited || isGuarded;
  if (!isKept || merge === 'theirs')
    return row('changed', edited, {
      write: { replaces: hash, keepsOld: isKept },
      entry: entryOf(wish, wish.hash, known),
    });
  // The source's version counts as seen; the file stays the user's, whatever comes later.
  if (merge === 'ours') return stays(true, written);
  return row('conflict', edited, { entry: known });
}
