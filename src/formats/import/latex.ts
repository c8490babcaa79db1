// LaTeX as Markdown, node by node, with the places of the document.
import { LatexPegParser } from '@unified-latex/unified-latex-util-pegjs';
import type { Source } from '../../core/base/span.ts';
import { BARE_WORD, QUESTION_WORD } from './guide-headings.ts';
import { type Fragment, madeOfLines } from './made-source.ts';
import { isAnswerWord, namesAnswer } from './words.ts';

export const isLatex = (file: string): boolean => /\.(?:tex|ltx)$/i.test(file);

/** A node of the parser, as far as it is read here. */
type Node = {
  readonly type: string;
  readonly content?: string | readonly Node[];
  readonly env?: string;
  readonly position?: {
    readonly start: { readonly offset: number };
    readonly end: { readonly offset: number };
  };
};

const HEADINGS: ReadonlyMap<string, number> = new Map(
  Object.entries({ title: 1, part: 1, chapter: 1, section: 2, subsection: 3, subsubsection: 4 }),
);
const LEADS = new Set(['paragraph', 'subparagraph']);
/** Below sections, and above nothing. */
const LEVEL_OF_QUESTIONS = 5;
const MARKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    textbf: '**',
    bf: '**',
    emph: '*',
    textit: '*',
    textsl: '*',
    texttt: '`',
    verb: '`',
    code: '`',
  }),
);
/** Commands whose arguments are not text. */
const SILENT =
  /^(?:begin|end|[hv]space|[hv]fill|(?:page|auto|c)?ref|label|index|cite[pt]?|input|include|usepackage|documentclass|setlength|addtolength|pagestyle|thispagestyle|(?:re)?new(?:command|environment|theorem)|def|let|color|definecolor|(?:add|set)tocounter|setcounter|rule|hypersetup|bibliography(?:style)?|geometry|author|date|maketitle|tableofcontents|centering|raggedright|(?:first|running)page(?:head|foot)er|running(?:head|foot)er|fontsize|selectfont|phantom|vphantom|hphantom|graphicspath|lstset|tikzset|addcontentsline)$/;
const SIGNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ldots: '…',
    dots: '…',
    LaTeX: 'LaTeX',
    TeX: 'TeX',
    textbackslash: '\\',
    textasciitilde: '~',
    textasciicircum: '^',
    textless: '<',
    textgreater: '>',
    textbar: '|',
    ss: 'ß',
    o: 'ø',
    O: 'Ø',
    ae: 'æ',
    AE: 'Æ',
    l: 'ł',
    L: 'Ł',
    i: 'i',
    j: 'j',
    dj: 'đ',
    DJ: 'Đ',
    euro: '€',
    textdegree: '°',
    quad: ' ',
    qquad: ' ',
    ',': ' ',
    ' ': ' ',
    ';': ' ',
    ':': ' ',
    rightarrow: '→',
    to: '→',
    textquotedblleft: '“',
    textquotedblright: '”',
    glqq: '„',
    grqq: '“',
    glq: '‚',
    grq: '‘',
    flqq: '«',
    frqq: '»',
    flq: '‹',
    frq: '›',
    S: '§',
    par: '\n\n',
    newline: '\n',
    '\\': '\n',
  }),
);
/** Marks above and below letters, by their combining character. */
const ACCENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "'": '\u0301',
    '`': '\u0300',
    '^': '\u0302',
    '"': '\u0308',
    '~': '\u0303',
    '=': '\u0304',
    '.': '\u0307',
    v: '\u030c',
    c: '\u0327',
    H: '\u030b',
    u: '\u0306',
    k: '\u0328',
    r: '\u030a',
    b: '\u0331',
    d: '\u0323',
  }),
);
const LIST =
  /^(?:enumerate|itemize|description|compactitem|compactenum|choices|checkboxes|oneparchoices|oneparcheckboxes|parts|subparts|subsubparts|tasks)\*?$/;
const CODE =
  /^(?:verbatim|lstlisting|minted|Verbatim|alltt|algorithm|algorithmic|tikzpicture|code|listing)\*?$/;
const TABLE = /^(?:tabular[xy]?|tabulary|longtable|array)\*?$/;
const ITEMS = new Set([
  'item',
  'choice',
  'CorrectChoice',
  'correctchoice',
  'part',
  'subpart',
  'subsubpart',
  'task',
]);
/** `\question`, and what people make of it: `\mcquestion{…}{…}`; `\q`, but not `\frqq`, a quotation mark. */
const ASKING = new RegExp(`^(?:\\p{L}*(?=\\p{L}{3}))?${QUESTION_WORD}$`, 'iu');
/** Environments for one question, beside those called by the word for it. */
const EXERCISE =
  /^(?:exercise|problem|task|aufgabe|übung|ejercicio|exerc[ií]cio|exercice|esercizio|zadatak|zadanie|zadani|cvičení|oppgave|opgave|uppgift)$/iu;
