// A headline: what stands alone at the start of an answer, in files and in guides, through exports and imports, on the
// cheat sheet and in `prep check`.
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { PLAIN_STYLE } from '../../../src/core/values/quantity.ts';
import { ankiNotes } from '../../../src/formats/export/anki.ts';
import { deckText } from '../../../src/formats/import/anki-text.ts';
import { writeGuide } from '../../../src/formats/export/guide.ts';
import { outgoing, outgoingJson, writeTable } from '../../../src/formats/export/outgoing.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { cheatsheet } from '../../../src/formats/pages/cheatsheet.ts';
import { writeQuestion, writtenQuestion } from '../../../src/formats/question/question-writer.ts';
import { bankOf, contentOf } from '../../support/page-questions.ts';
import { exampleValues } from '../../support/examples.ts';

const HEAD = '---\nid: service\nsection: Production\n---\n# How fast is it?\n\n';
const METRICS =
  '---\nmetrics:\n  p50_ms: { prompt: Median, unit: ms, example: 40 }\n  p95_ms: { prompt: Tail, unit: ms, example: 95 }\n---\n';

const read = (text: string, file = 'a.md'): Question => {
  const [question] = readBankFile(openSource(file, text), 'bank').questions;
  if (!question) throw new Error('there is no question');
  return question;
};
const layers = (text: string, file?: string): readonly (string | undefined)[] => {
  const { headline, depth } = read(text, file);
  return [headline?.text, depth?.text];
};
const guide = (body: string): string =>
  `# Guide\n\n## Production\n\n### Q1: How fast is it?\n\n**Answer**:\n\n${body}\n\n### Q2: How big is it?\n\nBig.\n`;

describe('a headline', () => {
  it('is what stands above a heading `In depth`, or above these words in bold on a line of their own', () => {
    for (const divider of ['## In depth', '### in depth ##', '**In depth**', '**In depth:**'])
      expect(layers(`${HEAD}It is fast.\n\n${divider}\n\nVery fast.\n\n## Key points\n- Fast\n`)).toEqual([
        'It is fast.',
        'Very fast.',
      ]);
    expect(layers(`${HEAD}It is fast.\n\n## In depth\n\nVery fast.\n`.replaceAll('\n', '\r\n'))).toEqual([
      'It is fast.',
      'Very fast.',
    ]);
  });

  it('is below the heading of its question in a guide', () => {
    for (const divider of ['#### In depth', '**In depth**'])
      expect(layers(guide(`It is fast.\n\n${divider}\n\nVery fast.`), 'guide.md')).toEqual([
        'It is fast.',
        'Very fast.',
      ]);
  });

  it('is none without words above and below, in code, in a sentence, and behind the answer', () => {
    const none = [undefined, undefined];
    expect(layers(`${HEAD}## In depth\n\nVery fast.\n`)).toEqual(none);
    expect(layers(`${HEAD}It is fast.\n\n## In depth\n`)).toEqual(none);
    expect(layers(`${HEAD}It is fast.\n\n\`\`\`\n## In depth\n\`\`\`\n\nVery fast.\n`)).toEqual(none);
    expect(layers(`${HEAD}It is fast.\n\nWe looked **in depth** at it.\n`)).toEqual(none);
    expect(layers(`${HEAD}It is fast.\n\n## Notes\n\nSo.\n\n## In depth\n\nVery fast.\n`)).toEqual(none);
  });

  it('leaves the whole answer as it is, story included, and is no point', () => {
    const story =
      '---\nid: s\nkind: star\n---\n# When did it fail?\n\nOnce.\n\n## In depth\n\n## Situation\nA.\n\n## Task\nB.\n\n## Action\nC.\n\n## Result\nD.\n';
    expect(read(story).star?.situation?.text).toBe('A.');
    expect(read(story).headline?.text).toBe('Once.');
    expect(read(story).answer.text).toMatch(/^Once\.\n\n## In depth\n\n## Situation/);
    const proposed = read(`${HEAD}It is fast.\n\n**In depth**\n\nIt takes [FILL IN: p50_ms].\n`);
    expect(proposed.keyPoints.map(({ text }) => text)).toEqual(['It takes [FILL IN: p50_ms].']);
  });
});

describe('exports and imports', () => {
  const question = read(
    `${HEAD}It takes [FILL IN: p50_ms].\n\n## In depth\n\nThe tail is [FILL IN: p95_ms].\n`,
  );
  const out = outgoing(question, undefined, 'open', new Map());

  it('keep headline and depth', () => {
    const wanted = ['It takes [FILL IN: p50_ms].', 'The tail is [FILL IN: p95_ms].'];
    const json = JSON.stringify({ v: 1, command: 'export', mode: 'open', questions: [outgoingJson(out)] });
    const files = {
      'q.md': writeQuestion(writtenQuestion(question)),
      'guide.md': writeGuide('Guide', [out]),
      'table.csv': writeTable([out]),
      'bank.json': json,
      'deck.txt': deckText(ankiNotes([out])),
    };
    const found = Object.entries(files).map(([name, text]) => [name, ...layers(text, name)]);
    expect(found).toEqual(Object.keys(files).map((name) => [name, ...wanted]));
  });

  it('write a guide that its readers see no marks in', () => {
    expect(writeGuide('Guide', [out])).toContain(
      '**Answer**:\n\nIt takes [FILL IN: p50_ms].\n\n**In depth**\n\nThe tail is [FILL IN: p95_ms].\n',
    );
  });
});

describe('a cheat sheet', () => {
  const bank = bankOf({
    'a.md': `${HEAD}It takes [FILL IN: p50_ms].\n\n## In depth\n\nThe tail is [FILL IN: p95_ms].\n`,
    'metrics.md': METRICS,
  });

  it('has the headline in place of the numbers of the answer', () => {
    const { html } = cheatsheet(contentOf(bank, exampleValues(bank, PLAIN_STYLE)));
    expect(html).toContain('<strong>How fast is it?</strong><span>It takes <mark');
    expect(html).not.toContain('The tail');
    expect(html).not.toContain('95');
    expect(html).toContain('1 of 1 values on this sheet filled');
  });

  it('has the numbers of a version of your own without one', () => {
    const own = new Map([['service', 'Fast.']]);
    const { html } = cheatsheet(contentOf(bank, exampleValues(bank, PLAIN_STYLE), 'filled', own));
    expect(html).toContain('Tail');
    expect(html).not.toContain('<strong>How fast');
  });
});
