// What the questions of a guide are read as, in the forms that tests compare.
import { openSource } from '../../src/core/base/span.ts';
import { readBankFile } from '../../src/formats/import/index.ts';

/** @param usual the name of a guide that has no other */
export function guideReader(usual: string) {
  const read = (text: string, file = usual) =>
    readBankFile(openSource(file, text, 'notes'), 'bank').questions;
  return {
    read,
    told: (text: string, file?: string) =>
      read(text, file).map(({ title, answer, line }) => [title, answer.text, line]),
    placed: (text: string, file?: string) =>
      read(text, file).map(({ section, title, answer }) => [section, title, answer.text]),
    answersOf: (text: string, file?: string) =>
      read(text, file).map(({ title, answer }) => [title, answer.text]),
    titles: (text: string, file?: string) => read(text, file).map(({ title }) => title),
    crlf: (text: string): string => text.replaceAll('\n', '\r\n'),
  };
}
