// Programs that are found: in folders of a test that stand in for the machine, on each platform.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/config.ts';
import { SOUND_JOBS, type SoundJob } from '../../../src/core/speech/sound.ts';
import { soundProgram } from '../../../src/io/speech/programs.ts';
import { tempFolder } from '../../support/home.ts';

type Machine = { readonly env: Record<string, string>; readonly platform: string };

/** A machine that has those programs, and nothing else. */
function machineWith(
  names: readonly string[],
  platform = 'linux',
  env: Record<string, string> = {},
): Machine {
  const folder = tempFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of names) {
    writeFileSync(join(bin, name), '');
    chmodSync(join(bin, name), 0o755);
  }
  return { env: { PATH: bin, HOME: folder, ...env }, platform };
}

const settings = (more: Partial<Settings> = {}): Settings => ({ ...DEFAULT_SETTINGS, ...more });
const at = (job: SoundJob, machine: Machine, more: Partial<Settings> = {}) =>
  soundProgram(job, settings(more), machine);
const wordsOf = (...found: Parameters<typeof at>): readonly string[] => {
  const program = at(...found);
  return 'words' in program ? program.words : [];
};
const foundOn = (machine: Machine, more: Partial<Settings> = {}): Partial<Record<SoundJob, string>> =>
  Object.fromEntries(
    SOUND_JOBS.flatMap((job) => {
      const program = at(job, machine, more);
      return 'name' in program ? [[job, program.name]] : [];
    }),
  );

describe('the program for a job', () => {
  it('is the first in the order of preference', () => {
    const all = ['ffmpeg', 'ffplay', 'sox', 'rec', 'play', 'arecord', 'aplay', 'pocketsphinx'];
    expect(foundOn(machineWith(all))).toEqual({
      recorder: 'arecord',
      player: 'aplay',
      transcriber: 'pocketsphinx',
    });
    expect(foundOn(machineWith(['ffmpeg', 'sox', 'rec']))).toEqual({
      recorder: 'rec',
    });
    expect(foundOn(machineWith([]))).toEqual({});
  });

  it('begins with its whole path, so that nothing else is started', () => {
    const machine = machineWith(['arecord']);
    expect(wordsOf('recorder', machine)).toEqual([
      join(machine.env['PATH'] ?? '', 'arecord'),
      ...'-q -t raw -f S16_LE -r 16000 -c 1 -'.split(' '),
    ]);
  });

  it('is of the platform', () => {
    const mac = machineWith(['ffmpeg', 'afplay', 'arecord'], 'darwin');
    expect(foundOn(mac)).toEqual({ recorder: 'ffmpeg', player: 'afplay' });
    expect(wordsOf('recorder', mac)).toContain('avfoundation');
    const windows = machineWith(['ffmpeg.exe', 'ffplay.exe'], 'win32');
    expect(foundOn(windows)).toEqual({ player: 'ffplay' });
    expect(foundOn(windows, { recorder: 'ffmpeg -f dshow -i audio=Mic pipe:1' }).recorder).toBe('ffmpeg');
  });

  it('is what the settings name, cut into words', () => {
    const machine = machineWith(['arecord', 'mine']);
    expect(at('recorder', machine, { recorder: 'mine -o "a b" --x' })).toEqual({
      name: 'mine',
      words: [join(machine.env['PATH'] ?? '', 'mine'), '-o', 'a b', '--x'],
    });
  });
});

describe('a recogniser', () => {
  it('that wants a model is passed over without one, for another that needs none', () => {
    expect(foundOn(machineWith(['whisper-cli', 'pocketsphinx_continuous'])).transcriber).toBe(
      'pocketsphinx_continuous',
    );
  });

  it('is whisper-cli with the model that WHISPER_MODEL names', () => {
    const model = join(tempFolder(), 'ggml-tiny.bin');
    writeFileSync(model, '');
    const machine = machineWith(['whisper-cli', 'pocketsphinx'], 'linux', { WHISPER_MODEL: model });
    expect(wordsOf('transcriber', machine).slice(1, 3)).toEqual(['-m', model]);
    const wrong = machineWith(['whisper-cli'], 'linux', { WHISPER_MODEL: `${model}.gone` });
    expect(foundOn(wrong).transcriber).toBeUndefined();
  });

  it('that only lacks its model is said to', () => {
    expect(at('transcriber', machineWith(['whisper-cli']))).toMatchObject({
      reason: 'whisper-cli was found, but not a model file such as ggml-base.en.bin.',
      remedy: expect.stringContaining('WHISPER_MODEL') as string,
    });
  });
});

describe('what is missing', () => {
  it.each([
    ['linux', 'install alsa-utils with your package manager, or set one with `prep config recorder "…"`'],
    ['darwin', 'brew install sox'],
    ['win32', 'set one with `prep config recorder "…"`'],
  ])('comes with the remedy on %s', (platform, remedy) => {
    expect(at('recorder', machineWith([], platform))).toEqual({
      reason: 'No recorder was found.',
      remedy,
    });
  });

  it('is every job on a bare machine, and none where all is there', () => {
    expect(foundOn(machineWith([]))).toEqual({});
    expect(Object.keys(foundOn(machineWith(['rec', 'play', 'pocketsphinx'])))).toEqual(SOUND_JOBS);
  });

  it('is a job whose setting does not hold, and the setting is named', () => {
    const machine = machineWith(['arecord', 'aplay']);
    expect(at('recorder', machine, { recorder: 'gone -o x' })).toEqual({
      reason: 'The setting recorder names gone, which was not found.',
      remedy: 'fix it, or remove it with `prep config recorder --unset`',
    });
    expect(foundOn(machine, { recorder: 'gone -o x' })).toEqual({ player: 'aplay' });
  });
});
