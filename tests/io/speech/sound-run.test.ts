// What plays, speaks and recognises: run to its end, stopped, given up, and never left behind when prep ends.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SoundProgram } from '../../../src/core/speech/sound.ts';
import type { SoundOptions } from '../../../src/io/speech/sound.ts';
import type { Sound } from '../../../src/context.ts';
import { fake, openHomeSound, recordingId } from '../../support/sound-home.ts';
import { wavOf } from '../../support/wav.ts';

const RECORDING = `recordings/${recordingId(1)}.wav`;

/** A home with one second of silence. */
function withRecording(options: Partial<SoundOptions> = {}): { home: string; sound: Sound } {
  const { home, sound } = openHomeSound(options);
  mkdirSync(join(home, 'recordings'), { recursive: true });
  writeFileSync(join(home, RECORDING), wavOf(new Float32Array(16_000)));
  return { home, sound };
}

async function fileText(path: string): Promise<string> {
  for (let waited = 0; !existsSync(path) || readFileSync(path, 'utf8') === ''; waited += 20) {
    if (waited > 15_000) throw new Error(`${path} was not written`);
    await wait(20);
  }
  return readFileSync(path, 'utf8');
}

type Told = { readonly args: readonly string[]; readonly input: string };
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what fake-sound.js writes
const toldIn = (path: string): Told => JSON.parse(readFileSync(path, 'utf8')) as Told;

describe('a recogniser', () => {
  const heard = (program: SoundProgram, options: Partial<SoundOptions> = {}): ReturnType<typeof read> =>
    read(withRecording(options).sound, program);
  const read = (sound: Sound, program: SoundProgram): ReturnType<Sound['transcribe']> =>
    sound.transcribe(program, RECORDING);

  it('gives its words as plain text', async () => {
    expect(await heard(fake('prints', '  Time grows\n [BLANK_AUDIO]\n'))).toEqual({
      text: 'Time grows',
    });
  });

  it('is handed the path of the recording', async () => {
    const { home, sound } = withRecording();
    const file = join(home, 'told.json');
    expect(await read(sound, fake('tells', file, '-f', '{file}'))).toEqual({ text: '' });
    expect(toldIn(file).args).toEqual(['-f', join(home, RECORDING)]);
  });

  it('that hangs and listens to no signal is ended after a while', async () => {
    expect(await heard(fake('hangs'), { recognizeMs: () => 300 })).toEqual({
      fault: 'hangs took longer than 0 s, so it was stopped.',
    });
  });

  it('gets a minute, or four times as long as was spoken', async () => {
    let asked = 0;
    await heard(fake('prints', 'yes'), { recognizeMs: (ms) => (asked = ms) && 5000 });
    expect(asked).toBeCloseTo(1000, -1);
  });

  it('that does not stop printing is ended', async () => {
    expect(await heard(fake('floods'))).toEqual({
      fault: 'floods printed too much for a transcript, so it was stopped.',
    });
  });

  it('that prints no text is named', async () => {
    expect(await heard(fake('garbage'))).toEqual({ fault: 'garbage printed something that is not text.' });
  });

  it('that fails is quoted with the line that says why', async () => {
    const log =
      'INFO: cmd_ln.c(696): Parsing\\nERROR: "acmod.c", line 79: Folder \x1b[31m/x\x1b[0m is no model\\nINFO: done\\n';
    expect(await heard(fake('fails', '3', log))).toEqual({
      fault: 'fails ended with exit code 3: ERROR: "acmod.c", line 79: Folder /x is no model.',
    });
  });

  it('that is not there is named', async () => {
    const result = await heard({ name: 'whisper-cli', words: ['/nowhere/whisper-cli'] });
    expect(result).toEqual({ fault: 'whisper-cli could not be started: it does not exist.' });
  });

  it('can be stopped, before it has started too', async () => {
    const { sound } = withRecording();
    const stop = new AbortController();
    const working = sound.transcribe(fake('hangs'), RECORDING, stop.signal);
    stop.abort();
    expect(await working).toEqual({ fault: 'hangs was stopped.' });
  });

  it('is given a part of the sound alone, which is gone afterwards', async () => {
    const { sound } = withRecording();
    const script = `const { statSync } = require('node:fs'); console.log('bytes', statSync(process.argv[1]).size, process.argv[1])`;
    const program = { name: 'sizes', words: [process.execPath, '-e', script, '{file}'] };
    const result = await sound.transcribe(program, RECORDING, undefined, { fromMs: 250, toMs: 750 });
    const [, bytes, path = ''] = /^bytes (\d+) (.*)$/.exec('text' in result ? result.text : '') ?? [];
    expect(Number(bytes)).toBe(44 + 2 * 8000);
    expect(path).not.toContain('recordings');
    expect(existsSync(path)).toBe(false);
  });

  it('is not started for a recording that is gone, or that is none', async () => {
    const { sound } = openHomeSound();
    const gone = await sound.transcribe(fake('prints', 'x'), RECORDING);
    expect(gone).toMatchObject({ fault: expect.stringMatching(/is gone\.$/) as string });
    const other = await sound.transcribe(fake('prints', 'x'), '../../config.json');
    expect(other).toMatchObject({
      fault: expect.stringContaining('is not a recording made by prep') as string,
    });
  });
});

