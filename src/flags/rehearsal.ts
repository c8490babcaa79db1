// The flags of what is rehearsed out loud.
import type { Definition } from '../flags.ts';

/** Rehearsals. */
export const REHEARSAL: Readonly<Record<string, Definition>> = {};
