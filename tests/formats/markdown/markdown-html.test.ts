// Markdown as HTML: what is drawn, and that nothing of it can do harm.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { markText } from '../../../src/core/base/markup.ts';
import { htmlWriter } from '../../../src/formats/markdown/to-html.ts';
import { escapeHtml, safeAddress } from '../../../src/formats/markdown/html.ts';
import { HOSTILE_TEXTS } from '../../support/page-questions.ts';
import { hostileText } from '../../support/question-texts.ts';

const writer = htmlWriter({ heading: 4 });
const block = (markdown: string): string => writer.block(markdown).trim();

/** Every tag that a text may become, attributes and all. */
const ALLOWED =
  /^<(?:\/?(?:p|strong|em|del|code|pre|blockquote|ul|ol|li|table|thead|tbody|tr|td|th|div|span|h[4-6]|a|sub|sup|kbd|br|hr)|p class="(?:raw|math)"|span class="(?:raw|math|image)"|li class="task"|ol start="\d{1,9}"|pre tabindex="0"|div class="table" tabindex="0"|t[dh](?: scope="col")?(?: class="(?:left|right|center)")?|a href="(?:https?:\/\/|mailto:)[^"<>\s]+" rel="noreferrer noopener")>$/i;

/** Characters that mean something to Markdown or HTML, and a few that do not. */
const LETTERS = '<>"\'&[]()!`*_$\\ \n#-|=:/;abscript'.split('');

function strangeTags(html: string): readonly string[] {
  const rest = html.replaceAll(/<[^<>]*>/g, (tag) => (ALLOWED.test(tag) ? '' : tag));
  return /[<>]/.test(rest) ? [rest] : [];
}

