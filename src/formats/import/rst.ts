// reStructuredText as Markdown, block by block, with the places of the document.
import type { Source } from '../../core/base/span.ts';
import { type Fragment, madeOfLines, rawLines } from './made-source.ts';

export const isRst = (file: string): boolean => /\.rst$/i.test(file);

const ADORNMENT = /^([!-/:-@[-`{-~])\1{2,}[ \t]*$/;
const DEEPEST_HEADING = 6;
const DIRECTIVE = /^\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?([\w:-]+)::(?:[ \t]+(.*))?$/;
/** A comment, a target of links or a footnote. */
const COMMENT = /^\.\.(?:[ \t]|$)/;
const REPLACED = /^\.\.[ \t]+\|([^|\n]+)\|[ \t]+replace::[ \t]*(.*)$/gm;
const OPTION = /^:[\w-]+:/;
const FIELD = /^:[^:\n]{1,60}:(?:[ \t]|$)/;
const ITEM = /^(?:([-*+•])|\(?(?:\d{1,4}|#)[.)])[ \t]+(?=\S)/;
const TABLE = /^(?:=+(?:[ \t]+=+)+|\+[-=+]+\+)[ \t]*$/;
const CODE = /^(?:code|code-block|sourcecode|highlight|parsed-literal|math|prompt|raw)$/;
/** They say nothing, or stand elsewhere. */
const EMPTY = /^(?:contents|toctree|replace|index|meta|tags|sectnum)$/;
const IMAGE = /^(?:image|figure)$/;

/** Code, a role with its text, a link, or the name of what is put in its place. */
const INLINE =
  /``(.+?)``|:([\w:+-]+):`([^`\n]+)`|`([^`<\n]+?)(?:\s*<([^>`\n]+)>)?`_{1,2}|\|([^|\s][^|\n]*)\|/g;

const isBlank = (line: Fragment | undefined): boolean => line?.text.trim() === '';
const indentOf = (line: Fragment | undefined): number => Math.max(0, line?.text.search(/\S/) ?? 0);

/** The indented lines from `at`, without their common indent and the blank lines around them. */
function indentedFrom(lines: readonly Fragment[], at: number) {
  let end = at;
  while (end < lines.length && (isBlank(lines[end]) || indentOf(lines[end]) > 0)) end += 1;
  while (end > at && isBlank(lines[end - 1])) end -= 1;
  const own = lines.slice(at, end);
  const indent = own.reduce(
    (least, line) => (isBlank(line) ? least : Math.min(least, indentOf(line))),
    Infinity,
  );
  const body = own.map(({ text, from }) => ({ text: text.slice(indent), from: from + indent }));
  return { body: body.slice(body.findIndex((line) => !isBlank(line))), end };
}

const emptyAt = (from: number): Fragment => ({ text: '', from });

const fenced = (code: readonly Fragment[], from: number, language = ''): readonly Fragment[] => [
  emptyAt(from),
  { text: `\`\`\`\`${language}`, from },
  ...code,
  { text: '````', from },
  emptyAt(from),
];

const signOf = (line: Fragment | undefined): string | undefined => ADORNMENT.exec(line?.text ?? '')?.[1];

/** What a block says in Markdown, and the line after it. */
type Block = { readonly made: readonly Fragment[]; readonly next: number };

/** Its levels of headings and its replacements hold in all blocks of a document. */
class Reader {
  private readonly styles: string[] = [];

  constructor(private readonly replaced: ReadonlyMap<string, string>) {}

  blocks(lines: readonly Fragment[]): readonly Fragment[] {
    const all: Fragment[] = [];
    for (let at = 0; at < lines.length;) {
      const { made, next } = this.block(lines, at);
      all.push(...made);
      at = next;
    }
    return all;
  }

  private block(lines: readonly Fragment[], at: number): Block {
    const { text, from } = lines[at] ?? emptyAt(0);
    if (text.trim() === '') return { made: [emptyAt(from)], next: at + 1 };
    const heading = this.heading(lines, at);
    if (heading) return heading;
    const [mark, sign] = ITEM.exec(text) ?? [];
    if (mark !== undefined) return this.item(lines, at, mark, sign);
    if (TABLE.test(text)) {
      const length = lines.slice(at).findIndex(isBlank);
      const next = length === -1 ? lines.length : at + length;
      return { made: fenced(lines.slice(at, next), from), next };
    }
    if (indentOf(lines[at]) > 0) {
      const { body, end } = indentedFrom(lines, at);
      return { made: this.blocks(body), next: end };
    }
    const below = indentedFrom(lines, at + 1);
    const [, name, said = ''] = DIRECTIVE.exec(text) ?? [];
    if (name !== undefined) return { made: this.directive(name, said, from, below.body), next: below.end };
    if (COMMENT.test(text) || (FIELD.test(text) && this.styles.length < 2))
      return { made: [], next: below.end };
    if (text.trimEnd().endsWith('::')) {
      const words = text.trim() === '::' ? '' : this.inline(text.trimEnd().slice(0, -1));
      return { made: [{ text: words, from }, ...fenced(below.body, from)], next: below.end };
    }
    // A term above its definition.
    if (!isBlank(lines[at + 1]) && indentOf(lines[at + 1]) > 0) {
      const term = { text: `**${this.inline(text.trim())}**`, from };
      const empty = emptyAt(from);
      return { made: [empty, term, empty, ...this.blocks(below.body), empty], next: below.end };
    }
    return { made: [{ text: this.inline(text), from }], next: at + 1 };
  }

  /** With a line of signs below it, or above and below. */
  private heading(lines: readonly Fragment[], at: number): Block | undefined {
    const over = signOf(lines[at]);
    const titleAt = over === undefined ? at : at + 1;
    const title = lines[titleAt];
    const under = signOf(lines[titleAt + 1]);
    if (!title || under === undefined || isBlank(title) || (over ?? under) !== under) return undefined;
    const style = over === undefined ? under : under + under;
    if (!this.styles.includes(style)) this.styles.push(style);
    const marks = '#'.repeat(Math.min(this.styles.indexOf(style) + 1, DEEPEST_HEADING));
    const made = [{ text: `${marks} ${this.inline(title.text.trim())}`, from: title.from }];
    return { made, next: titleAt + 2 };
  }

  private item(lines: readonly Fragment[], at: number, mark: string, sign: string | undefined): Block {
    const { text, from } = lines[at] ?? emptyAt(0);
    const { body, end } = indentedFrom(lines, at + 1);
    const apart = isBlank(lines[at + 1]) && body.length > 0 ? [emptyAt(from)] : [];
    const first = { text: text.slice(mark.length), from: from + mark.length };
    const shown = sign === undefined ? `${mark.replaceAll(/\D/g, '') || '1'}. ` : '- ';
    const made = this.blocks([first, ...apart, ...body]).map((line, i): Fragment => {
      const lead = i === 0 ? shown : ' '.repeat(shown.length);
      return { ...line, text: isBlank(line) && i > 0 ? '' : lead + line.text };
    });
    return { made, next: end };
  }

  private directive(
    name: string,
    said: string,
    from: number,
    written: readonly Fragment[],
  ): readonly Fragment[] {
    const first = written.findIndex(({ text }) => text.trim() !== '' && !OPTION.test(text));
    const body = first === -1 ? [] : written.slice(first);
    if (EMPTY.test(name)) return [];
    if (CODE.test(name)) return fenced(body, from, said.trim());
    if (IMAGE.test(name)) return [{ text: `![](<${said}>)`, from }, emptyAt(from), ...this.blocks(body)];
    // `.. admonition:: Question` above what it asks, and `.. note:: …`
    const isNamed = name === 'admonition';
    const label = isNamed ? said : `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
    const [line = emptyAt(from), ...rest] = this.blocks(
      isNamed || said === '' ? body : [{ text: said, from }, ...body],
    );
    return [{ ...line, text: `**${label}:** ${line.text}` }, ...rest, emptyAt(from)];
  }

  private inline(text: string): string {
    return text.replaceAll(
      INLINE,
      (whole, code?: string, role?: string, said = '', words = '', target = '', name = '') => {
        if (code !== undefined) return `\`${code}\``;
        if (role !== undefined) return role === 'math' ? `$${said}$` : `\`${said}\``;
        if (words !== '') return target === '' ? words : `[${words}](<${target}>)`;
        return this.replaced.get(name) ?? whole;
      },
    );
  }
}

export function rstAsMarkdown(source: Source): Source {
  const lines = rawLines(source).map(({ text, from }) => ({ text: text.replaceAll('\t', '        '), from }));
  const replaced = new Map(
    [...source.text.matchAll(REPLACED)].map(([, name = '', words = '']) => [name, words.trim()]),
  );
  return madeOfLines(source, new Reader(replaced).blocks(lines));
}
