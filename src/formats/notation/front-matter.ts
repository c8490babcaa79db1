// YAML front matter, with the place of every key and value. The one home of gray-matter and its traps: it
// executes `---js`, shares results when called without options, and its own YAML is version 1.1. So the fence
// is checked first, and gray-matter gets a YAML 1.2 engine.
import matter from 'gray-matter';
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { leadingPlainLines, type Parsed, parseYaml, readPlainLines, type YamlEntry } from './yaml.ts';

/** `bodyStart` is after the fence, or after the BOM. */
export type FrontMatter = {
  readonly present: boolean;
  readonly entries: readonly YamlEntry[];
  readonly bodyStart: number;
  readonly problems: readonly Problem[];
};

const MOST_CHARS = 256 * 1024;
/** Right after the dashes a letter begins a language; after a space, a single word does. */
const LANGUAGE = /^(?:[A-Za-z]|[ \t]+[A-Za-z][\w+.-]*[ \t]*$)/;
/** gray-matter's comment pattern takes quadratic time on a run of blank lines. */
const LONG_BLANK_RUN = /\s{300}/;

/** `rest` follows the dashes; `end` is before the line end. */
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
  const block = `${source.text.slice(open.start, close.start)}---\n`;
  if (LONG_BLANK_RUN.test(block))
    return refused('The front matter contains hundreds of spaces or blank lines in a row.', 'Remove them.');
  const { entries, faults } = parseBlock(block, yaml, open.next) ?? { entries: [], faults: [] };
  const hint = 'Quote values that hold `: ` or ` #`.';
  const problems = faults.map(({ start, end, message }) =>
    syntaxFault(source, start, end, `The front matter is not valid YAML: ${message}`, hint),
  );
  return { entries, problems: [...problems, ...repeatedKeys(source, entries)] };
}

/**
 * A BOM and CRLF are fine. Only `---` and `---yaml` fences are read, as YAML 1.2 (core schema). Any other
 * language is a `front-matter-language` problem and never parsed; faulty YAML is `front-matter-syntax`, and
 * its plain lines still count.
 */
export function readFrontMatter(source: Source): FrontMatter {
  const { text } = source;
  const top = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const none: FrontMatter = { present: false, entries: [], bodyStart: top, problems: [] };
  // Other programs fence TOML with `+++`.
  const mark = ['---', '+++'].find((each) => text.startsWith(each, top));
  if (mark === undefined) return none;
  const open = fenceAt(text, top);
  const stated = open.rest.trim();
  if (stated !== '' && !LANGUAGE.test(open.rest)) return none;
  const language = mark === '+++' ? 'toml' : stated === '' ? 'yaml' : stated;
  // Pandoc also ends it with three dots. After a blank line they belong to a text that begins with a rule.
  const [block] = text.slice(open.next - 1, MOST_CHARS).split(/\n[ \t]*\r?\n/, 1);
  const dots = mark === '---' ? `${block}\n`.search(/\n\.{3}[ \t]*\r?\n/) : -1;
  const ends = [text.indexOf(`\n${mark}`, open.next - 1), dots === -1 ? -1 : open.next - 1 + dots];
  const closing = Math.min(...ends.filter((at) => at !== -1)) + 1;
  const close = closing === Infinity ? undefined : fenceAt(text, closing);
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
    // A horizontal rule at the top of a text.
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
