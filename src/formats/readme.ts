// Files that tell about a folder, whatever else is in them. Knows names alone.

/** What may stand behind `README`: a language, and perhaps its country or script; or anything that a point sets off. */
const README = /(?:^|[\\/])readme(?:[-_]([a-z]{2,4})(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3}))?)?(?:\.[^\\/]*)?$/i;

/** Pages for those who work on what is in the folder. What they ask, they ask them. */
const FOR_CONTRIBUTORS =
  /(?:^|[\\/])(?:contributing|code[-_]of[-_]conduct|changelog|(?:pull[-_]request|issue)[-_]template)(?:\.[^\\/]*)?$/i;

/** What people write for a language that has another code, mostly that of a country. */
const MEANT = new Set('cn tw jp kr kh ua cz gr dk vn chs cht ptbr zhcn zhtw'.split(' '));
const LONGEST_CODE = 3;

/** Made where it is asked for alone: that takes longer than to read a file. */
const isLanguage = (code: string): boolean =>
  code.length <= LONGEST_CODE &&
  new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code) !== undefined;

/** True for `README.md`, `readme`, `README-ja.md`, `README.zh_CN.md`, `CONTRIBUTING.md`. @param file with or without folders */
export function isReadme(file: string): boolean {
  if (FOR_CONTRIBUTORS.test(file)) return true;
  const found = README.exec(file);
  const code = found?.[1]?.toLowerCase();
  // `README-faq.md` is none: it may well be a bank.
  return found !== null && (code === undefined || MEANT.has(code) || isLanguage(code));
}
