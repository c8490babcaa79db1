// Web pages, each as one program exports it: what is read of them, whole, and the lines that it is told with.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readShaped } from '../../../src/formats/import/index.ts';
import { pageAsMarkdown } from '../../../src/formats/import/page.ts';

const read = (text: string, file = 'page.html') =>
  readShaped(openSource(file, text, 'folder'), 'bank').content;
const told = (text: string, file?: string) =>
  read(text, file).questions.map(({ line, title, answer }) => [line, title, answer.text]);
const markdown = (html: string): string => pageAsMarkdown(openSource('page.html', html)).text.trim();

/** Around each block of Notion. */
const block = (html: string): string => `<div style="display:contents" dir="auto">${html}</div>`;
const toggle = (summary: string, ...blocks: readonly string[]): string =>
  block(
    `<ul id="b1" class="toggle"><li><details open=""><summary>${summary}</summary>${blocks.map(block).join('')}</details></li></ul>`,
  );
const item = (html: string): string =>
  `<ul id="b3" class="bulleted-list"><li style="list-style-type:disc">${html}</li></ul>`;

const NOTION = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><title>Interview prep</title><style>
/* cspell:disable-file */
.page-title {
	font-size: 2.5rem;
	font-weight: 700;
}
</style></head><body><article id="0123" class="page sans"><header><div class="page-header-icon undefined"><span class="icon">📚</span></div><h1 class="page-title" dir="auto">Interview prep</h1><p class="page-description" dir="auto"></p><table class="properties"><tbody><tr class="property-row property-row-status"><th>Status</th><td><span class="status-value">In progress</span></td></tr></tbody></table></header><div class="page-body">${block('<h2 id="a1" class="">Databases</h2>')}${toggle(
  'What is an index?',
  '<p id="b2" class="">A sorted copy of <strong>some</strong> columns.</p>',
  item('reads get faster'),
  item('writes get slower'),
)}${toggle(
  'What does <code>EXPLAIN</code> tell?',
  '<p id="c2" class="">The plan:</p>',
  `<script src="https://cdnjs.cloudflare.com/ajax/libs/prism/1.29.0/prism.min.js"></script><pre id="c3" class="code"><code class="language-SQL" style="white-space:pre-wrap">EXPLAIN SELECT *
FROM t
WHERE a &lt; 3;</code></pre>`,
  '<figure id="c4" class="image"><img style="width:240px" src="Interview%20prep/plan.png"/></figure>',
)}${block(
  `<details open=""><summary style="font-weight:600;font-size:1.5em;line-height:1.3;margin:0">Networks</summary><div class="indented">${toggle(
    'Why is TCP slow to start?',
    '<p id="d2" class="">It probes the path:</p>',
    toggle('More', '<p id="d4">The window doubles.</p>'),
    `<figure id="e1" class="equation"><style>@import url('katex.min.css')</style><div class="equation-container"><span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>w</mi><mo>=</mo><msup><mn>2</mn><mi>n</mi></msup></mrow><annotation encoding="application/x-tex">w = 2^n</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span class="mord mathnormal">w</span></span></span></div></figure>`,
  )}</div></details>`,
)}</div></article></body></html>
`;

const GOOGLE = `<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">ol.lst-kix_abc-0{list-style-type:none}.c3{height:11pt}.c1{color:#000000;font-weight:400;text-decoration:none;font-size:11pt}.c4{color:#000000;font-weight:700;text-decoration:none;font-size:11pt}.title{padding-top:0pt;font-size:26pt}</style></head><body class="c5 doc-content"><p class="c0 title" id="h.8xq1"><span class="c2">Backend interview</span></p><p class="c3"><span class="c1"></span></p><p class="c0"><span class="c4">1. What is idempotency?</span></p><p class="c0"><span class="c1">Doing it twice is doing it once. PUT &amp; DELETE are, POST isn&rsquo;t.</span></p><p class="c0"><span class="c4">2. When do you use a message queue?</span></p><ul class="c6 lst-kix_abc-0 start"><li class="c0 li-bullet-0"><span class="c1">to absorb bursts</span></li></ul><ul class="c6 lst-kix_abc-1 start"><li class="c0 li-bullet-0"><span class="c1">say, 10&times; the usual load</span></li></ul><ul class="c6 lst-kix_abc-0"><li class="c0 li-bullet-0"><span class="c1">to retry, see </span><span><a class="c9" href="https://www.google.com/url?q=https://example.org/queues?a%3D1&amp;sa=D&amp;source=editors&amp;usg=AOv">the post</a></span></li></ul><p class="c0"><span class="c4">3. How does a B-tree stay balanced?</span></p><p class="c0"><span class="c1">Full nodes split.</span></p><table class="c11"><tr class="c12"><td class="c13" colspan="1"><p class="c0"><span class="c1">Keys</span></p></td><td class="c13"><p class="c0"><span class="c1">Height</span></p></td></tr><tr class="c12"><td class="c13"><p class="c0"><span class="c1">1000</span></p></td><td class="c13"><p class="c0"><span class="c1">2</span></p></td></tr></table></body></html>`;

