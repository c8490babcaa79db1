// Which id each question of other banks gets here: the one that it was imported under, else its own. Nothing is guessed
// between two; a question that cannot be told to be a known one is new.
import { instantOf } from './day.ts';
import { proposeRelinks } from './identity.ts';
import { groupBy } from './groups.ts';
import { originsOf } from './import-origin.ts';
import type { Imported, Manifest, Upstream } from './imported.ts';
import type { Seen } from './progress.ts';
import type { QuestionHead, QuestionId } from './question.ts';

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

/** Pairs of questions beyond which retitled ones are not looked for: in so new a file nothing would be found by it. */
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

/** Names for questions whose ids are not known yet, which no id can be. */
const provisional = (at: number): string => `\u0000${at}`;

/** Retitled questions of one file: the index of the fresh one by the id of the vanished one. */
function retitled(
  vanished: readonly Imported[],
  fresh: readonly QuestionHead[],
): ReadonlyMap<QuestionId, number> {
  if (vanished.length === 0 || vanished.length * fresh.length > MOST_PAIRS) return new Map();
  const heads = fresh.map((head, at) => ({ ...head, id: provisional(at), bank: BANK }));
  const indexOf = new Map(heads.map(({ id }, at) => [id, at]));
  const seen = new Map(vanished.map((one) => [one.id, seenOf(one)]));
  const { links, ambiguous } = proposeRelinks({ seen }, heads, { own: '', shipped: '' });
  const found = new Map(links.map(({ from, to }) => [from, indexOf.get(to) ?? -1]));
  const numbers = new Map(vanished.map(({ id, number }) => [id, number]));
  for (const { from, candidates } of ambiguous) {
    const number = numbers.get(from);
    const same = candidates
      .flatMap((id) => indexOf.get(id) ?? [])
      .filter((at) => heads[at]?.number === number);
    const [only] = same;
    if (
      number !== undefined &&
      only !== undefined &&
      same.length === 1 &&
      ![...found.values()].includes(only)
    )
      found.set(from, only);
  }
  return found;
}

type FilePlacing = {
  /** The id of the earlier import by the index of the question. */
  readonly known: ReadonlyMap<number, Imported>;
  readonly gone: readonly Imported[];
};

/** What of one file was imported before. */
function placeFile(upstream: readonly Upstream[], before: readonly Imported[]): FilePlacing {
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
 * Gives every question an id.
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
  const before = groupBy(manifest.questions.values(), ({ file }) => file);
  const byFile = [...files].map(([file, list]) => ({
    list,
    ...placeFile(list, before.get(origins.get(file) ?? '') ?? []),
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
  const put = (one: Upstream, id: QuestionId, was?: string): void => {
    first.set(id, one);
    placed.push({ one, id, ...(was !== undefined && was !== one.head.title && { was }) });
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
      const imported = known.get(at);
      if (imported) put(one, imported.id, imported.title);
    }
  for (const { list, known } of byFile)
    for (const [at, one] of list.entries()) if (!known.has(at)) putNew(one);
  const order = new Map(upstream.map((one, at) => [one, at]));
  const at = ({ one }: Placed): number => order.get(one) ?? 0;
  return { placed: placed.toSorted((a, b) => at(a) - at(b)), twins, gone };
}
