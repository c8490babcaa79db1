// The options of a multiple-choice question in a table or an object (in columns, as a list, as one text, or
// within the question), which of them are right, and how they are shown.
import type { JsonNode } from '../notation/json.ts';
import { entryOf, nodeText } from './fields.ts';

/** `right`: undefined when the option itself does not say. */
export type FoundOption = {
  readonly text: string;
  /** Its name in the file: `A`, `answer_b`, `3`. */
  readonly key?: string;
  readonly right?: boolean;
  readonly note?: string;
};

const TEXT_KEYS = 'text option answer content value title label name body choice texto texte testo'.split(
  ' ',
);
const RIGHT_KEYS =
  'correct iscorrect is_correct right isright is_right isanswer is_answer fraction correta correcta richtig'.split(
    ' ',
  );
const NAME_KEYS = 'key letter identifier id label index option chave clave lettre'.split(' ');
const NOTE_KEYS = ['feedback', 'explanation', 'rationale', 'reason'];
const MOST_OPTIONS = 40;

/** `true`, `"true"`, `1`, `yes`, `✓`, or a fraction of the marks. */
function isYes(node: JsonNode): boolean {
  if (node.kind === 'flag') return node.value;
  if (node.kind === 'number') return node.value > 0;
  return (
    node.kind === 'text' &&
    /^\s*(?:true|yes|y|t|x|✓|✔|✅|right|correct|[1-9]\d{0,2}(?:\.\d{1,5})?%?)\s*$/iu.test(node.text)
  );
}

export function optionOf(node: JsonNode): FoundOption | undefined {
  if (node.kind !== 'map') {
    const text = nodeText(node).trim();
    return text === '' ? undefined : { text };
  }
  const text = entryOf(node, TEXT_KEYS);
  if (!text) return undefined;
  const key = NAME_KEYS.map((name) => entryOf(node, [name])).find((one) => one && one !== text);
  const right = entryOf(node, RIGHT_KEYS);
  const note = entryOf(node, NOTE_KEYS);
  return {
    text: nodeText(text).trim(),
    key: key && nodeText(key),
    right: right && isYes(right),
    note: note && nodeText(note).trim(),
  };
}

/** `A` for the first; a number after `Z`. */
export const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : String(index + 1);

/** A label before an option's text: `A) …`, `b. …`, `(C) …`, `1. …`. */
const LABEL = /^\s*(?:\(?([A-Ja-j])[).:\]]|\(?(\d{1,2})[).])\s*(?=\S)/;
const LABELS_WITHIN = /(?:^|[\s;,|])\(?([A-Ha-h])[).:]\s+(?=\S)/g;

const labelOf = (text: string): string | undefined => {
  const found = LABEL.exec(text.slice(0, 12));
  return (found?.[1] ?? found?.[2])?.toUpperCase();
};

const countsUp = (labels: readonly (string | undefined)[]): boolean =>
  labels.length > 1 && labels.every((label, i) => label === letterOf(i) || label === String(i + 1));

function withoutLabels(options: readonly FoundOption[]): readonly FoundOption[] {
  const labels = options.map(({ text }) => labelOf(text));
  if (!countsUp(labels)) return options;
  return options.map((option, i) => ({
    ...option,
    text: option.text.replace(LABEL, '').trim(),
    key: option.key ?? labels[i],
  }));
}