const APPLE = `<div><h1>Systems questions</h1></div>
<div><br></div>
<div><b>What is a process?</b></div>
<div>A program that runs,<br>with its memory.</div>
<div><br></div>
<div><b>What is a thread?</b></div>
<div>A line of execution in a process.</div>
<ul>
<li>shares memory</li>
<li>has a stack</li>
</ul>
<div><br></div>
<div><b>What is a deadlock?</b></div>
<div>Each waits for the other.<br></div>
`;

const WORD = `<html>

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15 (filtered)">
<style>
<!--
 p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin:0in;
	font-family:"Calibri",sans-serif;}
-->
</style>

</head>

<body lang=EN-US style='word-wrap:break-word'>

<div class=WordSection1>

<p class=MsoTitle>Interview Questions</p>

<p class=MsoToc2><a href="#_Toc1">What is a hash table?<span style='color:windowtext;
display:none'>. </span>1</a></p>

<h2><a name="_Toc1">What is a hash table?</a></h2>

<p class=MsoNormal>It maps keys to values by a hash of the key. Look-ups take
constant time<o:p></o:p> on average.</p>

<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in'><span
style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;
</span></span>chaining</p>

<p class=MsoListParagraphCxSpLast style='text-indent:-.25in'><span
style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;
</span></span>open addressing</p>

<h2>What does <b>amortized</b> mean?</h2>

<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0
 style='border-collapse:collapse;border:none'>
 <tr>
  <td width=312 valign=top style='width:233.75pt;border:solid windowtext 1.0pt;
  padding:0in 5.4pt 0in 5.4pt'>
  <p class=MsoNormal>append</p>
  </td>
  <td width=312 valign=top style='width:233.75pt'>
  <p class=MsoNormal>O(1)</p>
  </td>
 </tr>
</table>

<h2>When is quicksort slow?</h2>

<p class=MsoNormal>When the pivots are extreme.</p>

</div>

</body>

</html>
`;

const CONFLUENCE = `<!DOCTYPE html>
<html>
    <head>
        <title>ENG : Interview questions</title>
        <link rel="stylesheet" href="styles/site.css" type="text/css" />
        <META http-equiv="Content-Type" content="text/html; charset=UTF-8">
    </head>

    <body class="theme-default aui-theme-default">
        <div id="page">
            <div id="main" class="aui-page-panel">
                <div id="main-header">
                    <div id="breadcrumb-section">
                        <ol id="breadcrumbs">
                            <li class="first">
                                <span><a href="index.html">Engineering</a></span>
                            </li>
                        </ol>
                    </div>
                    <h1 id="title-heading" class="pagetitle">
                                                <span id="title-text">
                            ENG : Interview questions
                        </span>
                    </h1>
                </div>
                <div id="content" class="view">
                    <div class="page-metadata">
                            Created by <span class='author'> Ada L.</span>, last modified on Mar 01, 2024
                    </div>
                    <div id="main-content" class="wiki-content group">
                    <h2 id="Interviewquestions-Caching">Caching</h2>
<div id="expander-1" class="expand-container"><div id="expander-control-1" class="expand-control"><span class="expand-control-icon"><img class="expand-control-image" src="images/icons/grey_arrow_down.png"/></span><span class="expand-control-text">What is a cache stampede?</span></div><div id="expander-content-1" class="expand-content"><p>Many requests miss at once.</p><ul><li>lock</li><li>refresh early</li></ul></div></div>
<div id="expander-2" class="expand-container"><div id="expander-control-2" class="expand-control"><span class="expand-control-icon"><img class="expand-control-image" src="images/icons/grey_arrow_down.png"/></span><span class="expand-control-text">When do you invalidate?</span></div><div id="expander-content-2" class="expand-content"><div class="code panel pdl" style="border-width: 1px;"><div class="codeHeader panelHeader pdl hide-border-bottom"><b class="code-title"></b><span class="collapse-source expand-control" style="display:none;"><span class="expand-control-icon">&nbsp;</span><span class="expand-control-text">Expand source</span></span></div><div class="codeContent panelContent pdl">
<pre class="syntaxhighlighter-pre" data-syntaxhighlighter-params="brush: java; gutter: false; theme: Confluence" data-theme="Confluence">cache.remove(key);
db.write(key, value);</pre>
</div></div></div></div>
<h2 id="Interviewquestions-Table">Storage</h2>
<div class="table-wrap"><table class="confluenceTable"><tbody><tr><th class="confluenceTh">Question</th><th class="confluenceTh">Answer</th></tr><tr><td class="confluenceTd">What is a WAL?</td><td class="confluenceTd"><p>A log written first.</p><p>It is replayed.</p></td></tr>
<tr><td class="confluenceTd">What is MVCC?</td><td class="confluenceTd">Versions of rows.</td></tr></tbody></table></div>
                    </div>
                </div>             </div>
            <div id="footer" role="contentinfo">
                <section class="footer-body">
                    <p>Document generated by Confluence on Mar 02, 2024 10:00</p>
                </section>
            </div>
        </div>     </body>
</html>
`;

