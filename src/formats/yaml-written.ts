// Texts as YAML 1.2 reads them back: plain where that is certain, else quoted. Writes single values; knows no keys.
import { hasYamlMeaning } from './yaml-words.ts';

/** Text that YAML reads as that text and nothing else, without quotes. */
const PLAIN = /^[A-Za-z][A-Za-z0-9 _./+()-]{0,200}$/;

/** A text on one line: plain, or quoted as JSON, which is YAML, with what is no character of YAML escaped. */
export function yamlText(text: string): string {
  if (PLAIN.test(text) && !hasYamlMeaning(text) && !/[ -]$/.test(text)) return text;
  return JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
