import { type FileContent, freeName } from '../base/bank.ts';
import { countBy, groupBy } from '../base/collections.ts';
import type { Problem } from '../base/problem.ts';
import type { Question, QuestionHead, QuestionId } from '../base/question.ts';
import type { Source } from '../base/span.ts';
import { isClose, isSameTitle, type Sign, successorsOf, wordsOf } from '../schedule/identity.ts';
import type { Alternative, Listed } from './account.ts';

export type Upstream = {
  readonly file: string;
  readonly head: QuestionHead;
  readonly answer?: string;
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
  /** What its file and others gave before, the latest first: an export may have a text that its guide has no more. */
  readonly others?: readonly Given[];
  /** It was no longer in its file when that was imported last, so it may come back in another. */
  readonly left?: boolean;
};

export type Given = { readonly file: string; readonly content: string; readonly written: string };

const MOST_OTHERS = 8;

/** The latest first. */
export const givenIn = (one?: Imported): readonly Given[] => (one ? [one, ...(one.others ?? [])] : []);

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
  /** How many of its questions ask, give a task or say that they are questions; undefined if a format says so of all. */
  readonly telling?: number;
  /** Reads it again, to see what else it may hold; absent if it cannot be read. */
  readonly open?: () => Promise<OpenBankFile>;
  readonly picked?: Picked;
};

export type OpenBankFile = {
  readonly text: string;
  /** `named`: like a file that a person named, and not the folder that it is in; `text`: in place of its own. */
  readonly as: (
    picked: Picked & Pick<Source, 'named' | 'parts' | 'family'> & { readonly text?: string },
  ) => Pick<ReadBankFile, 'shape' | 'content' | 'telling'> & { readonly candidates: readonly Listed[] };
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
    [...new Set(givenIn(one).map(({ file }) => file))].map((file) => ({ file, one })),
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
    files.get(file)?.length ? [] : list.map(({ key, answerHash }) => ({ file, key, answerHash })),
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
  /** Files that no longer have what another of these files has. */
  readonly movedFrom: readonly Pick<Imported, 'id' | 'file'>[];
};

/** With more pairs, retitled questions are not looked for: a file that new has none. */
const MOST_PAIRS = 250_000;

/** What the manifest does not have. */
export type Here = {
  /** The answer as it is here now, in Markdown. */
  readonly answerOf: (id: QuestionId) => string | undefined;
  readonly isGone: (file: string) => boolean;
};

const NOTHING_HERE: Here = { answerOf: () => undefined, isGone: () => false };

/** Shares of words, as in {@link shareOf}: of an answer that was edited, and of one that merely asks something similar. */
const EDITED = 0.7;
const MOVED = 0.5;
const SIMILAR = 0.3;

/** The words of two texts that both have, 0–1. */
export function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  return (2 * both) / Math.max(1, one.size + other.size);
}

/** A shorter answer is the same by chance: `Yes.` */
const FEWEST_WORDS = 4;

const hasTitle = (gone: Imported, { head }: Upstream): boolean => isSameTitle(gone.title, head.title);
const hasAnswer = ({ answerHash }: Imported, { head }: Upstream): boolean =>
  !head.draft && answerHash === head.answerHash;

