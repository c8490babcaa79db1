// The flags of what tells how it goes and what to do until the interview.
import type { Definition } from '../flags.ts';

/** Plans, figures and reports. */
export const PROGRESS: Readonly<Record<string, Definition>> = {
  optimize: {
    define: (command) =>
      command
        .description('fit the model of memory to your own reviews')
        .option('--reset', 'go back to the published weights')
        .option('--dry-run', 'show what would come of it, and change nothing'),
    load: async () => (await import('../commands/optimize.ts')).optimize,
  },
};
