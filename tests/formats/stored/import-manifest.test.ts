// The file that remembers imports: what was written is read again, and nothing else is trusted.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Imported, Manifest } from '../../../src/core/import/plan.ts';
import { readManifest, writeManifest } from '../../../src/formats/stored/import-manifest.ts';

const text = fc.string({ maxLength: 20 });
const name = fc.string({ minLength: 1, maxLength: 20 });
const imported: fc.Arbitrary<Imported> = fc.record(
  {
    id: fc.oneof(name, fc.constantFrom('__proto__', 'constructor')),
    file: text,
    shape: name,
    key: name,
    title: text,
    number: fc.nat(),
    answerHash: text,
    content: text,
    written: text,
    possible: fc.array(text, { maxLength: 3 }),
  },
  { requiredKeys: ['id', 'file', 'shape', 'key', 'title', 'answerHash', 'content', 'written'] },
);
const settings = fc.record(
  { file: text, section: text, tags: fc.array(text, { maxLength: 2 }) },
  { requiredKeys: ['file'] },
);

describe('the manifest of a bank', () => {
  it('is read as it was written, and written alike in whatever order things came', () => {
    fc.assert(
      fc.property(
        fc.array(imported, { maxLength: 5 }),
        fc.array(settings, { maxLength: 3 }),
        (questions, files) => {
          const manifest: Manifest = {
            files: new Map(files.map((one) => [one.file, one])),
            questions: new Map(questions.map((one) => [one.id, one])),
          };
          const written = writeManifest(manifest);
          const read = readManifest(written);
          expect(read).toEqual({
            manifest: { files: expect.any(Map) as unknown, questions: expect.any(Map) as unknown },
          });
          if (!('manifest' in read)) return;
          expect(new Map(read.manifest.questions)).toEqual(manifest.questions);
          expect(new Map(read.manifest.files)).toEqual(manifest.files);
          const reversed = { ...manifest, questions: new Map([...manifest.questions].toReversed()) };
          expect(writeManifest(reversed)).toBe(written);
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });

  it('has a question a line', () => {
    const one: Imported = {
      id: 'a',
      file: '~/guide.md',
      shape: 'guide',
      key: 'a',
      title: 'A?',
      answerHash: 'h',
      content: 'c',
      written: 'w',
    };
    expect(writeManifest({ files: new Map(), questions: new Map([['a', one]]) })).toBe(
      [
        '{',
        '  "v": 1,',
        '  "kind": "prep-import",',
        '  "files": [',
        '  ],',
        '  "questions": [',
        '    {"id":"a","file":"~/guide.md","shape":"guide","key":"a","title":"A?","answerHash":"h","content":"c","written":"w"}',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['', 'it is not valid JSON'],
    ['{', 'it is not valid JSON'],
    ['[]', 'prep did not write it'],
    ['{"v":1,"kind":"prep-fills"}', 'prep did not write it'],
    ['{"v":"1","kind":"prep-import"}', '"v" must be a number'],
    ['{"v":1,"kind":"prep-import","files":[]}', '"questions" must be a list'],
    ['{"v":1,"kind":"prep-import","files":[],"questions":[3]}', 'a question must be an object'],
    ['{"v":1,"kind":"prep-import","files":[],"questions":[{"id":""}]}', '"id" must not be empty'],
  ])('says what is wrong with %s', (damaged, error) => {
    expect(readManifest(damaged)).toEqual({ error, isNewer: false });
  });

  it('leaves that of a newer version of prep alone', () => {
    expect(readManifest('{"v":2,"kind":"prep-import"}')).toEqual({
      error: 'a newer version of prep wrote it',
      isNewer: true,
    });
  });
});
