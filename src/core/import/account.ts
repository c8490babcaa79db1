// Counts what was read of a file and what was not, and puts it in words.
import type { Account, Unread } from '../base/bank.ts';
import { groupBy } from '../base/collections.ts';
import type { Question } from '../base/question.ts';
import { countOf } from '../base/wording.ts';

/** Something in a Markdown file that can name a question, and how it was read. */
export type Candidate = {
  readonly line: number;
  readonly kind: string;
  readonly family: string;
  readonly level: number;
  readonly title: string;
  readonly verdict: string;
  /** From 0: nothing, a task or a number, a question mark, and 3 says so explicitly. */
  readonly says: number;
  /** A usual part of documents, such as contents. */
  readonly isPart: boolean;
  /** Text below it up to the next candidate of another kind, and up to its end. */
  readonly ownText: boolean;
  readonly filled: boolean;
  readonly holds: boolean;
};

/** A question with its answer on the same line. */
const ASKS_FIRST = /[?？][*_]{0,3}\s+\S/;

const NEVER = new Set(['question', 'dropped', 'label', 'link']);

const OUTER = new Set(['heading', 'listed', 'details']);

type Families = ReadonlyMap<string, readonly Candidate[]>;

/**
 * It asks, or there are questions of its kind and level around it. Texts are checked last, because large files
 * have a hundred thousand list items.
 */
function looksAsked(one: Candidate, taken: Families): boolean {
  const { verdict, kind, says, holds } = one;
  if (NEVER.has(verdict) || (kind === 'card' && !taken.has(one.family))) return false;
  // Prose also asks; lines above options end the answer around them.
  if (kind === 'line' && verdict === 'inside') return false;
  const asks = says >= 2 || (says > 0 && ASKS_FIRST.test(one.title));
  const siblings = taken.get(one.family) ?? [];
  if (!asks && (!OUTER.has(kind) || holds || siblings.length === 0)) return false;
  if (one.isPart || (holds && !one.ownText)) return false;
  if (asks) return true;
  // Before the first and after the last question there are introductions and summaries.
  const isBetween = one.line > (siblings[0]?.line ?? 0) && one.line < (siblings.at(-1)?.line ?? 0);
  return ((says > 0 && verdict !== 'inside') || isBetween) && one.filled;
}

export function reasonOf({ verdict, kind, holds, filled }: Candidate): Unread['reason'] {
  if (verdict === 'inside') return 'inside';
  if (holds) return 'names-others';
  return filled || kind === 'item' ? 'unlike' : 'no-text';
}

export function asksHere(candidates: readonly Candidate[]): ReadonlySet<Candidate> {
  const read = candidates.filter(({ verdict }) => verdict === 'question');
  const taken = groupBy(read, ({ family }) => family);
  return new Set(candidates.filter((one) => looksAsked(one, taken)));
}

export const linesOf = ({ line, followUpTexts }: Question): readonly number[] => [
  line,
  ...followUpTexts.map(({ question }) => question.at.start.line),
];

/** @param told lines of the questions and their follow-ups */
export function accountOf(
  candidates: readonly Candidate[],
  questions: number,
  told: ReadonlySet<number>,
): Account | undefined {
  const read = candidates.filter(({ verdict }) => verdict === 'question');
  const unread = [...asksHere(candidates)]
    .filter((one) => !told.has(one.line))
    .map((one): Unread => {
      const { line, kind, level, title } = one;
      return { line, kind, level, title, reason: reasonOf(one) };
    });
  if (unread.length === 0) return undefined;
  const headings = [...read, ...unread].every(({ kind }) => kind === 'heading');
  return { read: questions, headings, unread };
}

const REASONS: Readonly<Record<Unread['reason'], readonly [one: string, more: string]>> = {
  inside: ['is inside another answer', 'are inside other answers'],
  'names-others': ['only names those below it', 'only name those below them'],
  unlike: ["doesn't match the questions read", "don't match the questions read"],
  'no-text': ['has no text below it', 'have no text below them'],
  documentation: [
    'is in a file that reads like documentation',
    'are in a file that reads like documentation',
  ],
};
const LINES_SHOWN = 5;

function linesText(unread: readonly Unread[]): string {
  const lines = unread.slice(0, LINES_SHOWN).map(({ line }) => line);
  return `${unread.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${unread.length > LINES_SHOWN ? ', …' : ''}`;
}

/** `322 of 407 headings read as questions; 85 are inside other answers (lines 12, 40, …).` */
export function accountText(account: Account | undefined): string {
  if (!account) return 'Nothing in this file looks like a question.';
  const { read, headings, unread } = account;
  const all = read + unread.length;
  const noun = countOf(all, headings ? 'heading' : 'possible question');
  const count = `${read} of ${noun}`;
  // If nothing was read, there is nothing to be unlike.
  const reasons = groupBy(unread, ({ reason }) =>
    read === 0 && reason === 'unlike' ? 'documentation' : reason,
  );
  const why = [...reasons].map(([reason, some]) => {
    const [one, more] = REASONS[reason];
    return `${some.length} ${some.length === 1 ? one : more} (${linesText(some)})`;
  });
  return `${count} read${headings ? ' as questions' : ''}; ${why.join(', ')}.`;
}

export type Alternative = { readonly shape: string; readonly questions: number };
