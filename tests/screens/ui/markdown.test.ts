import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../src/core/fill/conditional.ts';
import { renderFilled, renderMarkdown } from '../../../src/screens/ui/markdown.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { clean, textWidth } from '../../../src/screens/ui/width.ts';

const PLAIN = theme({ color: false, fancy: true });
const COLOR = theme({ color: true, fancy: true });
const plain = (markdown: string, columns = 60) => renderMarkdown(markdown, { columns, theme: PLAIN });
const widest = (text: string) => Math.max(...text.split('\n').map(textWidth));

describe('renderMarkdown', () => {
  const sample = readFileSync(new URL('../../golden/markdown-source.txt', import.meta.url), 'utf8');

  it.each([40, 80, 120])('draws the sample at %i columns', async (columns) => {
    const drawn = plain(sample, columns);
    expect(widest(drawn)).toBeLessThanOrEqual(columns);
    await expect(`${drawn}\n`).toMatchFileSnapshot(`../../golden/markdown-${columns}.txt`);
  });

  it('draws colours and ASCII symbols where that is the screen', async () => {
    const ascii = renderMarkdown(sample, {
      columns: 40,
      theme: theme({ color: true, fancy: false, piped: true }),
    });
    await expect(`${ascii}\n`).toMatchFileSnapshot('../../golden/markdown-40-color-ascii.txt');
  });

  it('keeps lines that each begin with a bold label apart, and joins others', () => {
    const text = '**Forget gate**: keeps.\n**Input gate:** writes,\nwhere it has to,\n**a lot** of it.';
    expect(plain(text)).toBe('Forget gate: keeps.\nInput gate: writes, where it has to, a lot of it.');
  });

  it('joins lines of a paragraph without their indent, and keeps hard breaks', () => {
    expect(plain('It is\n   atomic.\n   One key  \n   per client.')).toBe(
      'It is atomic. One key\nper client.',
    );
  });

  it('draws a table as lines where its words have no room', () => {
    const table = '| level | non-repeatable |\n|---|---|\n| read uncommitted | yes |';
    expect(plain(table, 40).split('\n')[0]).toMatch(/^level +non-repeatable$/);
    expect(plain(table, 27).split('\n').at(-1)).toBe('uncommitted');
    expect(plain(table, 26)).toBe('level: read uncommitted\nnon-repeatable: yes');
    // An address may break.
    expect(plain(`| a | b |\n|---|---|\n| ${'x'.repeat(60)} | y |`, 40)).toMatch(/^a +b\n/);
  });

  it('cuts neither code nor tables in a pipe', () => {
    const line = `return ${'value + '.repeat(20)}1`;
    const drawn = renderMarkdown(`\`\`\`\n${line}\n\`\`\`\n\n| a | b |\n|---|---|\n| x | ${line} |`, {
      columns: 40,
      theme: theme({ color: false, fancy: false, piped: true }),
    });
    expect(drawn.split('\n').filter((each) => each.includes(line))).toEqual([`    ${line}`, `x  ${line}`]);
  });

  it.each([true, false])('wraps code and tables at words on a terminal, fancy: %s', (fancy) => {
    const line = `    return ${'value + '.repeat(20)}1`;
    const drawn = renderMarkdown(`\`\`\`\n${line}\n\`\`\`\n\n| a | b |\n|---|---|\n| x | ${line} |`, {
      columns: 40,
      theme: theme({ color: false, fancy }),
    });
    expect(widest(drawn)).toBeLessThanOrEqual(40);
    expect(drawn.match(/\bvalue\b/g)).toHaveLength(40);
    expect(drawn).toMatch(/^ {8}return value \+ .*\n {8}(value|\+)/);
  });

  it('leaves the marks of struck words where no line can be drawn through them', () => {
    expect(plain('~~Drop~~ **Reject** early.')).toBe('~~Drop~~ Reject early.');
    const drawn = renderMarkdown('~~Drop~~ early.', { columns: 60, theme: COLOR });
    expect(drawn).toContain('\u001b[9mDrop\u001b[29m');
    expect(drawn).not.toContain('~~');
  });

  it('draws marks in tight lists, each task box once, and starts a list where it starts', () => {
    expect(plain('- **a** `b`\n- [x] c\n\ntext\n\n7. d\n8. e')).toBe('• a `b`\n☑ c\n\ntext\n\n7. d\n8. e');
    expect(plain('0. zero')).toBe('0. zero');
  });

  it('draws the callouts and highlights of notes, and leaves comparisons alone', () => {
    expect(plain('> [!tip]- Lead with it\n> DDP first,\n> then FSDP.\n\nSo.')).toBe(
      '│ Lead with it\n│\n│ DDP first, then FSDP.\n\nSo.',
    );
    expect(plain('> [!NOTE]\n> Read.')).toBe('│ Note\n│\n│ Read.');
    expect(plain('Keep ==the interval < 15 min== and `==`.')).toBe('Keep the interval < 15 min and `==`.');
    const compared = 'if a == b and c == d, or x==y and y==z';
    expect(plain(compared)).toBe(compared);
    const colored = renderMarkdown('a ==b== c', { columns: 40, theme: COLOR });
    expect(colored).toBe(`a ${COLOR.strong('b')} c`);
  });

  it.each([
    String.raw`$$\begin{bmatrix}1 & 4 \\ -1 & 3\end{bmatrix}$$`,
    '$$\n\\begin{aligned}\na &= b \\\\\n  c &= d\n\\end{aligned}\n$$',
    '\\begin{align*}\na_1 * b_1 &= c \\\\\n  &= d * e\n\\end{align*}',
    '\\[\na_1 * b_1 \\\\\n  = c * d_1\n\\]',
    String.raw`A norm $\|x\|_1 \, y$ of \(\{a\}_b * c_d * e\) costs $5 or $10.`,
    String.raw`$a &lt; b$ and $$x_1 * y * z_1$$`,
  ])('draws math as it is written, and indented on lines of its own: %j', (math) => {
    const drawn = math.replaceAll(/^/gm, /^(?:\$\$|\\)/.test(math) ? '    ' : '');
    expect(plain(math, 90)).toBe(drawn);
    expect(plain(`- item\n\n${math.replaceAll(/^/gm, '  ')}`, 90)).toBe(
      `• item\n\n${drawn.replaceAll(/^/gm, '  ')}`,
    );
  });

  it('takes amounts and escaped signs for no math', () => {
    expect(plain(String.raw`It costs \$5 *or* \$6, $5 *or* $10, US$ *or* C$.`)).toBe(
      'It costs $5 or $6, $5 or $10, US$ or C$.',
    );
  });

  it('wraps list items under their first word', () => {
    expect(plain('- aaa bbb ccc dd\n  - ddd eee fff g', 16)).toBe('• aaa bbb ccc dd\n  • ddd eee fff\n    g');
  });

  it('lets no escape sequence through, written or as an entity', () => {
    const hostile =
      '# \u001b[31mred\n\n`\u001b]0;t\u0007x` &#27;[2J &#x9b;1m [a](http://x\u001b[1m) <b\u001b[5m>\n\n```\n\u001b[1m\n```';
    expect(plain(hostile)).toBe(clean(plain(hostile)));
  });

  it('shows what it cannot take apart as it is written', () => {
    const deep = `${'> '.repeat(5000)}deep`;
    expect(plain(deep).replace(/\s/g, '')).toBe(deep.replace(/\s/g, ''));
  });

  it.each([
    ['one line of a megabyte', 'abc def '.repeat(125_000)],
    ['emphasis that never ends', '***a** '.repeat(50_000)],
    ['brackets that never close', '['.repeat(50_000)],
    ['lists in lists in lists', Array.from({ length: 2000 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')],
    ['code marks', '`a``'.repeat(9000)],
  ])('is not held up by %s', (_, hostile) => {
    // Without the guard these take minutes, longer than a test may.
    expect(plain(hostile).length).toBeGreaterThan(1000);
  });

  it('throws on no text and keeps the width', () => {
    const unit = fc.constantFrom(
      '*',
      '_',
      '`',
      '[',
      ']',
      '(',
      ')',
      '|',
      '-',
      '\n',
      ' ',
      '>',
      '#',
      '<',
      '1.',
      'ab',
      '漢',
      '\t',
      '&#27;',
      '~',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
        const drawn = plain(text, 40);
        expect(widest(drawn)).toBeLessThanOrEqual(40);
        expect(drawn).toBe(clean(drawn));
      }),
      { seed: 5 },
    );
  });
});

describe('renderFilled', () => {
  const filled = (text: string): Segment => ({ kind: 'filled', text, key: 'k' });
  const open = (text: string): Segment => ({ kind: 'open', text, key: 'k' });
  const words = (text: string): Segment => ({ kind: 'plain', text });
  const draw = (segments: readonly Segment[], columns = 60, style = COLOR) =>
    renderFilled(segments, { columns, theme: style });

  it('sets values and gaps apart', () => {
    expect(draw([words('It took '), filled('45 ms'), words(' and '), open('[Y]'), words('%.')])).toBe(
      `It took ${COLOR.filled('45 ms')} and ${COLOR.open('[Y]')}%.`,
    );
  });

  it('takes a value for text, whatever Markdown it looks like', () => {
    const value = '**a** | <b> `c` [d](e) \\ &amp; _f_';
    expect(draw([words('x '), filled(value), words(' y')], 80, PLAIN)).toBe(`x ${value} y`);
  });

  it('keeps a value with a bar inside its table cell, and a gap inside bold', () => {
    const cells = draw(
      [words('| a | b |\n|---|---|\n| '), filled('1|2'), words(' | **'), open('[X]'), words('** |')],
      40,
      PLAIN,
    );
    expect(cells.split('\n').at(-1)).toBe('1|2  [X]');
  });

  it('shows values and gaps in math, and amounts as amounts', () => {
    const math = [
      words(String.raw`$\epsilon\,=\,`),
      filled('0.1'),
      words('$, $$\nx\\\\\n'),
      open('[Y]'),
      words('\n$$'),
    ];
    expect(draw(math, 60, PLAIN)).toBe('$\\epsilon\\,=\\,0.1$, $$\nx\\\\\n[Y]\n$$');
    expect(draw([words('$'), filled('5'), words(' *or* $'), filled('10')], 60, PLAIN)).toBe('$5 or $10');
  });

  it('carries the style over the end of a line', () => {
    expect(draw([words('aaaa '), filled('bbbb cccc')], 12)).toBe(
      `aaaa ${COLOR.filled('bbbb')}\n${COLOR.filled('cccc')}`,
    );
  });

  it('shows values in code, links and headings too', () => {
    const drawn = draw(
      [
        words('# '),
        filled('H'),
        words('\n\n`'),
        filled('C'),
        words('` [l](http://'),
        filled('L'),
        words(')'),
      ],
      60,
      PLAIN,
    );
    expect(drawn).toBe('# H\n\n`C` l (http://L)');
  });

  it('cannot be fooled by a source that holds its own marks', () => {
    expect(draw([words('\ufdd01\ufdd1 x '), filled('v')], 60, PLAIN)).toBe('1 x v');
  });

  it('lets no escape sequence of a value through', () => {
    expect(draw([filled('\u001b[31mred\u0007')], 60, PLAIN)).toBe('red');
  });
});
