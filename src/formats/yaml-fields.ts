// Fields of YAML maps: one reader a key, and what to tell people whose value does not fit. Knows values;
// knows nothing of questions and metrics.
import { nearest } from '../core/nearest.ts';
import type { YamlNode } from './yaml-node.ts';

/** Reads the value of one key into an object with just that key; undefined when the value does not fit. */
export type FieldReader<Fields> = {
  /** What the key takes, to follow "takes". */
  readonly wants: string;
  readonly read: (node: YamlNode) => Partial<Fields> | undefined;
};

/** Makes an entry of a table of readers for the keys of `Fields`. */
export function fieldsOf<Fields>() {
  return <K extends keyof Fields & string>(
    key: K,
    wants: string,
    read: (node: YamlNode) => Fields[K] | undefined,
  ): [string, FieldReader<Fields>] => {
    const reader: FieldReader<Fields> = {
      wants,
      read: (node) => {
        const value = read(node);
        if (value === undefined) return undefined;
        const field: Partial<Fields> = {};
        field[key] = value;
        return field;
      },
    };
    return [key, reader];
  };
}

/** True for a key that is written without a value, which means the same as no line at all. */
export const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.value === null;

/** The value as one text; numbers and dates count as written. */
export function textOf(node: YamlNode): string | undefined {
  const text = node.kind === 'scalar' && node.value !== null ? node.text.trim() : '';
  return text === '' ? undefined : text;
}

/** A number within bounds. */
export function numberOf(node: YamlNode, least = -Infinity, most = Infinity): number | undefined {
  const value = node.kind === 'scalar' && typeof node.value === 'number' ? node.value : Number.NaN;
  return Number.isFinite(value) && value >= least && value <= most ? value : undefined;
}

/** A whole number within bounds. */
export function wholeOf(node: YamlNode, least: number, most: number): number | undefined {
  const value = numberOf(node, least, most);
  return Number.isInteger(value) ? value : undefined;
}

/** One of a few words; case does not count. */
export function choiceOf<T extends string>(node: YamlNode, choices: readonly T[]): T | undefined {
  const word = textOf(node)?.toLowerCase();
  return choices.find((choice) => choice === word);
}

/** A name out of a file as it may be shown in a message. */
export const shownName = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);

/** What to tell people about a key that is none of `keys`: the one they seem to mean, or all of them. */
export function keyHint(key: string, keys: readonly string[]): string {
  const [close] = nearest(key, keys, 1);
  return close !== undefined && close.startsWith(key.charAt(0))
    ? `Did you mean \`${close}\`?`
    : `The keys are ${keys.join(', ')}.`;
}
