// The flags of every command, as commander wants them. A command's code is imported when it runs.
import type { Command } from 'commander';
import type { Context } from './context.ts';
import { DATA } from './flags/data.ts';
import { MACHINE } from './flags/machine.ts';
import { PROGRESS } from './flags/progress.ts';
import { READING } from './flags/reading.ts';
import { REHEARSAL } from './flags/rehearsal.ts';
import { SCRIPTS } from './flags/scripts.ts';
import { STUDY } from './flags/study.ts';

/** Options that every command takes. */
export type GlobalOptions = {
  readonly home?: string;
  readonly bank?: readonly string[];
  readonly json?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
  readonly plain?: boolean;
  readonly quiet?: boolean;
};

/** A command: it reads, decides, shows, writes, and returns its exit code. */
export type Run = (context: Context, args: readonly string[], options: never) => Promise<number>;
/** What commander is told of a command, and where its code is. */
export type Definition = {
  readonly define: (command: Command) => Command;
  readonly load: () => Promise<Run>;
};

/** Every command, in the order of the help. */
export const DEFINITIONS: Readonly<Record<string, Definition>> = {
  ...STUDY,
  ...REHEARSAL,
  ...DATA,
  ...READING,
  ...PROGRESS,
  ...SCRIPTS,
  ...MACHINE,
};

/** Names of all commands, in the order of the help. */
export const COMMAND_NAMES: readonly string[] = Object.keys(DEFINITIONS);
