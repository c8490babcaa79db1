// Finds the history of retitled questions. Ambiguous cases are not guessed.
import { bankLabel } from '../base/bank.ts';
import { countEach } from '../base/collections.ts';
import type { QuestionHead, QuestionId } from '../base/question.ts';
import { likeness } from '../base/spelling.ts';
import type { Config } from '../settings/config.ts';
import type { Progress } from './progress.ts';

const CLOSE = 0.75;

type Vanished = Pick<QuestionHead, 'id'> & { readonly title: string; readonly answerHash?: string };

const spelled = (title: string): string => title.toLowerCase().replaceAll(/\s+/g, ' ').trim();

export const isSameTitle = (a: string, b: string): boolean => spelled(a) === spelled(b);

/** In the order of the text, in lower case. */
export const wordsOf = (text: string): readonly string[] => spelled(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const isSpelledLike = (a: string, b: string): boolean => !/\d/.test(a + b) && likeness(a, b) >= CLOSE;

/**
 * Words may come or go, and be spelled in another way; where others take their places, it asks for something else. Words
 * are compared first, because that is cheap.
 */
export function isClose(a: string, b: string): boolean {
  const [words, others] = [wordsOf(a), wordsOf(b)];
  const left = words.filter((word) => !others.includes(word));
  const come = others.filter((word) => !words.includes(word));
  const [few, many] = left.length < come.length ? [left, come] : [come, left];
  return few.every((word) => many.some((other) => isSpelledLike(word, other))) && likeness(a, b) >= CLOSE;
}

export type Sign<Gone, Fresh> = {
  readonly why: string;
  readonly holds: (gone: Gone, fresh: Fresh) => boolean;
};

const SIGNS: readonly Sign<Vanished, QuestionHead>[] = [
  { why: 'same title', holds: ({ title }, head) => isSameTitle(title, head.title) },
  { why: 'same answer', holds: ({ answerHash }, head) => !head.draft && answerHash === head.answerHash },
  // A question with an id of its own keeps it through changes of its title, so it is not one that was retitled.
  { why: 'similar title', holds: ({ title }, head) => !head.idWritten && isClose(title, head.title) },
];

/**
 * Each vanished question with the one new question for which the first of the signs holds that holds for any. If it
 * holds for several, it has none.
 * @param freshFor where to look for one
 */
export function successorsOf<Gone, Fresh>(
  vanished: readonly Gone[],
  freshFor: (gone: Gone) => readonly Fresh[],
  signs: readonly Sign<Gone, Fresh>[],
) {
  const found = vanished.flatMap((gone) => {
    const fresh = freshFor(gone);
    const sign = signs.find(({ holds }) => fresh.some((one) => holds(gone, one)));
    return sign ? [{ gone, why: sign.why, to: fresh.filter((one) => sign.holds(gone, one)) }] : [];
  });
  const uses = countEach(found.flatMap(({ to }) => to));
  return found.flatMap(({ gone, why, to: [to, ...others] }) =>
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
  paths: Parameters<typeof bankLabel>[1],
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
  const freshFor = ({ id, bank }: (typeof vanished)[number]): readonly QuestionHead[] =>
    fresh.filter(
      (head) =>
        labels.get(head.bank) === bank &&
        !undoneRelinks.some(({ from, to }) => from === id && to === head.id),
    );
  const found = successorsOf(vanished, freshFor, SIGNS);
  return found.map(({ gone, to, why }) => ({ from: gone.id, to: to.id, why }));
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
