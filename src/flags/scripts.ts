// The flags of what scripts and other front ends build sessions of their own from.
import type { Definition } from '../flags.ts';

/** Primitives: one question, one rating, one step back. */
export const SCRIPTS: Readonly<Record<string, Definition>> = {
  next: {
    define: (command) =>
      command
        .description('the one question to do next')
        .option('--format <text>', 'a line of your own, such as "{due} due": for prompts and status bars'),
    load: async () => (await import('../commands/next.ts')).next,
  },
  grade: {
    define: (command) =>
      command
        .description('record a rating without a session')
        .argument('<question>', 'number, id or its start')
        .addArgument(
          command.createArgument('<rating>', 'how it went').choices(['again', 'hard', 'good', 'easy']),
        ),
    load: async () => (await import('../commands/grade.ts')).grade,
  },
  undo: {
    define: (command) => command.description('take back the latest rating, suspension or note'),
    load: async () => (await import('../commands/undo.ts')).undo,
  },
  suspend: {
    define: (command) =>
      command
        .description('take questions out of the queue')
        .argument('<question...>', 'numbers, ids or their starts'),
    load: async () => (await import('../commands/suspend.ts')).suspend,
  },
  unsuspend: {
    define: (command) =>
      command
        .description('put questions back into the queue')
        .argument('<question...>', 'numbers, ids or their starts'),
    load: async () => (await import('../commands/suspend.ts')).unsuspend,
  },
};
