// Speech with known truth: interview answers with syllables counted by hand, spoken by flite. A dot separates
// the syllables of a word, so that reading a text checks its count. espeak-ng is not used, because it misleads
// recognizers.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seededRandom } from '../../src/core/base/random.ts';
import type { Samples } from '../../src/core/speech/sound.ts';

const run = promisify(execFile);

const WRITTEN = [
  `We moved the feed to a queue, and the web ser·vers stopped wait·ing for the slow disk. Af·ter that change the
   worst re·quest took eight·y mil·li·sec·onds, down from near·ly four hun·dred.`,
  `My first job was to find out why the build was slow. I put a tim·er a·round each step, and one step took most
   of the time. It cop·ied the same fold·er nine times, so I kept a sin·gle cop·y.`,
  `A hash ta·ble finds an en·try in con·stant time on av·er·age. When man·y keys land in one buck·et, the search
   turns in·to a walk a·long a list, and the cost grows with the num·ber of keys.`,
  `The mo·del was too large for one card, so we split its lay·ers o·ver four of them. Each card sends what it has
   made to the next one, and small batch·es keep all of them bus·y.`,
  `I dis·a·greed with the plan, and I said so in the meet·ing. Then I wrote down both op·tions with their costs,
   and we chose the cheap·er one to·geth·er. In the end it was read·y two weeks ear·ly.`,
  `Two peo·ple ed·it·ed the same re·cord at once, and the last one won with·out a warn·ing. I add·ed a ver·sion
   num·ber to each row. Now the sec·ond per·son is told, and both ed·its can be kept.`,
  `Pre·ci·sion tells how man·y of the a·larms were real. Re·call tells how man·y of the real e·vents raised an
   a·larm. We want·ed few missed e·vents, so we low·ered the thresh·old and ac·cept·ed more noise.`,
  `The da·ta·base had no in·dex on the col·umn that we searched most. I meas·ured the que·ry be·fore and af·ter.
   It went from twelve sec·onds to thir·ty mil·li·sec·onds, and the load on the disk fell by half.`,
  `When a teach·er asks what I would do dif·ferent·ly, I think of test·ing. We test·ed the parts a·lone, but nev·er
   the whole path. A sim·ple check from end to end would have found that prob·lem on the first day.`,
  `At·ten·tion com·pares ev·ery to·ken with all the oth·ers, so the work grows with the square of the length. With
   a win·dow of five hun·dred to·kens it fits in mem·o·ry, and the qual·i·ty stays the same.`,
  `Our team lost its on·ly test·er in the spring. I of·fered to take o·ver the re·lease notes and the man·u·al
   tests. With·in a month I had writ·ten scripts for most of them, and we shipped on time.`,
  `A lock that is held for too long makes ev·ery·bod·y wait. We cut the work in·side it to one short write. The
   rest hap·pens be·fore, on a cop·y. The queue be·came short·er, and no one wait·ed more than a mo·ment.`,
  `I learned the most from a mis·take. I re·moved a ta·ble that I be·lieved to be emp·ty, and it was not. We had a
   back·up from that morn·ing. Since then I ask a col·league to look be·fore I de·lete an·y·thing.`,
  `Cach·ing helps when the same ques·tion comes a·gain and a·gain. It hurts when the an·swer chang·es and no one
   tells the cache. So ev·ery en·try has a date, and an old one is fetched a·gain.`,
  `The cus·tom·er want·ed a re·port by Fri·day. I asked which num·bers would change a de·ci·sion, and on·ly three
   of them did. We de·liv·ered those on Thurs·day, and the o·ther twen·ty were nev·er missed.`,
  `Gra·di·ents that are too large throw the mod·el off its path. We clip them at one, and we warm the learn·ing rate
   up o·ver a thou·sand steps. The loss went down with·out a sin·gle jump.`,
];

export type SpokenText = { readonly text: string; readonly syllables: number; readonly words: number };

