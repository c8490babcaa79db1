// Which mock is meant, out of those there are. Knows names; knows nothing of files.
import { Failure } from './failure.ts';

/**
 * The mock that `name` means: its place in the list (1 is the latest), its id, or a unique start of it, whatever the case.
 * Throws `mock-unknown` or `mock-ambiguous`.
 * @param ids newest first
 */
export function chooseMock(ids: readonly string[], name: string): string {
  const hint = '`prep mock --list` shows those that there are; 1 is the latest';
  const place = /^[1-9]\d{0,5}$/.test(name) ? ids[Number(name) - 1] : undefined;
  if (place !== undefined) return place;
  const wanted = name.toUpperCase();
  const meant = name === '' ? [] : ids.filter((id) => id.toUpperCase().startsWith(wanted));
  const exact = meant.find((id) => id.toUpperCase() === wanted);
  const [first, second] = exact === undefined ? meant : [exact];
  if (first === undefined) throw new Failure('mock-unknown', `There is no mock "${name}".`, { hint });
  if (second !== undefined)
    throw new Failure('mock-ambiguous', `"${name}" can mean ${meant.length} mocks.`, { hint });
  return first;
}

/** The part of an id that tells its moment; two mocks of one millisecond need more. */
const SHORTEST = 10;

/**
 * The start of each id that is enough for `chooseMock`, in their order.
 * @param ids of all mocks
 */
export function shortIds(ids: readonly string[]): readonly string[] {
  const isOne = (start: string): boolean => ids.filter((id) => id.startsWith(start)).length <= 1;
  return ids.map((id) => {
    for (let length = SHORTEST; length < id.length; length++)
      if (isOne(id.slice(0, length))) return id.slice(0, length);
    return id;
  });
}
