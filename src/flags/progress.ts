// The flags of what tells how it goes and what to do until the interview.
import type { Definition } from '../flags.ts';

/** Plans, figures and reports. */
export const PROGRESS: Readonly<Record<string, Definition>> = {};
