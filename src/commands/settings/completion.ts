// `prep completion SHELL` and the hidden `prep complete -- …` that the printed script calls.
import tab from '@bomb.sh/tab/commander';

type Program = Parameters<typeof tab>[0];

const TAKE_QUESTION = ['quiz', 'show', 'answer', 'history', 'grade', 'suspend', 'unsuspend'];

/**
 * Adds both commands to `program`, the whole commander tree.
 * @param questions offered where a command takes a question
 */
export function addCompletion(
  program: Program,
  questions: readonly { readonly id: string; readonly title: string }[],
): void {
  const completion = tab(program, { completionCommandName: 'completion' });
  for (const name of TAKE_QUESTION) {
    for (const argument of completion.commands.get(name)?.arguments.values() ?? []) {
      if (!argument.name.startsWith('question')) continue;
      argument.handler = (complete) => {
        for (const question of questions) complete(question.id, question.title);
      };
    }
  }
}
