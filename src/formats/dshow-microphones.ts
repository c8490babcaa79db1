// Microphones in the list that ffmpeg prints on Windows (`-list_devices true -f dshow`), where none goes by "default".
// Newer versions name the kind behind each device; older ones list them below a heading.

/** Names of the microphones, in the order of the list. */
export function microphonesIn(listing: string): readonly string[] {
  let isAudio = false;
  const found: string[] = [];
  for (const line of listing.split(/\r?\n/, 2000)) {
    const [, heading] = /DirectShow (audio|video) devices/.exec(line) ?? [];
    if (heading !== undefined) isAudio = heading === 'audio';
    const [, name, kind] = /\]\s+"([^"]+)"(?:\s+\((audio|video|none)[^)]*\))?\s*$/.exec(line) ?? [];
    if (name === undefined || name.startsWith('@device')) continue;
    if (kind === undefined ? isAudio : kind === 'audio') found.push(name);
  }
  return found;
}
