// Placeholders and what only looks like one: each case of the corpus gives its placeholders and problems.
import { expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readPlaceholders } from '../../../src/formats/question/placeholders.ts';
import { corpusCases, corpusTexts, expectAsInCorpus, placedText, problemLine } from '../../support/corpus.ts';

const PART = 'placeholders';

function readCase(name: string): {
  readonly placeholders: readonly object[];
  readonly problems: readonly string[];
} {
  const texts = new Map(corpusTexts(PART, name));
  const source = openSource('input.md', texts.get('input.md') ?? '');
  const read = readPlaceholders(source, 0, source.text.length, { question: 'q', inFollowUp: false });
  return {
    placeholders: read.placeholders.map(({ written, ...rest }) => ({
      written: placedText(written),
      ...rest,
    })),
    problems: read.problems.map((problem) => problemLine(problem, texts)),
  };
}

const cases = corpusCases(PART);

it.each(cases)('reads the case %s as expected', (name) => {
  expectAsInCorpus(PART, name, readCase(name));
});

// `no-mention` and the like: a placeholder in one of them asks for a value that nobody wants to give.
it.each(cases.filter((name) => name.startsWith('no-') && !name.includes('but')))(
  'finds nothing in %s',
  (name) => {
    expect(readCase(name).placeholders).toEqual([]);
  },
);