/** Whether a question that is gone is one that came, in the same file or in another. */
function signsOf<From extends Upstream>({ answerOf }: Here) {
  const cached = new Map<object, ReadonlySet<string>>();
  const wordsFor = (one: object, text: () => string): ReadonlySet<string> => {
    const known = cached.get(one) ?? new Set(wordsOf(text()));
    cached.set(one, known);
    return known;
  };
  const answerHere = (gone: Imported) => wordsFor(gone, () => answerOf(gone.id) ?? '');
  const answerThere = (one: From) => wordsFor(one.head, () => one.answer ?? '');
  const areAlike = (gone: Imported, one: From, least: number): boolean => {
    const [was, is] = [answerHere(gone), answerThere(one)];
    return was.size === 0 || is.size === 0 ? least <= SIMILAR : shareOf(was, is) >= least;
  };
  type Test = Sign<Imported, From>['holds'];
  const edited: Test = (gone, one) =>
    shareOf(new Set(wordsOf(gone.title)), new Set(wordsOf(one.head.title))) >= MOVED &&
    areAlike(gone, one, EDITED);
  const signs = (...tests: readonly Test[]) => tests.map((holds) => ({ why: '', holds }));
  return {
    inFile: signs(
      hasTitle,
      hasAnswer,
      (gone, one) => isClose(gone.title, one.head.title) && areAlike(gone, one, SIMILAR),
      edited,
    ),
    elsewhere: signs(
      (gone, one) => hasTitle(gone, one) && areAlike(gone, one, MOVED),
      (gone, one) => hasAnswer(gone, one) && answerThere(one).size >= FEWEST_WORDS,
      edited,
    ),
  };
}

type Named = Pick<Imported, 'id' | 'key' | 'title' | 'answerHash'>;

/**
 * What each question was at an earlier import, and what each file no longer has. The same title and answer are surer than
 * an id, which is that of the first of a title.
 */
function knownOf<From extends Upstream>(
  files: ReadonlyMap<string, readonly From[]>,
  beforeOf: (file: string) => readonly Imported[],
  manifest: Manifest,
  filesBefore: Iterable<string>,
  here: Here,
) {
  const known = new Map<From, Imported>();
  const signs = signsOf<From>(here);
  const goneFrom = (file: string): readonly Imported[] => {
    const found = new Set((files.get(file) ?? []).map((one) => known.get(one)));
    return beforeOf(file).filter((one) => !found.has(one));
  };
  const freshOf = (some: readonly From[]): readonly From[] => some.filter((one) => !known.has(one));
  const takeBy = (file: string, nameOf: (one: Named) => string): void => {
    const gone = new Map(groupBy(goneFrom(file), nameOf));
    if (gone.size === 0) return;
    for (const one of freshOf(files.get(file) ?? [])) {
      const { id, title, answerHash } = one.head;
      const name = nameOf({ id, key: id, title, answerHash });
      const [earlier, ...others] = gone.get(name) ?? [];
      if (!earlier) continue;
      known.set(one, earlier);
      gone.set(name, others);
    }
  };
  const takeAlike = (
    gone: readonly Imported[],
    fresh: readonly From[],
    by: readonly Sign<Imported, From>[],
  ): void => {
    if (gone.length * fresh.length > MOST_PAIRS) return;
    for (const each of successorsOf(gone, () => fresh, by)) known.set(each.to, each.gone);
  };
  for (const [file, list] of files) {
    takeBy(file, ({ key, title, answerHash }) => [key, title, answerHash].join('\n'));
    takeBy(file, ({ title, answerHash }) => [title, answerHash].join('\n'));
    takeBy(file, ({ key }) => key);
    takeAlike(goneFrom(file), freshOf(list), signs.inFile);
  }
  const fresh = freshOf([...files.values()].flat());
  if (fresh.length > 0) {
    const found = new Set(known.values());
    // Asked once for each file: a guide has many questions.
    const left = new Set([...filesBefore].filter((file) => files.has(file) || here.isGone(file)));
    const isLeft = ({ file }: Pick<Imported, 'file'>): boolean => left.has(file);
    const gone = [...manifest.questions.values()].filter(
      (one) => !found.has(one) && (one.left === true || givenIn(one).every(isLeft)),
    );
    takeAlike(gone, fresh, signs.elsewhere);
  }
  // It has the title of its first import again.
  for (const file of files.keys()) takeBy(file, ({ id }) => id);
  return { known, goneFrom };
}

const isSame = (one: QuestionHead, other: Pick<Imported, 'title' | 'answerHash'>): boolean =>
  one.title === other.title && one.answerHash === other.answerHash;

/** Of the questions of a file, for its numbers to count. */
const MOST_NUMBERED = 0.8;

