// Which programs of this machine do what: looked for in an order of preference, or named by the settings. Starts none.
import { isAbsolute } from 'node:path';
import type { Settings } from '../core/config.ts';
import {
  SOUND_JOBS,
  type MissingSound,
  type SoundJob,
  type SoundProgram,
  splitWords,
  templateFault,
} from '../core/sound.ts';
import { findProgram } from './programs.ts';
import { isFile, KNOWN_PROGRAMS, MODEL, type Machine } from './sound-known.ts';
import { remedyFor } from './sound-remedies.ts';

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
