// Finds the history of retitled questions. Ambiguous cases are not guessed.
import { bankLabel } from '../base/bank.ts';
import { countBy } from '../base/collections.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { likeness } from '../base/spelling.ts';
import type { Config } from '../settings/config.ts';
import type { Progress } from './progress.ts';

const CLOSE = 0.75;

type BankPaths = { readonly own: string; readonly shipped: string };
type Vanished = Pick<QuestionHead, 'id'> & { readonly title: string; readonly answerHash?: string };

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
  { why: 'same title', holds: ({ title }, head) => spelled(title) === spelled(head.title) },
  { why: 'same answer', holds: ({ answerHash }, head) => !head.draft && answerHash === head.answerHash },
  { why: 'similar title', holds: ({ title }, head) => isClose(title, head.title) },
];

/**
 * Each vanished question with the one new question that has its title, its answer, or a close title. If several
 * fit, it has none.
 * @param freshFor where to look for one
 */
export function successorsOf<Gone extends Vanished>(
  vanished: readonly Gone[],
  freshFor: (gone: Gone) => readonly QuestionHead[],
) {
  const found = vanished.flatMap((gone) => {
    const fresh = freshFor(gone);
    const sign = SIGNS.find(({ holds }) => fresh.some((head) => holds(gone, head)));
    return sign ? [{ gone, why: sign.why, heads: fresh.filter((head) => sign.holds(gone, head)) }] : [];
  });
  const uses = countBy(
    found.flatMap(({ heads }) => heads),
    (head) => head,
  );
  return found.flatMap(({ gone, why, heads: [to, ...others] }) =>
    to && others.length === 0 && uses.get(to) === 1 ? [{ gone, to, why }] : [],
  );
}

/**
 * An id has vanished when its bank is loaded without it; its history goes to its successor in that bank, or to
 * none of several. A move that was undone is not proposed again.
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
  const vanished = [...seen].flatMap(([id, { bank, title, hash }]) =>
    bank === undefined || title === undefined || !loaded.has(bank) || present.has(id)
      ? []
      : [{ id, title, answerHash: hash, bank }],
  );
  const fresh = vanished.length === 0 ? [] : all.filter((head) => !seen.has(head.id));
  return successorsOf(vanished, ({ id, bank }) =>
    fresh.filter(
      (head) =>
        labels.get(head.bank) === bank &&
        !undoneRelinks.some(({ from, to }) => from === id && to === head.id),
    ),
  ).map(({ gone, to, why }) => ({ from: gone.id, to: to.id, why }));
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
