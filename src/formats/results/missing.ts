// What to say of a path that leads nowhere: how far it could be followed, and what is there. Knows documents and spelling.
import { likeness, nearest } from '../../core/nearest.ts';
import type { Refusal } from '../../core/quantity.ts';
import type { Json } from '../../core/result.ts';
import { dottedPath, follow, isList, type Key } from './dotted.ts';

/** Names that are compared; a file with more is looked at in part. */
const MAX_NAMES = 2000;
const SHOWN_CHARS = 120;
/** From this likeness on, a name is taken for a typing error of another. */
const ALIKE = 0.5;

/** A text from a file or a user in one line, cut where it is long. */
export function clip(text: string): string {
  const line = text.slice(0, SHOWN_CHARS + 1).replaceAll(/[\s\p{Cc}]+/gu, ' ');
  return line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS)}…` : line;
}

const quoted = (path: string): string => `\`${clip(path)}\``;

/** What is below `inside`, as paths: the names most like `wanted`. */
function namesNear(wanted: string, names: readonly string[], pathOf: (name: string) => string): string {
  const [first, ...others] = nearest(wanted, names.slice(0, MAX_NAMES), 5);
  if (first === undefined) return 'nothing stands there';
  if (likeness(wanted, first) >= ALIKE) return `did you mean ${quoted(pathOf(first))}?`;
  const more = names.length > others.length + 1 ? ', …' : '';
  return `there is ${[first, ...others].map((name) => quoted(pathOf(name))).join(', ')}${more}`;
}

/**
 * Why the keys of a dotted path lead nowhere.
 * @param followed how many of them could be followed
 */
export function describeMissing(document: Json, keys: readonly Key[], followed: number): Refusal {
  const before = keys.slice(0, followed);
  const wanted = keys[followed] ?? '';
  const { value: inside = null } = follow(document, before);
  const place = followed === 0 ? 'the file' : quoted(dottedPath(...before));
  const error = `there is no ${quoted(dottedPath(...before, wanted))}`;
  if (isList(inside)) {
    const last =
      inside.length === 0 ? '' : `, ${quoted(dottedPath(...before, inside.length - 1))} is the last`;
    return { error, hint: `${place} is a list of ${inside.length}${last}` };
  }
  if (inside === null || typeof inside !== 'object')
    return { error, hint: `${place} is ${clip(JSON.stringify(inside))}, with nothing below it` };
  const hint = namesNear(String(wanted), Object.keys(inside), (name) => dottedPath(...before, name));
  return { error, hint };
}

/** Every key of a document, up to a number. */
function keysWithin(document: Json): ReadonlySet<string> {
  const found = new Set<string>();
  const queue: Json[] = [document];
  for (let at = 0; at < queue.length && queue.length < MAX_NAMES * 10 && found.size < MAX_NAMES; at++) {
    const value = queue[at] ?? null;
    if (value === null || typeof value !== 'object') continue;
    if (!isList(value)) for (const key of Object.keys(value)) found.add(key);
    for (const each of isList(value) ? value.slice(0, MAX_NAMES) : Object.values(value)) queue.push(each);
  }
  return found;
}

/**
 * Why an expression finds nothing.
 * @param names the keys that it names
 */
export function describeUnfound(document: Json, path: string, names: ReadonlySet<string>): Refusal {
  const there = keysWithin(document);
  const error = `${quoted(path)} finds nothing in the file`;
  const unknown = [...names].find((name) => !there.has(name));
  if (unknown === undefined) return { error, hint: 'every key is there, but nothing fits all of the path' };
  const hint = namesNear(unknown, [...there], (name) => name);
  return { error: `${error}: it has no ${quoted(unknown)}`, hint };
}
