// Recordings from start to end with recorders that do what they should, and with those that do not.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/base/problem.ts';
import { readWav } from '../../../src/formats/speech/wav.ts';
import { fake, openHomeSound, recordingId } from '../../support/sound-home.ts';
import { failureOf } from '../../support/verbs.ts';

const ID = recordingId(1);
const RECORDING = `recordings/${ID}.wav`;

const secondsIn = (path: string): number => {
  const sound = readWav(readFileSync(path));
  if (!sound) throw new Error(`${path} is no recording`);
  return sound.samples.length / sound.perSecond;
};

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 10) {
    if (waited > 15_000) throw new Error('it did not come about');
    await wait(10);
  }
}

describe('a recorder', () => {
  it('is ended when that is wanted, and leaves a whole WAV file that nobody else may read', async () => {
    const { home, sound } = openHomeSound();
    const capture = await sound.record(fake('streams', '60', '10'), ID);
    await until(() => statSync(join(home, RECORDING)).size > 44 + 32_000);
    const captured = await capture.stop();
    expect(captured).toEqual({ recording: RECORDING, durationMs: captured.durationMs });
    expect(captured.durationMs).toBeGreaterThan(1000);
    expect(secondsIn(join(home, RECORDING)) * 1000).toBeCloseTo(captured.durationMs, 0);
    expect(statSync(join(home, RECORDING)).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'recordings')).mode & 0o777).toBe(0o700);
  });

  it('has a level in dB below full scale while it runs', async () => {
    const { sound } = openHomeSound();
    const capture = await sound.record(fake('streams', '60', '4'), ID);
    expect(capture.levelDb()).toBeCloseTo(-20, 0);
    await capture.stop();
  });

  it('has a header that holds at any moment, so that nothing is lost when prep is killed', async () => {
    const { home, sound } = openHomeSound();
    const capture = await sound.record(fake('streams', '60', '10'), ID);
    await until(() => statSync(join(home, RECORDING)).size > 10_000);
    const bytes = readFileSync(join(home, RECORDING));
    expect(bytes.readUInt32LE(40)).toBeGreaterThan(0);
    expect(bytes.readUInt32LE(4)).toBe(bytes.readUInt32LE(40) + 36);
    await capture.stop();
  });

  it('may end by itself, which is said and is no fault', async () => {
    const { sound } = openHomeSound();
    const capture = await sound.record(fake('streams', '0.3', '2'), ID);
    expect(await capture.died).toBe('The recorder stopped by itself.');
    expect(await capture.stop()).toEqual({ recording: RECORDING, durationMs: 300 });
  });

  it('keeps what was said when it dies in the middle of an answer', async () => {
    const { home, sound } = openHomeSound();
    const message = 'arecord: pcm_read:2285: read error: No such device';
    const capture = await sound.record(fake('dies', '0.4', '2', '1', message), ID);
    const cause = await capture.died;
    expect(cause).toMatch(/^The recording stopped early; what was recorded is kept: .*No such device\)\.$/);
    expect(await capture.stop()).toEqual({ recording: RECORDING, durationMs: 400, fault: cause });
    expect(secondsIn(join(home, RECORDING))).toBeCloseTo(0.4);
  });

  it('is ended by force when it ignores what it is asked', async () => {
    const { sound } = openHomeSound();
    const capture = await sound.record(fake('ignores', '60'), ID);
    const captured = await capture.stop();
    expect(captured.fault).toBeUndefined();
    expect(captured.durationMs).toBeGreaterThan(0);
    expect(await capture.stop()).toBe(captured);
  });

  it('is given up when it sends no sound', async () => {
    const { home, sound } = openHomeSound({ startMs: 50, silentMs: 300 });
    const capture = await sound.record(fake('mute'), ID);
    expect(capture.levelDb()).toBeUndefined();
    expect(await capture.died).toContain('mute sent no sound');
    expect(await capture.stop()).toEqual({ durationMs: 0, fault: await capture.died });
    expect(readdirSync(join(home, 'recordings'))).toEqual([]);
  });

  it('says that nothing was recorded when it is stopped before any sound', async () => {
    const { sound } = openHomeSound({ startMs: 50 });
    const capture = await sound.record(fake('mute'), ID);
    expect(await capture.stop()).toEqual({ durationMs: 0, fault: 'mute recorded no sound.' });
  });

  it('stops at a full disk, and keeps what is there', async () => {
    const room = 20_000;
    // On a busy machine the sound arrives in larger pieces, of which fewer fit.
    let soundBytes = 0;
    const { writeSync } = await import('node:fs');
    const { home, sound } = openHomeSound({
      write: (descriptor, bytes, position) => {
        if (position > 0 && soundBytes + bytes.length > room)
          throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        if (position > 0) soundBytes += bytes.length;
        return writeSync(descriptor, bytes, 0, bytes.length, position);
      },
    });
    const capture = await sound.record(fake('streams', '60', '10'), ID);
    const cause = await capture.died;
    expect(cause).toBe('The recording stopped early; what was recorded is kept: the disk is full.');
    const { durationMs, fault } = await capture.stop();
    expect(fault).toBe(cause);
    expect(soundBytes).toBeGreaterThan(0);
    expect(durationMs).toBe(Math.round(soundBytes / 32));
    expect(secondsIn(join(home, RECORDING))).toBeCloseTo(soundBytes / 32_000);
  });
});