const ONENOTE = `<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=OneNote.File>
</head>
<body lang=en-US style='font-family:Calibri;font-size:11.0pt'>
<div style='direction:ltr;border-width:100%'>
<div style='direction:ltr;margin-top:0in;margin-left:0in;width:3.9in'>

<p style='margin:0in;font-family:"Calibri Light";font-size:20.0pt'>Behavioral</p>

</div>
<div style='direction:ltr'>

<p style='margin:0in;font-family:Calibri;font-size:11.0pt'><span
style='font-weight:bold'>Tell me about a conflict.</span></p>

<p style='margin:0in;font-family:Calibri;font-size:11.0pt'>We argued about the schema.</p>

<ul style='margin-left:.375in;direction:ltr;unicode-bidi:embed;margin-top:0in;
margin-bottom:0in'>
 <li style='margin-top:0;margin-bottom:0;vertical-align:middle'><span
     style='font-family:Calibri;font-size:11.0pt'>I measured both</span></li>
</ul>

<p style='margin:0in;font-family:Calibri;font-size:11.0pt'>&nbsp;</p>

<p style='margin:0in;font-family:Calibri;font-size:11.0pt'><span
style='font-weight:bold'>What was your largest failure?</span></p>

<p style='margin:0in;font-family:Calibri;font-size:11.0pt'>I deleted a table.<br>
It took a day to restore.</p>

<p style='margin:0in'><span style='font-weight:bold'>Why this company?</span></p>

<p style='margin:0in'>The product.</p>
</div>
</div>
</body>
</html>
`;

const SITE = `<!doctype html>
<html lang=en>
<head>
<meta charset=utf-8>
<title>What is this?</title>
<style>nav a { color: red }</style>
<script>if (a < b && c) document.write("<h2>What?</h2><div><div>");</script>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/faq">What is it for?</a></li></ul></nav>
<main>
<h1>Deploy questions<a class="headerlink" href="#deploy">¶</a></h1>
<!-- <dt>How not?</dt> -->
<dl>
  <dt>How do you roll back?
  <dd>Deploy the last tag.
  <dt>What is a canary?</dt>
  <dd><p>A small share of the traffic.</p>
      <p>It gets the new version first.</p></dd>
  <dt>Why blue and green?</dt>
  <dd>To switch at once: <button>Copy</button><pre><code class="language-sh">switch blue
switch green</code></pre></dd>
</dl>
</main>
<footer>© 2024 What do you want?</footer>
</body>
`;