/** Their first argument is the front. */
const CARD =
  /^(?:flash|lern|kartei)?(?:cards?|karten?|cartes?|cartão|carta|tarjeta|karta|karty|kort|kaart|fiches?|ficha|scheda|kartička|fiszka)$/iu;
const WITHOUT_TEXT = /^(?:titlepage|thebibliography|comment)\*?$/;

/** Their first argument is a size. */
const MEASURED = /^(?:minipage|multicols|wrapfigure|adjustbox|subfigure|spacing)\*?$/;

/** Makes the mark of the next item, perhaps with the words of its option. */
type Listing = { readonly mark: (option?: string) => string };

const NONE: Node = { type: '' };
const childrenOf = ({ content }: Node): readonly Node[] =>
  typeof content === 'string' ? [] : (content ?? []);
const saidIn = ({ content }: Node): string => (typeof content === 'string' ? content : '');
const startOf = ({ position }: Node, otherwise: number): number => position?.start.offset ?? otherwise;
const isBlank = ({ type }: Node): boolean => type === 'whitespace' || type === 'comment';

const lineOf = (row: readonly string[]): string => `| ${row.join(' | ')} |`;

/** Makes lines; what is inside lists is indented. */
class Writer {
  private readonly lines: Fragment[] = [];
  private text = '';
  private from = 0;
  private readonly indents: string[] = [];
  /** Indents what is below the first line of an item. */
  private hanging: string | undefined;
  private isExam = false;
  /** Inside an exam question that has no answer so far. */
  private isUnanswered = false;
  constructor(private readonly source: string) {}

  private add(text: string, from: number): void {
    if (this.text.trim() === '') this.from = from;
    const [first = '', ...more] = text.split('\n');
    this.text += this.text === '' || this.text.endsWith(' ') ? first.trimStart() : first;
    for (const line of more) {
      this.end();
      this.add(line, from);
    }
  }

  /** Of a line. */
  private end(): void {
    const indent = this.indents.join('');
    if (this.text.trim() === '') return void (this.text = '');
    this.lines.push({
      text: indent + this.text.trimEnd().replaceAll('``', '“').replaceAll("''", '”'),
      from: this.from,
      exact: false,
    });
    this.text = '';
    if (this.hanging !== undefined) this.indents.splice(-1, 1, this.hanging);
    this.hanging = undefined;
  }

  done(): readonly Fragment[] {
    this.end();
    return this.lines;
  }

  private endParagraph(): void {
    this.end();
    if (this.lines.at(-1)?.text !== '') this.lines.push({ text: '', from: this.from });
  }

  private block(lines: readonly string[], from: number): void {
    this.endParagraph();
    const indent = this.indents.join('');
    for (const line of lines) this.lines.push({ text: indent + line, from, exact: false });
    this.endParagraph();
  }

  /** What a node says on one line. */
  private inline(nodes: readonly Node[]): string {
    const inner = new Writer(this.source);
    inner.walk(nodes);
    return inner
      .done()
      .map(({ text }) => text.trim())
      .filter(Boolean)
      .join(' ');
  }

  /** The place behind `*`, `[…]` and blanks. */
  private behindOptions(nodes: readonly Node[], start: number) {
    let at = start;
    let option: string | undefined;
    const skip = (): void => {
      while (nodes[at] && isBlank(nodes[at] ?? NONE)) at += 1;
    };
    if (saidIn(nodes[at] ?? NONE) === '*') at += 1;
    if (saidIn(nodes[at] ?? NONE) === '[') {
      const close = nodes.findIndex((one, i) => i > at && saidIn(one) === ']');
      if (close !== -1) {
        option = this.inline(nodes.slice(at + 1, close));
        at = close + 1;
      }
    }
    const before = at;
    skip();
    const group = nodes[at];
    return group?.type === 'group' ? { option, group, at: at + 1 } : { option, group: undefined, at: before };
  }

  walk(nodes: readonly Node[], list?: Listing): void {
    for (let at = 0; at < nodes.length;) {
      const node = nodes[at];
      if (!node) return;
      at = node.type === 'macro' ? this.macro(nodes, at, list) : at + 1;
      if (node.type !== 'macro') this.node(node, list);
    }
  }

