// Stands in for programs that record, recognise and speak: `node fake-sound.js WHAT …`. What it does wrong is in the name.
import { renameSync, writeFileSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const [what, ...args] = process.argv.slice(2);
const CHUNK_MS = 50;
const PER_SECOND = 16_000;

/** A tone of 440 Hz, 20 dB below full scale. */
function tone(ms, from) {
  const bytes = Buffer.alloc((PER_SECOND / 1000) * ms * 2);
  for (let i = 0; i < bytes.length / 2; i++)
    bytes.writeInt16LE(
      Math.round(3277 * Math.SQRT2 * Math.sin((2 * Math.PI * 440 * (from + i)) / PER_SECOND)),
      i * 2,
    );
  return bytes;
}

/** Sends a tone for so long, so many times faster than it would sound. */
async function stream(send, seconds, speed) {
  for (let ms = 0; ms < seconds * 1000; ms += CHUNK_MS) {
    send(tone(CHUNK_MS, (ms * PER_SECOND) / 1000));
    await wait(CHUNK_MS / speed);
  }
}

const toStdout = (bytes) => void writeSync(1, bytes);
const say = (text) => void writeSync(2, text);
const forever = () => new Promise(() => setInterval(() => undefined, 1000));
const ignore = (...signals) => signals.forEach((signal) => process.on(signal, () => undefined));

const doings = {
  /** Recorders. */
  streams: ([seconds, speed = '1']) => stream(toStdout, Number(seconds), Number(speed)),
  dies: async ([seconds, speed, code, message]) => {
    await stream(toStdout, Number(seconds), Number(speed));
    say(`${message}\n`);
    process.exit(Number(code));
  },
  ignores: ([seconds]) => {
    ignore('SIGINT', 'SIGTERM', 'SIGHUP');
    return stream(toStdout, Number(seconds), 1);
  },
  mute: forever,
  /** Complains and ends: `fails CODE MESSAGE`. */
  fails: ([code, message]) => {
    say(message.replaceAll('\\n', '\n'));
    process.exit(Number(code));
  },
  /** Recognisers. */
  prints: ([text]) => void writeSync(1, text),
  hangs: () => {
    ignore('SIGINT', 'SIGTERM');
    return forever();
  },
  floods: () => {
    const line = 'so on and so forth '.repeat(1000);
    for (;;) writeSync(1, line);
  },
  garbage: () => void writeSync(1, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff, 0xfe, 0x80])),
  /** Notes what it was given: `tells FILE …`. */
  tells: async ([file, ...rest]) => {
    const parts = [];
    for await (const part of process.stdin) parts.push(part);
    writeFileSync(
      file,
      JSON.stringify({ args: rest, input: Buffer.concat(parts).toString(), pid: process.pid }),
    );
  },
  /** Notes its process number, and goes on. */
  stays: ([file]) => {
    ignore('SIGINT', 'SIGTERM', 'SIGHUP');
    // Whole or not there: a test ends this program as soon as it sees the file.
    writeFileSync(`${file}.part`, String(process.pid));
    renameSync(`${file}.part`, file);
    return forever();
  },
};

await doings[what](args);
