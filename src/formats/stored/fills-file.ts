// Values on their way to another machine or program.
import type { Fills, StoredFill } from '../../core/base/metric.ts';
import { openSource, type Point } from '../../core/base/span.ts';
import { isObject, ownField } from '../../core/base/collections.ts';
import type { Refusal } from '../../core/values/quantity.ts';
import { parseJsonText } from '../notation/json.ts';
import { placesIn, readFill } from './config-file.ts';

const FILLS_VERSION = 1;
const KIND = 'prep-fills';

/** `updatedAt` is empty if the file does not say when. */
export type GivenValue = { readonly name: string; readonly fill: StoredFill };

type FillsFile = { readonly values: readonly GivenValue[] } | (Refusal & { readonly at: Point });

const byName = (fills: Fills): readonly (readonly [name: string, fill: StoredFill])[] =>
  Object.entries(fills).toSorted(([one], [other]) => (one < other ? -1 : 1));

export const fillsFields = (fills: Fills): Readonly<Record<string, unknown>> => ({
  kind: KIND,
  fills: Object.fromEntries(byName(fills)),
});

export const writeFills = (fills: Fills): string =>
  `${JSON.stringify({ v: FILLS_VERSION, ...fillsFields(fills) }, null, 2)}\n`;

/** Values are set as NAME=VALUE. */
const NAME = /^[^=]+$/;

/**
 * Never throws. Anything with an object `fills` will do, so a config file does too.
 * @param file the path as shown
 */
export function readFills(file: string, text: string): FillsFile {
  const wrong = (error: string, hint: string, offset = 0): FillsFile => ({
    error,
    hint,
    at: openSource(file, text).pointAt(offset),
  });
  const parsed = parseJsonText(text);
  if ('fault' in parsed) {
    const { offset, cutOff } = parsed.fault;
    return wrong(cutOff ? 'the file is cut off' : 'this is not valid JSON', 'export it again', offset);
  }
  const value = isObject(parsed.value) ? parsed.value : {};
  const fills = ownField(value, 'fills');
  if (!isObject(fills))
    return wrong('the file has no object "fills"', 'write { "fills": { "NAME": "45 ms" } }');
  const version = ownField(value, 'v');
  if (typeof version === 'number' && version > FILLS_VERSION)
    return wrong(`it was written by a newer version of prep (format ${version})`, 'update prep');
  const values: GivenValue[] = [];
  for (const [name, entry] of Object.entries(fills)) {
    const isBare = typeof entry === 'string' || typeof entry === 'number';
    const fill = isBare ? { value: String(entry), updatedAt: '' } : readFill(entry);
    if (!fill || !NAME.test(name))
      return wrong(
        `"${name}" has the wrong form`,
        'write "NAME": { "value": "45 ms" }, or "NAME": "45 ms"',
        placesIn(file, text).fill(name)?.start.offset,
      );
    values.push({ name, fill });
  }
  return { values };
}