describe('a page', () => {
  it('of Notion has its toggles, also nested, and counts the lines of its text', () => {
    expect(told(NOTION, 'Interview prep 0123456789abcdef0123456789abcdef.html')).toEqual([
      [
        5,
        'What is an index?',
        'A sorted copy of **some** columns.\n\n- reads get faster\n- writes get slower',
      ],
      [
        14,
        'What does `EXPLAIN` tell?',
        'The plan:\n\n```sql\nEXPLAIN SELECT *\nFROM t\nWHERE a < 3;\n```\n\n![plan.png](Interview%20prep/plan.png)',
      ],
      [
        30,
        'Why is TCP slow to start?',
        'It probes the path:\n\n<details><summary>More</summary>\n\nThe window doubles.\n\n</details>\n\n$w = 2^n$',
      ],
    ]);
    expect(read(NOTION).questions.map(({ section }) => section)).toEqual([
      'Databases',
      'Databases',
      'Networks',
    ]);
  });

  it('of Google Docs has what its styles make bold, and its lists as they are nested', () => {
    expect(told(GOOGLE)).toEqual([
      [3, 'What is idempotency?', 'Doing it twice is doing it once. PUT & DELETE are, POST isn’t.'],
      [
        7,
        'When do you use a message queue?',
        '- to absorb bursts\n  - say, 10× the usual load\n- to retry, see [the post](https://example.org/queues?a=1)',
      ],
      [
        13,
        'How does a B-tree stay balanced?',
        'Full nodes split.\n\n| Keys | Height |\n| --- | --- |\n| 1000 | 2 |',
      ],
    ]);
    expect(read(GOOGLE).questions[0]?.section).toBe('Backend interview');
  });

  it('of Google Docs can begin a list below its first level', () => {
    const list = '<ul class="c6 lst-kix_abc-1 start"><li><span>to absorb bursts</span></li></ul>';
    expect(markdown(`<p><span>Queues</span></p>${list}`)).toBe('Queues\n\n- to absorb bursts');
  });

  it('of Apple Notes has a line in each of its elements', () => {
    expect(told(APPLE)).toEqual([
      [3, 'What is a process?', 'A program that runs,  \nwith its memory.'],
      [6, 'What is a thread?', 'A line of execution in a process.\n\n- shares memory\n- has a stack'],
      [13, 'What is a deadlock?', 'Each waits for the other.'],
    ]);
  });

  it('of Word has its lists, and neither its contents nor its tags', () => {
    const { questions } = read(WORD, 'questions.htm');
    expect(questions.map(({ line, section, title }) => [line, section, title])).toEqual([
      [25, 'Interview Questions', 'What is a hash table?'],
      [38, 'Interview Questions', 'What does **amortized** mean?'],
      [53, 'Interview Questions', 'When is quicksort slow?'],
    ]);
    expect(questions.map(({ answer }) => answer.text)).toEqual([
      'It maps keys to values by a hash of the key. Look-ups take constant time on average.\n\n- chaining\n\n- open addressing',
      '| append | O(1) |\n| --- | --- |',
      'When the pivots are extreme.',
    ]);
  });

  it('of Confluence has what unfolds, tables, and code in its language', () => {
    expect(told(CONFLUENCE)).toEqual([
      [32, 'What is a cache stampede?', 'Many requests miss at once.\n\n- lock\n- refresh early'],
      [33, 'When do you invalidate?', '```java\ncache.remove(key);\ndb.write(key, value);\n```'],
      [38, 'What is a WAL?', 'A log written first.<br>It is replayed.'],
      [39, 'What is MVCC?', 'Versions of rows.'],
    ]);
  });

  it('of OneNote has its title', () => {
    expect(told(ONENOTE)).toEqual([
      [17, 'Tell me about a conflict.', 'We argued about the schema.\n\n- I measured both'],
      [30, 'What was your largest failure?', 'I deleted a table.  \nIt took a day to restore.'],
      [35, 'Why this company?', 'The product.'],
    ]);
    expect(read(ONENOTE).questions[0]?.section).toBe('Behavioral');
  });

  it('of a website has its definitions, and neither title, script, navigation nor footer', () => {
    expect(told(SITE)).toEqual([
      [14, 'How do you roll back?', 'Deploy the last tag.'],
      [16, 'What is a canary?', 'A small share of the traffic.\n\nIt gets the new version first.'],
      [19, 'Why blue and green?', 'To switch at once:\n\n```sh\nswitch blue\nswitch green\n```'],
    ]);
    expect(read(SITE).questions[0]?.section).toBe('Deploy questions');
  });

  it('in XHTML has its lists', () => {
    const page = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Questions</title></head>
<body><a id="top"/>
<ol>
<li>What is a mutex?<br />A lock.</li>
<li><strong>What is a latch?</strong><p>It opens once.</p></li>
<li>What is a barrier?
 <ul><li>threads meet</li><li>then go on</li></ul></li>
</ol>
</body></html>`;
    expect(told(page, 'questions.xhtml')).toEqual([
      [6, 'What is a mutex?', 'A lock.'],
      [7, 'What is a latch?', 'It opens once.'],
      [8, 'What is a barrier?', '- threads meet\n- then go on'],
    ]);
  });

  it('has a question and its answer on the lines of a paragraph', () => {
    const page =
      '<p>Q: What is a heap?<br>\nA: A tree.</p>\n<p>Q: What is a trie?<br/>A: A tree of letters.</p>\n';
    expect(told(page)).toEqual([
      [1, 'What is a heap?', 'A tree.'],
      [3, 'What is a trie?', 'A tree of letters.'],
    ]);
  });

  it('has names that only look like tags, and what hides in buttons of headings', () => {
    const asked = (words: string, answer: string): string =>
      `<div class="item"><h2><button aria-expanded="false">${words}</button></h2><div>${answer}</div></div>\n`;
    const page = `${asked('What is <my-tag>a slot</my-tag>?', 'A <code>&lt;slot&gt;</code>.')}${asked('What is a part?', 'See <a href="#top">above</a>.')}${asked('Why &lt;p&gt;?', 'So.')}`;
    expect(told(page)).toEqual([
      [1, 'What is a slot?', 'A `<slot>`.'],
      [2, 'What is a part?', 'See [above](#top).'],
      [3, 'Why <p>?', 'So.'],
    ]);
  });
});

describe('the places of a page', () => {
  it.each([
    ['', WORD],
    [' with CRLF', WORD.replaceAll('\n', '\r\n')],
    [' with a BOM', `\ufeff${WORD}`],
  ])('are its lines%s', (_, text) => {
    const source = openSource('page.html', text);
    const page = pageAsMarkdown(source);
    for (const words of ['chaining', 'append', 'O(1)', 'quicksort', 'extreme'])
      expect([words, page.pointAt(page.text.indexOf(words)).line]).toEqual([
        words,
        source.pointAt(text.indexOf(words)).line - (words === 'O(1)' ? 3 : 0),
      ]);
  });
});

describe('an article', () => {
  const ARTICLE = `<!DOCTYPE html>
<html><head><title>How caches work</title></head><body>
<header><h1>How caches work</h1></header>
<h2>Introduction</h2><p>A cache keeps what was read.</p>
<h2>Levels</h2><ul><li>Near the core</li>
<li>Shared by two</li>
<li>Shared by all</li></ul>
</body></html>`;

  it('has no questions, and says what it has', () => {
    const { questions, account } = read(ARTICLE);
    expect(questions).toEqual([]);
    expect(account?.beside?.map(({ kind, lines }) => [kind, lines])).toEqual([
      ['item', [5, 6, 7]],
      ['heading', [4, 5]],
      ['heading', [3]],
      ['paragraph', [4]],
    ]);
  });

  it('on a website has none even if it is named', () => {
    const named = (text: string) => ({ ...openSource('page.html', text), named: true });
    const of = (text: string) => readShaped(named(text), 'bank').content.questions.map(({ title }) => title);
    expect(of('<p>This prints a line.</p>\n<p>Found a bug?</p>\n<p>Tell us.</p>')).toEqual(['Found a bug?']);
    expect(of('<p>This prints a line.</p>\n<nav>Home</nav>\n<p>Found a bug?</p>\n<p>Tell us.</p>')).toEqual(
      [],
    );
  });

  it('can be read as one of the shapes of Markdown', () => {
    const source = openSource('page.html', ARTICLE);
    const titles = readShaped(source, 'bank', { shape: 'bullets' }).content.questions;
    expect(titles.map(({ title }) => title)).toEqual(['Near the core', 'Shared by two', 'Shared by all']);
  });
});

// Texts of 200 KB: one that took quadratic time would take minutes.
it.each([
  '<div>',
  '<div></b>',
  '<p><li>',
  '<td><p>',
  '<a name=x>',
  '<b x= />',
  '<ul><li><p>',
  '<details><summary>',
  '<path d=""/>',
  '<o:',
  '.a{',
  '<ul class="lst-kix_a-0"><li>x</li></ul><ul class="lst-kix_a-1"><li>y</li></ul>',
  '<semantics><annotation>',
  '<p class="',
  '\ufdd0',
])('a page is read to its end, whatever is nested or never closed: %s', (piece) => {
  expect(markdown(`<html><head><body>first ${piece.repeat(200_000 / piece.length)} last`)).toMatch(
    /^first[^]*last/,
  );
});