  private node(node: Node, list?: Listing): void {
    const from = startOf(node, this.from);
    const written = this.source.slice(from, node.position?.end.offset ?? from);
    if (node.type === 'whitespace') this.add(' ', from);
    else if (node.type === 'parbreak') this.endParagraph();
    else if (node.type === 'string') this.add(saidIn(node).replaceAll('~', ' '), from);
    else if (node.type === 'inlinemath') this.add(`$${written.replace(/^\\?[$(]|\\?[$)]$/g, '')}$`, from);
    else if (node.type === 'displaymath' || node.type === 'mathenv')
      this.block(['$$', written.replace(/^\\\[|\\\]$|^\$\$|\$\$$/g, '').trim(), '$$'], from);
    else if (node.type === 'verb') this.add(`\`${saidIn(node)}\``, from);
    else if (node.type === 'verbatim') this.code(saidIn(node), from);
    else if (node.type === 'environment') this.environment(node, written, from);
    else if (node.type === 'group') this.walk(childrenOf(node), list);
  }

  private code(text: string, from: number): void {
    this.block(['````', ...text.replace(/^\s*\n|\s+$/g, '').split('\n'), '````'], from);
  }

  private environment(node: Node, written: string, from: number): void {
    const { env = '' } = node;
    const inner = childrenOf(node);
    if (CODE.test(env))
      return this.code(
        written.replace(/^\\begin\{[^}]*\}(?:\[[^\]]*\])?(?:\{[^}]*\})?|\\end\{[^}]*\}$/g, ''),
        from,
      );
    if (WITHOUT_TEXT.test(env)) return undefined;
    this.endParagraph();
    if (env === 'questions') {
      this.isExam = true;
      this.walk(inner);
      this.endQuestion();
      this.isExam = false;
    } else if (isAnswerWord(env.toLowerCase()) || namesAnswer(env)) {
      this.isUnanswered = false;
      this.block(['**Answer:**'], from);
      this.walk(inner);
    } else if (BARE_WORD.test(env) || EXERCISE.test(env))
      this.question(this.behindOptions(inner, 0).option ?? '', inner, from);
    else if (CARD.test(env)) {
      const { group, at } = this.behindOptions(inner, 0);
      this.question(group ? this.inline(childrenOf(group)) : '', inner.slice(at), from);
    } else if (LIST.test(env)) this.list(env, inner);
    else if (TABLE.test(env)) this.table(inner, from);
    else {
      const { group, at } = this.behindOptions(inner, 0);
      this.walk(inner.slice(group && !MEASURED.test(env) ? at - 1 : at));
    }
    this.endParagraph();
  }

  /** With a header, as Markdown wants one. */
  private table(nodes: readonly Node[], from: number): void {
    const rows: Node[][][] = [[[]]];
    for (const node of nodes.slice(nodes.findIndex(({ type }) => type === 'group') + 1)) {
      const said = saidIn(node);
      if (node.type === 'macro' && said === '\\') rows.push([[]]);
      else if (node.type === 'string' && said === '&') rows.at(-1)?.push([]);
      else rows.at(-1)?.at(-1)?.push(node);
    }
    const cells = rows.map((row) => row.map((cell) => this.inline(cell).replaceAll('|', '\\|')));
    const [header = [], ...rest] = cells.filter((row) => row.some((cell) => cell !== ''));
    this.block([lineOf(header), lineOf(header.map(() => '---')), ...rest.map(lineOf)], from);
  }

  /** A further argument of a custom command such as `\mcquestion`. */
  private choices(node: Node): void {
    const inner = childrenOf(node);
    this.endParagraph();
    if (inner.some((one) => one.type === 'macro' && ITEMS.has(saidIn(one)))) this.list('choices', inner);
    else this.walk(inner);
    this.endParagraph();
  }

  /** An exam question without an answer asks everything below it: code, choices, parts. */
  private endQuestion(): void {
    if (this.isUnanswered) this.block(['**Answer:**'], this.from);
    this.isUnanswered = false;
  }

  private question(title: string, nodes: readonly Node[], from: number): void {
    this.endQuestion();
    this.endParagraph();
    this.isUnanswered = this.isExam;
    this.add(`${'#'.repeat(LEVEL_OF_QUESTIONS)} Q: ${title}`.trimEnd(), from);
    if (nodes.length > 0) this.add(' ', from);
    this.walk(nodes);
  }

  private list(env: string, nodes: readonly Node[]): void {
    let count = 0;
    const isChoice = /choice|check/.test(env);
    const mark = (option?: string): string => {
      count += 1;
      if (isChoice) return `- ${String.fromCharCode(64 + count)}. `;
      if (option) return `- **${option}** `;
      return /enum|parts|tasks/.test(env) ? `${count}. ` : '- ';
    };
    // What is above the first item are options of the list.
    const first = nodes.findIndex((one) => one.type === 'macro' && ITEMS.has(saidIn(one)));
    this.indents.push('');
    this.walk(nodes.slice(Math.max(0, first)), { mark });
    this.end();
    this.indents.pop();
  }

  private macro(nodes: readonly Node[], at: number, list?: Listing): number {
    const node = nodes[at] ?? NONE;
    const name = saidIn(node);
    const from = startOf(node, this.from);
    const sign = SIGNS.get(name);
    if (sign !== undefined) {
      this.add(sign, from);
      // A blank ends the name of a command.
      return at + (/\p{L}$/u.test(name) && nodes[at + 1]?.type === 'whitespace' ? 2 : 1);
    }
    if (ACCENTS.has(name)) return this.accent(nodes, at, from);
    if (/^[^\p{L}]$/u.test(name)) {
      this.add(name === '-' || name === '/' || name === '!' ? '' : name, from);
      return at + 1;
    }
    if (list && ITEMS.has(name)) return this.item(nodes, at, list);
    const args = this.behindOptions(nodes, at + 1);
    const level = HEADINGS.get(name);
    if (ASKING.test(name)) {
      this.question(args.group ? this.inline(childrenOf(args.group)) : '', [], from);
      this.add(' ', from);
      let next = args.at;
      for (; args.group && nodes[next]?.type === 'group'; next += 1) this.choices(nodes[next] ?? NONE);
      return next;
    }
    if (level !== undefined && args.group) {
      this.endQuestion();
      this.block([`${'#'.repeat(level)} ${this.inline(childrenOf(args.group))}`], from);
    } else if (LEADS.has(name) && args.group)
      this.add(`\n\n**${this.inline(childrenOf(args.group))}** `, from);
    else if (MARKS.has(name) && args.group) {
      const mark = MARKS.get(name) ?? '';
      this.add(`${mark}${this.inline(childrenOf(args.group))}${mark}`, from);
    } else if (name === 'includegraphics' && args.group)
      this.add(`![](<${this.inline(childrenOf(args.group))}>)`, from);
    else if (name === 'href' && args.group) {
      const words = nodes[args.at];
      this.add(`[${words ? this.inline([words]) : ''}](<${this.inline(childrenOf(args.group))}>)`, from);
      return args.at + 1;
    } else if (name === 'texorpdfstring' && args.group) {
      this.walk(childrenOf(args.group), list);
      return args.at + 1;
    } else if (name === 'footnote' && args.group) this.add(` (${this.inline(childrenOf(args.group))})`, from);
    else if (SILENT.test(name)) {
      let next = args.at;
      while (nodes[next]?.type === 'group') next += 1;
      return next;
    } else if (args.group) {
      // The argument of an unknown command is text.
      this.walk(childrenOf(args.group), list);
    }
    return args.group || args.option !== undefined ? args.at : at + 1;
  }

  private item(nodes: readonly Node[], at: number, list: Listing): number {
    const node = nodes[at] ?? NONE;
    const name = saidIn(node);
    const { option, at: next } = this.behindOptions(nodes, at + 1);
    const end = nodes[next - 1]?.type === 'group' ? next - 1 : next;
    this.end();
    this.indents.splice(-1, 1, '');
    const label = list.mark(name === 'item' ? option : undefined);
    const isRight = /^correct/i.test(name);
    if (isRight) this.isUnanswered = false;
    this.add(`${label}${isRight ? '✅ ' : ''}`, startOf(node, this.from));
    this.hanging = ' '.repeat(label.length);
    return end;
  }

  private accent(nodes: readonly Node[], at: number, from: number): number {
    const accent = ACCENTS.get(saidIn(nodes[at] ?? NONE)) ?? '';
    const next = nodes[at + 1]?.type === 'whitespace' ? at + 2 : at + 1;
    const on = nodes[next];
    const said = on?.type === 'string' ? saidIn(on) : on ? this.inline([on]) : '';
    const sign = saidIn(nodes[at] ?? NONE);
    this.add(said === '' ? sign : (said.slice(0, 1) + accent).normalize('NFC') + said.slice(1), from);
    return next + 1;
  }
}

function linesOf(root: Node, text: string): readonly Fragment[] {
  const all = childrenOf(root);
  const body = all.find(({ env }) => env === 'document');
  const writer = new Writer(text);
  if (!body) writer.walk(all);
  else {
    const at = all.findIndex((one) => one.type === 'macro' && saidIn(one) === 'title');
    const title = at === -1 ? undefined : all.slice(at).find(({ type }) => type === 'group');
    if (title) writer.walk([all[at] ?? NONE, title]);
    writer.walk(childrenOf(body));
  }
  return writer.done();
}

/** Never throws: the parser accepts any text. */
export const latexAsMarkdown = (source: Source): Source =>
  madeOfLines(source, linesOf(LatexPegParser.parse(source.text), source.text));
