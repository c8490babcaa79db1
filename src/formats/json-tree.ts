// JSON with the place of every value, for files that people write and tools dump. Knows the notation, also with comments,
// commas too many, several values in a row, and an end that was torn off; knows nothing of what the values mean.

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

type Read = { readonly node: JsonNode; readonly next: number };

const SCALAR =
  /(?:-?\d{1,400}(?:\.\d{0,400})?(?:[eE][+-]?\d{1,9})?|true|false|null|NaN|-?Infinity)(?![\w.])/y;
/** Far more than any bank nests; deeper text is no bank. */
const DEEPEST = 200;

/** Where the next sign stands that is no blank, no comma, and in no comment. A comment that does not end is none. */
function afterBlanks(text: string, from: number): number {
  for (let at = from; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 47) {
      const next = text.charCodeAt(at + 1);
      const end = next === 47 ? text.indexOf('\n', at) : next === 42 ? text.indexOf('*/', at + 2) : at;
      if (end === at || (end === -1 && next === 42)) return at;
      at = end === -1 ? text.length : next === 42 ? end + 1 : end;
      continue;
    }
    const isBlank = code <= 32 || code === 44 || (code > 127 && /[\s\ufeff]/.test(text.charAt(at)));
    if (!isBlank) return at;
  }
}

/** Index of the quote that ends the string which begins at `at`; -1 when none does. */
function stringEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}

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

function stringAt(text: string, at: number): { readonly value: string; readonly next: number } | undefined {
  const end = stringEnd(text, at);
  const value = end === -1 ? undefined : stringValue(text, at, end);
  return value === undefined ? undefined : { value, next: end + 1 };
}

function scalarAt(text: string, at: number): Read | undefined {
  if (text[at] === '"') {
    const read = stringAt(text, at);
    return read && { node: { kind: 'text', text: read.value, at }, next: read.next };
  }
  SCALAR.lastIndex = at;
  const word = SCALAR.exec(text)?.[0];
  if (word === undefined) return undefined;
  const next = at + word.length;
  if (word === 'true' || word === 'false')
    return { node: { kind: 'flag', value: word === 'true', at }, next };
  const value = Number(word);
  return { node: Number.isFinite(value) ? { kind: 'number', value, at } : { kind: 'nothing', at }, next };
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

/** Reads what stands at `at`, no blank. Gives where to go on; undefined when nothing that may stand here does. */
function step(text: string, at: number, reading: Reading): number | undefined {
  const { open } = reading;
  const char = text[at] ?? '';
  const into = open.at(-1);
  if (char === ']' || char === '}') {
    if (into?.kind !== (char === ']' ? 'list' : 'map')) return undefined;
    if (into.kind === 'map' && into.key !== undefined) return undefined;
    open.pop();
    put(reading, into);
    return at + 1;
  }
  if (into?.kind === 'map' && into.key === undefined) {
    const key = char === '"' ? stringAt(text, at) : undefined;
    const colon = key ? afterBlanks(text, key.next) : -1;
    if (!key || text[colon] !== ':') return undefined;
    into.key = key.value;
    return colon + 1;
  }
  if (char === '[' || char === '{') {
    if (open.length >= DEEPEST) return undefined;
    open.push(
      char === '[' ? { kind: 'list', items: [], at } : { kind: 'map', entries: [], at, key: undefined },
    );
    return at + 1;
  }
  const read = scalarAt(text, at);
  if (read) put(reading, read.node);
  return read?.next;
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
  for (let at = afterBlanks(text, 0); at < text.length;) {
    const next = step(text, at, reading);
    const on = next ?? (faults.length < MOST_FAULTS - 1 ? skipBroken(text, at, reading) : -1);
    if (next === undefined) faults.push(on === -1 ? at : Math.min(at, on - 1));
    if (on === -1) break;
    at = next === undefined ? on : afterBlanks(text, on);
  }
  if (reading.open.length > 0 && faults.length === 0) faults.push(text.length);
  closeAll(reading);
  return { values: reading.values, faults };
}
