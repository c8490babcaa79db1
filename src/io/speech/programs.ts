// Which programs of this machine do what: looked for in an order of preference, or named by the settings.
// Starts none.
import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from '../../context.ts';
import type { Settings } from '../../core/settings/config.ts';
import {
  type MissingSound,
  SOUND_JOBS,
  type SoundJob,
  type SoundProgram,
  splitWords,
  templateFault,
} from '../../core/speech/sound.ts';
import { findProgram } from '../programs/runner.ts';

// The programs that prep knows for each job, in the order in which it prefers them, with the options that
// their manuals give. A recorder without `{file}` among its words writes raw sound to stdout, and a voice
// without `{text}` reads from stdin. Looks for models, and starts nothing.

/** What is looked at: the environment, and the platform as Node names it. */
export type Machine = { readonly env: Environment; readonly platform: string };

/** What a program cannot do without, what to do when it is not there, and the path of it, which stands for `{model}`. */
type Needed = {
  readonly what: string;
  readonly remedy: string;
  readonly find: (machine: Machine) => string | undefined;
};

/** A program, `words` without its name, and where it is of use. */
type KnownProgram = {
  readonly name: string;
  readonly words: readonly string[];
  readonly on?: (machine: Machine) => boolean;
  readonly needs?: Needed;
};

const isMac = ({ platform }: Machine): boolean => platform === 'darwin';
const isWindows = ({ platform }: Machine): boolean => platform === 'win32';
const isUnix = (machine: Machine): boolean => !isMac(machine) && !isWindows(machine);

/** True for a file that is there. */
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
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
const MODEL = '{model}';

/** The programs for each job, best first. */
const KNOWN_PROGRAMS: Readonly<Record<SoundJob, readonly KnownProgram[]>> = {
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

// What brings a program for sound onto this machine: one command, of the package manager that is there.

/** How each package manager is called, and what it calls what is wanted; the first that is found is taken. */
const MANAGERS: readonly (readonly [
  program: string,
  command: string,
  packages: Readonly<Partial<Record<SoundJob, string>>>,
])[] = [
  [
    'apt-get',
    'sudo apt-get install',
    {
      recorder: 'alsa-utils',
      player: 'alsa-utils',
      transcriber: 'pocketsphinx pocketsphinx-en-us',
      voice: 'espeak-ng',
    },
  ],
  ['dnf', 'sudo dnf install', { recorder: 'alsa-utils', player: 'alsa-utils', voice: 'espeak-ng' }],
  ['pacman', 'sudo pacman -S', { recorder: 'alsa-utils', player: 'alsa-utils', voice: 'espeak-ng' }],
  ['zypper', 'sudo zypper install', { recorder: 'alsa-utils', player: 'alsa-utils', voice: 'espeak-ng' }],
  ['apk', 'sudo apk add', { recorder: 'alsa-utils', player: 'alsa-utils', voice: 'espeak-ng' }],
  [
    'brew',
    'brew install',
    { recorder: 'sox', player: 'sox', transcriber: 'cmu-pocketsphinx', voice: 'espeak-ng' },
  ],
  ['winget', 'winget install', { recorder: 'Gyan.FFmpeg', player: 'Gyan.FFmpeg' }],
];

/** Where a platform has one package manager that everybody uses, though it is not there yet. */
const USUAL: Readonly<Record<string, string>> = { darwin: 'brew', win32: 'winget' };

/** Where no package is known. */
const SETTING: Readonly<Record<SoundJob, string>> = {
  recorder: 'set one with `prep config recorder "…{file}"`',
  player: 'set one with `prep config player "…{file}"`',
  transcriber: '`pip install vosk`, or set one with `prep config transcriber "…{file}"`',
  voice: 'set one with `prep config voice "…{text}"`',
};

/** The one thing to do on this machine for a job that nothing does. */
function remedyFor(job: SoundJob, { env, platform }: Machine): string {
  const names = MANAGERS.map(([program]) => program);
  const isThere = (name: string): boolean =>
    findProgram(env, platform === 'win32' ? [`${name}.exe`] : [name]) !== undefined;
  const wanted = USUAL[platform] ?? names.find(isThere);
  const [, command, packages] = MANAGERS.find(([program]) => program === wanted) ?? [];
  const name = packages?.[job];
  return name === undefined ? SETTING[job] : `${command ?? ''} ${name}`;
}

function locate(name: string, { env, platform }: Machine): string | undefined {
  if (isAbsolute(name)) return isFile(name) ? name : undefined;
  return findProgram(env, platform === 'win32' ? [`${name}.exe`, name] : [name]);
}

type Looked = { readonly program: SoundProgram } | { readonly reason: string; readonly remedy: string };

const placeOf = (job: SoundJob): '{file}' | '{text}' => (job === 'voice' ? '{text}' : '{file}');

const nameOf = (program: string): string => program.replace(/^.*[\\/]/, '');

/**
 * The words of a template, so that sound arrives as it is spoken. ffmpeg keeps back a second of it and more, in which the
 * level would stand still, unless it is told to write along.
 */
function writingAlong(program: string, words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => word.includes('{file}'));
  const isHeld = /^ffmpeg(?:\.exe)?$/i.test(nameOf(program)) && !words.includes('-flush_packets');
  return isHeld && at >= 0 ? words.toSpliced(at, 0, '-flush_packets', '1') : words;
}

