// A multiple-choice question put into words: the list to choose from, which is shown with the question, and an answer that
// names what is right and explains it. Knows options and their letters; knows nothing of any file.

/** One thing to choose from; `text` and `note` are Markdown. */
export type Option = {
  readonly text: string;
  readonly right: boolean;
  /** What is said of this one alone. */
  readonly note?: string;
};

/** `A` for the first; a number behind `Z`. */
export const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : String(index + 1);

const isBlock = (text: string): boolean => text.includes('\n');

/** A list item: further lines of the text stand under its first. */
function item(lead: string, text: string): string {
  const lines = (isBlock(text) ? `${lead}\n\n${text}` : `${lead} ${text}`).split('\n');
  return lines.map((line, i) => (i === 0 || line === '' ? line : `  ${line}`)).join('\n');
}

const SELF_EVIDENT = /^(?:true|false|yes|no)$/i;
const isYesOrNo = (options: readonly Option[]): boolean =>
  options.length <= 2 && options.every(({ text }) => SELF_EVIDENT.test(text));

/** What there is to choose from, as a list; empty for true or false. */
export const optionList = (options: readonly Option[]): string =>
  isYesOrNo(options) ? '' : options.map(({ text }, index) => item(`- ${letterOf(index)}.`, text)).join('\n');

/** The right options, each behind its letter. */
function named(options: readonly Option[]): readonly string[] {
  const bare = isYesOrNo(options);
  return options.flatMap(({ text, right }, index) => {
    if (!right) return [];
    if (bare) return [text];
    const letter = `**${letterOf(index)}.**`;
    return isBlock(text) ? [letter, text] : [`${letter} ${text}`];
  });
}

/**
 * The answer: what is right, why, and what is said of each option. Empty when nothing says what is right.
 * @param explanation Markdown; may be empty
 */
export function optionAnswer(options: readonly Option[], explanation: string): string {
  const said = options.flatMap(({ note = '' }, index) => (note === '' ? [] : [{ note, index }]));
  const only = said.length === 1 && options.filter(({ right }) => right).length === 1;
  const notes =
    only && options[said[0]?.index ?? -1]?.right === true
      ? said.map(({ note }) => note)
      : [said.map(({ note, index }) => item(`- ${letterOf(index)}.`, note)).join('\n')];
  return [...named(options), ...notes, explanation].filter((part) => part !== '').join('\n\n');
}
