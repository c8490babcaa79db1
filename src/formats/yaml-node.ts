// YAML values together with their places, as far as front matter needs them. Types only.

/** Offsets count in the whole file, `end` exclusive. */
type Placed = { readonly start: number; readonly end: number };

/** A YAML value. A scalar's `text` is the value as written, quotes taken off. */
export type YamlNode =
  | (Placed & {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      readonly text: string;
    })
  | (Placed & { readonly kind: 'list'; readonly items: readonly YamlNode[] })
  | (Placed & { readonly kind: 'map'; readonly entries: readonly YamlEntry[] });

/** A key of a map, and its value. Keys are data: they are never used as names of object properties. */
export type YamlEntry = {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
};
