// JSON as tools and people really write it: with a BOM, Python's bare NaN and Infinity, JSON lines, cut off,
// with comments and trailing commas.
import { type Node, parse, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isObject } from '../../core/base/collections.ts';

/** `cutOff`: it could continue as valid JSON. */
type JsonFault = { readonly offset: number; readonly cutOff: boolean };

export type JsonText = { readonly value: unknown } | { readonly fault: JsonFault };

/** Bare `NaN`, `Infinity` and `-Infinity` become words. Never throws; offsets count the BOM. */
export function parseJsonText(whole: string): JsonText {
  const text = withoutBom(whole);
  const parsed =
    tryJson(text) ??
    (/NaN|Infinity/.test(text) ? tryJson(withWords(text, (word) => `"${word}"`)) : undefined);
  return parsed ?? { fault: findFault(text) };
}

/** All offsets stay. */
const withoutBom = (text: string): string => text.replace(/^\uFEFF/, ' ');

export function tryJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Undefined for other texts. Drops a last line that was cut off. Never throws. */
export function parseJsonLines(text: string): JsonText | undefined {
  const values: unknown[] = [];
  for (const { 0: line, index } of text.matchAll(/\S[^\n]*/g)) {
    const parsed = parseJsonText(line);
    const value = 'value' in parsed ? parsed.value : undefined;
    if (isObject(value)) values.push(value);
    else if (values.length === 0) return undefined;
    else if ('value' in parsed) return { fault: { offset: index, cutOff: false } };
    else if (!(parsed.fault.cutOff && text.slice(index + line.length).trim() === ''))
      return { fault: { offset: index + parsed.fault.offset, cutOff: false } };
  }
  return values.length > 0 ? { value: values } : undefined;
}

/** The end of the text when nothing but the end is wrong. */
function findFault(whole: string): JsonFault {
  // Replaced by numbers of the same length.
  const text = whole.trimEnd().replaceAll(/NaN|-?Infinity/g, (word) => '1'.repeat(word.length));
  const end = { offset: text.length, cutOff: true };
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch (error) {
    // Only a text that is never closed overflows the stack.
    if (!(error instanceof RangeError)) throw error;
  }
  const [first] = errors;
  if (!first) return end;
  const { error, offset, length } = first;
  const isTorn = offset + length >= text.length && /^(?:$|["\w-])/.test(text.slice(offset));
  return isTorn && printParseErrorCode(error) !== 'EndOfFileExpected' ? end : { offset, cutOff: false };
}

/** A string, perhaps not closed, or a word that JSON does not know. */
const STRING_OR_WORD = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|$)|NaN|-?Infinity/g;

const withWords = (text: string, put: (word: string) => string): string =>
  text.replaceAll(STRING_OR_WORD, (found) => (found.startsWith('"') ? found : put(found)));

/** Objects are lists of entries, because keys can be any text. */
export type JsonNode =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'flag'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'nothing'; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[]; readonly at: number }
  | { readonly kind: 'map'; readonly entries: readonly JsonEntry[]; readonly at: number };

export type JsonEntry = readonly [key: string, value: JsonNode];

/** The innermost object around a place. */
function objectAround(node: Node, offset: number): Node | undefined {
  const inside = node.children?.findLast(
    (each) => each.offset <= offset && offset <= each.offset + each.length,
  );
  return (inside && objectAround(inside, offset)) ?? (node.type === 'object' ? node : undefined);
}

const holdsObjects = ({ children = [] }: Node): boolean =>
  children.some((each) => each.type === 'object' || holdsObjects(each));

/** @param base of its text in the file; `leave` are broken objects */
function jsonNode(node: Node, base: number, leave: (node: Node) => boolean): JsonNode {
  const { type, value, children = [] } = node;
  const at = base + node.offset;
  const read = (each: Node): readonly JsonNode[] => (leave(each) ? [] : [jsonNode(each, base, leave)]);
  if (type === 'array') return { kind: 'list', items: children.flatMap(read), at };
  if (type === 'object') {
    const entries = children.flatMap(({ children: [key, each] = [] }) =>
      each ? read(each).map((one): JsonEntry => [String(key?.value), one]) : [],
    );
    return { kind: 'map', entries, at };
  }
  if (type === 'string') return { kind: 'text', text: String(value), at };
  if (type === 'boolean') return { kind: 'flag', value: value === true, at };
  return typeof value === 'number' && Number.isFinite(value)
    ? { kind: 'number', value, at }
    : { kind: 'nothing', at };
}

export type JsonTree = { readonly values: readonly JsonNode[]; readonly faults: readonly number[] };

/** More than anyone fixes by hand. */
const MOST_ERRORS = 200;

function treeOf(text: string, start: number): JsonTree {
  const errors: ParseError[] = [];
  // As items of one list, because values may follow each other. Words of Python are empty texts of their length.
  const list = `[${withWords(text, (word) => '""'.padEnd(word.length))}\n]`;
  const root = parseTree(list, errors, { allowTrailingComma: true });
  const faults = new Map<Node | undefined, number>();
  for (const { error, offset } of errors.slice(0, MOST_ERRORS)) {
    if (printParseErrorCode(error) === 'CommaExpected') continue;
    const object = root && objectAround(root, offset);
    const isEnd = offset > text.trimEnd().length;
    if (isEnd || !faults.has(object)) faults.set(object, start + (isEnd ? text.length : offset - 1));
  }
  const node = root && jsonNode(root, start - 1, (one) => faults.has(one) && !holdsObjects(one));
  return { values: node?.kind === 'list' ? node.items : [], faults: [...faults.values()] };
}

/**
 * Reads all values of a text. An object that is broken is left out, but what it holds is not, if that is objects.
 * Never throws.
 */
export function jsonTree(whole: string): JsonTree {
  const text = withoutBom(whole);
  const lines = text.split('\n');
  try {
    const isLines = lines.length > 1 && isObject(tryJson(lines[0] ?? '')?.value);
    if (!isLines) return treeOf(text, 0);
    let start = 0;
    const trees = lines.map((line) => {
      const tree = treeOf(line, start);
      start += line.length + 1;
      return tree;
    });
    return { values: trees.flatMap(({ values }) => values), faults: trees.flatMap(({ faults }) => faults) };
  } catch (error) {
    // Nested too deeply.
    if (!(error instanceof RangeError)) throw error;
    return { values: [], faults: [0] };
  }
}
