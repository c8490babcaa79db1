// The cheat sheet as text: which numbers stand where, what is told of stories.
import { describe, expect, it } from 'vitest';
import type { Values } from '../../../src/core/fill/conditional.ts';
import { PLAIN_STYLE } from '../../../src/core/values/quantity.ts';
import { cheatsheet, fitSheet, plainWords, sentencesOf } from '../../../src/formats/pages/cheatsheet.ts';
import { digestOf, policyOf, textIn } from '../../support/page-head.ts';
import {
  bankOf,
  contentOf,
  HOSTILE_FILES,
  RICH_FILES,
  shippedContent,
} from '../../support/page-questions.ts';
import { exampleValues } from '../../support/examples.ts';

const bank = bankOf(RICH_FILES);
const values = exampleValues(bank, PLAIN_STYLE);
const bodyOf = (page: string): string => page.slice(page.indexOf('<body'));

describe('the sheet', () => {
  it('has a policy under which its style counts and nothing runs', () => {
    const { html } = cheatsheet(contentOf(bank, values));
    expect(policyOf(html)).toEqual([
      `default-src 'none'`,
      `style-src '${digestOf(textIn(html, 'style'))}'`,
      'img-src data:',
      `base-uri 'none'`,
      `form-action 'none'`,
    ]);
    expect(html).not.toContain('<script');
  });

  it('looks like this', async () => {
    const { html, pages } = cheatsheet(contentOf(bank, values));
    expect(pages).toBe(1);
    await expect(bodyOf(html)).toMatchFileSnapshot('../../golden/pages/sheet.html');
  });

  it('has links apart, and at its end what is still open', () => {
    const files = {
      ...RICH_FILES,
      'links.md': '# Where is it?\n\nAt [FILL IN: repo_url], by [your name], in [X] ms.\n',
    };
    const more = bankOf(files);
    const page = bodyOf(cheatsheet(contentOf(more, exampleValues(more, PLAIN_STYLE))).html);
    expect(page).toContain(
      '<h2>Links</h2>\n<ul>\n<li>Link to your repository: <a href="https://example.com/me" rel="noreferrer noopener">https://example.com/me</a></li>',
    );
    expect(page).toMatch(
      /<h2>Still unfilled<\/h2>\n<ul>\n<li>name \(where-is-it\), in \[X\] ms \(where-is-it\)<\/li>\n<\/ul>\n<\/section>\n<\/main>/,
    );
    expect(page).toContain('3 of 5 values on this sheet filled');
  });

  it('is a form to fill in by hand without values', () => {
    for (const mode of ['open', 'strip'] as const) {
      const page = bodyOf(cheatsheet(contentOf(bank, values, mode)).html);
      expect(page).toContain('2 values to fill in');
      expect(page).toContain('<li><span class="gap">____</span> Users a day</li>');
      expect(page).not.toMatch(/45|1200|Still open/);
    }
  });

  it('tells go-to stories first', () => {
    const story = RICH_FILES['story.md'] ?? '';
    const plain = story
      .replace('id: story', 'id: plain')
      .replace('[go-to]', '[other]')
      .replace('a surprise', 'another');
    const both = bankOf({ 'a.md': plain.replace('number: 42', 'number: 1'), 'b.md': story });
    const titles = [...cheatsheet(contentOf(both, values)).html.matchAll(/<strong>([^<]*)/g)].map(
      ([, title]) => title,
    );
    expect(titles).toEqual(['Tell me about a surprise.', 'Tell me about another.']);
  });

  it('tells a number that has no name in its sentence, below its question', () => {
    const unnamed = bankOf({
      'a.md':
        '---\nnumber: 1\n---\n\n# How fast is it?\n\nIt takes [X] ms at **p50** and [Y] ms at p99. It has [N] users.\n',
    });
    const [question] = unnamed.questions.values();
    const [first = '', second = '', third = ''] = question?.placeholderKeys ?? [];
    const known: Values = new Map([
      [first, { text: '12\u00A0ms', plain: '12 ms', unit: 'ms', number: 12, origin: 'typed' }],
      [second, { text: '40\u00A0ms', plain: '40 ms', unit: 'ms', number: 40, origin: 'typed' }],
      [third, { text: '900', plain: '900', number: 900, origin: 'typed' }],
    ]);
    const { html } = cheatsheet(contentOf(unnamed, known));
    const value = (text: string): string => `<mark class="filled">${text}</mark>`;
    expect(html).toContain(
      `<li><strong>How fast is it?</strong><span>It takes ${value('12')} ms at p50 and ${value('40')} ms at p99.</span>` +
        `<span>It has ${value('900')} users.</span></li>`,
    );
  });

  const filledIn = (text: string) => {
    const unnamed = bankOf({ 'a.md': text });
    const keys = [...unnamed.questions.values()].flatMap(({ placeholderKeys }) => placeholderKeys);
    const known: Values = new Map(
      keys.map((key, i) => [key, { text: `${i + 10}`, plain: `${i + 10}`, number: i + 10, origin: 'typed' }]),
    );
    const { html } = cheatsheet(contentOf(unnamed, known));
    return bodyOf(html).replaceAll(/<mark class="filled">(.*?)<\/mark>/g, '{$1}');
  };

  it('tells a row of a table once, with the cells that are no values', () => {
    const table =
      '| Metric | Before | After |\n|---|---|---|\n| Boot | [X] s | [X] s |\n| Pods p95 | 41 | [X] |';
    expect(filledIn(`# Autoscaler?\n\nIt did.\n\n${table}\n`)).toContain(
      '<strong>Autoscaler?</strong><span>Boot: Before {10} s, After {11} s</span><span>Pods p95: Before 41, After {12}</span></li>',
    );
  });

  it('tells the value of a follow-up below its question, and those of a story in its lines', () => {
    const flaky = '# Build?\n\nFast.\n\n## Follow-ups\n\n### What is your flake rate?\n\n[X]% of runs.\n';
    expect(filledIn(flaky)).toContain('<strong>What is your flake rate?</strong><span>{10}% of runs.</span>');
    const story =
      '---\nkind: star\n---\n# A conflict?\n\n## Situation\n\nA mesh.\n\n## Task\n\nTo decide.\n\n## Action\n\nI read. I ran it for [N] days.\n\n## Result\n\nWe saved [X] months. All agreed.\n';
    const html = filledIn(story);
    expect(html).toContain(
      '<span>A mesh.</span><span>I ran it for {10} days.</span><span>We saved {11} months.</span>',
    );
    expect(html.match(/10/g)).toHaveLength(1);
  });

  it('goes on two pages for the shipped bank with every number filled', () => {
    const { html, pages } = cheatsheet(shippedContent());
    expect(pages).toBeLessThanOrEqual(2);
    expect(html).toMatch(/(\d+) of \1 values on this sheet filled/);
    expect(html).not.toMatch(/FILL IN|Still open/);
  });

  it('escapes whatever it is given', () => {
    const { html } = cheatsheet(contentOf(bankOf(HOSTILE_FILES), new Map()));
    expect(bodyOf(html)).not.toMatch(/<(?:script|img|svg|iframe|style|link|meta|base|form)\b/);
  });
});

