// Words inside drawings of a page, which break no line by themselves. Knows about how wide letters are; knows no drawing.
import { escapeHtml, onOneLine } from '../html-text.ts';
import { textEms } from './text-width.ts';

/** In ems. */
const ELLIPSIS = 1;

/** A text from anywhere as SVG shows it. */
export const svgWords = (text: string): string => escapeHtml(onOneLine(text));

/** As many characters of a text as fit, at least one. */
function startThatFits(text: string, ems: number): string {
  let [end, width] = [0, 0];
  for (const char of text) {
    width += textEms(char);
    if (end > 0 && width > ems) break;
    end += char.length;
  }
  return text.slice(0, end);
}

/** The words that fit on one line; a word that is longer than a line is cut inside. */
function lineOf(words: string, ems: number): string {
  if (textEms(words) <= ems) return words;
  const fits = startThatFits(words, ems);
  const blank = words[fits.length] === ' ' ? fits.length : fits.lastIndexOf(' ');
  return blank > 0 ? words.slice(0, blank) : fits;
}

/**
 * Breaks a text into lines, and cuts what is left of it behind the last.
 * @param ems width of a line in ems
 * @param most lines at most, at least 1
 */
export function svgLines(text: string, ems: number, most: number): readonly string[] {
  const lines: string[] = [];
  // No line of a drawing holds more than this, however narrow its letters are.
  let rest = onOneLine(text).slice(0, 1000);
  while (rest !== '' && lines.length < most) {
    const isLast = lines.length === most - 1 && textEms(rest) > ems;
    const line = lineOf(rest, isLast ? ems - ELLIPSIS : ems);
    lines.push(isLast ? `${line}…` : line);
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}
