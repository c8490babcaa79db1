// The whole chain with real programs and without a microphone: flite speaks an answer, sox or ffmpeg takes
// it for a recording, pocketsphinx transcribes it. Left out where a program is missing, save where CI is set.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings/config.ts';
import type { SoundJob, SoundProgram } from '../../src/core/speech/sound.ts';
import { tempFolder } from '../support/home.ts';
import { openHomeSound, recordingId } from '../support/sound-home.ts';

const ANSWERS = [
  'We moved the work to a queue, and the servers stopped waiting for the slow disk. After that change the worst request took eighty milliseconds.',
  'My first job was to find out why the build was slow. I put a timer around each step, and one step took most of the time.',
  'I measured it before and after. It went from twelve seconds to thirty milliseconds, and the load on the disk fell by half.',
];

const spoken = tempFolder();
const wavOf = (at: number): string => join(spoken, `answer-${at}.wav`);

function program(job: SoundJob, settings: Partial<Settings>): SoundProgram {
  const { sound } = openHomeSound();
  const found = sound.find(job, { ...DEFAULT_SETTINGS, ...settings });
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

const recogniser = (): SoundProgram =>
  program('transcriber', { transcriber: 'pocketsphinx_continuous -infile {file}' });

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

/** The share of the words of `said` that are in `heard`, each as often as it was heard. */
function shareHeard(said: string, heard: string): number {
  const left = [...wordsOf(heard)];
  const found = wordsOf(said).filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return found.length / wordsOf(said).length;
}

describe('speech through real programs', () => {
  beforeAll(async () => {
    for (const [at, text] of ANSWERS.entries())
      await promisify(execFile)('flite', ['-voice', 'slt', '-t', text, '-o', wavOf(at)]);
  });

  it('comes out as text that has most of the words', async () => {
    const { sound } = openHomeSound();
    const shares: number[] = [];
    for (const [at, text] of ANSWERS.entries()) {
      const recorder = program('recorder', { recorder: `sox ${wavOf(at)} -r 16000 -c 1 -b 16 -t raw -` });
      const capture = await sound.record(recorder, recordingId(at));
      expect(await capture.died).toBe('The recorder stopped by itself.');
      const { recording = '', durationMs, fault } = await capture.stop();
      expect(fault).toBeUndefined();
      const { samples, perSecond } = await sound.samples(recording);
      expect((samples.length / perSecond) * 1000).toBeCloseTo(durationMs, -1);
      const heard = await sound.transcribe(recogniser(), recording);
      if ('fault' in heard) throw new Error(heard.fault);
      expect(heard.text).not.toMatch(/[<>[\]\n]/);
      shares.push(shareHeard(text, heard.text));
    }
    // Measured with Debian's pocketsphinx 0.8+5prealpha and flite 2.2: 0.64, 0.67 and 0.91.
    expect(Math.min(...shares)).toBeGreaterThan(0.5);
  }, 120_000);

  it('is ended in the middle of a sentence, and the file is whole', async () => {
    const { home, sound } = openHomeSound();
    const template = `ffmpeg -nostdin -loglevel error -re -i ${wavOf(0)} -ar 16000 -ac 1 -flush_packets 1 -f s16le pipe:1`;
    const capture = await sound.record(program('recorder', { recorder: template }), recordingId(1));
    await wait(1500);
    const { recording = '', durationMs, fault } = await capture.stop();
    expect(fault).toBeUndefined();
    expect(durationMs).toBeGreaterThan(300);
    expect(durationMs).toBeLessThan(6000);
    const { samples } = await sound.samples(recording);
    expect(samples.length).toBe(durationMs * 16);
    expect(statSync(join(home, recording)).mode & 0o777).toBe(0o600);
  });
});
