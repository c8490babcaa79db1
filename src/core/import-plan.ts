// What an import does with each question: new, changed, unchanged, conflict … A plan is a value; carrying it out is
// somebody else's work. The user's edits count: nothing of theirs is written over unless they say so.
import type { Imported } from './imported.ts';
import type { QuestionId } from './question.ts';

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
  /** Hash of the text that would be written; asked for only where that counts, as texts are dear to make. */
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

const entryOf = (wish: Wish, written: () => string) => (): Imported => {
  const { id, file, shape, key, title, number, answerHash, content, possible } = wish;
  return {
    id,
    file,
    shape,
    key,
    title,
    number,
    answerHash,
    content,
    written: written(),
    ...(possible && possible.length > 0 && { possible }),
  };
};

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
  const { id } = known;
  return {
    id,
    path: present.path,
    state: 'removed',
    entry: () => known,
    edited: known.written !== present.hash,
  };
}
