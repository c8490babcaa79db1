// Sound in and out, as commands see it: recordings, what plays, speaks and recognises. Types only.
import type { Settings } from './core/config.ts';
import type { Instant } from './core/day.ts';
import type { MissingSound, Samples, SoundJob, SoundProgram } from './core/sound.ts';

/** A recording that is being made. */
export type Capture = {
  /** How loud the last moment was, dB below full scale (0 is the loudest); undefined before any sound arrived. */
  readonly levelDb: () => number | undefined;
  /** Settles when the recorder ended without having been asked to, with the cause in one sentence. */
  readonly died: Promise<string>;
  /** Ends it, and returns once the file is whole. */
  readonly stop: () => Promise<Captured>;
};

/** What became of a recording. */
export type Captured = {
  /** Path below the home folder, `/` between the names; left out when there was nothing to keep. */
  readonly recording?: string;
  readonly durationMs: number;
  /** What went wrong, in one sentence; the sound up to then is kept. */
  readonly fault?: string;
};

/** Something that plays; `done` gives what went wrong, in one sentence, or nothing. */
export type Playback = { readonly done: Promise<string | undefined>; readonly stop: () => void };

/** A recogniser at work: what it heard, or what went wrong in one sentence. It is given up after a while. */
export type Transcribing = {
  readonly result: Promise<{ readonly text: string } | { readonly fault: string }>;
  readonly stop: () => void;
};

/** A part of a recording, ms from its start; without `toMs` to its end. */
export type SoundSpan = { readonly fromMs: number; readonly toMs?: number };

/** A recording on the disk. */
export type StoredRecording = {
  /** Path below the home folder, as attempts have it. */
  readonly recording: string;
  readonly bytes: number;
  readonly at: Instant;
  /** Starred ones are never removed to make room. */
  readonly starred: boolean;
};

/** Sound in and out, through programs of the machine. Nothing leaves it. */
export type Sound = {
  /** The program for each job: the one that the settings name, else one that is found. */
  readonly programs: (settings: Settings) => Readonly<Partial<Record<SoundJob, SoundProgram>>>;
  /** The jobs that `programs` has no program for, and what brings one on this machine. */
  readonly missing: (settings: Settings) => readonly MissingSound[];
  /** Starts a recording named `id`. Throws `Failure` when the program cannot start or the device is busy. */
  readonly record: (program: SoundProgram, id: string) => Promise<Capture>;
  readonly play: (program: SoundProgram, recording: string) => Playback;
  readonly say: (program: SoundProgram, text: string) => Playback;
  /** Recognises a recording, or the part of it in `span`. */
  readonly transcribe: (program: SoundProgram, recording: string, span?: SoundSpan) => Transcribing;
  /** Throws `Failure`: gone, or no WAV file. */
  readonly samples: (recording: string) => Promise<Samples>;
  /** All recordings, oldest first. */
  readonly recordings: () => readonly StoredRecording[];
  /** Throws `Failure` when it is gone. */
  readonly star: (recording: string, starred: boolean) => void;
  /** Removes a recording that is not wanted. */
  readonly remove: (recording: string) => void;
  /** Removes the oldest that are not starred until all take no more than `megabytes`; returns what went. */
  readonly makeRoom: (megabytes: number) => readonly string[];
};
