import { expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const titlesIn = (text: string, file = 'math-interview-questions.md') =>
  readBankFile(openSource(file, text), 'bank').questions.map(({ title }) => title);

it.each([
  [String.raw`What is $\|x\|$ for \(\mathbb{R}^n\)?`, String.raw`What is $\|x\|$ for \(\mathbb{R}^n\)?`],
  [String.raw`Why does $$\{a\}\,b$$ hold?`, String.raw`Why does $$\{a\}\,b$$ hold?`],
  [String.raw`Is **\$5** more than \$6 in $\{a\}$?`, String.raw`Is **$5** more than $6 in $\{a\}$?`],
  [String.raw`What is a\_b?`, 'What is a_b?'],
])('escapes leave a title, but not its math: %s', (written, title) => {
  expect(titlesIn(`# Math\n\n## ${written}\n\nThis.\n\n## What else is there?\n\nThat.\n`)[0]).toBe(title);
  expect(titlesIn(`1. ${written}\n   This.\n2. What else is there?\n   That.\n`)[0]).toBe(title);
  expect(
    titlesIn(`**${written.replaceAll('**', '')}**\n\nThis.\n\n**What else is there?**\n\nThat.\n`)[0],
  ).toBe(title.replaceAll('**', ''));
  expect(
    titlesIn(`| Question | Answer |\n|---|---|\n| ${written} | This |\n| What else? | That |\n`)[0],
  ).toBe(title);
});