describe('the fit', () => {
  const rows = (count: number, ems: number): readonly number[] =>
    Array.from({ length: count }, (_, i) => ems + (i % 7));

  it('is as large as can be', () => {
    expect(fitSheet(rows(20, 33), 3)).toEqual({ points: 9, pages: 1 });
    const full = fitSheet(rows(160, 20), 5);
    expect(full).toMatchObject({ pages: 1 });
    expect(full.points).toBeLessThan(9);
  });

  it('goes on to more pages with what fits on none', () => {
    expect(fitSheet(rows(2000, 40), 5)).toMatchObject({ points: 7 });
    expect(fitSheet(rows(2000, 40), 5).pages).toBeGreaterThan(5);
    expect(fitSheet([], 0).pages).toBe(1);
  });
});

describe('words', () => {
  it('are those of Markdown without its signs', () => {
    expect(
      plainWords('## A\n\n**B** *c* `d_e` __f__ [g](https://h) ![i](j)\n- k\n1. l\n> snake_case_name'),
    ).toBe('A B c d_e f g i k l snake_case_name');
  });

  it('make sentences', () => {
    expect(sentencesOf('It took 3.5 ms. Then "it broke." Now? \ufdd00\ufdd1 is fine! And e.g. this')).toEqual(
      ['It took 3.5 ms.', 'Then "it broke."', 'Now?', '\ufdd00\ufdd1 is fine!', 'And e.g. this'],
    );
    const whole = ['It fell by ca. 40%, e.g. 12 nodes fewer.', 'We were back at 3 a.m. 52 minutes later.'];
    expect(sentencesOf(whole.join(' '))).toEqual(whole);
    expect(sentencesOf('')).toEqual([]);
  });
});