function fromTemplate(job: SoundJob, template: string, machine: Machine): Looked {
  const remedy = `mend it, or take it away with \`prep config ${job} --unset\``;
  const fault = templateFault(template, placeOf(job));
  const split = splitWords(template);
  if (fault !== undefined || 'fault' in split)
    return { reason: `The setting ${job} cannot be used: ${fault ?? ''}.`, remedy };
  const [name = '', ...words] = split.words;
  const path = locate(name, machine);
  if (path === undefined)
    return { reason: `The setting ${job} names ${name}, and that was not found.`, remedy };
  const all = job === 'recorder' ? writingAlong(name, words) : words;
  return { program: { name: nameOf(name), words: [path, ...all] } };
}

function fromKnown(job: SoundJob, machine: Machine): Looked {
  let lacking: Looked | undefined;
  for (const { name, words, on, needs } of KNOWN_PROGRAMS[job]) {
    if (on && !on(machine)) continue;
    const path = locate(name, machine);
    if (path === undefined) continue;
    const model = needs?.find(machine);
    if (!needs || model !== undefined)
      return {
        program: { name, words: [path, ...words.map((word) => (word === MODEL ? (model ?? '') : word))] },
      };
    lacking ??= { reason: `${name} is there, but not ${needs.what}.`, remedy: needs.remedy };
  }
  return lacking ?? { reason: `No ${job} was found.`, remedy: remedyFor(job, machine) };
}

/** Looks for every job once. */
function look(settings: Settings, machine: Machine): ReadonlyMap<SoundJob, Looked> {
  return new Map(
    SOUND_JOBS.map((job) => {
      const template = settings[job];
      return [job, template === undefined ? fromKnown(job, machine) : fromTemplate(job, template, machine)];
    }),
  );
}

/** The program for each job that this machine has one for. */
export function soundPrograms(
  settings: Settings,
  machine: Machine,
): Readonly<Partial<Record<SoundJob, SoundProgram>>> {
  return Object.fromEntries(
    [...look(settings, machine)].flatMap(([job, looked]) =>
      'program' in looked ? [[job, looked.program]] : [],
    ),
  );
}

/** The other jobs, each with what brings a program for it. */
export function missingSound(settings: Settings, machine: Machine): readonly MissingSound[] {
  return [...look(settings, machine)].flatMap(([job, looked]) =>
    'program' in looked ? [] : [{ job, ...looked }],
  );
}
