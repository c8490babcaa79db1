// A spot in an answer that wants a value of the user's: what it is, which metric it means, what stands around it.
import { knownUnit } from './unit-table.ts';
import { affixes, declaredUnit } from './units.ts';
import type { Text } from './span.ts';

/**
 * What a placeholder was written as:
 * `fill-in` `[FILL IN: …]` · `letter` `[X]ms` · `prompt` `[your …]`, `[Company Name]` · `mustache` `{{name}}` · `blank` `____` ·
 * `condition` a metric's name in `[IF name > 4: …]`: its value is wanted and not shown.
 */
export type PlaceholderKind = 'fill-in' | 'letter' | 'prompt' | 'mustache' | 'blank' | 'condition';

export type Placeholder = {
  /** Name of the metric, or (for a placeholder of its own) a stable key `question-id/kind/words-around`. */
  readonly key: string;
  /** Name inside the brackets when it looks like a metric name, whether or not one of that name is declared. */
  readonly name?: string;
  readonly kind: PlaceholderKind;
  /** As written, brackets included, and where. */
  readonly written: Text;
  /** What the author says is wanted: `your GPU`. */
  readonly hint?: string;
  /** The author's example: `single RTX 3090` of `[FILL IN: your GPU, e.g., single RTX 3090]`. */
  readonly example?: string;
  /** Unit that stands around the placeholder in the text (`ms` of `[X]ms`, `$` of `$[Z]`); the text keeps it. */
  readonly unitAround?: string;
  /** True for a placeholder in a follow-up rather than in the answer. */
  readonly inFollowUp: boolean;
};

const isSign = (unit: string): boolean => /^[%‰×$€£¥]$/u.test(unit);

/** A unit at the end of a hint, behind a comma, in brackets or after `in`. A lone letter is a unit only where it can be nothing else. */
const HINTED = /(?:,\s*|\s\(|\sin\s)([\p{L}µ°]{2,20}(?:\/\p{L}{1,20})?|[sh%‰×$€£¥])\)?$/u;

/** The unit of the value: the one around the placeholder, else a known one that its hint ends with, as in `p95 before, ms`. */
export function unitWanted({
  unitAround,
  hint = '',
}: Pick<Placeholder, 'unitAround' | 'hint'>): string | undefined {
  if (unitAround !== undefined) return unitAround;
  const unit = HINTED.exec(hint)?.[1];
  if (unit === undefined) return undefined;
  // Of `requests/s` only what it is counted for need be known.
  return isSign(unit) || knownUnit(unit.split('/').at(-1) ?? '') ? unit : undefined;
}

/** What people call it: the name of a metric, what the author says is wanted, or the written form with its unit, `[X] ms`. */
export function placeholderLabel({ name, hint, written, unitAround }: Placeholder): string {
  const { before, after } = affixes(declaredUnit(unitAround), '');
  return name ?? hint ?? before + written.text + after;
}
