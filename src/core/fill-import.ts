// What taking values from a file would do to those that are stored: new, changed, the same, kept, refused. A plan is a value;
// storing it is somebody else's work. Knows values and metrics; knows nothing of how the file was written.
import { parseIso } from './day.ts';
import { storedText } from './fill.ts';
import { type Fill, type Fills, type StoredFill } from './metric.ts';
import { metricFor, wrongKey, type Asked } from './gaps.ts';
import { checkValue, type Accepted } from './value.ts';
import { readQuantity, type Refusal } from './quantity.ts';
import type { Point } from './span.ts';

/** What a file gives for one name: a value, or what is wrong with it. */
export type FillEntry = {
  readonly name: string;
  readonly fill: StoredFill | Refusal;
  /** Finds where it stands in the file, as far as that can be told. Asked for few: it may take a while. */
  readonly place: () => Point | undefined;
};

/** What a file gives, entry by entry; or what is wrong with the whole of it, and where. */
export type FillsFile = { readonly entries: readonly FillEntry[] } | (Refusal & { readonly at: Point });

/** `kept`: another value is stored, and stays. */
export const IMPORT_STATUSES = ['new', 'changed', 'same', 'kept', 'refused'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** What becomes of one entry. */
export type ImportRow = {
  readonly name: string;
  readonly status: ImportStatus;
  /** The stored value, and what the file gives, as it would be stored. */
  readonly old: string | null;
  readonly new: string | null;
  /** What to know about it: why it is refused, what was converted, what to look at again. */
  readonly message: string | null;
  /** Where a refused one stands in the file, as far as that can be told. */
  readonly at?: Point;
  /** What is stored, for `new` and `changed`. */
  readonly fill?: StoredFill;
};

/** Longer names are none. */
const LONGEST_NAME = 500;

/** The text of the value, with the unit that a column of its own gives. */
function textOf({ value, unit }: Fill): string {
  if (unit === undefined || unit === '') return value;
  const read = readQuantity(value);
  return 'error' in read || read.unitText !== '' ? value : `${value} ${unit}`;
}

/** A value that no loaded metric wants is kept as the file has it, number and unit included. */
function unasked(fill: Fill): Accepted | Refusal {
  const accepted = checkValue(undefined, textOf(fill));
  if ('error' in accepted || accepted.fill.value !== fill.value || fill.number === undefined) return accepted;
  const { value, number, unit } = fill;
  return { fill: { value, number, unit } };
}

const timeOf = ({ updatedAt }: StoredFill, now: string): string =>
  parseIso(updatedAt) === undefined ? now : updatedAt;

/** The fill to store: where it is from and when it was given come along. */
function storedFill(accepted: Accepted, fill: Fill, now: string): Fill {
  const { value, source } = fill;
  const given = { updatedAt: timeOf(fill, now) };
  if (!source) return { ...accepted.fill, ...given };
  // What was read last is compared with the value to see whether a person changed it.
  const read = source.read === value ? { read: accepted.fill.value } : {};
  return { ...accepted.fill, ...given, source: { ...source, ...read } };
}

type Checked = { readonly fill: StoredFill; readonly notes: readonly string[] };

function checked(asked: Asked, { name, fill }: FillEntry, now: string): Checked | Refusal {
  if ('error' in fill) return fill;
  if (name.length > LONGEST_NAME) return { error: 'the name is too long', hint: 'shorten it' };
  const isKnown = asked.bank.metrics.has(name) || asked.citedBy.has(name);
  const refusal = isKnown ? wrongKey(asked, name) : undefined;
  if (refusal) return refusal;
  const unknown = isKnown ? [] : ['no loaded answer asks for it'];
  if (fill.notMeasured) return { fill: { ...fill, updatedAt: timeOf(fill, now) }, notes: unknown };
  const accepted = isKnown ? checkValue(metricFor(asked, name), textOf(fill)) : unasked(fill);
  if ('error' in accepted) return accepted;
  const notes = [accepted.converted, accepted.warning].filter((note) => note !== undefined);
  return { fill: storedFill(accepted, fill, now), notes: [...unknown, ...notes] };
}

/** The stored value as it would be written today: people edit it by hand. */
function normalised(asked: Asked, name: string, fill: StoredFill): string {
  if (fill.notMeasured) return storedText(fill);
  const { value } = fill;
  const again = checkValue(metricFor(asked, name), value);
  return 'error' in again ? value : again.fill.value;
}

const isSameSource = ({ source: one }: StoredFill, { source: other }: StoredFill): boolean =>
  one?.file === other?.file && one?.path === other?.path;

const isStored = (stored: StoredFill, { fill }: FillEntry): boolean =>
  !('error' in fill) && !fill.notMeasured && stored.value === textOf(fill) && isSameSource(stored, fill);

/**
 * Plans what the entries of a file change. Nothing that is stored is replaced unless `replaces` says so: neither the newer nor
 * the older value is taken for the better one.
 * @param replaces whether the value of that name may be replaced
 * @param now ISO 8601 with offset, for values that do not say when they were given
 */
export function planImport(
  asked: Asked,
  fills: Fills,
  entries: readonly FillEntry[],
  replaces: (name: string) => boolean,
  now: string,
): readonly ImportRow[] {
  const seen = new Set<string>();
  return entries.map((entry): ImportRow => {
    const { name } = entry;
    const stored = Object.hasOwn(fills, name) ? fills[name] : undefined;
    const shared = { name, old: stored ? storedText(stored) : null };
    const isSecond = seen.has(name);
    seen.add(name);
    // What is stored to the letter may stay as it is, whatever the metric would say to it.
    if (stored && !isSecond && isStored(stored, entry))
      return { ...shared, status: 'same', new: storedText(stored), message: null };
    const result = isSecond
      ? { error: 'it is given a second time', hint: 'give it once' }
      : checked(asked, entry, now);
    if ('error' in result) {
      const given = 'error' in entry.fill ? null : storedText(entry.fill);
      const at = entry.place();
      const message = `${result.error}; ${result.hint}`;
      return { ...shared, status: 'refused', new: given, message, at };
    }
    const { fill, notes } = result;
    const told = (...more: readonly string[]): Pick<ImportRow, 'new' | 'message'> => ({
      new: storedText(fill),
      message: [...more, ...notes].join('; ') || null,
    });
    if (!stored) return { ...shared, status: 'new', ...told(), fill };
    const sameValue = normalised(asked, name, stored) === storedText(fill);
    if (sameValue && isSameSource(stored, fill)) return { ...shared, status: 'same', ...told() };
    const more = sameValue ? ['only where it is from differs'] : [];
    return replaces(name)
      ? { ...shared, status: 'changed', ...told(...more), fill }
      : { ...shared, status: 'kept', ...told(...more) };
  });
}

/** The fills after the plan. */
export function applyImport(fills: Fills, rows: readonly ImportRow[]): Fills {
  const after = new Map(Object.entries(fills));
  for (const { name, fill } of rows) if (fill) after.set(name, fill);
  return Object.fromEntries(after);
}