describe('Markdown as HTML', () => {
  it.each([
    [
      'One\ntwo **three** *four* ~~five~~.',
      '<p>One\ntwo <strong>three</strong> <em>four</em> <del>five</del>.</p>',
    ],
    ['a  \nb', '<p>a<br>b</p>'],
    ['`a < b`', '<p><code>a &lt; b</code></p>'],
    ['Fish &amp; chips &lt;b&gt; & more &unknown;', '<p>Fish &amp; chips &lt;b&gt; &amp; more &unknown;</p>'],
    ['- a\n- b\n  - c', '<ul>\n<li>a</li>\n<li>b<ul>\n<li>c</li>\n</ul></li>\n</ul>'],
    ['3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['- [x] a\n- [ ] b', '<ul>\n<li class="task">☑ a</li>\n<li class="task">☐ b</li>\n</ul>'],
    ['> a', '<blockquote>\n<p>a</p>\n</blockquote>'],
    ['> [!tip] First\n> a', '<blockquote>\n<p><strong>First</strong></p>\n<p>a</p>\n</blockquote>'],
    ['a ==b== c == d', '<p>a <strong>b</strong> c == d</p>'],
    ['---', '<hr>'],
    ['```\na <b>\n```', '<pre tabindex="0"><code>a &lt;b&gt;</code></pre>'],
    ['H<sub>2</sub>O<br/><kbd>Ctrl</kbd>', '<p>H<sub>2</sub>O<br><kbd>Ctrl</kbd></p>'],
    ['a <b>c</b> <!-- d --> e', '<p>a &lt;b&gt;c&lt;/b&gt;  e</p>'],
    ['<div>\na\n</div>', '<p class="raw">&lt;div&gt;\na\n&lt;/div&gt;</p>'],
    ['<!-- only this -->', ''],
  ])('draws %j', (markdown, html) => {
    expect(block(markdown)).toBe(html);
  });

  it('draws tables in a frame that scrolls', () => {
    expect(block('| a | |\n|:-:|--:|\n| 1 | **2** |')).toBe(
      `<div class="table" tabindex="0"><table>\n<thead>\n<tr><th scope="col" class="center">a</th><td class="right"></td></tr>\n</thead>\n<tbody>\n<tr><td class="center">1</td><td class="right"><strong>2</strong></td></tr>\n</tbody>\n</table></div>`,
    );
  });

  it('leaves out no level of headings, and none without words', () => {
    const tags = (markdown: string): readonly string[] =>
      [...block(markdown).matchAll(/<(h\d)>/g)].map(([, tag = '']) => tag);
    expect(tags('## a\n\n#### b\n\n###### c\n\n# d\n\n### e')).toEqual(['h4', 'h5', 'h6', 'h4', 'h5']);
    expect(tags('# a\n\n#\n\n## <!-- x -->\n\n#### b')).toEqual(['h4', 'h5']);
  });

  it('leaves math as it is written, and money alone', () => {
    expect(block('Let $a_1 * b_1 * c$ be.')).toBe('<p>Let <span class="math">$a_1 * b_1 * c$</span> be.</p>');
    expect(block('Let \\(a_1\\) and $$x*y*z$$.')).toBe(
      '<p>Let <span class="math">\\(a_1\\)</span> and <span class="math">$$x*y*z$$</span>.</p>',
    );
    expect(block('So:\n$$\na * b * c\n$$\nthen')).toBe(
      '<p>So:</p>\n<p class="math">$$\na * b * c\n$$</p>\n<p>then</p>',
    );
    expect(block('It costs $5 *or* $10, US$3 or 4$.')).toBe(
      '<p>It costs $5 <em>or</em> $10, US$3 or 4$.</p>',
    );
  });

  it('follows only addresses that lead somewhere, and makes links of images', () => {
    expect(block('[a](https://example.com/?a=1&b="2")')).toBe(
      '<p><a href="https://example.com/?a=1&amp;b=%222%22" rel="noreferrer noopener">a</a></p>',
    );
    expect(block('[a](notes.md) [b](#c) [d](javascript:e)')).toBe('<p>a b d</p>');
    expect(block('![a *b*](https://example.com/c.png) ![](d.png)')).toBe(
      '<p><span class="image"><a href="https://example.com/c.png" rel="noreferrer noopener">a <em>b</em></a></span> <span class="image">image</span></p>',
    );
    expect(writer.inline('[a](https://example.com) **b**', 'words')).toBe('a <strong>b</strong>');
    expect(writer.inline('<me@example.com>', 'links')).toContain('href="mailto:me@example.com"');
  });

  it('colours code whose language is known', () => {
    const coloured = htmlWriter({
      heading: 4,
      code: (text, language) => (language === 'py' ? `[${text}]` : undefined),
    });
    expect(coloured.block('```py title="x"\na\n```')).toContain('<code>[a]</code>');
    expect(coloured.block('```js\na\n```')).toContain('<code>a</code>');
  });

  it('puts what stands at marks where they are, and knows no others', () => {
    const marked = htmlWriter({
      heading: 4,
      mark: (index) => (index === 0 ? { html: '<b>1*2*3</b>', words: '1*2*3' } : undefined),
    });
    const mark = markText(0);
    expect(marked.block(`**${mark}**, \`${mark}\`, ${markText(7)}.`)).toBe(
      '<p><strong><b>1*2*3</b></strong>, <code><b>1*2*3</b></code>, .</p>\n',
    );
    expect(marked.block(`[a](https://example.com/${mark})`)).toContain('href="https://example.com/1*2*3"');
    expect(writer.block(`a ${mark} b`)).toBe('<p>a 0 b</p>\n');
  });

  it('shows what is too deep or too large as it is written', () => {
    expect(block(`${'> '.repeat(500)}a < b`)).toMatch(/^<span class="raw">(?:&gt; ){500}a &lt; b<\/span>$/);
  });
});

describe('hostile Markdown', () => {
  it.each(HOSTILE_TEXTS)('does nothing: %s', (text) => {
    expect(strangeTags(block(text))).toEqual([]);
    expect(strangeTags(writer.inline(text, 'links'))).toEqual([]);
  });

  it('becomes no element that is not meant, whatever it is', () => {
    const piece = fc.oneof(
      hostileText,
      fc.constantFrom(...HOSTILE_TEXTS),
      fc.array(fc.constantFrom(...LETTERS), { maxLength: 40 }).map((letters) => letters.join('')),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        expect(strangeTags(block(pieces.join('\n')))).toEqual([]);
      }),
      { seed: 7 },
    );
  });

  it.each([
    ['dollars', '$a '.repeat(12_000)],
    ['formulas', '\n$$\n'.repeat(20_000)],
    ['brackets', '[a]('.repeat(9_000)],
    ['tags', '<a '.repeat(12_000)],
    ['paragraphs', 'a $ b\n\n'.repeat(40_000)],
    ['backticks', Array.from({ length: 200 }, (_, i) => '`'.repeat(i)).join(' ')],
  ])('becomes no strange element for many %s', (_, text) => {
    expect(strangeTags(block(text))).toEqual([]);
  });
});

describe('addresses', () => {
  it.each([
    ['https://example.com/a b', undefined],
    ['https://example.com/ä?q=[1]#x', 'https://example.com/ä?q=[1]#x'],
    ['HTTP://EXAMPLE.COM', 'HTTP://EXAMPLE.COM'],
    ['mailto:me@example.com', 'mailto:me@example.com'],
    ['https://a/<script>', 'https://a/%3Cscript%3E'],
    ['java\u0000script:alert(1)', undefined],
    ['\u0001javascript:alert(1)', undefined],
    ['ftp://example.com', undefined],
    ['https://', undefined],
    ['', undefined],
  ])('%j', (address, safe) => {
    expect(safeAddress(address)).toBe(safe);
  });
});

describe('escaping', () => {
  it('takes their meaning from all characters that have one', () => {
    expect(escapeHtml(`<a b='c' d="e">&amp;`)).toBe('&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;amp;');
  });
});
