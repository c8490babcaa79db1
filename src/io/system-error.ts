// What Node throws when the system says no: read without trusting its shape.

/** The system's code, such as `ENOENT`; undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What the error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