/**
 * The numbers that files give, where most questions of a file can have theirs. Otherwise these would be asked before the
 * first ones, which another file has the numbers of, or another section.
 */
function numbersGiven(
  placed: readonly Placed[],
  elsewhere: readonly (readonly [number, QuestionId])[],
): ReadonlyMap<Placed, number> {
  const owners = new Map(elsewhere);
  const given = new Map<Placed, number>();
  for (const some of groupBy(placed, ({ one }) => one.file).values()) {
    const free = some.flatMap((one) => {
      const { number = NaN } = one.one.head;
      const isFree = number > 0 && (owners.get(number) ?? one.id) === one.id;
      return isFree ? [[one, number] as const] : [];
    });
    for (const [one, number] of free.length < some.length * MOST_NUMBERED ? [] : free) {
      given.set(one, number);
      owners.set(number, one.id);
    }
  }
  return given;
}

/**
 * Numbers that name one question each: that of its guide, or its present one, or the next after all others. So a second
 * guide continues where the first ended, and one without numbers has those of its order.
 * @param present of existing questions, which keep having none if they have none
 */
function numbered<From extends Upstream>(
  placed: readonly Placed<From>[],
  present: ReadonlyMap<QuestionId, number | undefined>,
): readonly Placed<From>[] {
  const ids = new Set(placed.map(({ id }) => id));
  const taken = new Set<number>();
  const numbers = new Map<QuestionId, number>();
  const give = (some: readonly Placed[], wanted: (one: Placed) => number | undefined): void => {
    for (const one of some) {
      const number = wanted(one);
      // From a guide and from a copy of it.
      if (numbers.has(one.id) || number === undefined || taken.has(number)) continue;
      numbers.set(one.id, number);
      taken.add(number);
    }
  };
  const elsewhere = [...present].flatMap(([id, number = -1]) => (ids.has(id) ? [] : [[number, id] as const]));
  const given = numbersGiven(placed, elsewhere);
  const isKept = (one: Placed): boolean =>
    present.has(one.id) && (given.get(one) ?? present.get(one.id)) === present.get(one.id);
  // Even if another bank's question has it, of which the user keeps an edited copy here.
  give(placed.filter(isKept), ({ id }) => present.get(id));
  for (const [number] of elsewhere) taken.add(number);
  const others = placed.filter((one) => !isKept(one));
  give(others, (one) => given.get(one));
  give(others, ({ id }) => present.get(id));
  let next = [...taken].reduce((most, number) => Math.max(most, number), 0) + 1;
  return placed.map(({ one, id, was }) => {
    const number = numbers.get(id);
    const isNumbered = !present.has(id) || present.get(id) !== undefined;
    return { one, id, was, number: number === undefined && isNumbered ? next++ : number };
  });
}

/**
 * Gives every question an id: the one it was imported under, otherwise its own. Ambiguous matches are not
 * guessed: a question that cannot be identified is new.
 * @param upstream in order; questions of a file together
 * @param present ids and numbers of existing questions, imported or not
 * @param validId gives an id that can be written in a file
 * @param read all files that were read: one that no longer gives any question has lost all of its own
 */
