// Measures the accuracy of pace: `node benchmarks/pace.js [voice…]`. flite speaks sixteen answers, with
// syllables counted by hand, at five rates. Exits 1 if the correlation is under 0.85 or the syllables of a voice are more
// than 20% off.
import { sources } from './sources.js';

const {
  deliveryOf,
  hear,
  hum,
  meanOf,
  over,
  rateCorrelation,
  rawErrors,
  spokenTexts,
  whiteNoise,
  wordErrors,
} = await sources(`
export { deliveryOf } from './src/core/speech/delivery.ts';
export { hum, over, spokenTexts, whiteNoise } from './tests/support/speech.ts';
export { hear, meanOf, rateCorrelation, rawErrors, wordErrors } from './tests/support/speech-figures.ts';
`);

const VOICES = ['kal', 'kal16', 'slt', 'awb', 'rms'];
const STRETCHES = [0.7, 0.85, 1, 1.25, 1.5];
const voices = process.argv.length > 2 ? process.argv.slice(2) : VOICES;

const percent = (share) => `${(share * 100).toFixed(1).padStart(5)} %`;
const worst = (errors) => percent(Math.max(...errors));

/** All texts of a rate are spoken at once, which uses every processor. */
async function answersOf(voice, disturbed) {
  const heard = [];
  for (const stretch of STRETCHES)
    heard.push(...(await Promise.all(spokenTexts.map((said) => hear(said, voice, stretch, disturbed)))));
  return heard;
}

function report(title, heard) {
  const correlation = rateCorrelation(heard);
  const raw = rawErrors(heard);
  const words = wordErrors(heard);
  const cells = [
    correlation.toFixed(3),
    percent(meanOf(raw)),
    worst(raw),
    percent(meanOf(words)),
    worst(words),
  ];
  console.log([title.padEnd(18), ...cells].join('  '));
  return correlation >= 0.85 && meanOf(raw) <= 0.2;
}

function reportRates(voice, heard) {
  const cells = STRETCHES.map((stretch) => {
    const at = heard.filter((each) => each.stretch === stretch);
    const ratio = meanOf(at.map(({ delivery, said }) => delivery.syllables / said.syllables));
    const rate = meanOf(at.map(({ truePerMinute }) => truePerMinute));
    return `${rate.toFixed(0).padStart(4)}: ${ratio.toFixed(2)}`;
  });
  console.log([voice.padEnd(18), ...cells].join('  '));
}

console.log(
  `${spokenTexts.length} answers, ${STRETCHES.length} rates, each against the true syllables a minute\n`,
);
console.log('voice               corr.  as heard  worst    words/min  worst');
const start = process.cpuUsage().user;
const all = new Map();
let good = true;
for (const voice of voices) {
  all.set(voice, await answersOf(voice));
  good = report(voice, all.get(voice)) && good;
}
const every = [...all.values()].flat();
report('all voices', every);

console.log('\nsyllables a minute: share of them that is heard');
for (const [voice, heard] of all) reportRates(voice, heard);

const noises = { 'white noise': whiteNoise(1), hum };
for (const [name, noise] of Object.entries(noises)) {
  console.log(`\n${name} below the voice`);
  for (const snrDb of [20, 10])
    report(`${voices[0]}, ${snrDb} dB`, await answersOf(voices[0], ({ sound }) => over(sound, snrDb, noise)));
}

const minute = { perSecond: 16_000, samples: new Float32Array(16_000 * 60) };
const noise = whiteNoise(2);
// A voice-like sound of four syllables a second.
minute.samples.forEach((_, at) => {
  const seconds = at / 16_000;
  const loud = Math.max(0, Math.sin(2 * Math.PI * 4 * seconds));
  minute.samples[at] =
    0.3 * loud * (Math.sin(2 * Math.PI * 120 * seconds) + Math.sin(2 * Math.PI * 600 * seconds)) +
    0.001 * noise();
});
const times = Array.from({ length: 5 }, () => {
  const before = process.cpuUsage().user;
  deliveryOf(minute);
  return (process.cpuUsage().user - before) / 1000;
});
console.log(`\na minute of sound is measured in ${Math.min(...times).toFixed(0)} ms of CPU`);
console.log(`all of this took ${((process.cpuUsage().user - start) / 1e6).toFixed(0)} s of CPU`);
if (!good) process.exitCode = 1;
