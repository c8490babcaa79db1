// Translates reStructuredText, AsciiDoc and LaTeX into Markdown, line by line, so that places stay true.
import type { Source } from '../../core/base/span.ts';
import { fieldsNamed } from './fields.ts';
import { type MadeLine, madeOfLines } from './made-source.ts';

const DEEPEST_HEADING = 6;
const FENCE = '````';
/** In characters; longer lines are not translated. */
const LONGEST_LINE = 5000;

/** Called for each line in order. */
type LineReader = (written: string, next: string) => string;

const heading = (level: number, words: string): string =>
  `${'#'.repeat(Math.min(level, DEEPEST_HEADING))} ${words.trim()}`;

// reStructuredText

const UNDERLINE = /^([=\-`:'"~^_*+#<>.])\1{2,}[ \t]*$/;
const DIRECTIVE = /^([ \t]*)\.\. (?:([\w-]+)::[ \t]*(.*)|.*)$/;
const CODE_DIRECTIVE = /^(?:code|code-block|sourcecode|parsed-literal|highlight)$/;
const RST_INLINE =
  /``([^`\n]{1,300})``|:[\w:+-]{1,30}:`([^`<\n]{1,200})(?: <[^>]*>)?`|`([^`<\n]{1,200}) <([^>\s]{1,300})>`_{1,2}/g;

const rstWords = (text: string): string =>
  text.replaceAll(RST_INLINE, (_, code?: string, role?: string, words = '', address = '') =>
    code === undefined ? (role ?? `[${words}](${address})`) : `\`${code}\``,
  );

const indentOf = (line: string): number => line.search(/\S|$/);

/** Lines below that are indented more are code, or belong to a directive that is left out. */
function readRst(): LineReader {
  const levels: string[] = [];
  let underlined = false;
  let block: { readonly indent: number; readonly fence: string; open: boolean; own?: number } | undefined;
  return (written, next) => {
    const blank = written.trim() === '';
    let closing = '';
    if (block) {
      const { indent, fence } = block;
      if (blank || indentOf(written) > indent) {
        // The options of a directive.
        const isOption = !block.open && /^[ \t]*(?::[\w-]+:|$)/.test(written);
        const opening = !block.open && !isOption && fence !== '' ? `${fence}\n` : '';
        block.open ||= !isOption;
        if (!isOption && !blank) block.own ??= indentOf(written);
        return fence === '' || isOption
          ? ''
          : opening + written.slice(Math.min(block.own ?? indent, indentOf(written)));
      }
      if (block.open && fence !== '') closing = `${FENCE}\n\n`;
      block = undefined;
    }
    if (underlined) {
      underlined = false;
      return closing;
    }
    const mark = UNDERLINE.exec(next)?.[1];
    if (mark !== undefined && !blank && !UNDERLINE.test(written) && indentOf(written) === 0) {
      underlined = true;
      if (!levels.includes(mark)) levels.push(mark);
      return closing + heading(levels.indexOf(mark) + 1, rstWords(written));
    }
    const [directive, indent = '', name = '', rest = ''] = DIRECTIVE.exec(written) ?? [];
    if (directive !== undefined) {
      const isCode = CODE_DIRECTIVE.test(name);
      block = { indent: indent.length, fence: isCode ? FENCE + rest.trim() : '', open: false };
      if (/^(?:image|figure)$/.test(name)) return `${closing}![](<${rest}>)`;
      return closing + (isCode ? '' : /^(?:note|warning|tip|hint|important)$/.test(name) ? rest : '');
    }
    const isLiteral = /::[ \t]*$/.test(written);
    if (isLiteral) block = { indent: indentOf(written), fence: FENCE, open: false };
    const plain = written.trim() === '::' ? '' : written.replace(/::[ \t]*$/, ':');
    return closing + rstWords(plain.replace(/^([ \t]*)#\. /, '$11. '));
  };
}

// AsciiDoc

const ADOC_HEADING = /^(={1,6}|#{1,6})[ \t]+(\S.*?)[ \t]*=*$/;
const ADOC_MACRO =
  /^(?:if(?:n?def|eval)|endif|include|toc)::|^:[\w!-]+:|^\/\/(?!\/)|^\[(?:[^[\]]*)\][ \t]*$|^\+[ \t]*$/;
const ADOC_EDGE = /^(?:={4,}|\*{4,}|_{4,}|-{2}|\+{4,})[ \t]*$/;
const ADOC_LINK =
  /(?:link:|(?=https?:))([^\s[\]]{1,400})\[([^\]\n]{0,300})\]|image::?([^\s[\]]{1,300})\[[^\]\n]{0,200}\]/g;

function readAdoc(): LineReader {
  let fence = '';
  let language = '';
  return (written) => {
    const edge = /^(?:-{4,}|\.{4,}|`{3,})/.exec(written)?.[0];
    if (fence !== '') {
      if (edge !== fence) return written;
      fence = '';
      return FENCE;
    }
    if (edge !== undefined) {
      fence = edge;
      const opening = FENCE + (language || written.slice(edge.length).trim());
      language = '';
      return opening;
    }
    language = /^\[source,[ \t]*([\w+#-]{1,20})/.exec(written)?.[1] ?? language;
    const [, marks, words = ''] = ADOC_HEADING.exec(written) ?? [];
    if (marks !== undefined) return heading(marks.length, words);
    if (ADOC_MACRO.test(written) || ADOC_EDGE.test(written)) return '';
    const [, stars = '', item = ''] = /^[ \t]*([*.-]{1,5})[ \t]+(\S.*)$/.exec(written) ?? [];
    const title = /^\.(\p{L}[^.].*)$/u.exec(written)?.[1];
    const plain =
      title === undefined
        ? stars === '' || /^-{2,}$/.test(stars)
          ? written
          : `${'  '.repeat(stars.length - 1)}${stars.startsWith('.') ? '1.' : '-'} ${item}`
        : `**${title.replace(/:$/, '')}:**`;
    return plain.replaceAll(ADOC_LINK, (_, address?: string, label = '', image = '') =>
      address === undefined ? `![](<${image}>)` : `[${label || address}](<${address}>)`,
    );
  };
}

// LaTeX

const SECTIONS = ['part', 'chapter', 'section', 'subsection', 'subsubsection', 'paragraph'];
const TEX_HEADING =
  /^[ \t]*\\(part|chapter|section|subsection|subsubsection|paragraph)\*?(?:\[[^\]]*\])?\{(.*)\}[^}]*$/;
const TEX_ENV = /^[ \t]*\\(begin|end)\{(\w+)\*?\}(?:\[[^\]]*\]|\{[^}]*\})*/;
const TEX_CODE = /^(?:verbatim|lstlisting|minted|alltt)$/;
const TEX_LIST =
  /^(?:itemize|enumerate|description|questions|parts|choices|checkboxes|oneparchoices|compactitem)$/;
const TEX_ITEM = /^[ \t]*\\(item|question|part|choice|CorrectChoice|correctchoice)(?:\[([^\]]*)\])?[ \t]*/;
/** Lines about the layout of a page. */
const TEX_LAYOUT =
  /^[ \t]*\\(?:v?space|centering|includegraphics|caption|label|newpage|clearpage|pagebreak|maketitle|tableofcontents|noindent|bigskip|medskip|smallskip|hline|color|usepackage|input|include|bibliography\w*|setcounter|title|author|date|newcommand|renewcommand)\b.*$/;
const TEX_INLINE =
  /\\(textbf|emph|textit|texttt|underline|text|url|href)\{([^{}]{0,400})\}(?:\{([^{}]{0,300})\})?/g;

const texWords = (text: string): string =>
  text
    .replaceAll(TEX_INLINE, (_, name: string, words: string, behind?: string) => {
      if (name === 'href') return `[${behind ?? words}](<${words}>)`;
      const mark = name === 'textbf' ? '**' : name === 'texttt' ? '`' : /emph|textit/.test(name) ? '*' : '';
      return mark + words + mark + (behind === undefined ? '' : `{${behind}}`);
    })
    .replace(/(?<!\\)\\\\[ \t]*$/, '')
    .replaceAll(/\\([%&#_$])/g, '$1')
    .replaceAll('``', '“')
    .replaceAll("''", '”')
    .replaceAll('~', ' ');

function readTex(text: string): LineReader {
  const top = SECTIONS.findIndex((name) => text.includes(`\\${name}{`) || text.includes(`\\${name}*{`));
  let isInside = !text.includes('\\begin{document}');
  let isCode = false;
  const lists: string[] = [];
  return (written) => {
    const [env = '', side = '', name = ''] = TEX_ENV.exec(written) ?? [];
    if (name === 'document') isInside = side === 'begin';
    if (!isInside || name === 'document') return '';
    if (isCode && !(side === 'end' && TEX_CODE.test(name))) return written;
    if (TEX_CODE.test(name)) {
      isCode = side === 'begin';
      return FENCE;
    }
    const bare = written.replace(/(?<!\\)%.*$/, '');
    if (TEX_LIST.test(name)) {
      if (side === 'begin') lists.push(name);
      else lists.pop();
    }
    if (env !== '') {
      const isAnswer =
        side === 'begin' && fieldsNamed(name).some(({ role, sure }) => role === 'answer' && sure);
      return (isAnswer ? '**Answer:** ' : '') + texWords(bare.slice(env.length)).trim();
    }
    const [, section, words = ''] = TEX_HEADING.exec(bare) ?? [];
    if (section !== undefined)
      return heading(SECTIONS.indexOf(section) - Math.max(0, top) + 1, texWords(words));
    if (TEX_LAYOUT.test(bare)) return '';
    const [item = '', kind = '', label] = TEX_ITEM.exec(bare) ?? [];
    const rest = texWords(bare.slice(item.length)).trim();
    if (item === '') return lists.length > 0 && rest !== '' ? `${'  '.repeat(lists.length)}${rest}` : rest;
    const isCounted = /^(?:enumerate|questions|parts)$/.test(lists.at(-1) ?? '') || kind === 'question';
    const box = /choice/i.test(kind) ? (/correct/i.test(kind) ? '[x] ' : '[ ] ') : '';
    const lead = `${'  '.repeat(Math.max(0, lists.length - 1))}${isCounted ? '1.' : '-'} ${box}`;
    return lead + (label === undefined || label === '' ? '' : `**${label}** `) + rest;
  };
}

const READERS: readonly (readonly [name: RegExp, reader: (text: string) => LineReader])[] = [
  [/\.rst$/i, readRst],
  [/\.(?:adoc|asciidoc)$/i, readAdoc],
  [/\.tex$/i, readTex],
];

const readerOf = (file: string): ((text: string) => LineReader) | undefined =>
  READERS.find(([name]) => name.test(file))?.[1];

export const isOutlined = (file: string): boolean => readerOf(file) !== undefined;

/** The source, as Markdown. Every line has the number that it has in the file. */
export function outlinedAsMarkdown(source: Source): Source {
  const read = readerOf(source.file)?.(source.text);
  if (!read) return source;
  const start = source.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const written = source.text.slice(start).split('\n');
  let from = start;
  const lines = written.map((line, i): MadeLine => {
    const own = line.replace(/\r$/, '');
    const text = own.length > LONGEST_LINE ? own : read(own, (written[i + 1] ?? '').replace(/\r$/, ''));
    const made = { from, text, exact: text === own };
    from += line.length + 1;
    return made;
  });
  return madeOfLines(source, lines);
}
