// Whether a text tells a number: in digits or in words. Years, dates and names with digits in them (`p95`, `Flickr8k`, `S3`)
// measure nothing. Knows English words only.

/** Longest text that is looked through, in UTF-16 units. */
const MAX_LENGTH = 20_000;

/** Digits that do not belong to a name, a version, a link or the number of a list item. */
const DIGITS =
  /(?<![\p{L}\p{N}_#.:/-])(?:[$€£¥]\s?)?\d[\d,.\u00A0\u202F]*(?:\s?%|\s?×|\s?x\b|\p{L}{0,5}(?![\p{L}\p{N}_]))/gu;
const WORDS =
  /(?<![\p{L}\p{N}_-])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a|one|several) (?:hundred|thousand|million|billion|dozen|third|quarter|tenth|fifth)|hundreds|thousands|millions|dozens|half|halved|halving|doubled|doubling|tripled|tripling|quadrupled|twice|thrice|tenfold|threefold|twofold|zero|per ?cent)(?![\p{L}\p{N}_])/iu;

const MONTH = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6}\.?`;
const BEFORE_YEAR = new RegExp(
  String.raw`(?:\b(?:in|since|until|by|during|of|from|late|early|mid|summer|spring|autumn|winter|fall|q[1-4])|${MONTH}(?: \d{1,2},?)?)[\s-]$`,
  'iu',
);
const YEAR = /^(?:19|20)\d\d[.,]?$/;
const BESIDE_MONTH = {
  before: new RegExp(String.raw`\b${MONTH} $`, 'iu'),
  after: new RegExp(String.raw`^(?:st|nd|rd|th)?(?: of)? ${MONTH}(?![\p{L}])`, 'iu'),
};
/** Numbers of the items of a list. */
const LIST_NUMBER = /^[ \t]*\d{1,3}[.)][ \t]/gm;

function measures(text: string, from: number, found: string): boolean {
  const [before, after] = [
    text.slice(Math.max(0, from - 24), from),
    text.slice(from + found.length, from + found.length + 16),
  ];
  if (YEAR.test(found) && BEFORE_YEAR.test(before)) return false;
  if (
    /^\d{1,2}(?:st|nd|rd|th)?[.,]?$/.test(found) &&
    (BESIDE_MONTH.before.test(before) || BESIDE_MONTH.after.test(after))
  )
    return false;
  return found !== '24' || !after.startsWith('/7');
}

/** True when the text tells a number. */
export function tellsNumber(text: string): boolean {
  const told = text.slice(0, MAX_LENGTH).replaceAll(LIST_NUMBER, '');
  if (WORDS.test(told)) return true;
  return [...told.matchAll(DIGITS)].some((match) => measures(told, match.index, match[0]));
}
