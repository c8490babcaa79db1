// Finds the programs for sound: in order of preference, or as set. Starts none.
import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Environment } from '../../context.ts';
import type { Settings } from '../../core/settings/config.ts';
import {
  type MissingSound,
  filePlace,
  type SoundJob,
  type SoundProgram,
  splitWords,
} from '../../core/speech/sound.ts';
import { findProgram } from '../programs/runner.ts';

export type Machine = { readonly env: Environment; readonly platform: string };

const isMac = ({ platform }: Machine): boolean => platform === 'darwin';
const isUnix = ({ platform }: Machine): boolean => platform !== 'darwin' && platform !== 'win32';

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

type KnownProgram = { readonly template: string; readonly on?: (machine: Machine) => boolean };

const AVFOUNDATION =
  'ffmpeg -nostdin -hide_banner -loglevel error -f avfoundation -i :default -ac 1 -ar 16000 -flush_packets 1 -f s16le pipe:1';
const SOX_RAW = '-c 1 -r 16000 -b 16 -e signed-integer -L -t raw -';

/** Best first, with options from their manuals. A recorder writes raw sound to stdout. */
const KNOWN_PROGRAMS: Readonly<Record<SoundJob, readonly KnownProgram[]>> = {
  recorder: [
    { template: 'arecord -q -t raw -f S16_LE -r 16000 -c 1 -', on: isUnix },
    { template: `rec -q --buffer 2048 ${SOX_RAW}` },
    { template: `sox -q --buffer 2048 -d ${SOX_RAW}` },
    { template: AVFOUNDATION, on: isMac },
  ],
  player: [
    { template: 'afplay {file}', on: isMac },
    { template: 'aplay -q {file}', on: isUnix },
    { template: 'pw-play {file}', on: isUnix },
    { template: 'play -q {file}' },
    { template: 'ffplay -nodisp -autoexit -hide_banner -loglevel error {file}' },
  ],
  transcriber: [
    { template: 'whisper-cli -m {model} -nt -np -f {file}' },
    { template: 'pocketsphinx_continuous -infile {file}' },
    { template: 'pocketsphinx single {file}' },
  ],
};

const INSTALL: Readonly<Record<SoundJob, readonly [linux: string, mac: string]>> = {
  recorder: ['alsa-utils', 'sox'],
  player: ['alsa-utils', 'sox'],
  transcriber: ['pocketsphinx (and pocketsphinx-en-us)', 'cmu-pocketsphinx'],
};

function remedyFor(job: SoundJob, machine: Machine): string {
  const [linux, mac] = INSTALL[job];
  if (isMac(machine)) return `brew install ${mac}`;
  const set = `set one with \`prep config ${job} "…${filePlace(job)}"\``;
  return isUnix(machine) ? `install ${linux} with your package manager, or ${set}` : set;
}

function locate(name: string, { env, platform }: Machine): string | undefined {
  if (isAbsolute(name)) return isFile(name) ? name : undefined;
  return findProgram(env, platform === 'win32' ? [`${name}.exe`, name] : [name]);
}

function fromSetting(job: SoundJob, template: string, machine: Machine): SoundProgram | MissingSound {
  const [name = '', ...words] = splitWords(template);
  const path = locate(name, machine);
  if (path !== undefined) return { name: name.replace(/^.*[\\/]/, ''), words: [path, ...words] };
  return {
    reason: `The setting ${job} names ${name}, which was not found.`,
    remedy: `fix it, or remove it with \`prep config ${job} --unset\``,
  };
}

function fromKnown(job: SoundJob, machine: Machine): SoundProgram | MissingSound {
  let lacking: MissingSound | undefined;
  for (const { template, on } of KNOWN_PROGRAMS[job]) {
    if (on && !on(machine)) continue;
    const [name = '', ...words] = template.split(' ');
    const path = locate(name, machine);
    if (path === undefined) continue;
    const model = machine.env['WHISPER_MODEL'] ?? '';
    if (!words.includes('{model}') || isFile(model))
      return { name, words: [path, ...words.map((word) => (word === '{model}' ? model : word))] };
    lacking = {
      reason: `${name} was found, but not a model file such as ggml-base.en.bin.`,
      remedy: 'set WHISPER_MODEL to the path of your model',
    };
  }
  return lacking ?? { reason: `No ${job} was found.`, remedy: remedyFor(job, machine) };
}

export function soundProgram(job: SoundJob, settings: Settings, machine: Machine) {
  const template = settings[job];
  return template === undefined ? fromKnown(job, machine) : fromSetting(job, template, machine);
}
