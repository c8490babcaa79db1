// JSON as tools and people really write it: with a BOM, with Python's bare NaN and Infinity, a line at a time, torn off where
// the tool died, with comments and commas too many. One walk over its tokens finds faults here, and makes trees in
// json-tree.ts.

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

/** Index of the quote that ends the string which begins at `at`; the length of the text when none does. */
function stringEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end;
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
    if (char === '"') at = stringEnd(text, at);
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

/** A sign, a string or word, the end of the text, or what may not stand here. `end` is behind it. */
export type JsonToken = {
  readonly kind: 'sign' | 'key' | 'text' | 'word' | 'end' | 'wrong';
  readonly at: number;
  readonly end: number;
};

/** A place in a text, and what stands open there. `lenient`: comments, commas too many or too few, several values in a row. */
export type JsonWalk = {
  readonly text: string;
  readonly lenient: boolean;
  at: number;
  state: State;
  readonly open: ('{' | '[')[];
};

const BLANKS = /\s+/y;
/** Also commas and comments. A comment that does not end is none. */
const FILLER = /[\s,\0-\x20\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;

function afterFiller({ text, lenient, at }: JsonWalk): number {
  const filler = lenient ? FILLER : BLANKS;
  filler.lastIndex = at;
  let end = at;
  // Piece by piece: one pattern for all of them may need more stack than there is.
  while (filler.test(text)) end = filler.lastIndex;
  return end;
}

/** What follows a sign; undefined where a string or a word is wanted. */
function stateAfter(char: string, { state, open }: JsonWalk): State | 'close' | 'wrong' | undefined {
  const inside = open.at(-1);
  if (char === '}' || char === ']') {
    const isFirst = state === 'firstKey' || state === 'firstValue';
    return inside === (char === '}' ? '{' : '[') && (state === 'after' || isFirst) ? 'close' : 'wrong';
  }
  if (state === 'colon') return char === ':' ? 'value' : 'wrong';
  if (state === 'after')
    return char !== ',' || inside === undefined ? 'wrong' : inside === '{' ? 'key' : 'value';
  if (state === 'key' || state === 'firstKey') return char === '"' ? undefined : 'wrong';
  return char === '{' ? 'firstKey' : char === '[' ? 'firstValue' : undefined;
}

/** What may follow a value: a comma or an end; where commas are nothing, another value or an end. */
export function stateBehindValue({ lenient, open }: JsonWalk): State {
  if (!lenient) return 'after';
  return open.at(-1) === '{' ? 'firstKey' : 'firstValue';
}

const WORD = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity)(?![\w.])/y;
const LENIENT_WORD =
  /(?:-?\d{1,400}(?:\.\d{0,400})?(?:[eE][+-]?\d{1,9})?|true|false|null|NaN|-?Infinity)(?![\w.])/y;

/** Where a string or a word ends; undefined for what is neither, or a string that does not end. */
function scalarEnd({ text, lenient }: JsonWalk, at: number): number | undefined {
  if (text.charAt(at) === '"') {
    const end = stringEnd(text, at);
    return end === text.length ? undefined : end + 1;
  }
  const word = lenient ? LENIENT_WORD : WORD;
  word.lastIndex = at;
  return word.test(text) ? word.lastIndex : undefined;
}

/** Goes on by one token; stays where it is when what stands there is wrong. */
export function nextToken(walk: JsonWalk): JsonToken {
  const { text, open, state } = walk;
  const at = afterFiller(walk);
  if (at >= text.length) return { kind: 'end', at, end: at };
  const char = text.charAt(at);
  const next = stateAfter(char, walk);
  const end = next === undefined ? scalarEnd(walk, at) : at + 1;
  if (next === 'wrong' || end === undefined) return { kind: 'wrong', at, end: at };
  walk.at = end;
  if (next === undefined) {
    const isKey = state === 'key' || state === 'firstKey';
    walk.state = isKey ? 'colon' : stateBehindValue(walk);
    return { kind: isKey ? 'key' : char === '"' ? 'text' : 'word', at, end };
  }
  if (char === '{' || char === '[') open.push(char);
  if (next === 'close') open.pop();
  walk.state = next === 'close' ? stateBehindValue(walk) : next;
  return { kind: 'sign', at, end };
}

/** An escape; or, of one character, what may not stand in a string. */
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-f]{4})|[\0-\x1f\\]/gi;
const TORN_ESCAPE = /^\\(?:u[\da-f]{0,3})?$/i;
/** `tru`, `-`, `1.5e`: the start of a word. */
const TORN_WORD = /^(?:-?(?:\d+(?:\.\d*)?(?:[eE][+-]?)?|I[a-z]*)?|[tfnN][A-Za-z]*)$/;

/** What is wrong with the string at `at`; undefined for one that is whole. */
function stringFault(text: string, at: number): JsonFault | undefined {
  const end = stringEnd(text, at);
  const inside = text.slice(at + 1, end);
  let wrong = -1;
  for (const { 0: found, index } of inside.matchAll(ESCAPE)) {
    if (found.length > 1) continue;
    wrong = index;
    break;
  }
  const isTorn = end === text.length && (wrong === -1 || TORN_ESCAPE.test(inside.slice(wrong)));
  if (isTorn) return { offset: end, cutOff: true };
  return wrong === -1 ? undefined : { offset: at + 1 + wrong, cutOff: false };
}

/** Finds where a text stops being JSON; at its end when nothing but the end is wrong. */
function findFault(whole: string): JsonFault {
  const text = whole.trimEnd();
  const walk: JsonWalk = { text, lenient: false, at: 0, state: 'value', open: [] };
  for (;;) {
    const { state } = walk;
    const { kind, at } = nextToken(walk);
    if (kind === 'end') return { offset: at, cutOff: true };
    const wantsString = text.charAt(at) === '"' && state !== 'colon' && state !== 'after';
    const fault = wantsString ? stringFault(text, at) : undefined;
    if (fault) return fault;
    if (kind !== 'wrong') continue;
    const wantsWord = state === 'value' || state === 'firstValue';
    const isTorn = wantsWord && text.length - at <= 40 && TORN_WORD.test(text.slice(at));
    return isTorn ? { offset: text.length, cutOff: true } : { offset: at, cutOff: false };
  }
}
