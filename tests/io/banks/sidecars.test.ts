// Files beside question files: which is found, that a change of it is seen, and that odd ones do no harm.
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { listBank, readBankText, sidecarOf } from '../../../src/io/banks/bank-files.ts';
import { openBanks } from '../../../src/io/banks/banks.ts';
import { tempFolder } from '../../support/home.ts';

const QUESTION = '# Question\n\nWhat is a mutex?\n\n# Answer\n\nA lock.\n';
let home: string;
const inBank = (name: string): string => join(home, 'bank', name);

beforeEach(() => {
  home = tempFolder();
  mkdirSync(inBank(''));
  writeFileSync(inBank('mutex.md'), QUESTION);
});

/** What a fresh run of prep knows of the only question. */
async function head() {
  const options = {
    cacheFolder: join(home, 'cache'),
    own: join(home, 'own'),
    shipped: join(home, 'shipped'),
  };
  const banks = openBanks(options, () => import('../../../src/formats/import/index.ts'));
  const bank = await banks.heads([inBank('')]);
  const [question] = bank.questions.values();
  return question && { title: question.title, difficulty: question.difficulty, tags: question.tags };
}

describe('a file beside a question file', () => {
  it.each(['yaml', 'yml', 'json'])('is found by its extension: %s', (extension) => {
    writeFileSync(inBank(`mutex.${extension}`), '{"difficulty": "hard"}');
    const [file] = listBank(inBank('')).files;
    expect(file?.sidecar).toBe(inBank(`mutex.${extension}`));
    expect(listBank(inBank('mutex.md')).files[0]?.sidecar).toBe(file?.sidecar);
  });

  it('is no other file, and no folder', () => {
    writeFileSync(inBank('mutexes.yaml'), 'difficulty: hard');
    mkdirSync(inBank('mutex.yml'));
    expect(sidecarOf(inBank('mutex.md'))).toBeUndefined();
  });

  it('says more of the question, and a change of it is seen', async () => {
    expect(await head()).toEqual({ title: 'What is a mutex?', difficulty: 'medium', tags: [] });
    writeFileSync(inBank('mutex.yaml'), 'difficulty: hard\ntags: [locks]\n');
    expect(await head()).toEqual({ title: 'What is a mutex?', difficulty: 'hard', tags: ['locks'] });
    writeFileSync(inBank('mutex.yaml'), 'difficulty: easy\n');
    utimesSync(inBank('mutex.yaml'), new Date('2026-01-02T00:00:00Z'), new Date('2026-01-02T00:00:00Z'));
    expect(await head()).toMatchObject({ difficulty: 'easy' });
    rmSync(inBank('mutex.yaml'));
    expect(await head()).toMatchObject({ difficulty: 'medium' });
  });

  it('is not read when it is gone or too large', () => {
    writeFileSync(inBank('mutex.json'), `{"title": "${'x'.repeat(1024 * 1024)}"}`);
    const [large] = listBank(inBank('mutex.md')).files;
    const read = large && readBankText(large);
    expect(read && 'text' in read && read.sidecar?.()).toBeUndefined();
    rmSync(inBank('mutex.json'));
    expect(read && 'text' in read && read.sidecar?.()).toBeUndefined();
  });
});
