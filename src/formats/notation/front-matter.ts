// YAML front matter with the place of every key and value. gray-matter is used only here and has traps: it
// executes `---js`, shares results when called without options, and reads YAML 1.1. So the fence is checked
// first, and gray-matter gets an engine for YAML 1.2.
import matter from 'gray-matter';
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { leadingPlainLines, type Parsed, parseYaml, readPlainLines, type YamlEntry } from './yaml.ts';

/** `bodyStart`: behind the closing fence, or behind the BOM without front matter. */
export type FrontMatter = {
  readonly present: boolean;
  readonly entries: readonly YamlEntry[];
  readonly bodyStart: number;
  readonly problems: readonly Problem[];
};

const MOST_CHARS = 256 * 1024;
/** Right behind the dashes any letter begins a language; after a space, only a single word is one. */
const LANGUAGE = /^(?:[A-Za-z]|[ \t]+[A-Za-z][\w+.-]*[ \t]*$)/;
/** gray-matter's pattern for comments is quadratic in a run of blank lines. */
const LONG_BLANK_RUN = /\s{300}/;

type Fence = { readonly language: string; readonly start: number; readonly next: number };

function lineFrom(text: string, start: number): { readonly line: string; readonly next: number } {
  const newline = text.indexOf('\n', start);
  const end = newline === -1 ? text.length : newline;
  const line = text.slice(start, text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end);
  return { line, next: newline === -1 ? text.length : newline + 1 };
}

/** `---`, or `+++` as other programs use for TOML. */
function openingFence(text: string): Fence | undefined {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const dashes = text.startsWith('---', start);
  if (!dashes && !text.startsWith('+++', start)) return undefined;
  const { line, next } = lineFrom(text, start);
  const rest = line.slice(3, 200).trim();
  if (rest !== '' && !LANGUAGE.test(line.slice(3, 200))) return undefined;
  return { language: dashes ? (rest === '' ? 'yaml' : rest) : 'toml', start, next };
}

function closingFence(text: string, open: Fence): Fence | undefined {
  const mark = `\n${text.slice(open.start, open.start + 3)}`;
  const found = text.indexOf(mark, open.next - 1);
  if (found === -1) return undefined;
  const { line, next } = lineFrom(text, found + 1);
  return { language: line.slice(3, 200).trim(), start: found + 1, next };
}

function refuse(): never {
  throw new Error('only YAML front matter is read');
}

const REFUSED = { parse: refuse, stringify: refuse };

/** Undefined when there are only comments between the fences. */
function parseBlock(block: string, yaml: string, base: number): Parsed | undefined {
  let parsed: Parsed | undefined;
  const engine = {
    parse: (): object => {
      parsed = parseYaml(yaml, base);
      return {};
    },
    stringify: refuse,
  };
  const engines = { yaml: engine, js: REFUSED, javascript: REFUSED, json: REFUSED };
  matter(block, { language: 'yaml', engines });
  return parsed;
}

function problemAt(source: Source, start: number, end: number, message: string, hint: string): Problem {
  return { severity: 'error', code: 'front-matter-syntax', at: source.spanAt(start, end), message, hint };
}

function repeatedKeys(source: Source, entries: readonly YamlEntry[]): readonly Problem[] {
  const seen = new Map<string, YamlEntry>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    const first = seen.get(entry.key);
    if (!first) {
      seen.set(entry.key, entry);
      continue;
    }
    problems.push({
      severity: 'error',
      code: 'front-matter-key',
      at: source.spanAt(entry.keyStart, entry.keyEnd),
      related: source.spanAt(first.keyStart, first.keyEnd),
      message: `The key \`${entry.key}\` is given twice; the first one counts.`,
      hint: 'Remove one of the two.',
    });
  }
  return problems;
}

function readBetween(source: Source, open: Fence, close: Fence): FrontMatter {
  const from = (entries: readonly YamlEntry[], problems: readonly Problem[]): FrontMatter => ({
    present: true,
    entries,
    bodyStart: close.next,
    problems: [...problems, ...repeatedKeys(source, entries)],
  });
  if (close.start - open.next > MOST_CHARS) {
    const message = `The front matter is longer than ${MOST_CHARS / 1024} KB.`;
    return from([], [problemAt(source, open.start, open.next, message, 'Move long texts below the fence.')]);
  }
  const yaml = source.text.slice(open.next, close.start);
  const plain = readPlainLines(yaml, open.next);
  if (plain) return from(plain, []);
  const block = source.text.slice(open.start, close.next);
  if (LONG_BLANK_RUN.test(block)) {
    const message = 'The front matter holds hundreds of blanks in a row.';
    return from([], [problemAt(source, open.start, open.next, message, 'Remove the blank lines.')]);
  }
  const { entries, faults } = parseBlock(block, yaml, open.next) ?? { entries: [], faults: [] };
  const hint = 'Quote values that hold `: ` or ` #`.';
  const problems = faults.map(({ start, end, message }) =>
    problemAt(source, start, end, `The front matter is not valid YAML: ${message}`, hint),
  );
  return from(entries, problems);
}

function unread(open: Fence, close: Fence | undefined, problem: Problem): FrontMatter {
  return { present: true, entries: [], bodyStart: close?.next ?? open.next, problems: [problem] };
}

/**
 * Accepts a BOM and CRLF. Reads only plain `---` and `---yaml` fences, as YAML 1.2 (core schema). Any other
 * language is the problem `front-matter-language` and is not parsed; invalid YAML is `front-matter-syntax`,
 * and its plain lines still count.
 */
export function readFrontMatter(source: Source): FrontMatter {
  const open = openingFence(source.text);
  const bodyStart = source.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const none: FrontMatter = { present: false, entries: [], bodyStart, problems: [] };
  if (!open) return none;
  const close = closingFence(source.text, open);
  const lineEnd = open.start + lineFrom(source.text, open.start).line.length;
  if (open.language.toLowerCase() !== 'yaml') {
    if (open.language === 'toml' && !close) return none;
    return unread(open, close, {
      severity: 'error',
      code: 'front-matter-language',
      at: source.spanAt(open.start, lineEnd),
      message: `Front matter in ${open.language} is not read; only YAML is.`,
      hint: 'Begin the file with a line of just `---` and write the front matter as YAML.',
    });
  }
  if (!close) {
    const message = 'The front matter is never closed.';
    const problem = problemAt(source, open.start, lineEnd, message, 'Close it with a line of just `---`.');
    const { entries, end } = leadingPlainLines(source.text.slice(open.next), open.next);
    // A horizontal rule at the start of a text.
    if (entries.length === 0 && !/^[\w-]+:/.test(source.text.slice(open.next, open.next + 80))) return none;
    return { present: true, entries, bodyStart: end, problems: [problem] };
  }
  if (close.language !== '') {
    const message = 'The closing fence has text behind it.';
    const at = problemAt(source, close.start, close.next, message, 'Close it with a line of just `---`.');
    return unread(open, close, at);
  }
  return readBetween(source, open, close);
}
