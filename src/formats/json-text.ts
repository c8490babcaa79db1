// JSON as tools really write it: with a BOM, with Python's bare NaN and Infinity, a line at a time, or torn off where the
// tool died. Knows the notation and where it is broken; nothing of what the text means.

/** Where a text stops being JSON. `cutOff` when it could have gone on to be some. */
export type JsonFault = { readonly offset: number; readonly cutOff: boolean };

/** What a JSON text holds; nothing is known of it. */
export type JsonText = { readonly value: unknown } | { readonly fault: JsonFault };

const BOM = 0xfeff;

/** Parses a JSON text. Bare `NaN`, `Infinity` and `-Infinity` become words. Never throws; offsets count the BOM. */
export function parseJsonText(text: string): JsonText {
  const start = text.charCodeAt(0) === BOM ? 1 : 0;
  const body = start === 0 ? text : text.slice(start);
  const parsed = tryJson(body) ?? (/NaN|Infinity/.test(body) ? tryJson(withQuotedWords(body)) : undefined);
  if (parsed) return parsed;
  const { offset, cutOff } = findFault(body);
  return { fault: { offset: offset + start, cutOff } };
}

function tryJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/**
 * Parses lines that each hold one JSON object; undefined when the text is not of that shape. A last line that was torn
 * off is left out. Never throws.
 */
export function parseJsonLines(text: string): JsonText | undefined {
  const values: unknown[] = [];
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    if (line.trim() !== '') {
      const parsed = parseJsonText(line);
      const value = 'value' in parsed ? parsed.value : undefined;
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (isObject) values.push(value);
      else if (values.length === 0) return undefined;
      else if ('value' in parsed) return { fault: { offset: at, cutOff: false } };
      else if (!(parsed.fault.cutOff && text.slice(end).trim() === ''))
        return { fault: { offset: at + parsed.fault.offset, cutOff: false } };
    }
    at = end + 1;
  }
  return values.length > 0 ? { value: values } : undefined;
}

/** Index behind the string that starts at `at`; the length of the text when it does not end. */
function stringEnd(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '"') return end + 1;
    if (text[end] === '\\') end += 1;
  }
  return text.length;
}

const WORDS = ['NaN', 'Infinity', '-Infinity'] as const;

/** The text with the words outside its strings in quotes. */
function withQuotedWords(text: string): string {
  let quoted = '';
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at) - 1;
    if (char !== 'N' && char !== 'I' && char !== '-') continue;
    const word = WORDS.find((each) => text.startsWith(each, at));
    if (word === undefined) continue;
    quoted += `${text.slice(done, at)}"${word}"`;
    done = at + word.length;
    at = done - 1;
  }
  return quoted + text.slice(done);
}

/** What may come next. `first…` also lets the list or object end. */
type State = 'value' | 'firstValue' | 'key' | 'firstKey' | 'colon' | 'after';

const isKey = (state: State): boolean => state === 'key' || state === 'firstKey';

const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity)(?![\w.])/y;

/** Finds where a text stops being JSON; at its end when nothing but the end is wrong. */
function findFault(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  let state: State = 'value';
  let at = 0;
  const end = text.trimEnd().length;
  for (;;) {
    while (at < end && /\s/.test(text[at] ?? '')) at += 1;
    if (at >= end) return { offset: end, cutOff: true };
    const char = text[at] ?? '';
    const step = stepAt(char, state, open.at(-1));
    if (step === undefined) {
      const found = scalarAt(text, at, end, state);
      if (found.fault) return found.fault;
      at = found.end;
      state = isKey(state) ? 'colon' : 'after';
      continue;
    }
    if (step === 'wrong') return { offset: at, cutOff: false };
    if (char === '{' || char === '[') open.push(char);
    if (char === '}' || char === ']') open.pop();
    state = step;
    at += 1;
  }
}

/** What follows a sign; undefined where a scalar is wanted. */
function stepAt(char: string, state: State, inside: '{' | '[' | undefined): State | 'wrong' | undefined {
  const first = state === 'firstKey' || state === 'firstValue';
  if (char === '}' || char === ']') {
    const closes = inside === (char === '}' ? '{' : '[') && (state === 'after' || first);
    return closes ? 'after' : 'wrong';
  }
  if (state === 'colon') return char === ':' ? 'value' : 'wrong';
  if (state === 'after')
    return char !== ',' || inside === undefined ? 'wrong' : inside === '{' ? 'key' : 'value';
  if (isKey(state)) return char === '"' ? undefined : 'wrong';
  return char === '{' ? 'firstKey' : char === '[' ? 'firstValue' : undefined;
}

type Scalar = { readonly end: number; readonly fault?: JsonFault };

/** The scalar at a place, or what is wrong with it. */
function scalarAt(text: string, at: number, end: number, state: State): Scalar {
  if (text[at] === '"') return stringAt(text, at, end);
  SCALAR.lastIndex = at;
  const [found] = SCALAR.exec(text) ?? [];
  if (found !== undefined && !isKey(state)) return { end: at + found.length };
  const rest = text.slice(at, Math.min(end, at + 40));
  // `tru`, `-`, `1.5e`: the start of a scalar, at the very end.
  const torn =
    at + rest.length === end && /^(?:-?(?:\d+(?:\.\d*)?(?:[eE][+-]?)?|I[a-z]*)?|[tfnN][A-Za-z]*)$/.test(rest);
  return { end, fault: torn ? { offset: end, cutOff: true } : { offset: at, cutOff: false } };
}

function stringAt(text: string, at: number, end: number): Scalar {
  for (let next = at + 1; next < end; next++) {
    const char = text[next] ?? '';
    if (char === '"') return { end: next + 1 };
    if (char < ' ') return { end, fault: { offset: next, cutOff: false } };
    if (char !== '\\') continue;
    const escape = text.slice(next + 1, Math.min(end, next + 6));
    if (next + 1 + escape.length === end && /^(?:u[\da-f]{0,3})?$/i.test(escape)) break;
    if (!/^(?:["\\/bfnrt]|u[\da-f]{4})/i.test(escape)) return { end, fault: { offset: next, cutOff: false } };
    next += 1;
  }
  return { end, fault: { offset: end, cutOff: true } };
}
