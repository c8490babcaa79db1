// YAML front matter, with the place of every key and value. The one home of gray-matter and its traps: it
// executes `---js`, shares results when called without options, and its own YAML is version 1.1. So the
// fence is judged before it is called, and it gets an engine for YAML 1.2.
import matter from 'gray-matter';
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { leadingPlainLines, type Parsed, parseYaml, readPlainLines, type YamlEntry } from './yaml.ts';

/** Front matter of a file. `bodyStart` is where the rest begins: after the fence, or after the BOM. */
export type FrontMatter = {
  readonly present: boolean;
  readonly entries: readonly YamlEntry[];
  readonly bodyStart: number;
  readonly problems: readonly Problem[];
};

const MOST_CHARS = 256 * 1024;
/** Directly behind the dashes anything that begins with a letter names a language; after a blank, one word does. */
const LANGUAGE = /^(?:[A-Za-z]|[ \t]+[A-Za-z][\w+.-]*[ \t]*$)/;
/** gray-matter looks for comments with a pattern whose cost is the square of a run of blank lines. */
const LONG_BLANK_RUN = /\s{300}/;

/** A line that begins with a fence: the rest of it, its place without the line end, and where the next line begins. */
type Fence = { readonly rest: string; readonly start: number; readonly end: number; readonly next: number };

function fenceAt(text: string, start: number): Fence {
  const next = text.indexOf('\n', start) + 1 || text.length;
  const line = text.slice(start, next).replace(/\n$/, '').replace(/\r$/, '');
  return { rest: line.slice(3, 200), start, end: start + line.length, next };
}

function refuse(): never {
  throw new Error('only YAML front matter is read');
}

const REFUSED = { parse: refuse, stringify: refuse };

/** Has gray-matter take the block apart; undefined when there is nothing but comments between the fences. */
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
      message: `The key \`${entry.key}\` is given twice; the first is used.`,
      hint: 'Remove one of them.',
    });
  }
  return problems;
}

function syntaxFault(source: Source, start: number, end: number, message: string, hint: string): Problem {
  return { severity: 'error', code: 'front-matter-syntax', at: source.spanAt(start, end), message, hint };
}

/** Reads the YAML between the fences. */
function readBetween(source: Source, open: Fence, close: Fence): Pick<FrontMatter, 'entries' | 'problems'> {
  const refused = (message: string, hint: string) => ({
    entries: [],
    problems: [syntaxFault(source, open.start, open.next, message, hint)],
  });
  if (close.start - open.next > MOST_CHARS)
    return refused(
      `The front matter is longer than ${MOST_CHARS / 1024} KB.`,
      'Move long text below the closing `---`.',
    );
  const yaml = source.text.slice(open.next, close.start);
  const plain = readPlainLines(yaml, open.next);
  if (plain) return { entries: plain, problems: repeatedKeys(source, plain) };
  const block = source.text.slice(open.start, close.next);
  if (LONG_BLANK_RUN.test(block))
    return refused('The front matter contains hundreds of consecutive blanks.', 'Remove the blank lines.');
  const { entries, faults } = parseBlock(block, yaml, open.next) ?? { entries: [], faults: [] };
  const hint = 'Quote values that hold `: ` or ` #`.';
  const problems = faults.map(({ start, end, message }) =>
    syntaxFault(source, start, end, `The front matter is not valid YAML: ${message}`, hint),
  );
  return { entries, problems: [...problems, ...repeatedKeys(source, entries)] };
}

/**
 * Reads the front matter at the top of a file; a BOM and CRLF are fine.
 * Only plain `---` and `---yaml` fences are read, as YAML 1.2 (core schema). Any other language is a problem with code
 * `front-matter-language` and is never looked at; faulty YAML is `front-matter-syntax`, and plain lines of it still count.
 */
export function readFrontMatter(source: Source): FrontMatter {
  const { text } = source;
  const top = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const none: FrontMatter = { present: false, entries: [], bodyStart: top, problems: [] };
  // `+++` is how other programs fence TOML.
  const mark = ['---', '+++'].find((each) => text.startsWith(each, top));
  if (mark === undefined) return none;
  const open = fenceAt(text, top);
  const stated = open.rest.trim();
  if (stated !== '' && !LANGUAGE.test(open.rest)) return none;
  const language = mark === '+++' ? 'toml' : stated === '' ? 'yaml' : stated;
  const closing = text.indexOf(`\n${mark}`, open.next - 1) + 1;
  const close = closing === 0 ? undefined : fenceAt(text, closing);
  const bodyStart = close?.next ?? open.next;

  const unread = (problem: Problem): FrontMatter => ({
    present: true,
    entries: [],
    bodyStart,
    problems: [problem],
  });
  if (language.toLowerCase() !== 'yaml') {
    if (language === 'toml' && !close) return none;
    const message = `Front matter in ${language} is not read; only YAML is.`;
    const hint = 'Start the file with a line of just `---` and write the front matter as YAML.';
    return unread({ ...syntaxFault(source, top, open.end, message, hint), code: 'front-matter-language' });
  }
  if (!close) {
    const { entries, end } = leadingPlainLines(text.slice(open.next), open.next);
    // A line across the page, as some begin their texts with.
    if (entries.length === 0 && !/^[\w-]+:/.test(text.slice(open.next, open.next + 80))) return none;
    const message = 'The front matter is never closed.';
    const problem = syntaxFault(source, top, open.end, message, 'Close it with a line of just `---`.');
    return { present: true, entries, bodyStart: end, problems: [problem] };
  }
  if (close.rest.trim() !== '') {
    const message = 'The closing `---` is followed by text.';
    return unread(
      syntaxFault(source, close.start, close.next, message, 'Close it with a line of just `---`.'),
    );
  }
  return { present: true, bodyStart, ...readBetween(source, open, close) };
}