export const spokenTexts: readonly SpokenText[] = WRITTEN.map((written) => {
  const words = written.trim().split(/\s+/);
  return {
    text: words.join(' ').replaceAll('·', ''),
    syllables: words.reduce((sum, word) => sum + word.split('·').length, 0),
    words: words.length,
  };
});

export type Spoken = {
  readonly sound: Samples;
  /** When flite itself begins and ends to speak. */
  readonly startMs: number;
  readonly endMs: number;
};

/** From flite's output, `pau:0.222 ay:0.338`: each with its end, in seconds. */
const segmentsOf = (printed: string): readonly { readonly phone: string; readonly endMs: number }[] =>
  printed
    .trim()
    .split(/\s+/)
    .map((segment) => segment.split(':'))
    .map(([phone = '', end]) => ({ phone, endMs: Number(end) * 1000 }));

/**
 * @param voice one of `flite -lv`
 * @param stretch duration of sounds: 0.7 is fast, 1.5 is slow
 */
export async function speak(text: string, voice: string, stretch: number): Promise<Spoken> {
  const folder = await mkdtemp(join(tmpdir(), 'prep-speech-'));
  try {
    const file = join(folder, 'said.wav');
    const setting = ['-voice', voice, '--setf', `duration_stretch=${stretch}`, '-psdur'];
    const { stdout } = await run('flite', [...setting, '-t', text, '-o', file]);
    const segments = segmentsOf(stdout);
    const isSpeech = ({ phone }: { readonly phone: string }): boolean => phone !== 'pau';
    // 16 bits of one channel behind a header of 44 bytes, at the voice's rate.
    const bytes = await readFile(file);
    const pcm = new Int16Array(Uint8Array.from(bytes.subarray(44)).buffer);
    return {
      sound: {
        perSecond: bytes.readUInt32LE(24),
        samples: Float32Array.from(pcm, (value) => value / 32_768),
      },
      startMs: segments[segments.findIndex(isSpeech) - 1]?.endMs ?? 0,
      endMs: segments.findLast(isSpeech)?.endMs ?? 0,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Without what is before and after the speech. */
export const trimmed = ({ sound: { perSecond, samples }, startMs, endMs }: Spoken): Samples => ({
  perSecond,
  samples: samples.slice(Math.round((startMs * perSecond) / 1000), Math.round((endMs * perSecond) / 1000)),
});

export const silence = (ms: number, perSecond: number): Samples => ({
  perSecond,
  samples: new Float32Array(Math.round((ms * perSecond) / 1000)),
});

/** Of one rate, one after another. */
export function inARow(first: Samples, ...more: readonly Samples[]): Samples {
  const sounds = [first, ...more].map(({ samples }) => samples);
  const samples = new Float32Array(sounds.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const sound of sounds) {
    samples.set(sound, at);
    at += sound.length;
  }
  return { perSecond: first.perSecond, samples };
}

/** @param at seconds from the start */
export const soundOf = (ms: number, perSecond: number, value: (at: number) => number): Samples => ({
  perSecond,
  samples: Float32Array.from({ length: Math.round((ms * perSecond) / 1000) }, (_, index) =>
    value(index / perSecond),
  ),
});

/** Mean 0, deviation 1. */
export function whiteNoise(seed: number): () => number {
  const next = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/**
 * Mains hum: 50 Hz and its multiples.
 * @param at seconds
 */
export const hum = (at: number): number =>
  [1, 0.5, 0.4, 0, 0.2].reduce(
    (sum, part, index) => sum + part * Math.sin(2 * Math.PI * 50 * (index + 1) * at),
    0,
  );

/**
 * @param snrDb how much more power the sound has, dB
 * @param other its power is about 1
 */
export function over(sound: Samples, snrDb: number, other: (at: number) => number): Samples {
  const { perSecond, samples } = sound;
  const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  const scale = Math.sqrt(power / 10 ** (snrDb / 10));
  return { perSecond, samples: samples.map((value, index) => value + scale * other(index / perSecond)) };
}
