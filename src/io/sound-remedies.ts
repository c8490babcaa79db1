// What brings a program for sound onto this machine: one command, of the package manager that is there.
import type { SoundJob } from '../core/sound.ts';
import { findProgram } from './programs.ts';
import type { Machine } from './sound-known.ts';

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
export function remedyFor(job: SoundJob, { env, platform }: Machine): string {
  const names = MANAGERS.map(([program]) => program);
  const isThere = (name: string): boolean =>
    findProgram(env, platform === 'win32' ? [`${name}.exe`] : [name]) !== undefined;
  const wanted = USUAL[platform] ?? names.find(isThere);
  const [, command, packages] = MANAGERS.find(([program]) => program === wanted) ?? [];
  const name = packages?.[job];
  return name === undefined ? SETTING[job] : `${command ?? ''} ${name}`;
}
