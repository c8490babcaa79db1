// YAML 1.2 as values that know their places. The one home of the yaml library and of its traps: merge keys and YAML 1.1
// stay off, aliases are counted, and whatever it throws becomes a fault with a place.
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import { salvagePlainLines } from './front-matter-lines.ts';
import type { YamlEntry, YamlNode } from './yaml-node.ts';

const MOST_ALIASES = 50;
/** After these, one mistake is only told in other words. */
const MOST_FAULTS = 5;
const DEEPEST = 20;

/** Turns nodes of a YAML document into values with places. Aliases are counted, so that none can multiply. */
function nodeReader(
  document: Document,
  base: number,
  deepest = DEEPEST,
): (node: unknown, depth: number) => YamlNode {
  let aliases = 0;
  const placeOf = (node: Node): { start: number; end: number } => ({
    start: base + (node.range?.[0] ?? 0),
    end: base + (node.range?.[1] ?? 0),
  });
  const read = (node: unknown, depth: number): YamlNode => {
    if (depth > deepest) throw new RangeError('nested too deeply');
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > MOST_ALIASES) throw new RangeError('too many aliases');
      return { ...read(node.resolve(document), depth + 1), ...placeOf(node) };
    }
    if (isScalar(node)) {
      const { value } = node;
      const text = typeof value === 'string' ? value : (node.source ?? '');
      const plain =
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
      return { kind: 'scalar', value: plain, text, ...placeOf(node) };
    }
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => read(item, depth + 1)), ...placeOf(node) };
    }
    if (!isMap(node)) return { kind: 'scalar', value: null, text: '', start: base, end: base };
    const entries = node.items.map((pair): YamlEntry => {
      const key = read(pair.key, depth + 1);
      const value =
        pair.value === null ? { ...EMPTY, start: key.end, end: key.end } : read(pair.value, depth + 1);
      return { key: key.kind === 'scalar' ? key.text : '?', keyStart: key.start, keyEnd: key.end, value };
    });
    return { kind: 'map', entries, ...placeOf(node) };
  };
  return read;
}

const EMPTY = { kind: 'scalar', value: null, text: '' } as const;

/** What is wrong with a text, and where in the file. */
export type Fault = { readonly message: string; readonly start: number; readonly end: number };

/** What a text holds; with faults, what could be saved of it. */
export type Parsed = { readonly entries: readonly YamlEntry[]; readonly faults: readonly Fault[] };

const OPTIONS = {
  schema: 'core',
  version: '1.2',
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Parses a YAML 1.2 map (core schema); `base` is the offset of `text` in its file. Faults carry offsets in the file; what can be saved of faulty text is saved. */
export function parseYaml(text: string, base: number): Parsed {
  const whole = { start: base, end: base + text.length };
  try {
    const document = parseDocument(text, OPTIONS);
    const faults = document.errors.slice(0, MOST_FAULTS).map(({ message, pos: [start, end] }) => ({
      message: message.split('\n')[0] ?? message,
      start: base + Math.min(start, text.length),
      end: base + Math.min(Math.max(start, end), text.length),
    }));
    if (faults.length > 0) return { entries: salvagePlainLines(text, base), faults };
    if (document.contents === null) return { entries: [], faults: [] };
    const root = nodeReader(document, base)(document.contents, 0);
    if (root.kind === 'map') return { entries: root.entries, faults: [] };
    return { entries: [], faults: [{ ...whole, message: '`key: value` lines are wanted' }] };
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read';
    return { entries: salvagePlainLines(text, base), faults: [{ ...whole, message }] };
  }
}

/** What a YAML text holds, or what is wrong with it, and from which offset, where there is one place. Nothing is known of the value. */
export type YamlText = { readonly value: unknown } | { readonly message: string; readonly offset?: number };

/**
 * Parses any YAML 1.2 value (core schema: dates are texts). Of equal keys the last counts. Never throws.
 * @param deepest how many lists and maps may be inside one another
 */
export function parseYamlValue(text: string, deepest: number): YamlText {
  try {
    // Silent, it would pass over a second document.
    const document = parseDocument(text, { ...OPTIONS, logLevel: 'error' });
    const [error] = document.errors;
    if (error?.code === 'MULTIPLE_DOCS')
      return { message: 'there is a second document', offset: error.pos[0] };
    if (error) return { message: firstLine(error.message), offset: error.pos[0] };
    return { value: plainValue(nodeReader(document, 0, deepest)(document.contents, 0)) };
  } catch (error) {
    return { message: error instanceof Error ? firstLine(error.message) : 'it cannot be read' };
  }
}

/** The first line of what the library says, which overflows the stack on what is nested too deeply. */
const firstLine = (message: string): string =>
  message.startsWith('Maximum call stack') ? 'nested too deeply' : (message.split('\n')[0] ?? message);

function plainValue(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  const fields: { [key: string]: unknown } = { __proto__: null };
  for (const { key, value } of node.entries) fields[key] = plainValue(value);
  return fields;
}
