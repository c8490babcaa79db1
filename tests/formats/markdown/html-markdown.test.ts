// HTML as editors, exporters and hostile people write it, and the Markdown that comes of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownOf } from '../../../src/formats/markdown/from-html.ts';

/** A text with what stands in the first place put into Markdown as in the second. */
type Row = readonly [html: string, markdown: string];
const check = (rows: readonly Row[]): void => {
  for (const [html, markdown] of rows) expect([html, markdownOf(html)]).toEqual([html, markdown]);
};

describe('a text without tags', () => {
  it('comes back with its character references decoded, and nothing else', () => {
    check([
      ['', ''],
      ['snake_case * 2, [X]ms, **bold**, `x`\n- a\n', 'snake_case * 2, [X]ms, **bold**, `x`\n- a\n'],
      ['p &lt; 0.05 &amp; n &ge; 30 &rarr; &#945;&#x3B2;', 'p < 0.05 & n ≥ 30 → αβ'],
      ['a&nbsp;b', 'a b'],
      ['&nosuch; &', '&nosuch; &'],
    ]);
  });

  it('keeps words in angle brackets that are no element', () => {
    check([
      ['List<String> and a < b', 'List<String> and a < b'],
      ['<b>List</b><String>', '**List**\\<String>'],
    ]);
  });

  it('keeps tags and references that the author wanted to be seen', () => {
    check([
      ['What is a &lt;div&gt;?', 'What is a \\<div>?'],
      ['What is &amp;nbsp;?', 'What is \\&nbsp;?'],
      ['<b>A</b> &lt;div&gt; &amp;nbsp;', '**A** \\<div> \\&nbsp;'],
    ]);
  });
});

