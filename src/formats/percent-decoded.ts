// Names of files as addresses write them. Knows nothing of the files.

/** The name without `%20` and the like; as it is where they are no text. */
export function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
