// Which files tell about a folder, by their names.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { isReadme } from '../../../src/formats/question/question-file.ts';

describe('a README', () => {
  it.each([
    'README.md',
    'readme',
    'docs/Readme.txt',
    'README-ja.md',
    'README_zh_CN.md',
    'README-zh-Hant.md',
    'README.zh_CN.md',
    'README-cn.md',
    'README-kh.md',
    'a\\README-pt_BR.md',
  ])('is what tells about a folder, in any language: %s', (file) => {
    expect(isReadme(file)).toBe(true);
  });

  it.each([
    'README-faq.md',
    'README-api.md',
    'README-qa.md',
    'README-driven.md',
    'README-quiz.md',
    'my-readme.md',
    'READMEs.md',
  ])('is no file that has another name behind it: %s', (file) => {
    expect(isReadme(file)).toBe(false);
  });

  it('is a bank no sooner than a page for contributors', () => {
    const page = '# Welcome\n\n## What can you do?\n\nFix typos.\n\n## Got issues?\n\nTell us.\n';
    const found = (file: string) => readBankFile(openSource(file, page), 'bank').questions.length;
    expect([
      found('CONTRIBUTING.md'),
      found('docs/code_of_conduct.md'),
      found('contributing-talks.md'),
    ]).toEqual([0, 0, 2]);
  });

  it('needs more than one answer to be a bank, and README-faq.md does not', () => {
    const faq = '# FAQ\n\n## Q1: Why caches?\n\n**Answer**: They are near.\n\n## Licence\n\nMIT.\n';
    const titles = (file: string) =>
      readBankFile(openSource(file, faq), 'bank').questions.map((one) => one.title);
    expect(titles('README.md')).toEqual([]);
    expect(titles('README-faq.md')).toEqual(['Why caches?']);
  });
});
