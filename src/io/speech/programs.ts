// Finds the programs for sound: in order of preference, or as set. Starts none.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from '../../context.ts';
import type { Settings } from '../../core/settings/config.ts';
import {
  type MissingSound,
  filePlace,
  type SoundJob,
  type SoundProgram,
  splitWords,
  templateFault,
} from '../../core/speech/sound.ts';
import { findProgram } from '../programs/runner.ts';

export type Machine = { readonly env: Environment; readonly platform: string };

const isMac = ({ platform }: Machine): boolean => platform === 'darwin';
const isUnix = ({ platform }: Machine): boolean => platform !== 'darwin' && platform !== 'win32';

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** PulseAudio, or PipeWire in its place, accepts connections. */
function hasPulse({ env }: Machine): boolean {
  const folder = env['XDG_RUNTIME_DIR'];
  return Boolean(env['PULSE_SERVER'] || (folder && existsSync(join(folder, 'pulse', 'native'))));
}

const homeOf = ({ env }: Machine): string => env['HOME'] || env['USERPROFILE'] || homedir();

/** The first that has such a name. Below the home folder unless it is absolute. */
function modelIn(machine: Machine, folders: readonly string[], name: RegExp): string | undefined {
  for (const given of folders) {
    const folder = isAbsolute(given) ? given : join(homeOf(machine), given);
    try {
      const model = readdirSync(folder)
        .toSorted()
        .find((each) => name.test(each));
      if (model !== undefined) return join(folder, model);
    } catch {
      // Missing, or unreadable.
    }
  }
  return undefined;
}

function whisperModel(machine: Machine): string | undefined {
  const given = machine.env['WHISPER_MODEL'];
  if (given) return isFile(given) ? given : undefined;
  const folders = [
    '.cache/whisper.cpp',
    '.local/share/whisper.cpp',
    '/usr/local/share/whisper.cpp',
    '/usr/share/whisper.cpp/models',
    '/opt/homebrew/share/whisper-cpp',
  ];
  return modelIn(machine, folders, /^ggml-.*\.bin$/);
}

/** Where Vosk itself looks before downloading a model. */
function voskModel(machine: Machine): string | undefined {
  const own = machine.env['VOSK_MODEL_PATH'];
  const usual = ['/usr/share/vosk', 'AppData/Local/vosk', '.cache/vosk'];
  return modelIn(machine, own ? [own, ...usual] : usual, /^vosk-model-.*\d$/);
}

type Needed = {
  readonly what: string;
  readonly remedy: string;
  readonly find: (machine: Machine) => string | undefined;
};

type KnownProgram = {
  readonly template: string;
  readonly on?: (machine: Machine) => boolean;
  readonly needs?: Needed;
};

const FFMPEG = 'ffmpeg -nostdin -hide_banner -loglevel error';
const FFMPEG_RAW = '-ac 1 -ar 16000 -flush_packets 1 -f s16le pipe:1';
const SOX_RAW = '-c 1 -r 16000 -b 16 -e signed-integer -L -t raw -';

/** Best first, with options from their manuals. A recorder writes raw sound to stdout. */
const KNOWN_PROGRAMS: Readonly<Record<SoundJob, readonly KnownProgram[]>> = {
  recorder: [
    { template: 'arecord -q -t raw -f S16_LE -r 16000 -c 1 -', on: isUnix },
    { template: `rec -q --buffer 2048 ${SOX_RAW}` },
    { template: `sox -q --buffer 2048 -d ${SOX_RAW}` },
    {
      template: `${FFMPEG} -f pulse -i default ${FFMPEG_RAW}`,
      on: (machine) => isUnix(machine) && hasPulse(machine),
    },
    { template: `${FFMPEG} -f alsa -i default ${FFMPEG_RAW}`, on: isUnix },
    { template: `${FFMPEG} -f avfoundation -i :default ${FFMPEG_RAW}`, on: isMac },
  ],
  player: [
    { template: 'afplay {file}', on: isMac },
    { template: 'aplay -q {file}', on: isUnix },
    { template: 'pw-play {file}', on: isUnix },
    { template: 'play -q {file}' },
    { template: 'ffplay -nodisp -autoexit -hide_banner -loglevel error {file}' },
  ],
  transcriber: [
    {
      template: 'whisper-cli -m {model} -nt -np -f {file}',
      needs: {
        what: 'a model file such as ggml-base.en.bin',
        remedy: 'set WHISPER_MODEL to the path of your model',
        find: whisperModel,
      },
    },
    {
      template: 'vosk-transcriber -m {model} -t txt -i {file}',
      needs: {
        what: 'a model folder such as vosk-model-small-en-us-0.15',
        remedy: 'unpack a model from https://alphacephei.com/vosk/models into ~/.cache/vosk',
        find: voskModel,
      },
    },
    { template: 'pocketsphinx_continuous -infile {file}' },
    { template: 'pocketsphinx single {file}' },
  ],
};

