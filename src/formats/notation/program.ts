// The literals of a program as one tree of values: lists, objects, and texts in JavaScript, TypeScript, or Python.
// Nothing is run.
import type { SyntaxNode } from '@lezer/common';
import type { LRParser } from '@lezer/lr';
import { parser as javascript } from '@lezer/javascript';
import { parser as python } from '@lezer/python';
import type { JsonEntry, JsonNode, JsonTree } from './json.ts';

/** `tsx` is also that of JavaScript. */
export type Language = 'python' | 'ts' | 'tsx';

const CONTROL: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' }),
);
const ESCAPE =
  /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{0{0,8}([\da-fA-F]{1,6})\}|U([\da-fA-F]{8})|(\r\n|\n)|([^]))/g;

/** Of an escape without meaning, such as `\sigma`, JavaScript drops the backslash, and Python keeps it. */
const unescaped = (text: string, isPython: boolean): string =>
  text.replaceAll(ESCAPE, (whole: string, ...groups: readonly (string | undefined)[]) => {
    const [byte, unit, point, long, joined, sign = ''] = groups;
    const code = Number.parseInt(byte ?? unit ?? point ?? long ?? '', 16);
    if (code > 0x10_ff_ff) return whole;
    if (!Number.isNaN(code)) return unit ? String.fromCharCode(code) : String.fromCodePoint(code);
    if (joined !== undefined) return '';
    return CONTROL.get(sign) ?? (isPython && !/[\\"']/.test(sign) ? whole : sign);
  });

/** Texts of several lines are indented like the program around them. */
function dedented(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const least = indents.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  return indents.length === 0 ? text : [first, ...rest.map((line) => line.slice(least))].join('\n').trim();
}

/** Quotes, and what Python writes before them. */
const QUOTED = /^([a-z]{0,2})("""|'''|["'`])([^]*?)\2?$/i;

function textOf(written: string, isPython: boolean): string {
  const [, prefix = '', quote = '', inside = ''] = QUOTED.exec(written) ?? [];
  const text = quote.length > 1 || quote === '`' ? dedented(inside.replaceAll('\r\n', '\n')) : inside;
  return /r/i.test(prefix) ? text : unescaped(text, isPython);
}

/** Without comments, which can be anywhere, and errors. */
function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!child.name.endsWith('Comment') && !child.type.isError) children.push(child);
  return children;
}

/** Without signs, which are named as they are written. A sum of sums has all their terms and operators. */
function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  let sum = node;
  for (;;) {
    const [first, ...rest] = childrenOf(sum).filter(({ name }) => /^\w/.test(name));
    parts.push(...rest.toReversed());
    const isSum = sum.name === 'BinaryExpression' && first?.name === 'BinaryExpression';
    if (!isSum) return [...(first ? [first] : []), ...parts.toReversed()];
    sum = first;
  }
}

/** Pairs around a sign, such as `:`. */
function pairsIn(node: SyntaxNode, sign: string): readonly (readonly [SyntaxNode, SyntaxNode])[] {
  const children = childrenOf(node);
  return children.flatMap(({ name }, at) => {
    const [key, value] = [children[at - 1], children[at + 1]];
    return name === sign && key && value ? [[key, value] as const] : [];
  });
}

/** Without parentheses and types (`… as const`). */
function bare(node: SyntaxNode): SyntaxNode {
  for (let inner = node; ;) {
    const isTyped =
      inner.name === 'BinaryExpression' && (inner.getChild('as') ?? inner.getChild('satisfies')) !== null;
    const isAround = isTyped || inner.name === 'ParenthesizedExpression';
    const first = isAround ? childrenOf(inner).find(({ name }) => /^\w/.test(name)) : undefined;
    if (!first) return inner;
    inner = first;
  }
}

/** Names of variables, their properties, and functions. */
const NAMING = /^(?:VariableDefinition|VariableName|MemberExpression|PropertyDefinition)$/;
const LONGEST_NAME = 60;

/** Values put into texts while the program runs. */
const PUT_IN = ['Interpolation', 'FormatReplacement'];
const LITERAL = /^(?:Array|Tuple|Object|Dictionary)Expression$/;

/** A broken one is left out, but for what it holds. */
function mapOf(entries: readonly JsonEntry[], at: number, isBroken: boolean): JsonNode {
  const holds = entries.some(([, { kind }]) => kind === 'list' || kind === 'map');
  return isBroken && !holds ? { kind: 'nothing', at } : { kind: 'map', entries, at };
}

class Reader {
  /** Lists and objects inside nothing else that is a value, by what they are assigned to. */
  readonly found: JsonEntry[] = [];
  /** The first mistake in each. */
  readonly faults: number[] = [];
  readonly #text: string;
  readonly #start: number;
  readonly #isPython: boolean;

  /** @param start of the text in the file */
  constructor(text: string, start: number, isPython: boolean) {
    this.#text = text;
    this.#start = start;
    this.#isPython = isPython;
  }

  #written({ from, to }: SyntaxNode): string {
    return this.#text.slice(from, to);
  }

  /** Of strings, also of several added, if they are whole as they are written. */
  #string(node: SyntaxNode): string | undefined {
    if (PUT_IN.some((name) => node.getChild(name))) return undefined;
    if (node.name.endsWith('String') && node.name !== 'ContinuedString')
      return textOf(this.#written(node), this.#isPython);
    const isSum = node.name === 'BinaryExpression' && node.getChild('ArithOp') !== null;
    if (!isSum && !/^(?:ContinuedString|TaggedTemplateExpression)$/.test(node.name)) return undefined;
    const parts = partsOf(node)
      .filter(({ name }) => name !== 'ArithOp')
      .map(bare);
    const texts = parts.map((part) => this.#string(part));
    if (node.name === 'TaggedTemplateExpression') return texts.at(-1);
    return texts.includes(undefined) ? undefined : texts.join('');
  }

  #entries(node: SyntaxNode, sign: string): readonly JsonEntry[] {
    return pairsIn(node, sign).flatMap(([named, written]): readonly JsonEntry[] => {
      const key = this.#string(named) ?? this.#written(named);
      const value = this.#value(written, key);
      return value ? [[key, value]] : [];
    });
  }

  /** Undefined for what only running the program would tell; what it holds is found by itself. */
  #value(around: SyntaxNode, name: string): JsonNode | undefined {
    const node = bare(around);
    const value = this.#literal(node, name);
    if (value) return value;
    let named = name;
    for (const part of partsOf(node)) {
      if (NAMING.test(part.name)) named = this.#written(part).slice(0, LONGEST_NAME);
      const one = this.#value(part, named);
      if (one?.kind === 'list' || one?.kind === 'map') this.found.push([named, one]);
    }
    return undefined;
  }

  #literal(node: SyntaxNode, name: string): JsonNode | undefined {
    const at = this.#start + node.from;
    const error = LITERAL.test(node.name) ? node.getChild('⚠') : null;
    if (error) this.faults.push(this.#start + error.from);
    const text = this.#string(node);
    if (text !== undefined) return { kind: 'text', text, at };
    switch (node.name) {
      case 'ArrayExpression':
      case 'TupleExpression':
        return { kind: 'list', items: partsOf(node).flatMap((part) => this.#value(part, name) ?? []), at };
      case 'DictionaryExpression':
        return mapOf(this.#entries(node, ':'), at, error !== null);
      case 'ObjectExpression': {
        const entries = partsOf(node).flatMap((property) => {
          if (!property.getChild(':')) this.#value(property, name);
          return this.#entries(property, ':');
        });
        return mapOf(entries, at, error !== null);
      }
      case 'CallExpression': {
        const given = node.getChild('ArgList');
        const entries = given ? this.#entries(given, 'AssignOp') : [];
        return entries.length > 0 ? { kind: 'map', entries, at } : undefined;
      }
      default:
        return this.#word(node);
    }
  }

  #word(node: SyntaxNode): JsonNode | undefined {
    const at = this.#start + node.from;
    const written = this.#written(node);
    if (node.name.startsWith('Bool')) return { kind: 'flag', value: /^t/i.test(written), at };
    if (/^(?:null|None)$/.test(node.name)) return { kind: 'nothing', at };
    const value = Number(written.replaceAll('_', ''));
    return /^(?:Number|UnaryExpression)$/.test(node.name) && Number.isFinite(value)
      ? { kind: 'number', value, at }
      : undefined;
  }

  read(top: SyntaxNode): void {
    this.#value(top, '');
  }
}

const SCRIPT_TAG = /<(\/?)script(?=[\s>])[^<>]{0,500}>/gi;

/** The scripts of a web page, at their places. */
export function scriptsIn(page: string): string {
  let [text, end] = ['', 0];
  for (const { 0: tag, 1: closes, index } of page.matchAll(SCRIPT_TAG)) {
    const before = page.slice(end, index);
    text += closes ? before : before.replaceAll(/[^\n]/g, ' ');
    text += tag.replaceAll(/[^\n]/g, ' ');
    end = index + tag.length;
  }
  return text;
}

/** More than any program that runs. */
const MOST_MISTAKES = 50;

/**
 * What follows a mistake up to the next line at the margin is left out: going on at once takes long, and finds
 * little.
 */
function read(parser: LRParser, text: string): JsonTree {
  const [found, faults]: [JsonEntry[], number[]] = [[], []];
  let from = 0;
  for (let mistakes = 0; from < text.length && mistakes < MOST_MISTAKES; mistakes += 1) {
    const rest = text.slice(from);
    const end = endOf(parser, rest);
    const reader = new Reader(rest.slice(0, end), from, parser === python);
    reader.read(parser.parse(rest.slice(0, end)).topNode);
    for (const each of reader.found) found.push(each);
    for (const each of reader.faults) faults.push(each);
    const margin = rest.slice(end).search(/\n(?=[^\s)\]}])/);
    from += margin === -1 ? rest.length : end + margin + 1;
  }
  return { values: [{ kind: 'map', entries: found, at: 0 }], faults };
}

/** Up to the first mistake. */
function endOf(parser: LRParser, text: string): number {
  const run = parser.configure({ strict: true }).startParse(text);
  try {
    while (!run.advance());
    return text.length;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return run.parsedPos;
  }
}

/** One object: each key is what its list or object is assigned to, or empty. Never throws. */
export function programTree(text: string, language: Language): JsonTree {
  const dialect = language === 'ts' ? 'ts' : 'ts jsx';
  const parser = language === 'python' ? python : javascript.configure({ dialect });
  try {
    return read(parser, text);
  } catch (error) {
    // Nested too deeply.
    if (!(error instanceof RangeError)) throw error;
    return { values: [], faults: [0] };
  }
}
