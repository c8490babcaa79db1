import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTranscript } from '../../../src/formats/speech/transcript.ts';
import { anyCharacter } from '../../support/characters.ts';

const read = (text: string): ReturnType<typeof readTranscript> =>
  readTranscript(new TextEncoder().encode(text));
const textOf = (output: string): string => {
  const transcript = read(output);
  if ('fault' in transcript) throw new Error(transcript.fault);
  return transcript.text;
};
const json = (value: unknown): string => JSON.stringify(value, null, 2);

describe('what recognisers print', () => {
  it.each([
    [
      'lines, with blanks and a BOM',
      '\ufeff Time grows\r\n  with the square. \n\n',
      'Time grows with the square.',
    ],
    ['escapes', '\x1b[2K\x1b[38;5;160m Time\x1b[0m grows\x1b]0;title\x07', 'Time grows'],
    [
      'marks',
      '[BLANK_AUDIO] Time (silence) grows <sil> [MUSIC] ++NOISE++ *laughs* <s> now </s> [ Silence ] ♪',
      'Time grows now',
    ],
    ['numbered ways to say a word', "and(2) the(3) cost isn't f(x)", "and the cost isn't f(x)"],
    ['nothing but silence', ' [BLANK_AUDIO]\n', ''],
    ['nothing', '', ''],
    ['nothing but signs', '#'.repeat(100), ''],
    ['nothing but control characters', '\x01\x02\x7f'.repeat(30), ''],
    ['words in brackets that are words', 'the list [a, b] (about 3)', 'the list [a, b] (about 3)'],
    ['a file of another language', '時間は二乗で増えます。', '時間は二乗で増えます。'],
  ])('is plain text: %s', (_, output, text) => {
    expect(textOf(output)).toBe(text);
  });

  it.each([
    [
      'whisper.cpp',
      json({
        params: { model: 'm' },
        transcription: [{ offsets: { from: 0 }, text: ' Time' }, { text: ' grows' }],
      }),
    ],
    ['Whisper of Python', json({ text: ' Time grows', segments: [{ text: ' Time grows' }], language: 'en' })],
    [
      'Vosk, result by result',
      `${json({ partial: 'time' })}\n${json({ result: [{ word: 'Time', conf: 1 }], text: 'Time' })}\n${json({ text: 'grows' })}\n`,
    ],
    [
      'vosk-transcriber',
      json({
        schemaVersion: '2.0',
        monologues: [
          { speaker: { id: 'unknown' }, terms: [{ text: 'Time' }, { text: 'grows', type: 'WORD' }] },
        ],
      }),
    ],
    [
      'pocketsphinx, a line an utterance',
      '{"b":0.0,"d":1.2,"p":1.0,"t":"Time","w":[{"t":"Time"}]}\n{"b":1.2,"d":1,"p":1,"t":"grows","w":[]}\n',
    ],
  ])('may be JSON: %s', (_, output) => {
    expect(textOf(output)).toBe('Time grows');
  });

  it('may be JSON in which nothing was heard', () => {
    expect(textOf(json({ text: '' }))).toBe('');
    expect(textOf('[]')).toBe('');
    expect(textOf(json({ partial: '' }))).toBe('');
  });
});

describe('output that is no transcript', () => {
  it.each([['bytes that are no UTF-8', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe])]])(
    'is told: %s',
    (_, bytes) => {
      expect(readTranscript(bytes)).toEqual({ fault: 'printed something that is not text' });
    },
  );

  it('is told when it is more than anybody says', () => {
    const fault = 'printed too much for a transcript';
    expect(read('word '.repeat(60_000))).toEqual({ fault });
  });

  it('has no words where it is JSON of something else, however deep', () => {
    expect(read(json({ error: { code: 3 } }))).toEqual({ text: '' });
    expect(read('['.repeat(2000) + ']'.repeat(2000))).toEqual({ text: '' });
  });

  // Where a pattern took more than its length, this would run into the limit of the suite.
  it('of any length comes to an end', () => {
    for (const piece of [
      '00:00:00.000 --> ',
      '<c',
      '[ ',
      '( ',
      '\x1b]',
      '{"text":',
      '\n\n',
      '++a',
      '* laughs ',
    ])
      expect(Object.keys(read(piece.repeat(200_000 / piece.length)))).toHaveLength(1);
  });

  it('never throws, and no text has control characters', () => {
    const pieces = fc.constantFrom(
      '\n',
      '1',
      '00:01.000 --> 00:02.000',
      '{"text":',
      '"a"',
      '}',
      '[',
      '\x1b[',
      'm',
      '<sil>',
      'word',
      '\u202e',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces).map((all) => all.join('')),
          fc.string({ unit: anyCharacter }),
        ),
        (output) => {
          const transcript = read(output);
          if ('text' in transcript) expect(transcript.text).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
        },
      ),
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void readTranscript(bytes)));
  });
});