export function placeQuestions<From extends Upstream>(
  upstream: readonly From[],
  manifest: Manifest,
  present: ReadonlyMap<QuestionId, number | undefined>,
  validId: (id: QuestionId) => QuestionId,
  here: Here = NOTHING_HERE,
  read: readonly string[] = [],
): Placing<From> {
  const byFile = groupBy(upstream, ({ file }) => file);
  const files = new Map([...byFile.keys(), ...read].map((file) => [file, byFile.get(file) ?? []]));
  const imported = givenBy(manifest);
  const origins = originsOf(files, imported);
  const beforeOf = (file: string): readonly Imported[] => imported.get(origins.get(file) ?? '') ?? [];
  const { known, goneFrom } = knownOf(files, beforeOf, manifest, imported.keys(), here);
  const gone = [...files.keys()].flatMap((file) => goneFrom(file).map((one) => ({ ...one, file })));
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
  const putNew = (one: From): void => {
    const id = validId(one.head.id);
    const [twin, earlier] = [first.get(id), manifest.questions.get(id)];
    // From another file: the same question if its author or its answer says so.
    const isOther = earlier !== undefined && !one.head.idWritten && !isSame(one.head, earlier);
    const given = twin || isOther || reserved.has(id) ? freeId(id) : id;
    const isCopy = twin !== undefined && isSame(one.head, twin.head);
    if (twin) twins.push({ one, first: twin, id: isCopy ? undefined : given });
    if (!isCopy) put(one, given);
  };
  // Known questions keep their ids, in whatever order they come; the others avoid them.
  for (const [one, earlier] of known) put(one, earlier.id, earlier.title);
  for (const one of upstream) if (!known.has(one)) putNew(one);
  const inOrder = upstream.flatMap((one) => placed.get(one) ?? []);
  return {
    placed: numbered(inOrder, present),
    twins,
    gone: [...new Map(gone.map((one) => [one.id, one])).values()].filter(({ id }) => !first.has(id)),
    movedFrom: gone.flatMap(({ id, file }) =>
      first.has(id) ? [{ id, file: origins.get(file) ?? file }] : [],
    ),
  };
}

/**
 * `older`: what is here has replaced it · `deleted`: it was imported once, and the user removed it · `removed`: no longer
 * in the source; it stays here.
 */
export const STATES = ['new', 'changed', 'unchanged', 'older', 'conflict', 'deleted', 'removed'] as const;
export type ImportState = (typeof STATES)[number];

export type Merge = 'theirs' | 'ours';

export type Present = {
  readonly path: string;
  readonly hash: string;
  readonly content: string;
  readonly number?: number;
};

export type Wish = Omit<Imported, 'written' | 'others' | 'left'> & {
  readonly path: string;
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

const givenOf = ({ file, content, written }: Given): Given => ({ file, content, written });

function entryOf(wish: Wish, written: string, known?: Imported): Imported {
  const { id, file, shape, key, title, number, answerHash, content } = wish;
  // An export has them as placeholders, and the guide it was made of still has not.
  const possible = [...new Set([...(wish.possible ?? []), ...(known?.possible ?? [])])];
  const before = givenIn(known).slice(known?.left ? 1 : 0);
  const others = before.filter((one) => one.file !== file || one.content !== content).map(givenOf);
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

/** Otherwise it would be a new question the next time that its file is read. */
const alsoIn = (known: Imported, given: Given): Imported =>
  givenIn(known).some(({ file }) => file === given.file)
    ? known
    : { ...known, others: [givenOf(given), ...(known.others ?? [])].slice(0, MOST_OTHERS) };

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
    if (known) return row('deleted', true, { entry: alsoIn(known, { ...known, file: wish.file }) });
    if (isGuarded && merge !== 'theirs') return row(merge === 'ours' ? 'unchanged' : 'conflict', false);
    return row('new', false, { write: { keepsOld: false }, entry: entryOf(wish, wish.hash) });
  }
  const { hash } = present;
  const others = known?.others ?? [];
  const isFrom = ({ file }: Given): boolean => file === wish.file;
  const isSeen = ({ content }: Given): boolean => content === wish.content;
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
  if (seen && seen === known && isSeen(seen)) return stays(edited, written);
  const isOlder = known !== undefined && seen !== undefined && isSeen(seen);
  if (isOlder && merge !== 'theirs')
    return row('older', known.written !== hash, {
      entry: alsoIn(known, { file: wish.file, content: wish.content, written }),
    });
  const isKept = edited || isGuarded || isOlder;
  if (!isKept || merge === 'theirs')
    return row('changed', edited, {
      write: { replaces: hash, keepsOld: isKept },
      entry: entryOf(wish, wish.hash, known),
    });
  // The source's version counts as seen; the file stays the user's, whatever comes later.
  if (merge === 'ours') return stays(true, written);
  return row('conflict', edited, { entry: known && alsoIn(known, { ...known, file: wish.file }) });
}
