// The page of a study guide as text: what is on it in which mode, and that its policy lets its own style apply.
import { describe, expect, it } from 'vitest';
import type { Values } from '../../../src/core/fill/conditional.ts';
import { PLAIN_STYLE } from '../../../src/core/values/quantity.ts';
import { htmlPage } from '../../../src/formats/pages/guide-page.ts';
import { digestOf, policyOf, textIn } from '../../support/page-head.ts';
import {
  bankOf,
  contentOf,
  HOSTILE_FILES,
  RICH_FILES,
  shippedContent,
} from '../../support/page-questions.ts';
import { exampleValues } from '../../support/examples.ts';

const NOTHING: Values = new Map();
const bank = bankOf(RICH_FILES);
const values = exampleValues(bank, PLAIN_STYLE);
const bodyOf = (page: string): string => page.slice(page.indexOf('<body>'), page.lastIndexOf('</body>'));
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describe('the page', () => {
  it('has a policy under which its own style applies, and nothing runs', () => {
    const page = htmlPage(contentOf(bank, values));
    const style = textIn(page, 'style');
    expect(policyOf(page)).toEqual([
      `default-src 'none'`,
      `style-src '${digestOf(style)}'`,
      'img-src data:',
      `base-uri 'none'`,
      `form-action 'none'`,
    ]);
    expect(style).toContain('--page: light-dark(#fcfcfa, #15171a);');
    expect(count(page, /<script|<style|<link|\sstyle=|\son\w+=/g)).toBe(2);
  });

  it('looks like this', async () => {
    await expect(bodyOf(htmlPage(contentOf(bank, values)))).toMatchFileSnapshot(
      '../../golden/pages/guide.html',
    );
  });

  it('says how many numbers are there, and marks those that are not', () => {
    const page = bodyOf(htmlPage(contentOf(bank, new Map([...values].filter(([key]) => key === 'users')))));
    expect(page).toContain('3 questions · 2 sections · 1 of 2 values filled');
    expect(page).toContain('<mark class="filled">1200\u00A0users</mark>');
    expect(page).toContain('<mark class="open">[FILL IN: p95_ms]</mark>');
  });

  it('shows what is asked beyond the title before the answer', () => {
    const files = {
      'output.md':
        '---\nid: output\n---\n# What is printed?\n\n<!-- prep: asked -->\n- **A.** `1`\n- **B.** `2`\n<!-- prep: end -->\n\n**B.** It is two.\n',
    };
    const page = bodyOf(htmlPage(contentOf(bankOf(files), NOTHING)));
    const [title, answer] = [page.indexOf('What is printed?</h3>'), page.indexOf('<h4>Answer</h4>')];
    expect(page.slice(title, answer)).toContain('<code>1</code>');
    expect(page.slice(answer)).toContain('It is two.');
  });

  it('tells nothing of values or what they are where gaps are made', () => {
    const page = bodyOf(htmlPage(contentOf(bank, values, 'strip')));
    expect(page).toContain('<span class="gap">____</span>');
    expect(page).not.toMatch(/45|1200|FILL IN|percentile|title=|unfilled|numbers|note/);
    const open = bodyOf(htmlPage(contentOf(bank, NOTHING, 'open')));
    expect(open).toContain('[FILL IN: p95_ms]');
    expect(open).not.toMatch(/numbers filled/);
  });

  it('shows the own version of an answer, and says so', () => {
    const own = new Map([['draft', 'In **my** words: [FILL IN: users].']]);
    const page = bodyOf(htmlPage(contentOf(bank, values, 'filled', own)));
    expect(page).toContain('2 min · your version');
    expect(page).toContain('In <strong>my</strong> words: <mark class="filled"');
    expect(page).not.toContain('no answer yet');
  });

  it('has a heading for questions of no section, and groups neighbours', () => {
    const content = contentOf(bank, values);
    const bare = content.questions.map(({ question, own }) => ({
      question: { ...question, section: ' ' },
      own,
    }));
    const page = htmlPage({ ...content, questions: bare });
    expect([...page.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, name]) => name)).toEqual(['Questions']);
  });

  it('names each place once', () => {
    for (const page of [htmlPage(shippedContent()), htmlPage(contentOf(bankOf(HOSTILE_FILES), NOTHING))]) {
      const ids = [...bodyOf(page).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, target = ''] of bodyOf(page).matchAll(/href="#([^"]*)"/g))
        expect(ids).toContain(decodeURIComponent(target));
    }
  });

  it('escapes whatever stands in a title, a section, a tag or a source', () => {
    const body = bodyOf(htmlPage(contentOf(bankOf(HOSTILE_FILES), NOTHING)));
    const strange =
      /<(?!\/?(?:a|article|body|blockquote|br|button|code|del|details|div|em|h[1-6]|header|hr|input|kbd|li|main|mark|nav|ol|p|pre|section|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|ul)[\s>])[^>]{0,80}/;
    expect(body.match(strange)).toBeNull();
    expect(body.match(/href="(?!#|https?:\/\/|mailto:)[^"]*/)).toBeNull();
    expect(body.match(/<[^>]*\s(?:on\w+|style|src)=/)).toBeNull();
  });

  it('has all questions of the shipped bank, every answer and every value', () => {
    const page = bodyOf(htmlPage(shippedContent()));
    expect(count(page, /<article>/g)).toBe(43);
    expect(page).not.toMatch(/class="open"|\[FILL IN|\ufdd0/);
    expect(count(page, /<h4>Situation<\/h4>/g)).toBe(4);
    expect(page).toContain('<span class="hljs-keyword">def</span>');
  });
});
