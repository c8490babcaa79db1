// Finds the history of retitled questions. Ambiguous cases are not guessed.
import { bankLabel, placeOf } from '../base/bank.ts';
import { countBy } from '../base/collections.ts';
import type { Problem } from '../base/problem.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { likeness } from '../base/spelling.ts';
import type { Config } from '../settings/config.ts';
import type { Progress, Seen } from './progress.ts';

const CLOSE = 0.75;

type BankPaths = { readonly own: string; readonly shipped: string };
type Vanished = { readonly id: QuestionId; readonly seen: Seen };

const spelled = (title: string): string => title.toLowerCase().replaceAll(/\s+/g, ' ').trim();

/** Shares half of the words and most of the letters; words are compared first, because that is cheap. */
function isClose(a: string, b: string): boolean {
  const words = new Set(spelled(a).split(' '));
  const others = spelled(b).split(' ');
  const shared = others.filter((word) => words.has(word)).length;
  return shared * 2 >= Math.min(words.size, others.length) && likeness(a, b) >= CLOSE;
}

const SIGNS: readonly {
  readonly why: string;
  readonly holds: (gone: Vanished, head: QuestionHead) => boolean;
}[] = [
  { why: 'same title', holds: ({ seen }, head) => spelled(seen.title ?? '') === spelled(head.title) },
  { why: 'same answer', holds: ({ seen }, head) => !head.draft && seen.hash === head.answerHash },
  { why: 'similar title', holds: ({ seen }, head) => isClose(seen.title ?? '', head.title) },
];

function candidatesFor(gone: Vanished, fresh: readonly QuestionHead[]) {
  for (const { why, holds } of SIGNS) {
    const ids = fresh.filter((head) => holds(gone, head)).map(({ id }) => id);
    if (ids.length > 0) return { from: gone.id, why, ids };
  }
  return { from: gone.id, why: '', ids: [] };
}

/**
 * An id has vanished when its bank is loaded without it; its history goes to the one new question of that
 * bank with the same title, the same answer, or a close title. If several fit, nothing is linked and all are
 * named. A move that was undone is not proposed again.
 * @param beside ids of questions that exist elsewhere
 */
export function proposeRelinks(
  { seen, undoneRelinks = [] }: Pick<Progress, 'seen' | 'undoneRelinks'>,
  heads: Iterable<QuestionHead>,
  paths: BankPaths,
  beside: Iterable<QuestionId> = [],
) {
  const all = [...heads];
  const present = new Set([...all.map((head) => head.id), ...beside]);
  const banks = new Set(all.map((head) => head.bank));
  const labels = new Map([...banks].map((bank) => [bank, bankLabel(bank, paths)]));
  const loaded = new Set(labels.values());
  const gone = [...seen].flatMap(([id, each]): readonly Vanished[] => {
    const isLoaded = each.bank !== undefined && loaded.has(each.bank);
    return isLoaded && each.title !== undefined && !present.has(id) ? [{ id, seen: each }] : [];
  });
  const links: (Link & { readonly why: string })[] = [];
  const ambiguous: { readonly from: QuestionId; readonly candidates: readonly QuestionId[] }[] = [];
  if (gone.length === 0) return { links, ambiguous };
  const fresh = all.filter((head) => !seen.has(head.id));
  const isUndone = (from: QuestionId, to: QuestionId): boolean =>
    undoneRelinks.some((pair) => pair.from === from && pair.to === to);
  const proposals = gone.map((each) => {
    const ofBank = fresh.filter((head) => labels.get(head.bank) === each.seen.bank);
    return candidatesFor(
      each,
      ofBank.filter(({ id }) => !isUndone(each.id, id)),
    );
  });
  const uses = countBy(
    proposals.flatMap(({ ids }) => ids),
    (id) => id,
  );
  for (const { from, why, ids } of proposals) {
    const [only] = ids;
    if (only === undefined) continue;
    if (ids.length === 1 && uses.get(only) === 1) links.push({ from, to: only, why });
    else ambiguous.push({ from, candidates: ids });
  }
  return { links, ambiguous };
}

export function ambiguousHistory(
  progress: Pick<Progress, 'seen' | 'undoneRelinks'>,
  heads: Iterable<QuestionHead>,
  paths: BankPaths,
  beside: Iterable<QuestionId> = [],
): readonly Problem[] {
  const byId = new Map([...heads].map((head) => [head.id, head]));
  return proposeRelinks(progress, byId.values(), paths, beside).ambiguous.flatMap(
    ({ from, candidates }): readonly Problem[] => {
      const first = byId.get(candidates[0] ?? '');
      if (!first) return [];
      const message = `The history of \`${from}\`, which no longer exists, may belong to: ${candidates.join(', ')}.`;
      const hint = `Add \`id: ${from}\` to the front matter of the right one.`;
      return [{ severity: 'warning', code: 'history-ambiguous', at: placeOf(first), message, hint }];
    },
  );
}

export type Link = { readonly from: string; readonly to: string };

/**
 * Copies values and answers to `to`, and keeps the old ones in case the old title returns. Existing ones are
 * not replaced. Returns the same object if nothing changes.
 */
export function carried(config: Config, links: readonly Link[]): Config {
  const fills = new Map(Object.entries(config.fills));
  const answers = new Map(Object.entries(config.answers));
  const stored = fills.size + answers.size;
  for (const { from, to } of links) {
    for (const [name, fill] of fills) {
      // Placeholder keys begin with the id of their question.
      const there = `${to}${name.slice(from.length)}`;
      if (name.startsWith(`${from}/`) && !fills.has(there)) fills.set(there, fill);
    }
    const answer = answers.get(from);
    if (answer && !answers.has(to)) answers.set(to, answer);
  }
  if (fills.size + answers.size === stored) return config;
  return { ...config, fills: Object.fromEntries(fills), answers: Object.fromEntries(answers) };
}
