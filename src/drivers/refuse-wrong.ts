// How `prep fill` says that something it was given cannot be taken.
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import type { Wrong } from '../core/gaps.ts';
import { countOf } from '../core/wording.ts';
import { renderWrong } from '../screens/fill.ts';
import { lookOf } from './look.ts';

function refuse(context: Context, wrong: readonly Wrong[], message: string, hint: string): void {
  if (wrong.length === 0) return;
  context.out.talk(`${renderWrong(wrong, lookOf(context, false))}\n`);
  throw new Failure('value-refused', message, { hint });
}

/**
 * Says which values cannot be stored, each with its place, and fails with `value-refused`. Does nothing when all is well.
 * @param hint where the right names and paths can be seen
 */
export const refuseWrong = (context: Context, wrong: readonly Wrong[], hint: string): void =>
  refuse(context, wrong, `Nothing was stored: ${countOf(wrong.length, 'value')} cannot be taken.`, hint);

/** The same for names of what is to be asked for or shown: there is nothing to store. */
export const refuseNames = (context: Context, wrong: readonly Wrong[], hint: string): void =>
  refuse(context, wrong, `${countOf(wrong.length, 'name')} cannot be used.`, hint);
