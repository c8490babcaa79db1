import { describe, expect, it } from 'vitest';
import {
  complaintIn,
  deviceTrouble,
  type Ending,
  isUnheard,
  programTrouble,
} from '../../../src/formats/speech/trouble.ts';

const NO_CARD = `ALSA lib confmisc.c:855:(parse_card) cannot find card '0'
ALSA lib conf.c:5205:(_snd_config_evaluate) function snd_func_card_inum returned error: No such file or directory
ALSA lib pcm.c:2722:(snd_pcm_open_noupdate) Unknown PCM default
`;
const ended = (stderr: string, code: number | null = 1, signal: string | null = null): Ending => ({
  code,
  signal,
  stderr,
});
const recorder = (name: string, stderr: string, platform = 'linux'): ReturnType<typeof deviceTrouble> =>
  deviceTrouble(name, 'recorder', ended(stderr), platform);

describe('the complaint of a recorder', () => {
  it.each([
    ['arecord', 'sound-device', `${NO_CARD}arecord: main:850: audio open error: No such file or directory\n`],
    ['rec', 'sound-device', `${NO_CARD}rec FAIL sox: Sorry, there is no default audio device configured\n`],
    [
      'ffmpeg',
      'sound-device',
      `${NO_CARD}[alsa @ 0x55] cannot open audio device default (No such file or directory)\n[in#0 @ 0x55] Error opening input: Input/output error\n`,
    ],
    [
      'ffmpeg',
      'sound-device',
      '[in#0 @ 0x558] Error opening input: No such process\nError opening input file default.\n',
    ],
    ['pw-record', 'sound-device', 'error: pw_context_connect() failed: Host is down\n'],
    ['arecord', 'sound-busy', 'arecord: main:850: audio open error: Device or resource busy\n'],
    [
      'rec',
      'sound-busy',
      "rec FAIL formats: can't open input `default': snd_pcm_open error: Device or resource busy\n",
    ],
    ['ffmpeg', 'sound-busy', '[alsa @ 0x55] cannot open audio device default (Device or resource busy)\n'],
    ['arecord', 'sound-denied', 'arecord: main:850: audio open error: Permission denied\n'],
    [
      'ffmpeg',
      'sound-denied',
      '[avfoundation @ 0x7] Failed to create AV capture input device: not authorized\n',
    ],
    ['arecord', 'sound-failed', 'arecord: set_params:1352: Sample format non available\n'],
  ])('%s is understood: %s', (name, code, stderr) => {
    const trouble = recorder(name, stderr);
    expect(trouble.code).toBe(code);
    expect(trouble.message).toMatch(/\.$/);
    expect(trouble.message).not.toMatch(/ALSA lib|[\n\x1b]/);
    expect(trouble.hint).toBeTruthy();
  });

  it('is one sentence that quotes the line which says most', () => {
    expect(
      recorder('arecord', `${NO_CARD}arecord: main:850: audio open error: No such file or directory\n`)
        .message,
    ).toBe('arecord found no microphone it can open (audio open error: No such file or directory).');
    expect(
      deviceTrouble('aplay', 'player', ended('audio open error: Device or resource busy'), 'linux').message,
    ).toBe('Another program is using the loudspeaker (audio open error: Device or resource busy).');
  });

  it('counts where a program that spoke to nobody ends as if all was well', () => {
    expect(isUnheard(ended('', 0))).toBe(false);
    expect(
      isUnheard(ended('ALSA lib pcm.c:2722:(snd_pcm_open_noupdate) Unknown PCM cards.pcm.rear', 0)),
    ).toBe(false);
    expect(isUnheard(ended(`${NO_CARD}error: No such file or directory`, 0))).toBe(true);
    expect(isUnheard(ended('No more combinations to try, audio open failed', 0))).toBe(true);
    expect(isUnheard(ended('', 3))).toBe(true);
  });

  it.each([
    [
      '/usr/bin/rec FAIL sox: Sorry, there is no default audio device configured',
      'Sorry, there is no default audio device configured',
    ],
    ['[alsa @ 0x56130ecac280] cannot open audio device default', 'cannot open audio device default'],
    ['aplay: main:850: audio open error: No such file', 'audio open error: No such file'],
  ])('leaves out who says it: %s', (line, said) => {
    expect(complaintIn(line)).toBe(said);
  });

  it('has a remedy of the platform where permission is denied', () => {
    const hints = ['linux', 'darwin', 'win32'].map(
      (platform) => recorder('x', 'Permission denied', platform).hint,
    );
    expect(new Set(hints).size).toBe(3);
    expect(hints[0]).toContain('usermod -aG audio');
  });
});

describe('the line that says why', () => {
  it('is one that complains, not chatter and not a banner', () => {
    const log =
      'INFO: cmd_ln.c(696): Parsing command line\nCurrent configuration:\n[NAME]\t[DEFLT]\n-agc none none\nFATAL: "continuous.c", line 157: Failed to open file\nINFO: end\n';
    expect(complaintIn(log)).toBe('FATAL: "continuous.c", line 157: Failed to open file');
  });

  it('loses escapes and control characters, and is short', () => {
    expect(complaintIn('\x1b[31merror\x1b[0m:\x07 a\tb\u202e.')).toBe('error: a b');
    expect(complaintIn(`error ${'x'.repeat(1000)}`)?.length).toBeLessThan(170);
  });

  it('is nothing where nothing was said', () => {
    expect(complaintIn('')).toBeUndefined();
    expect(complaintIn('\n ... \n')).toBeUndefined();
    expect(programTrouble('flite', ended('', 3))).toBe('flite ended with exit code 3.');
    expect(programTrouble('flite', ended('', null, 'SIGSEGV'))).toBe('flite was ended by SIGSEGV.');
  });

  it('is found in a log without end', () => {
    expect(complaintIn(`${'INFO: line\n'.repeat(200_000)}error: out of memory\n`)).toBe(
      'error: out of memory',
    );
  });
});
