import type { Input, Run } from '../../cli.ts';
import { lackingPlaces } from '../../core/base/metric.ts';
import { Failure, type Problem } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import { checkBank, leftProblems } from '../../core/check/check.ts';
import { problemJson } from '../../formats/json/document.ts';
import { renderProblems, renderUnread } from '../../screens/check/problems.ts';
import { renderReadAgain } from '../../screens/fill/fill.ts';
import { problemsOfOwn, readAgainJson, staleSentences, valuesLeft } from '../fill/effects.ts';
import { toldOfBank, unreadJson } from '../shared/account.ts';
import { loadFullStudy, type Study } from '../shared/load.ts';
import { ownAnswer } from '../shared/question.ts';
import { displayOf, lineReader, printJson } from '../shared/screen.ts';

function problemsOf(study: Study<Question>, { requireFilled = false }: Input<'check'>): readonly Problem[] {
  const lacking = lackingPlaces(study.bank.questions, study.config.fills);
  return checkBank(study.bank, {
    values: study.values,
    requireFilled,
    isAnswered: (id) => ownAnswer(study.config, id) !== undefined,
    own: [...study.bank.questions.values()].flatMap((question) => [
      ...problemsOfOwn(study, question, ownAnswer(study.config, question.id) ?? ''),
      ...(lacking.has(question.id)
        ? leftProblems(study.bank, question, valuesLeft(question, study.config), study.values)
        : []),
    ]),
  });
}

export const check: Run<'check'> = async (context, args, options) => {
  const missing = args.find((path) => !context.files.exists(path));
  if (missing !== undefined)
    throw new Failure('file-missing', `No such file or folder: ${missing}.`, { hint: 'check the path' });
  const named = args.length > 0 ? args : options.bank;
  const study = await loadFullStudy(context, { bank: named, showsProblems: true });

  const problems = problemsOf(study, options);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;

  // They are no problems, and must not hide any.
  const stale = staleSentences(study);
  const isNamed = named !== undefined && named.length > 0;
  const files = isNamed ? await toldOfBank(context, study.bank) : [];
  const skipped = isNamed ? (study.bank.skipped ?? []) : [];

  const exit = errors > 0 ? 1 : 0;
  if (options.json) {
    const unread = files.map((one) => ({ file: one.file, questions: one.questions, ...unreadJson(one) }));
    const readAgain = readAgainJson(study, stale);
    const found = { problems: problems.map(problemJson), errors, warnings, readAgain, unread, skipped };
    return printJson(context, 'check', found, exit);
  }
  const display = displayOf(context, true);
  const parts = [
    renderProblems(problems, lineReader(context), display.theme, display.columns),
    renderReadAgain(stale, study.bank.questions, display, true),
    renderUnread(files, skipped, display, { command: 'prep import ' }),
  ];
  for (const part of parts) if (part !== '') context.out.data(`${part}\n`);
  const counts = `${countOf(errors, 'error')}, ${countOf(warnings, 'warning')}`;
  context.out.talk(`${countOf(study.bank.questions.size, 'question')}: ${counts}\n`);
  return exit;
};
