// The programs that prep knows for each job, in the order in which it prefers them, with the options that their manuals give.
// A recorder without `{file}` among its words writes raw sound to stdout, and a voice without `{text}` reads from stdin.
// Looks for models, and starts nothing.
import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../context.ts';
import type { SoundJob } from '../core/sound.ts';

/** What is looked at: the environment, and the platform as Node names it. */
export type Machine = { readonly env: Environment; readonly platform: string };

/** What a program cannot do without, what to do when it is not there, and the path of it, which stands for `{model}`. */
type Needed = {
  readonly what: string;
  readonly remedy: string;
  readonly find: (machine: Machine) => string | undefined;
};

/** A program, `words` without its name, and where it is of use. */
export type KnownProgram = {
  readonly name: string;
  readonly words: readonly string[];
  readonly on?: (machine: Machine) => boolean;
  readonly needs?: Needed;
};

const isMac = ({ platform }: Machine): boolean => platform === 'darwin';
const isWindows = ({ platform }: Machine): boolean => platform === 'win32';
const isUnix = (machine: Machine): boolean => !isMac(machine) && !isWindows(machine);

/** True for a file that is there. */
export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** PulseAudio, or PipeWire in its place, listens for programs. */
function hasPulse({ env }: Machine): boolean {
  const folder = env['XDG_RUNTIME_DIR'];
  return Boolean(env['PULSE_SERVER']) || (Boolean(folder) && exists(join(folder ?? '', 'pulse', 'native')));
}

const FFMPEG = ['-nostdin', '-hide_banner', '-loglevel', 'error'];
const FFMPEG_RAW = ['-ac', '1', '-ar', '16000', '-flush_packets', '1', '-f', 's16le', 'pipe:1'];
const SOX_RAW = ['-c', '1', '-r', '16000', '-b', '16', '-e', 'signed-integer', '-L', '-t', 'raw', '-'];

const homeOf = ({ env }: Machine): string => env['HOME'] ?? env['USERPROFILE'] ?? homedir();

/** Entries of a folder, sorted; none when it cannot be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

const firstIn = (folders: readonly string[], name: RegExp): string | undefined =>
  folders.flatMap((folder) =>
    namesIn(folder)
      .filter((each) => name.test(each))
      .map((each) => join(folder, each)),
  )[0];

function whisperModel(machine: Machine): string | undefined {
  const given = machine.env['WHISPER_MODEL'];
  if (given) return isFile(given) ? given : undefined;
  const home = homeOf(machine);
  const folders = [
    join(home, '.cache', 'whisper.cpp'),
    join(home, '.local', 'share', 'whisper.cpp'),
    '/usr/local/share/whisper.cpp',
    '/usr/share/whisper.cpp/models',
    '/opt/homebrew/share/whisper-cpp',
  ];
  return firstIn(folders, /^ggml-.*\.bin$/);
}

/** Where Vosk looks by itself, before it would fetch a model from the network. */
function voskModel(machine: Machine): string | undefined {
  const home = homeOf(machine);
  const own = machine.env['VOSK_MODEL_PATH'];
  const folders = [
    ...(own ? [own] : []),
    '/usr/share/vosk',
    join(home, 'AppData', 'Local', 'vosk'),
    join(home, '.cache', 'vosk'),
  ];
  return firstIn(folders, /^vosk-model-.*\d$/);
}

/** In the words of a program: the path of what it needs. */
export const MODEL = '{model}';

/** The programs for each job, best first. */
export const KNOWN_PROGRAMS: Readonly<Record<SoundJob, readonly KnownProgram[]>> = {
  recorder: [
    {
      name: 'arecord',
      words: ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', '16000', '-c', '1', '-'],
      on: isUnix,
    },
    // Its raw output differs between versions; its files do not.
    {
      name: 'pw-record',
      words: ['--rate', '16000', '--channels', '1', '--format', 's16', '{file}'],
      on: isUnix,
    },
    { name: 'rec', words: ['-q', '--buffer', '2048', ...SOX_RAW], on: (machine) => !isWindows(machine) },
    {
      name: 'sox',
      words: ['-q', '--buffer', '2048', '-d', ...SOX_RAW],
      on: (machine) => !isWindows(machine),
    },
    {
      name: 'ffmpeg',
      words: [...FFMPEG, '-f', 'pulse', '-i', 'default', ...FFMPEG_RAW],
      on: (m) => isUnix(m) && hasPulse(m),
    },
    { name: 'ffmpeg', words: [...FFMPEG, '-f', 'alsa', '-i', 'default', ...FFMPEG_RAW], on: isUnix },
    { name: 'ffmpeg', words: [...FFMPEG, '-f', 'avfoundation', '-i', ':default', ...FFMPEG_RAW], on: isMac },
    {
      name: 'ffmpeg',
      words: [...FFMPEG, '-f', 'dshow', '-i', 'audio={microphone}', ...FFMPEG_RAW],
      on: isWindows,
    },
    {
      name: 'sox',
      words: ['-q', '--buffer', '2048', '-t', 'waveaudio', 'default', ...SOX_RAW],
      on: isWindows,
    },
  ],
  player: [
    { name: 'afplay', words: ['{file}'], on: isMac },
    { name: 'aplay', words: ['-q', '{file}'], on: isUnix },
    { name: 'pw-play', words: ['{file}'], on: isUnix },
    { name: 'play', words: ['-q', '{file}'] },
    { name: 'ffplay', words: ['-nodisp', '-autoexit', '-hide_banner', '-loglevel', 'error', '{file}'] },
    {
      name: 'powershell',
      // The path stands in the environment: what follows -Command would be read as program text.
      words: ['-NoProfile', '-Command', '(New-Object Media.SoundPlayer $env:PREP_SOUND_FILE).PlaySync()'],
      on: isWindows,
    },
  ],
  transcriber: [
    {
      name: 'whisper-cli',
      words: ['-m', MODEL, '-nt', '-np', '-f', '{file}'],
      needs: {
        what: 'its model, a file such as ggml-base.en.bin',
        remedy: 'set WHISPER_MODEL to the path of the model that you have',
        find: whisperModel,
      },
    },
    {
      name: 'vosk-transcriber',
      words: ['-m', MODEL, '-t', 'txt', '-i', '{file}'],
      needs: {
        what: 'its model, a folder such as vosk-model-small-en-us-0.15',
        remedy: 'unpack a model of https://alphacephei.com/vosk/models below ~/.cache/vosk',
        find: voskModel,
      },
    },
    { name: 'pocketsphinx_continuous', words: ['-infile', '{file}'] },
    { name: 'pocketsphinx', words: ['single', '{file}'] },
  ],
  voice: [
    { name: 'say', words: ['-f', '-'], on: isMac },
    { name: 'espeak-ng', words: ['--stdin'] },
    { name: 'flite', words: ['-t', '{text}'], on: (machine) => !isWindows(machine) },
    {
      name: 'powershell',
      words: [
        '-NoProfile',
        '-Command',
        'Add-Type -AssemblyName System.Speech; (New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())',
      ],
      on: isWindows,
    },
  ],
};
