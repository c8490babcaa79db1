// How prep speaks: plain American English in every string that a person can see, and in the documents.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from '../support/environment.ts';

/** Translated English, in strings. Several of these words are fine in a document, where they mean what they say. */
const WORDS =
  /\b(?:goes on|gone on with|is wanted|are wanted|foretells?|taken back|takes back|all the same|beforehand|comes to|at all|anew|mend(?:s|ed)?|in force|no talk on|waits for|stands in|stands for|lies in|(?<!there )is no (?:number|text|file|date|unit|path)|There is no (?:option|command|setting|topic|bank|drill|mock|metric|file|question)|exists already|meanwhile|a newer prep|exclude each other|as it is set|for a figure)\b/i;

const BRITISH =
  /\b(?:behaviours?|colours?|coloured|centre|favourite|labelled|cancelled|licence|grey|judgement|whilst|(?:normal|optim|recogn|initial|summar|organ|serial|token|memor|visual)is(?:e[ds]?|ing|ation))\b/i;

const SPACED_PERCENT = /\d %(?!\s*[\w(])/;

const faultsOf = (text: string, patterns: readonly RegExp[]): readonly string[] =>
  patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);

async function visibleStrings(): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'scripts/strings.js')], {
    maxBuffer: 1 << 24,
  });
  return stdout.trim().split('\n');
}

/** The prose of a document: without code. */
const proseOf = (markdown: string): string =>
  markdown.replaceAll(/^(`{3,}).*?^\1$/gms, '').replaceAll(/`[^`\n]*`/g, '');

describe('the voice', () => {
  it('is plain American English in every string of the program', async () => {
    const lines = await visibleStrings();
    expect(lines.length).toBeGreaterThan(2000);
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^src\/cli\.ts:\d+ {2}\S/)]));
    // A table of word forms reads British texts as well.
    const spoken = lines.filter((line) => !line.startsWith('src/core/feedback/opposites.ts'));
    expect(spoken.filter((line) => faultsOf(line, [WORDS, BRITISH, SPACED_PERCENT]).length > 0)).toEqual([]);
  });

  it('has American spellings and percentages in the documents', () => {
    const files = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'].concat(
      readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
    );
    const found = files.flatMap((file) =>
      proseOf(readFileSync(join(root, file), 'utf8'))
        .split('\n')
        .flatMap((line) => faultsOf(line, [BRITISH, SPACED_PERCENT]).map((fault) => `${file}: ${fault}`)),
    );
    expect(found).toEqual([]);
  });

  it.each([
    'The mock goes on at question 3.',
    'a name and a value are wanted',
    'The colour is a setting.',
    'It was normalised.',
    'You covered 82 %.',
    '45 is no unit.',
  ])('is not %j', (text) => {
    expect(faultsOf(text, [WORDS, BRITISH, SPACED_PERCENT])).toHaveLength(1);
  });
});
