// What the name of a section says of the questions below it: that it speaks of the file itself, or holds none. Knows names alone.

/** What a guide says of itself. */
const OF_ITSELF =
  /^\W{0,8}(?:how (?:to|(?:should|do|can|could) (?:you|i|we)) (?:use|read)(?:\W*$|\s(?:this|these|it|them)\b|\sthe\s(?:guide|repo|list|bank|book|document|file|notes|questions)\b)|about (?:this|the (?:guide|repo|author|project))|questions (?:to|you (?:can|should|could)) ask)/i;
/** What may follow the names of such parts. Others go on as topics do: `Index types`, `Resources limits`, `References and borrowing`. */
const GOES_ON = String.raw`(?=\W*$|\s+(?:for|to|on|about|from|of|used)\b|\s*(?:and|&|/|,)\s*(?:further|other|useful|more|links?|resources?|reading|references|credits|sources|books|tools|courses|acknowledg\w*)\b)`;
const NO_QUESTIONS = new RegExp(
  String.raw`^\W{0,8}(?:table of contents|contents\b|(?:(?:additional|useful|other) )?(?:resources|links|references|index)${GOES_ON}|further reading|licen[cs]e(?!s)|contribut|acknowledge?ments?|credits\b|sponsors?\b|about\W*$)`,
  'i',
);
const CONTENTS = /^\W{0,8}(?:table of contents|contents|index)\W*$/i;
/** True for the name of contents: what they list stands below deeper headings, too, where an author put these under them. */
export const namesContents = (words: string): boolean => CONTENTS.test(words);
/** True for words by which a file speaks of itself: what stands below asks nobody. */
export const speaksOfItself = (words: string): boolean => OF_ITSELF.test(words);
/** True for words of a heading below which no questions are to be looked for. */
export const holdsNoQuestions = (words: string): boolean =>
  OF_ITSELF.test(words) || (NO_QUESTIONS.test(words) && !/[?？؟]/.test(words));
