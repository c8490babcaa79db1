// Front matter of plain lines, `key: word` and `key: [word, word]`, read without a YAML parser: a hundred times faster,
// and nearly every question file has nothing else. Must agree with YAML 1.2 in all that it accepts (a test compares
// the two); whatever it is not sure of it leaves to the parser.
import type { YamlEntry, YamlNode } from './yaml-node.ts';
import { hasYamlMeaning } from './yaml-words.ts';

/** One line: a key, then a value that YAML can only read as one plain scalar, or a flow list of such. */
const LINE =
  /([A-Za-z_][A-Za-z0-9_]*):[ ]+(?:([A-Za-z0-9][A-Za-z0-9 _./+()-]*)|\[((?:[A-Za-z0-9 _./+()-]+,)*[A-Za-z0-9 _./+()-]+)\])(?:\r?\n|$)/y;

const INTEGER = /^(?:0|[1-9][0-9]{0,14})$/;
const DECIMAL = /^[0-9]{1,12}\.[0-9]{1,12}$/;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

function scalarOf(text: string): { readonly value: string | number | boolean } | undefined {
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    if (INTEGER.test(text) || DECIMAL.test(text)) return { value: Number(text) };
    return DATE.test(text) ? { value: text } : undefined;
  }
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return hasYamlMeaning(text) ? undefined : { value: text };
}

/** Reads `text[start, end)`, blanks around it left out. */
function nodeAt(text: string, start: number, end: number, base: number): YamlNode | undefined {
  let from = start;
  let to = end;
  while (from < to && text.charCodeAt(from) === 32) from += 1;
  while (to > from && text.charCodeAt(to - 1) === 32) to -= 1;
  const word = text.slice(from, to);
  if (!/^[A-Za-z0-9]/.test(word)) return undefined;
  const scalar = scalarOf(word);
  return scalar && { kind: 'scalar', value: scalar.value, text: word, start: base + from, end: base + to };
}

function listAt(text: string, start: number, end: number, base: number): YamlNode | undefined {
  const items: YamlNode[] = [];
  for (let from = start; from < end;) {
    const comma = text.indexOf(',', from);
    const to = comma === -1 || comma > end ? end : comma;
    const item = nodeAt(text, from, to, base);
    if (!item) return undefined;
    items.push(item);
    from = to + 1;
  }
  return { kind: 'list', items, start: base + start - 1, end: base + end + 1 };
}

/** The line that begins at `at`, and where the next one begins; undefined when it is not plain. */
function entryAt(text: string, at: number, base: number): { entry: YamlEntry; next: number } | undefined {
  LINE.lastIndex = at;
  const line = LINE.exec(text);
  const key = line?.[1];
  if (!line || key === undefined || hasYamlMeaning(key)) return undefined;
  const keyEnd = at + key.length;
  const list = line[3];
  let valueStart = keyEnd + 1;
  while (text.charCodeAt(valueStart) === 32) valueStart += 1;
  const value =
    list === undefined
      ? nodeAt(text, valueStart, valueStart + (line[2] ?? '').length, base)
      : listAt(text, valueStart + 1, valueStart + 1 + list.length, base);
  if (!value) return undefined;
  return { entry: { key, keyStart: base + at, keyEnd: base + keyEnd, value }, next: at + line[0].length };
}

/**
 * Reads front matter that consists of plain lines alone.
 * @param text the YAML between the fences
 * @param base offset of `text` in its file, added to all offsets
 * @returns undefined when any line is anything else, and the parser has to be asked
 */
export function readPlainLines(text: string, base: number): readonly YamlEntry[] | undefined {
  const entries: YamlEntry[] = [];
  for (let at = 0; at < text.length;) {
    const read = entryAt(text, at, base);
    if (!read) return undefined;
    entries.push(read.entry);
    at = read.next;
  }
  return entries;
}

/** What can be saved of front matter that is no YAML: every line that is plain by itself. */
export function salvagePlainLines(text: string, base: number): readonly YamlEntry[] {
  const entries: YamlEntry[] = [];
  for (let at = 0; at < text.length;) {
    const read = entryAt(text, at, base);
    if (read) entries.push(read.entry);
    const newline = text.indexOf('\n', at);
    at = read?.next ?? (newline === -1 ? text.length : newline + 1);
  }
  return entries;
}

/** Plain lines from the start of a text to the first line that is none, and where that begins. */
export function leadingPlainLines(
  text: string,
  base: number,
): { readonly entries: readonly YamlEntry[]; readonly end: number } {
  const entries: YamlEntry[] = [];
  let at = 0;
  for (let read = entryAt(text, at, base); read; read = entryAt(text, at, base)) {
    entries.push(read.entry);
    at = read.next;
  }
  return { entries, end: base + at };
}
