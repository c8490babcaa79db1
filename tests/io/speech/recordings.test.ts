// Recordings on the disk: listed, starred, removed to make room; and nothing else is ever touched.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/core/base/day.ts';
import { encodeTime, timeOfUlid } from '../../../src/core/base/ids.ts';
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

  it('has the oldest first, with the time at which each began, torn ones too', () => {
    const { recordings } = open(100, 3, 0);
    expect(
      recordings.recordings().map(({ recording, bytes, starred }) => [recording, bytes, starred]),
    ).toEqual([
      [pathOf(0), 100, false],
      [pathOf(1), 3, false],
      [pathOf(2), 0, false],
    ]);
    expect(recordings.recordings()[0]?.at).toBe(timeOfUlid(recordingId(0)));
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
    expect(recordings.makeRoom(0)).toEqual([pathOf(0)]);
    expect(readdirSync(join(home, 'recordings'))).toHaveLength(6);
  });
});

describe('a star', () => {
  it('is an empty file beside the recording, and goes with it', () => {
    const { home, recordings } = open(5, 5);
    recordings.star(pathOf(1), true);
    recordings.star(pathOf(1), true);
    expect(recordings.recordings().map(({ starred }) => starred)).toEqual([false, true]);
    expect(readFileSync(join(home, 'recordings', `${recordingId(1)}.star`), 'utf8')).toBe('');
    recordings.star(pathOf(1), false);
    recordings.star(pathOf(1), false);
    expect(recordings.recordings().map(({ starred }) => starred)).toEqual([false, false]);
    recordings.star(pathOf(0), true);
    recordings.remove(pathOf(0));
    expect(readdirSync(join(home, 'recordings'))).toEqual([`${recordingId(1)}.wav`]);
  });

  it('cannot be given to what is gone', async () => {
    const { recordings } = open();
    expect((await failureOf(async () => recordings.star(pathOf(1), true))).code).toBe('recording-gone');
  });
});

describe('room', () => {
  it('is made by removing the oldest that are not starred, and no more than needed', () => {
    const { home, recordings } = open(400_000, 400_000, 400_000, 400_000);
    recordings.star(pathOf(1), true);
    expect(recordings.makeRoom(2)).toEqual([]);
    expect(recordings.makeRoom(1)).toEqual([pathOf(0), pathOf(2)]);
    expect(recordings.makeRoom(1)).toEqual([]);
    expect(recordings.makeRoom(0)).toEqual([pathOf(3)]);
    expect(recordings.recordings().map(({ recording }) => recording)).toEqual([pathOf(1)]);
    expect(existsSync(join(home, pathOf(1)))).toBe(true);
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
        async () => recordings.star(name, true),
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

describe('the time in an id', () => {
  it('is what went in', () => {
    const at = instantOf(1_795_000_000_123);
    expect(timeOfUlid(`${encodeTime(at)}${'0'.repeat(16)}`)).toBe(1_795_000_000_123);
    expect(timeOfUlid('id-001')).toBeUndefined();
  });
});