describe('lines', () => {
  it('end at a break and at a div, paragraphs at an empty line and at a p', () => {
    check([
      ['a<br>b<br/>c', 'a  \nb  \nc'],
      ['a<br><br><br>b', 'a\n\nb'],
      ['<div>a</div><div>b</div>', 'a  \nb'],
      ['<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
      ['a<div>b<br></div><div>c</div>', 'a  \nb  \nc'],
      ['<p>a</p>\n<p>b</p>', 'a\n\nb'],
      ['<br><br>a<br>', 'a'],
    ]);
  });

  it('hold one blank between words, however many the file has', () => {
    check([
      ['a\n\n  b <b> c </b> d', 'a b **c** d'],
      ['a&nbsp;&nbsp;<b>b</b>', 'a **b**'],
    ]);
  });

  it('may look like a list and are one', () => {
    check([['<div>- a</div><div>- b</div>', '- a  \n- b']]);
  });

  it('do not turn into headings or quotes', () => {
    check([
      ['<i>x</i><br># of rows', '*x*  \n\\# of rows'],
      ['<i>x</i><br>&gt; 5', '*x*  \n\\> 5'],
    ]);
  });
});

describe('marks', () => {
  it('stand around the words that they mark', () => {
    check([
      ['<b>a</b> <strong>b</strong> <i>c</i> <em>d</em> <u>e</u> <s>f</s>', '**a** **b** *c* *d* *e* ~~f~~'],
      ['<b><i>x</i></b>', '***x***'],
      ['<b>a <b>b</b></b>', '**a b**'],
      ['<b>a<br>b</b>', '**a**  \n**b**'],
      ['<b> </b>x<i></i>', 'x'],
      ['<span style="font-weight: 600">a</span> <span style="color:red">b</span>', '**a** b'],
      ['<b>one <i>two</b> three</i>', '**one *two*** three'],
    ]);
  });

  it('have a blank beside them where they would not close or open', () => {
    check([
      ['<b>Note:</b>text', '**Note:** text'],
      ['<b>Note:</b> text', '**Note:** text'],
      ['foo<b>(bar)</b>.', 'foo **(bar)**.'],
      ['un<b>believ</b>able', 'un**believ**able'],
    ]);
  });

  it('are escaped where the text only happens to have some', () => {
    check([
      [
        '<b>x</b> __init__, 2*3*4, ____ and snake_case',
        '**x** \\_\\_init\\_\\_, 2\\*3\\*4, ____ and snake_case',
      ],
      ['<b>x</b> C:\\*.txt', '**x** C:\\\\*.txt'],
    ]);
  });

  it('leave placeholders as they are', () => {
    check([['<b>[X]ms</b> [FILL IN: p95_ms] {{name}}', '**[X]ms** [FILL IN: p95_ms] {{name}}']]);
  });

  it('for raised and lowered characters are a sign before them', () => {
    check([
      ['O(n<sup>2</sup>), x<sub>i</sub>, log<sub>10</sub>', 'O(n^2), x_i, log_10'],
      ['2<sup>n log n</sup>, x<sub>Q</sub>', '2^(n log n), x_Q'],
      ['<code>O(n<sup>2</sup>)</code>', '`O(n^2)`'],
    ]);
  });
});

describe('lists', () => {
  it('keep their kind, their start and their depth', () => {
    check([
      ['<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d', '- a\n- b\n  - c\n\nd'],
      ['<ol start="3"><li>a</li><li>b</li></ol>', '3. a\n4. b'],
      ['<ol><li>a<ol><li>b</li></ol></li></ol>', '1. a\n   1. b'],
      ['x<ul><li>a</li></ul>', 'x\n\n- a'],
    ]);
  });

  it('are read where tags are missing or misplaced', () => {
    check([
      ['<ul><li>a<li>b</ul>', '- a\n- b'],
      ['<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>', '- a\n  - b\n- c'],
      ['<ul>a<li>b</li></ul>', '- a\n- b'],
      ['<ul><li>a</ul>b</li>c', '- a\n\nbc'],
      ['<ul><li></li><li>b</li></ul>', '- b'],
    ]);
  });

  it('hold paragraphs, code and boxes', () => {
    check([
      ['<ol><li>a<p>b</p></li><li>c</li></ol>', '1. a\n\n   b\n2. c'],
      ['<ul><li>a<pre>x\ny</pre></li></ul>', '- a\n\n  ```\n  x\n  y\n  ```'],
      [
        '<ul><li><input type="checkbox" checked> a</li><li><input type=checkbox> b</li></ul>',
        '- [x] a\n- [ ] b',
      ],
    ]);
  });
});

describe('code', () => {
  it('is kept to the character, with its language', () => {
    check([
      [
        '<pre><code class="language-python">x = {}\nif a &lt; b:\n    y_1 *= 2</code></pre>',
        '```python\nx = {}\nif a < b:\n    y_1 *= 2\n```',
      ],
      ['<pre class="brush: js">a</pre>', '```js\na\n```'],
      ['<pre><code class="hljs cpp">a</code></pre>', '```cpp\na\n```'],
      ['<pre>\na\n</pre>', '```\na\n```'],
      ['<pre><div>a</div><div>  b</div>c<br>d</pre>', '```\na\n  b\nc\nd\n```'],
      ['<pre><span style="color:red">def</span>&nbsp;f():</pre>', '```\ndef f():\n```'],
    ]);
  });

  it('has a fence, or ticks, that it does not hold itself', () => {
    check([
      ['<pre>```\nx\n```</pre>', '````\n```\nx\n```\n````'],
      ['<code>a`b</code>', '`` a`b ``'],
    ]);
  });

  it('in a line stays in it, and over several lines becomes a block', () => {
    check([
      ['Use <code>dict</code>, <kbd>Ctrl</kbd> or <tt>x_y*z</tt>.', 'Use `dict`, `Ctrl` or `x_y*z`.'],
      ['<code>a<br>b</code>', '```\na\nb\n```'],
      ['<code></code>x', 'x'],
      ['<code>\\(x\\)</code>', '`\\(x\\)`'],
    ]);
  });

  it('that was never closed keeps the lines of what follows', () => {
    check([['<code>a<ul><li>b</li></ul>', '```\na\nb\n```']]);
  });

  it('beside its line numbers is taken out of their table', () => {
    check([['<table><tr><td><pre>1\n2</pre></td><td><pre>x\ny</pre></td></tr></table>', '```\nx\ny\n```']]);
  });
});

describe('tables', () => {
  it('have a head and a line for each row', () => {
    check([
      [
        '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
        '| a | b |\n| --- | --- |\n| 1 | 2 |',
      ],
      [
        'x<table><tr><td>a<td>b<tr><td>c|d<td>e<br>f</table>y',
        'x\n\n| a | b |\n| --- | --- |\n| c\\|d | e<br>f |\n\ny',
      ],
      [
        '<table><tr><td>a</td></tr><tr><td>1</td><td>2</td></tr></table>',
        '| a |  |\n| --- | --- |\n| 1 | 2 |',
      ],
    ]);
  });

  it('that only lay things out are not kept as such', () => {
    check([
      ['<table><tr><td>a</td></tr><tr><td><b>b</b></td></tr></table>', 'a\n\n**b**'],
      [
        '<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>',
        '| a | b |\n| --- | --- |',
      ],
    ]);
  });

  it('lose no words that stand between their cells', () => {
    expect(markdownOf('<table>a<tr>b<td>c</td></tr>d</table>').match(/[abcd]/g)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
    check([['<td>a</td><td>b</td>', 'a b']]);
  });
});

describe('images, links and formulas', () => {
  it('keep their place and their words', () => {
    check([
      ['<img src="tree.png" alt="A tree">', '![A tree](tree.png)'],
      ['<img alt=x src="a b.png">', '![x](<a b.png>)'],
      ['<img src="my-tree.png">', '![my-tree.png](my-tree.png)'],
      ['<a href="https://example.org/a_b">here</a>', '[here](https://example.org/a_b)'],
      ['<a href="https://example.org/a_b">https://example.org/a_b</a>', 'https://example.org/a_b'],
      ['<a href="#top">top</a><a href="/x"></a>', 'top'],
      ['<audio src="say.mp3"></audio>', '[say.mp3](say.mp3)'],
    ]);
  });

  it('lead nowhere but to files and pages', () => {
    check([
      ['<a href="javascript:alert(1)">x</a>', 'x'],
      ['<a href=" jav&#x0A;ascript:alert(1)">x</a>', 'x'],
      ['<img src="data:image/png;base64,AAAA" alt="plot">', '(plot)'],
      ['<a href="host.example:8080/x">x</a>', '[x](host.example:8080/x)'],
    ]);
  });

  it('are TeX between dollars', () => {
    check([
      ['\\(a &lt; b_1\\)', '$a < b_1$'],
      ['<b>So</b> \\[x<br>y\\]', '**So** $$x y$$'],
      ['[$]x*y*z[/$] [$$]q[/$$] [latex]$k$[/latex]', '$x*y*z$ $$q$$ $k$'],
      ['f\\(x', 'f\\(x'],
    ]);
  });
});

describe('what says nothing', () => {
  it('is left out', () => {
    check([
      ['<script>alert("<b>")</script>a<style>b{}</style><!-- c -->d<svg><path/></svg>', 'ad'],
      ['<!DOCTYPE html><html><head><title>t</title></head><body>a</body></html>', 'a'],
      ['<b>x</b><script>never closed', '**x**'],
    ]);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    '<b>',
    '</b>',
    '<ul>',
    '<li>',
    '</li>',
    '</ul>',
    '<table>',
    '<tr>',
    '<td>',
    '</td>',
    '</table>',
    '<pre>',
    '</pre>',
    '<code class="',
    '">',
    '</code>',
    '<br>',
    '<p>',
    '</div>',
    '<a href=',
    "'",
    '"',
    '>',
    '<',
    '&',
    '&lt;',
    '&#0;',
    '\\(',
    '\\)',
    '[$]',
    '[/$]',
    '<!--',
    '-->',
    '<script>',
    '</script>',
    '`',
    '```',
    '\n',
    ' ',
    '\u00a0',
    '\ud83d',
    '__proto__',
    'x',
    '<sup>',
    '<h2>',
  );

  it('gives a text, at any mixture of tags', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
        expect(typeof markdownOf(parts.join(''))).toBe('string');
      }),
      { seed: 5 },
    );
  });

  it('keeps every word outside of tags', () => {
    const tag = fc.constantFrom(
      '<b>',
      '</b>',
      '<ul>',
      '<li>',
      '</ul>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<p>',
      '<h3>',
      '<i>',
      '</i>',
      '<blockquote>',
      '<div>',
      '<br>',
    );
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 40 }), (tags) => {
        const html = tags.map((each, i) => `${each}w${i}w`).join('');
        const found = markdownOf(html).match(/w\d+w/g) ?? [];
        expect(found).toEqual(tags.map((_, i) => `w${i}w`));
      }),
      { seed: 6 },
    );
  });

  // Texts of 200 KB: one that took quadratic time would take minutes.
  it('is read whatever is nested or never closed', () => {
    const hostile = [
      '<div>',
      '<b>x',
      '<div></b>',
      '<ul><li>',
      '<p><li>',
      '<td><p>',
      '<blockquote>x<br>',
      '<table><tr><td>x',
      '<a "',
      "<a b='",
      '<!--',
      '\\(',
      '<pre><code>',
      '<td>y',
      '<script>',
      '<img x="',
      '&#32;',
      '\u00a0 ',
      '*a',
      '_',
      '`',
      '<span style="font-weight:bold">',
      '<sup>',
    ];
    for (const piece of hostile) {
      const html = `seen <b>${piece.repeat(Math.ceil(60_000 / piece.length))}`;
      expect(markdownOf(html)).toMatch(/^seen/);
    }
    expect(markdownOf(`<pre>${' '.repeat(200_000)}x</pre>`)).toHaveLength('```\n'.length * 2 + 200_001);
    const table = `<table>${'<tr><td>x</td></tr>'.repeat(2000)}<tr>${'<td>y</td>'.repeat(2000)}</table>`;
    expect(markdownOf(table).match(/[xy]/g)).toHaveLength(4000);
  });
});
