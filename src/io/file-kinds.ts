// What a file that is no text is instead, by its first bytes or by the names in its archive, and what to do about it. Knows the
// marks that formats begin with (their specifications, and the list of signatures of file(1)); reads nothing itself.

/** What a file is, for a sentence that begins with `It is`, and the remedy. */
export type FileKind = { readonly what: string; readonly hint: string };

const OFFICE = 'Save it as Markdown or plain text; a sheet as CSV in UTF-8.';
const IMAGE = 'Questions are read from text: write them into a Markdown file.';
const PACKED = 'Unpack it, and name the files in it.';

/** First bytes, in Latin-1, and what begins with them. */
const BEGINNINGS: readonly (readonly [start: RegExp, kind: FileKind])[] = [
  [
    /^%PDF-/,
    { what: 'a PDF', hint: 'Copy its text into a Markdown file, or take the file that it was made from.' },
  ],
  [
    /^SQLite format 3\0/,
    {
      what: 'a SQLite database',
      hint: 'If it is a collection of Anki, export its decks there: File, Export, Anki Deck Package.',
    },
  ],
  [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/, { what: 'a document of an older office program', hint: OFFICE }],
  [/^\{\\rtf/, { what: 'rich text (RTF)', hint: 'Save it as Markdown or plain text in UTF-8.' }],
  [/^PK(?:\x03\x04|\x05\x06)/, { what: 'a zip archive, or a document that is one', hint: OFFICE }],
  [
    /^(?:\x1f\x8b|BZh[1-9]|\xfd7zXZ\0|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x28\xb5\x2f\xfd)/,
    { what: 'a packed file', hint: PACKED },
  ],
  [
    /^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF[^]{4}WEBP|II\*\0|MM\0\*|[^]{4}ftyp(?:heic|heix|mif1|avif))/,
    { what: 'an image', hint: IMAGE },
  ],
];
const LONGEST_BEGINNING = 16;

/** What bytes are that are no text; undefined for text and for what is not known. */
export function kindOfBytes(bytes: Uint8Array): FileKind | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, LONGEST_BEGINNING));
  return BEGINNINGS.find(([pattern]) => pattern.test(start))?.[1];
}

/** Names that tell what an archive is: office programs and readers of books keep their documents in zip archives. */
const HOLDS: readonly (readonly [name: string, kind: FileKind])[] = [
  ['word/document.xml', { what: 'a document of Word', hint: 'Save it as Markdown or plain text in UTF-8.' }],
  ['xl/workbook.xml', { what: 'a workbook of Excel', hint: 'Save its sheet as CSV in UTF-8.' }],
  ['xl/workbook.bin', { what: 'a workbook of Excel', hint: 'Save its sheet as CSV in UTF-8.' }],
  ['ppt/presentation.xml', { what: 'slides of PowerPoint', hint: 'Copy their text into a Markdown file.' }],
  ['META-INF/container.xml', { what: 'a book (EPUB)', hint: 'Copy its text into a Markdown file.' }],
  ['content.xml', { what: 'a document of LibreOffice', hint: OFFICE }],
];

/** What an archive is that holds files of these names; undefined for one that is nothing in particular. */
export const kindOfArchive = (names: Pick<ReadonlySet<string>, 'has'>): FileKind | undefined =>
  HOLDS.find(([name]) => names.has(name))?.[1];

/** Whether the bytes look like text in UTF-16, with or without its mark. */
export function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  if (!bytes.includes(0)) return false;
  const start = bytes.subarray(0, 512);
  const odd = start.filter((byte, at) => byte === 0 && at % 2 === 1).length;
  const even = start.filter((byte, at) => byte === 0 && at % 2 === 0).length;
  // Of each two bytes always the same one is 0; other files have runs of them.
  return (
    start.length >= 4 &&
    Math.max(odd, even) >= start.length * 0.3 &&
    Math.min(odd, even) * 8 <= Math.max(odd, even)
  );
}
