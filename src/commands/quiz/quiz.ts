import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { dayOf } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { commandFor } from '../../core/quiz/next-step.ts';
import { buildQueue, countWork, limitsLeft, type Queue } from '../../core/schedule/queue.ts';
import { facts, type Display, paragraph } from '../../screens/ui/frame.ts';
import { intervalText } from '../../screens/ui/times.ts';
import { loadStudy, type Study } from '../shared/load.ts';
import { chooseQuestion, isPath, requireKnownNames } from '../shared/question.ts';
import { displayOf } from '../shared/screen.ts';
import { holdSession } from './session.ts';

function requirePerson(context: Context, options: Input<'quiz'>): void {
  if (options.json) {
    throw new Failure('quiz-json', 'A quiz asks, and `--json` never does.', {
      hint: 'for scripts there is `prep drill --json`, and `prep drill --answers FILE` to record',
    });
  }
  if (context.interactive || options.plain) return;
  throw new Failure('no-terminal', 'A quiz needs a terminal, and there is none.', {
    hint: 'with answers on stdin use `prep quiz --plain`; for scripts there is `prep drill --json`',
  });
}

function requireFiles(names: readonly string[]): void {
  const missing = names.find(isPath);
  if (missing === undefined) return;
  throw new Failure('file-missing', `There is no file or folder "${missing}".`, {
    hint: 'check the path; a question is called by its number or id',
  });
}

function chooseQueue(study: Study, names: readonly string[], options: Input<'quiz'>): Queue {
  const { bank, progress, config, now, calendar } = study;
  const moment = { now, calendar };
  const { count, minutes, seed } = options;
  requireKnownNames(bank, options);
  const limits = limitsLeft(config.settings, progress, moment);
  const named = names.length > 0 ? names.map((name) => chooseQuestion(bank, name).id) : undefined;
  return buildQueue(
    bank.questions,
    progress,
    { filters: options, limits, named, count, minutes, seed },
    moment,
  );
}

function nothingText(study: Study, { held }: Queue, options: Input<'quiz'>, display: Display): string {
  const { bank, progress, config, now, calendar, given } = study;
  if (bank.questions.size === 0) return paragraph('There is nothing to ask.', display);
  const { nextDue } = countWork(bank.questions.values(), progress, config.settings, { now, calendar });
  const more = held.reviews + held.fresh;
  const sentences = [
    'There is nothing to ask now.',
    ...(more > 0 ? [`The limits of today are reached; ${more} more would be waiting.`] : []),
    ...(nextDue === undefined
      ? []
      : [`The next is due on ${dayOf(nextDue, calendar)}, in ${intervalText(now, nextDue, calendar)}.`]),
  ];
  const offer = (command: string, does: string): string =>
    `${display.theme.key(commandFor(command, given))} ${does}`;
  const offers = [
    offer(`prep quiz --all${options.cram ? ' --cram' : ''}`, 'asks all the same'),
    options.weak ? '' : offer('prep quiz --weak', 'what went badly'),
  ];
  return [...sentences.map((sentence) => paragraph(sentence, display)), facts(offers, display)].join('\n');
}

export async function quiz(
  context: Context,
  args: readonly string[],
  options: Input<'quiz'>,
): Promise<number> {
  requirePerson(context, options);
  const paths = args.filter((arg) => context.files.exists(arg));
  const names = args.filter((arg) => !paths.includes(arg));
  requireFiles(names);
  const study = await loadStudy(context, paths.length > 0 ? { bank: paths } : options);

  const queue = chooseQueue(study, names, options);
  const questions = queue.items.map(({ question }) => question);
  const display = displayOf(context, options.plain === true || !context.screen.fancy);
  if (questions.length === 0) {
    context.out.data(`${nothingText(study, queue, options, display)}\n`);
    return 0;
  }
  const { mode = study.config.settings.mode, cram = false, voice = false, predict = false } = options;
  return holdSession(context, study, { questions, mode, cram, voice, predict, display }, options);
}
