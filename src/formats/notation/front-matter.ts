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

const OPENS = /^---[ \t]*([A-Za-z][\w+.-]*)?[ \t]*\r?(?:\n|$)/;
const CLOSES = /^---[ \t]*\r?(?:\n|$)/gm;
/** A key, in quotes or in a flow mapping, too; a word needs no space after its colon, so that this is told. */
const HAS_KEY = /^[ \t{]{0,20}(?:["']?[^\s#"'{}][^\n"']{0,80}?["']?[ \t]{0,3}:(?:\s|$)|[\w-]{1,40}:)/m;
function parseBlock(yaml: string, base: number): Parsed {
  let parsed: Parsed = { entries: [], faults: [] };
  const parse = (): object => {
    parsed = parseYaml(yaml, base);
    return {};
  };
  // gray-matter only looks whether there is more than comments, in quadratic time on a run of blanks.
  matter(`---\n${yaml.replaceAll(/\s{2,}/g, '\n')}---\n`, { engines: { yaml: parse } });
  return parsed;
}

function repeatedKeys(source: Source, entries: readonly YamlEntry[]): readonly Problem[] {
  const firsts = new Map<string, YamlEntry>();
  return entries.flatMap((entry): readonly Problem[] => {
    const first = firsts.get(entry.key) ?? entry;
    firsts.set(entry.key, first);
    if (first === entry) return [];
    return [
      {
        severity: 'error',
        code: 'front-matter-key',
        at: source.spanAt(entry.keyStart, entry.keyEnd),
        related: source.spanAt(first.keyStart, first.keyEnd),
        message: `The key \`${entry.key}\` is given twice; the first is used.`,
        hint: 'Remove one of them.',
      },
    ];
  });
}

function readBetween(source: Source, start: number, end: number): Pick<FrontMatter, 'entries' | 'problems'> {
  const yaml = source.text.slice(start, end);
  const plain = readPlainLines(yaml, start);
  const { entries, faults } = plain ? { entries: plain, faults: [] } : parseBlock(yaml, start);
  const problems = faults.map((each): Problem => ({
    severity: 'error',
    code: 'front-matter-syntax',
    at: source.spanAt(each.start, each.end),
    message: `The front matter is not valid YAML: ${each.message}`,
    hint: 'Quote values that hold `: ` or ` #`.',
  }));
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
  const [line, language = 'yaml'] = OPENS.exec(text.slice(top, top + 200)) ?? [];
  if (line === undefined) return none;
  const start = top + line.length;
  const at = source.spanAt(top, top + line.trimEnd().length);
  const fault = (code: Problem['code'], message: string, hint: string): readonly Problem[] => [
    { severity: 'error', code, at, message, hint },
  ];
  CLOSES.lastIndex = start;
  const closing = CLOSES.exec(text);
  const bodyStart = closing ? closing.index + closing[0].length : start;
  if (language.toLowerCase() !== 'yaml') {
    const message = `Front matter in ${language} is not read; only YAML is.`;
    const hint = 'Start the file with a line of just `---` and write the front matter as YAML.';
    return { present: true, entries: [], bodyStart, problems: fault('front-matter-language', message, hint) };
  }
  const written = text.slice(start, closing?.index);
  // Horizontal rules around text.
  if (/^[ \t]*[^#\s]/m.test(written) && !HAS_KEY.test(written)) return none;
  if (closing) return { present: true, bodyStart, ...readBetween(source, start, closing.index) };
  const { entries, end } = leadingPlainLines(text.slice(start), start);
  if (entries.length === 0 && !/^[\w-]+:/.test(text.slice(start, start + 80))) return none;
  const problems = fault(
    'front-matter-syntax',
    'The front matter is never closed.',
    'Close it with a line of just `---`.',
  );
  return { present: true, entries, bodyStart: end, problems };
}
