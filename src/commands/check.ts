// `prep check`: every problem of the question files at once.
import type { Context } from '../context.ts';
import { checkBank } from '../core/check.ts';
import { ambiguousHistory } from '../core/identity.ts';
import { sortProblems } from '../core/problem.ts';
import { countOf } from '../core/wording.ts';
import { loadFullStudy, type BankOptions } from '../drivers/load.ts';
import { readAllOwn } from '../drivers/own-gaps.ts';
import { placesIn, type Places } from '../formats/config-file.ts';
import { lineReader } from '../drivers/source-lines.ts';
import { jsonDocument, problemJson } from '../formats/json-output.ts';
import { renderProblems } from '../screens/problems.ts';
import { theme } from '../screens/theme.ts';

type Options = BankOptions & { readonly json?: boolean; readonly requireFilled?: boolean };

/** Lints the banks; exit 1 when anything is an error. */
export async function check(context: Context, args: readonly string[], options: Options): Promise<number> {
  const study = await loadFullStudy(context, {
    bank: args.length > 0 ? args : options.bank,
    tellsProblems: true,
  });

  const requireFilled = options.requireFilled ?? false;
  const places = placesInConfig(context);
  const found = checkBank(study.bank, {
    values: study.values,
    requireFilled,
    placeOf: places.fill,
    own: {
      ...readAllOwn(study.config, study.bank.questions.keys(), study.values),
      placeOf: places.own,
    },
  });
  const problems = sortProblems([
    ...found,
    ...ambiguousHistory(study.progress, study.bank.questions.values(), context.banks),
  ]);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;

  if (options.json) {
    context.out.data(jsonDocument('check', { problems: problems.map(problemJson), errors, warnings }));
  } else {
    const style = theme(context.screen);
    const shown = renderProblems(problems, lineReader(context), style, context.screen.columns);
    if (shown !== '') context.out.data(`${shown}\n`);
    const sum = `${countOf(study.bank.questions.size, 'question')}: ${countOf(errors, 'error')}, ${countOf(warnings, 'warning')}\n`;
    context.out.talk(sum);
  }
  return errors > 0 ? 1 : 0;
}

/** Where things are stored. The config file is read when the first one is asked for. */
function placesInConfig({ config, files }: Context): Places {
  let places: Places | undefined;
  const known = (): Places => {
    try {
      places ??= placesIn(config.file, files.readText(config.file));
    } catch {
      // What came from elsewhere has no place in a file.
      places = { fill: () => undefined, own: () => undefined };
    }
    return places;
  };
  return { fill: (name) => known().fill(name), own: (question, passage) => known().own(question, passage) };
}