/** Splits at lines, `A) … B) …`, array items, or separators. */
function split(text: string): readonly string[] {
  const array = /^\s*\[([\s\S]*)\]\s*$/.exec(text)?.[1];
  if (array !== undefined) {
    const quoted = [...array.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)];
    return quoted.length > 0
      ? quoted.map(([, double, single]) => (double ?? single ?? '').replace(/\\(["'\\])/g, '$1'))
      : array.split(',');
  }
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  if (lines.length > 1) return lines;
  const labels = [...text.matchAll(LABELS_WITHIN)];
  if (countsUp(labels.map(([, label]) => label?.toUpperCase()))) {
    return labels.map(({ index }, i) =>
      text.slice(index, labels[i + 1]?.index).replace(/^[\s;,|]+|[\s;,|]+$/g, ''),
    );
  }
  const separator = ['|', ';', ' / ', ','].find((each) => text.includes(each));
  return separator === undefined ? [text] : text.split(separator);
}

export function optionsIn(node: JsonNode): readonly FoundOption[] {
  const found =
    node.kind === 'list'
      ? node.items.map(optionOf)
      : node.kind === 'map'
        ? node.entries.map(([key, value]) => {
            const option = optionOf(value);
            return option && { ...option, key };
          })
        : split(nodeText(node)).map((text) => ({ text: text.trim() }));
  const options = found.flatMap((option) => (option && option.text !== '' ? [option] : []));
  return withoutLabels(options.slice(0, MOST_OPTIONS));
}

export function optionsWithin(
  text: string,
): { readonly stem: string; readonly options: readonly FoundOption[] } | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => labelOf(line) === 'A');
  if (first < 1) return undefined;
  const rest = lines.slice(first).filter((line) => line.trim() !== '');
  const options = withoutLabels(rest.map((line) => ({ text: line.trim() })));
  return options.length > 1 && options[0]?.key !== undefined
    ? { stem: lines.slice(0, first).join('\n').trimEnd(), options }
    : undefined;
}

const LONGEST_SAID = 2000;
const LONGEST_LIST = 200;

function simple(text: string): string {
  const words = text.slice(0, LONGEST_SAID).toLowerCase().replace(/\s+/g, ' ').trim();
  let end = words.length;
  while (end > 0 && (words[end - 1] === '.' || words[end - 1] === ' ')) end -= 1;
  return words.slice(0, end);
}

/** Matches the words first, then the name, then the letter or number. */
function indexOf(options: readonly FoundOption[], said: string, first: 0 | 1): number {
  const words = simple(said);
  if (words === '') return -1;
  const same = options.findIndex(({ text }) => simple(text) === words);
  if (same !== -1) return same;
  const named = options.findIndex(({ key }) => key !== undefined && simple(key) === words);
  if (named !== -1) return named;
  const [, letter, digits, rest = ''] =
    /^(?:(?:option|answer|choice|opt|ans)[\s_-]?)?(?:\(?([a-j])|\(?(\d{1,2}))(?:\s*[).:–-]\s*(.*))?$/s.exec(
      words,
    ) ?? [];
  const index = letter === undefined ? Number(digits ?? Number.NaN) - first : letter.charCodeAt(0) - 97;
  const option = options[index];
  if (!option) return -1;
  // In `A closure …`, A is an article; in `B. its words`, B is a letter.
  return rest === '' || rest.startsWith(simple(option.text)) ? index : -1;
}

/** `A, C`, `B;D`, `AC`, `1 and 3`; any other text is a single part. */
function severalIn(said: string): readonly string[] {
  if (said.length > LONGEST_LIST) return [said];
  const parts = said.split(/\s*(?:[,;|&/+]|\band\b)\s*/i).filter((part) => part !== '');
  if (parts.length > 1) return parts;
  return /^[A-J]{2,6}$/.test(said.trim()) ? said.trim().split('') : [said];
}

/**
 * Empty when `right` matches no option.
 * @param first the number of the first option
 */
export function rightIndexes(
  options: readonly FoundOption[],
  right: JsonNode,
  first: 0 | 1,
): readonly number[] {
  if (right.kind === 'list')
    return [...new Set(right.items.flatMap((item) => rightIndexes(options, item, first)))];
  if (right.kind === 'map') {
    const option = optionOf(right);
    return option ? rightIndexes(options, { kind: 'text', text: option.text, at: right.at }, first) : [];
  }
  const said = nodeText(right);
  // A number in an array of texts is an index.
  const place = right.kind === 'number' ? right.value - first : -1;
  if (options[place] && !options.some(({ text, key }) => text === said || key === said)) return [place];
  const whole = indexOf(options, said, first);
  if (whole !== -1) return [whole];
  const several = severalIn(said).map((part) => indexOf(options, part, first));
  return several.length > 1 && !several.includes(-1) ? [...new Set(several)] : [];
}

export type Option = {
  readonly text: string;
  readonly right: boolean;
  readonly note?: string;
};

const isBlock = (text: string): boolean => text.includes('\n');

function listItem(lead: string, text: string): string {
  const lines = (isBlock(text) ? `${lead}\n\n${text}` : `${lead} ${text}`).split('\n');
  return lines.map((line, i) => (i === 0 || line === '' ? line : `  ${line}`)).join('\n');
}

const isYesOrNo = (options: readonly Option[]): boolean =>
  options.length <= 2 && options.every(({ text }) => /^(?:true|false|yes|no)$/i.test(text));

export const optionList = (options: readonly Option[]): string =>
  isYesOrNo(options)
    ? ''
    : options.map(({ text }, index) => listItem(`- ${letterOf(index)}.`, text)).join('\n');

/**
 * The right options with their letters, the explanation, and the notes on each option. Empty when nothing
 * says what is right.
 * @param explanation Markdown; may be empty
 */
export function optionAnswer(options: readonly Option[], explanation: string): string {
  const bare = isYesOrNo(options);
  const named = options.flatMap(({ text, right }, index) => {
    if (!right) return [];
    const letter = `**${letterOf(index)}.**`;
    return bare ? [text] : isBlock(text) ? [letter, text] : [`${letter} ${text}`];
  });
  const noted = options.flatMap(({ note = '', right }, index) =>
    note === '' ? [] : [{ note, right, index }],
  );
  const [only] = noted;
  const isOfAnswer = noted.length === 1 && only?.right && options.filter(({ right }) => right).length === 1;
  const notes = isOfAnswer
    ? only.note
    : noted.map(({ note, index }) => listItem(`- ${letterOf(index)}.`, note)).join('\n');
  return [...named, notes, explanation].filter((part) => part !== '').join('\n\n');
}
