// Recordings on the disk: listed and removed, and nothing else is ever touched.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecordings, type Recordings } from '../../../src/io/speech/sound.ts';
import { tempHome } from '../../support/home.ts';
import { recordingId } from '../../support/sound-home.ts';
import { wavOf } from '../../support/wav.ts';
import { failureOf } from '../../support/verbs.ts';

const pathOf = (number: number): string => `recordings/${recordingId(number)}.wav`;

/** A home with recordings of so many bytes each. */
function open(...bytes: readonly number[]): { home: string; recordings: Recordings } {
  const home = tempHome();
  mkdirSync(join(home, 'recordings'), { recursive: true });
  for (const [at, size] of bytes.entries()) writeFileSync(join(home, pathOf(at)), new Uint8Array(size));
  return { home, recordings: openRecordings(home) };
}

describe('the list', () => {
  it('is empty before anything was said', () => {
    expect(openRecordings(tempHome()).recordings()).toEqual([]);
  });

  it('has the oldest first, torn ones too', () => {
    const { recordings } = open(100, 3, 0);
    expect(recordings.recordings()).toEqual([
      { recording: pathOf(0), bytes: 100 },
      { recording: pathOf(1), bytes: 3 },
      { recording: pathOf(2), bytes: 0 },
    ]);
  });

  it('has no file that prep did not name, no folder and no link', () => {
    const { home, recordings } = open(5);
    for (const name of [
      'note.wav',
      `${recordingId(1)}.mp3`,
      `${recordingId(1).toLowerCase()}.wav`,
      `x${recordingId(1)}.wav`,
    ])
      writeFileSync(join(home, 'recordings', name), 'mine');
    mkdirSync(join(home, pathOf(2)));
    symlinkSync('/etc/passwd', join(home, pathOf(3)));
    expect(recordings.recordings().map(({ recording }) => recording)).toEqual([pathOf(0)]);
  });
});

describe('a name', () => {
  it('that prep did not give leads nowhere', async () => {
    const { home, recordings } = open(5);
    writeFileSync(join(home, 'config.json'), '{}');
    const names = [
      '../../config.json',
      'config.json',
      'recordings/../config.json',
      '/etc/passwd',
      '',
      'recordings/',
      `recordings/./${recordingId(0)}.wav`,
      `${pathOf(0)}\n`,
      `recordings\\${recordingId(0)}.wav`,
    ];
    for (const name of names) {
      for (const work of [
        async () => void (await recordings.samples(name)),
        async () => recordings.remove(name),
      ])
        expect((await failureOf(work)).code).toBe('recording-name');
    }
    expect(readFileSync(join(home, 'config.json'), 'utf8')).toBe('{}');
  });

  it('of a link leads nowhere either', async () => {
    const { home, recordings } = open();
    writeFileSync(join(home, 'secret.wav'), wavOf(new Float32Array(10)));
    symlinkSync(join(home, 'secret.wav'), join(home, pathOf(0)));
    expect((await failureOf(() => recordings.samples(pathOf(0)))).code).toBe('recording-gone');
  });
});

describe('samples', () => {
  it('are read as numbers', async () => {
    const { home, recordings } = open();
    writeFileSync(join(home, pathOf(0)), wavOf(new Float32Array(10).fill(0.5)));
    const { perSecond, samples } = await recordings.samples(pathOf(0));
    expect(perSecond).toBe(16_000);
    expect(samples).toEqual(new Float32Array(10).fill(0.5));
  });

  it('of a damaged file are a failure that names it', async () => {
    const { recordings } = open(3);
    const failure = await failureOf(() => recordings.samples(pathOf(0)));
    expect(failure.code).toBe('recording-damaged');
    expect(failure.message).toContain(`${recordingId(0)}.wav is not a sound file as prep records it.`);
  });
});