describe('a player', () => {
  it('is handed the path', async () => {
    const { home, sound } = withRecording();
    const file = join(home, 'told.json');
    expect(await sound.play(fake('tells', file, '{file}'), RECORDING)).toBeUndefined();
    expect(toldIn(file).args).toEqual([join(home, RECORDING)]);
  });

  it('can be stopped, which is no fault', async () => {
    const { home, sound } = withRecording();
    const stop = new AbortController();
    const playing = sound.play(fake('stays', join(home, 'pid')), RECORDING, stop.signal);
    await fileText(join(home, 'pid'));
    stop.abort();
    expect(await playing).toBeUndefined();
  });

  it('says that the loudspeaker is in use', async () => {
    const { sound } = withRecording();
    const message = 'aplay: main:850: audio open error: Device or resource busy';
    expect(await sound.play(fake('fails', '1', message), RECORDING)).toBe(
      'Another program is using the loudspeaker (audio open error: Device or resource busy).',
    );
  });
});

describe('when prep ends', () => {
  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'exit', 'lost terminal'])(
    'by %s, no program is left behind',
    async (way) => {
      const { home } = withRecording();
      const file = join(home, 'pid');
      // The built program has no command that leaves a program running, so the module itself is bundled and run.
      const { build } = await import('esbuild');
      const bundle = join(home, 'child.mjs');
      await build({
        stdin: {
          contents: `import { startChild } from './src/io/speech/run.ts';
          import { hangUp } from './src/io/terminal/keyboard.ts';
          import { existsSync } from 'node:fs';
          await startChild({ name: 'x', words: ${JSON.stringify(fake('stays', file).words)} }, '', { env: process.env });
          process.stdout.write('up');
          const end = { exit: () => process.exit(7), 'lost terminal': hangUp }[${JSON.stringify(way)}];
          if (end) setInterval(() => existsSync(${JSON.stringify(file)}) && end(), 20);`,
          resolveDir: process.cwd(),
          loader: 'ts',
        },
        bundle: true,
        platform: 'node',
        format: 'esm',
        outfile: bundle,
      });
      const parent = spawn(process.execPath, [bundle], { stdio: ['ignore', 'pipe', 'ignore'] });
      const ended = new Promise((resolve) => parent.once('exit', (code, signal) => resolve(signal ?? code)));
      // The program that was started may be there before the one that starts it knows so.
      const endsItself = way === 'exit' || way === 'lost terminal';
      if (!endsItself) await new Promise((resolve) => parent.stdout.once('data', resolve));
      const pid = Number(await fileText(file));
      if (!endsItself) {
        expect(isAlive(pid)).toBe(true);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other word does not come here
        parent.kill(way as NodeJS.Signals);
      }
      expect(await ended).toBe(endsItself ? (way === 'exit' ? 7 : 'SIGHUP') : way);
      for (let waited = 0; isAlive(pid) && waited < 5000; waited += 20) await wait(20);
      expect(isAlive(pid)).toBe(false);
    },
  );
});