type Packages = Readonly<Partial<Record<SoundJob, string>>>;

const ALSA: Packages = { recorder: 'alsa-utils', player: 'alsa-utils' };
const SOX: Packages = { recorder: 'sox', player: 'sox' };

const MANAGERS: readonly (readonly [program: string, command: string, packages: Packages])[] = [
  ['apt-get', 'sudo apt-get install', { ...ALSA, transcriber: 'pocketsphinx pocketsphinx-en-us' }],
  ['dnf', 'sudo dnf install', ALSA],
  ['pacman', 'sudo pacman -S', ALSA],
  ['zypper', 'sudo zypper install', ALSA],
  ['apk', 'sudo apk add', ALSA],
  ['brew', 'brew install', { ...SOX, transcriber: 'cmu-pocketsphinx' }],
];

function remedyFor(job: SoundJob, machine: Machine): string {
  // Homebrew is suggested even when it is not installed.
  const [, command = '', packages = {}] =
    MANAGERS.find(([program]) =>
      isMac(machine) ? program === 'brew' : findProgram(machine.env, [program]) !== undefined,
    ) ?? [];
  const name = packages[job];
  if (name !== undefined) return `${command} ${name}`;
  const vosk = job === 'transcriber' ? '`pip install vosk`, or ' : '';
  return `${vosk}set one with \`prep config ${job} "…${filePlace(job)}"\``;
}

function locate(name: string, { env, platform }: Machine): string | undefined {
  if (isAbsolute(name)) return isFile(name) ? name : undefined;
  return findProgram(env, platform === 'win32' ? [`${name}.exe`, name] : [name]);
}

function fromSetting(job: SoundJob, template: string, machine: Machine): SoundProgram | MissingSound {
  const remedy = `fix it, or remove it with \`prep config ${job} --unset\``;
  const fault = templateFault(template, job);
  const split = splitWords(template);
  if (fault !== undefined || 'fault' in split)
    return { reason: `The setting ${job} cannot be used: ${fault ?? ''}.`, remedy };
  const [name = '', ...words] = split.words;
  const path = locate(name, machine);
  if (path === undefined) return { reason: `The setting ${job} names ${name}, which was not found.`, remedy };
  return { name: name.replace(/^.*[\\/]/, ''), words: [path, ...words] };
}

function fromKnown(job: SoundJob, machine: Machine): SoundProgram | MissingSound {
  let lacking: MissingSound | undefined;
  for (const { template, on, needs } of KNOWN_PROGRAMS[job]) {
    if (on && !on(machine)) continue;
    const split = splitWords(template);
    const [name = '', ...words] = 'words' in split ? split.words : [];
    const path = locate(name, machine);
    if (path === undefined) continue;
    const model = needs?.find(machine);
    if (!needs || model !== undefined)
      return { name, words: [path, ...words.map((word) => (word === '{model}' ? (model ?? '') : word))] };
    lacking ??= { reason: `${name} was found, but not ${needs.what}.`, remedy: needs.remedy };
  }
  return lacking ?? { reason: `No ${job} was found.`, remedy: remedyFor(job, machine) };
}

export function soundProgram(
  job: SoundJob,
  settings: Settings,
  machine: Machine,
): SoundProgram | MissingSound {
  const template = settings[job];
  return template === undefined ? fromKnown(job, machine) : fromSetting(job, template, machine);
}
