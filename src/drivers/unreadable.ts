// Files that a command was given by name and that cannot be read: the command ends with what is wrong with them. What else
// is wrong in a file hides no more than its place.
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { hidesFile, lineText, type Problem } from '../core/problem.ts';

const sentence = ({ at, message }: Problem): string =>
  message.toLowerCase().startsWith(`${at.file.toLowerCase()} `)
    ? message
    : at.start.line > 1
      ? `${lineText(at)}: ${message}`
      : `${at.file}: ${message}`;

/** The first problem by which nothing of its file can be read. */
export const hidingProblem = (problems: readonly Problem[]): Problem | undefined => problems.find(hidesFile);

/** A problem as the end of a command. */
export const problemFailure = (problem: Problem): Failure =>
  new Failure(problem.code, sentence(problem), problem.hint === undefined ? {} : { hint: problem.hint });

/**
 * Fails as the first of the banks does when all that were named are files that cannot be read: without them nothing would be
 * asked, or only what nobody named. Where one of several can be read, it counts.
 * @param given paths of the command line
 */
export function requireReadable(
  { results }: Context,
  problems: readonly Problem[],
  given: readonly string[],
): void {
  if (hidingProblem(problems) === undefined) return;
  const found = given.map((path) => {
    const shown = results.shown(path);
    return hidingProblem(problems.filter(({ at }) => at.file === shown));
  });
  const [first] = found;
  if (first && found.every((problem) => problem !== undefined)) throw problemFailure(first);
}
