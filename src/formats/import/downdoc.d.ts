declare module 'downdoc' {
  /** AsciiDoc as Markdown, for common AsciiDoc. */
  export default function downdoc(asciidoc: string): string;
}
