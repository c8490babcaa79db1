// How a text seems to be written, by its first lines. The name decides only between what both fit.
import { csvHead } from '../csv.ts';
import type { Syntax } from './reader.ts';
import { looksLikeTable } from './table.ts';

/** What is written line by line, and so shows in the first lines. */
export type LineSyntax = Extract<Syntax, 'csv' | 'toml' | 'yaml'>;

const HEAD_CHARS = 65_536;
const HEAD_LINES = 20;

const TOML_LINE =
  /^\s*(?:\[{1,2}[^[\]]{1,200}\]{1,2}\s*(?:#.*)?$|(?:[\w-]{1,200}|"[^"]{1,200}"|'[^']{1,200}')(?:\s*\.\s*[\w"'-]{1,200}){0,200}\s*=)/;
const YAML_LINE =
  /^\s*(?:-(?:\s|$)|(?:"[^"]{0,200}"|'[^']{0,200}'|[^\s"'#,;{}[\]&*!|>%@`-][^:#]{0,200}|-[^\s:]{1,200})\s*:(?:\s|$))/;

/** The syntax that the name of a file promises. */
export function syntaxByName(file: string): LineSyntax | 'json' | undefined {
  const [, extension = ''] = /\.([a-z]+)$/i.exec(file) ?? [];
  const word = extension.toLowerCase();
  if (word === 'yaml' || word === 'yml') return 'yaml';
  if (word === 'csv' || word === 'tsv') return 'csv';
  if (word === 'toml') return 'toml';
  return word === 'json' || word === 'jsonl' || word === 'ndjson' ? 'json' : undefined;
}

/** What a text may be written in, likeliest first; empty when its first lines are of no such shape. */
export function likelySyntaxes(file: string, text: string): readonly LineSyntax[] {
  const lines = text
    .slice(0, HEAD_CHARS)
    .split(/\r\n?|\n/, HEAD_LINES * 10)
    .filter((line) => line.trim() !== '' && !/^\s*#/.test(line))
    .slice(0, HEAD_LINES);
  const [first = ''] = lines;
  const named = syntaxByName(file);
  const bracket = /^\s*[{[]/.exec(first)?.[0].trim() ?? '';
  const isYaml =
    /^\s*(?:---|%YAML)/.test(first) || YAML_LINE.test(first) || (bracket !== '' && named === 'yaml');
  const isToml = TOML_LINE.test(first);
  // `a: 1, 2` has as many commas in each line as a table would. A name decides where nothing else does.
  const isCsv = named === 'csv' ? !isToml && !isYaml : false;
  const isTable = (named === 'csv' || !isYaml) && looksLikeTable(csvHead(text));
  const fits: Readonly<Record<LineSyntax, boolean>> = {
    toml: isToml,
    csv: bracket === '' && (isCsv || isTable),
    yaml: isYaml,
  };
  const order: readonly LineSyntax[] = ['toml', 'csv', 'yaml'];
  const found = order.filter((syntax) => fits[syntax]);
  return found.toSorted((a, b) => Number(b === named) - Number(a === named));
}