describe('a recorder that does not come to record', () => {
  it.each([
    ['sound-busy', 'arecord: main:850: audio open error: Device or resource busy\n'],
    ['sound-denied', 'arecord: main:850: audio open error: Permission denied\n'],
    [
      'sound-device',
      "ALSA lib confmisc.c:855:(parse_card) cannot find card '0'\narecord: main:850: audio open error: No such file or directory\n",
    ],
    ['sound-failed', 'Something else went wrong\n'],
  ])('is a failure with a remedy: %s', async (code, message) => {
    const { home, sound } = openHomeSound();
    const failure = await failureOf(() => sound.record(fake('fails', '1', message), ID));
    expect(failure.code).toBe(code);
    expect(failure.hint).toBeTruthy();
    expect(failure.message).not.toContain('\n');
    expect(readdirSync(join(home, 'recordings'))).toEqual([]);
  });

  it('is a failure when it ends at once without a word', async () => {
    const { sound } = openHomeSound();
    const failure = await failureOf(() => sound.record(fake('fails', '0', ''), ID));
    expect(failure).toMatchObject({
      code: 'sound-nothing',
      message: 'fails stopped immediately and recorded nothing.',
    });
  });

  it.each([
    ['that is not there', '/nowhere/arecord'],
    ['that is a folder', '/'],
  ])('is a failure for a program %s', async (_, program) => {
    const { home, sound } = openHomeSound();
    const failure = await failureOf(() => sound.record({ name: 'arecord', words: [program] }, ID));
    expect(failure.code).toBe('sound-start');
    expect(failure.message).toMatch(/^arecord could not be started: /);
    expect(readdirSync(join(home, 'recordings'))).toEqual([]);
  });

  it('is a failure where nothing can be written, before anything is started', async () => {
    const { home, sound } = openHomeSound();
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'recordings'), 'a file in the place of the folder');
    const failure = await failureOf(() => sound.record(fake('streams', '60'), ID));
    expect(failure.code).toBe('not-writable');
  });

  it('is a failure where only the file cannot be made, and leaves no other', async () => {
    const { home, sound } = openHomeSound();
    // A folder in the place of the file: unlike permissions, it stops root too.
    mkdirSync(join(home, RECORDING), { recursive: true });
    const failure = await failureOf(() => sound.record(fake('streams', '60'), ID));
    expect(failure).toMatchObject({ code: 'not-writable' });
    expect(failure.message).toContain(`${ID}.wav cannot be written: `);
    expect(readdirSync(join(home, 'recordings'))).toEqual([`${ID}.wav`]);
  });

  it('writes through no link that waits in its place', async () => {
    const { home, sound } = openHomeSound();
    mkdirSync(join(home, 'recordings'), { recursive: true });
    writeFileSync(join(home, 'config.json'), '{}');
    symlinkSync(join(home, 'config.json'), join(home, RECORDING));
    await expect(sound.record(fake('streams', '60'), ID)).rejects.toThrow(Failure);
    const other = recordingId(2);
    symlinkSync(join(home, 'nowhere'), join(home, 'recordings', `${other}.wav`));
    await expect(sound.record(fake('streams', '60'), other)).rejects.toThrow(Failure);
    expect(existsSync(join(home, 'nowhere'))).toBe(false);
    expect(readFileSync(join(home, 'config.json'), 'utf8')).toBe('{}');
  });

  it('takes no name but one of its own', async () => {
    const { sound } = openHomeSound();
    for (const id of ['../../etc/passwd', '..', '', 'a', `${ID}x`, ID.toLowerCase()])
      expect(await failureOf(() => sound.record(fake('streams', '60'), id))).toMatchObject({
        code: 'recording-name',
      });
  });
});
