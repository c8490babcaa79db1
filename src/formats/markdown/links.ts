// Names of files as addresses write them.

/** The name without `%20` and the like; as it is where they are no text. */
export function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

// Links of a text to files that come along with a deck: found, and led to where the files are put.

/** `](name)`, `](<name>)`, `](name "title")`; `src="name"`. */
const LINK =
  /(\]\([ \t]{0,3})(?:<([^<>\n]{1,500})>|((?:[^()\n"]|\([^()\n]{0,200}\)){1,500}?))(?=(?:[ \t]{1,3}"[^"\n]{0,300}")?[ \t]{0,3}\))|(\ssrc=")([^"\n]{1,500})(?=")/g;

/**
 * A text whose links to `names` lead to their new places.
 * @param names new places by the name of the file
 * @param onUsed told each name that is linked
 */
export function relinkMedia(
  text: string,
  names: ReadonlyMap<string, string>,
  onUsed: (name: string) => void,
): string {
  if (names.size === 0 || !/\]\(|\ssrc="/.test(text)) return text;
  return text.replace(LINK, (whole: string, ...groups: readonly (string | undefined)[]) => {
    const [open, angled, bare, attribute, source] = groups;
    const written = (angled ?? bare ?? source ?? '').trim();
    const name = [written, percentDecoded(written)].find((one) => names.has(one));
    const place = name === undefined ? undefined : names.get(name);
    if (name === undefined || place === undefined) return whole;
    onUsed(name);
    return `${open ?? attribute ?? ''}${encodeURI(place).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))}`;
  });
}
