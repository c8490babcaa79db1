// JSON with the place of every value, for files that people write and tools dump. Knows the notation, also with comments,
// commas too many, several values in a row, and an end that was torn off; knows nothing of what the values mean.

import { nextToken, stateBehindValue, type JsonToken, type JsonWalk } from './json-text.ts';

/** A value and where it stands. Objects are lists of entries: their keys are anything at all. */
export type JsonNode =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'flag'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'nothing'; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[]; readonly at: number }
  | { readonly kind: 'map'; readonly entries: readonly JsonEntry[]; readonly at: number };

export type JsonEntry = readonly [key: string, value: JsonNode];

/**
 * All values of a text, one after the other. `faults`: the offsets where it is no JSON. Reading ends there, but goes on with
 * the next object where the broken one is one of a list.
 */
export type JsonTree = { readonly values: readonly JsonNode[]; readonly faults: readonly number[] };

type Open =
  | { readonly kind: 'list'; readonly items: JsonNode[]; readonly at: number }
  | { readonly kind: 'map'; readonly entries: JsonEntry[]; readonly at: number; key: string | undefined };

/** Far more than any bank nests; deeper text is no bank. */
const DEEPEST = 200;

/** What a string says. Line ends in it, which JSON forbids, are taken as they are. */
function stringValue(text: string, at: number, end: number): string | undefined {
  const inside = text.slice(at + 1, end);
  if (!inside.includes('\\')) return inside;
  try {
    const escaped = inside.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
    const value: unknown = JSON.parse(`"${escaped}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The value that a string or a word stands for; undefined for a string that is broken. */
function scalarOf(text: string, { kind, at, end }: JsonToken): JsonNode | undefined {
  if (kind === 'text') {
    const value = stringValue(text, at, end - 1);
    return value === undefined ? undefined : { kind, text: value, at };
  }
  const word = text.slice(at, end);
  if (word === 'true' || word === 'false') return { kind: 'flag', value: word === 'true', at };
  const value = Number(word);
  return Number.isFinite(value) ? { kind: 'number', value, at } : { kind: 'nothing', at };
}

const holdsMaps = ({ entries }: { readonly entries: readonly JsonEntry[] }): boolean =>
  entries.some(([, value]) => value.kind === 'list' && value.items.some(({ kind }) => kind === 'map'));

/** What is being read: the values so far, and what stands open. */
type Reading = { readonly values: JsonNode[]; readonly open: Open[] };

function put({ values, open }: Reading, node: JsonNode): void {
  const into = open.at(-1);
  if (!into) values.push(node);
  else if (into.kind === 'list') into.items.push(node);
  else if (into.key !== undefined) {
    into.entries.push([into.key, node]);
    into.key = undefined;
  }
}

/** Takes what stands open into what it stands in. The one object of several that was torn is left out, and nothing else. */
function closeAll(reading: Reading): void {
  const { values, open } = reading;
  const torn = open.findLastIndex(({ kind }) => kind === 'map');
  const [parent, item] = [open[torn - 1], open[torn]];
  const isOneOfSeveral =
    parent?.kind === 'list' ||
    (parent?.kind === 'map' && parent.entries.some(([, value]) => value.kind === 'map')) ||
    (!parent && values.length > 0);
  if (item?.kind === 'map' && isOneOfSeveral && !holdsMaps(item)) open.splice(torn);
  for (let last = open.pop(); last; last = open.pop()) put(reading, last);
}

/** Takes a token. False for one that may not stand here. */
function take(text: string, token: JsonToken, reading: Reading): boolean {
  const { open } = reading;
  const { kind, at, end } = token;
  const into = open.at(-1);
  const char = kind === 'sign' ? text.charAt(at) : '';
  if (char === '[' || char === '{') {
    if (open.length >= DEEPEST) return false;
    open.push(
      char === '[' ? { kind: 'list', items: [], at } : { kind: 'map', entries: [], at, key: undefined },
    );
  } else if (into && (char === ']' || char === '}')) {
    open.pop();
    put(reading, into);
  } else if (kind === 'key' && into?.kind === 'map') {
    into.key = stringValue(text, at, end - 1);
    return into.key !== undefined;
  } else if (kind === 'text' || kind === 'word') {
    const node = scalarOf(text, token);
    if (node) put(reading, node);
    return node !== undefined;
  }
  return kind !== 'wrong';
}

/** Far more faults than anybody mends by hand. */
const MOST_FAULTS = 200;

/** An entry on a line of its own whose key counts, as lists are written that tools number. */
const COUNTED = /^[ \t]*"\d{1,9}"\s{0,9}:\s{0,9}$/;
const NEXT_COUNTED = /\n[ \t]{0,40}(?="\d{1,9}"\s{0,9}:\s{0,9}\{)/g;

/** Where the next object of a list begins: on a line of its own, as far in as the broken one. -1 where there is none. */
function nextItem(text: string, at: number, indent: string): number {
  if (indent.length > 40 || indent.trim() !== '') return -1;
  const next = text.indexOf(`\n${indent}{`, at);
  return next === -1 ? -1 : next + 1 + indent.length;
}

/** Where the next entry of an object begins whose entries are numbered. -1 where there is none. */
function nextCounted(text: string, at: number, line: string): number {
  if (!COUNTED.test(line.slice(0, 60))) return -1;
  NEXT_COUNTED.lastIndex = at;
  return NEXT_COUNTED.exec(text) ? NEXT_COUNTED.lastIndex : -1;
}

/** Leaves out the object that was broken at `at`, and finds where the next one of its kind begins; -1 where none does. */
function skipBroken(text: string, at: number, { open, values }: Reading): number {
  const broken = open.findLastIndex(({ kind }, i) => kind === 'map' && (i > 0 || values.length > 0));
  const item = open[broken];
  const parent = open[broken - 1];
  if (!item) return -1;
  const line = text.slice(text.lastIndexOf('\n', item.at) + 1, item.at);
  // Of objects in a row each has its lines: a string that is not closed swallowed the start of the next one.
  const next =
    parent?.kind === 'map' ? nextCounted(text, at, line) : nextItem(text, parent ? at : item.at, line);
  if (next === -1) return -1;
  open.splice(broken);
  if (parent?.kind === 'map') parent.key = undefined;
  return next;
}

/** Reads a text. Never throws; linear in its length. */
export function jsonTree(text: string): JsonTree {
  const reading: Reading = { values: [], open: [] };
  const faults: number[] = [];
  const walk: JsonWalk = { text, lenient: true, at: 0, state: 'firstValue', open: [] };
  let keyAt = 0;
  for (;;) {
    const wantsColon = walk.state === 'colon';
    const token = nextToken(walk);
    if (token.kind === 'end' && !wantsColon) break;
    if (token.kind === 'key') keyAt = token.at;
    if (token.kind !== 'end' && take(text, token, reading)) continue;
    // A key without a value is what is wrong, not what follows it.
    const at = wantsColon ? keyAt : token.at;
    const next = faults.length < MOST_FAULTS - 1 ? skipBroken(text, at, reading) : -1;
    faults.push(next === -1 ? at : Math.min(at, next - 1));
    if (next === -1) break;
    walk.at = next;
    walk.open.length = reading.open.length;
    walk.state = stateBehindValue(walk);
  }
  if (reading.open.length > 0 && faults.length === 0) faults.push(text.length);
  closeAll(reading);
  return { values: reading.values, faults };
}
