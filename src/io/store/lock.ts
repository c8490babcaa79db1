// One writer at a time. The one importer of proper-lockfile.
import lockfile from 'proper-lockfile';
import { Failure } from '../../core/base/problem.ts';
import { codeOf } from '../programs/system-error.ts';
import { writeFailure } from './folder.ts';

/**
 * Takes the lock of `folder`, waiting up to about twenty seconds for whoever holds it.
 * A lock whose holder died is taken over after ten seconds.
 * @returns the function that gives the lock back
 */
export async function lock(folder: string): Promise<() => Promise<void>> {
  try {
    return await lockfile.lock(folder, {
      lockfilePath: `${folder}/.lock`,
      stale: 10_000,
      realpath: false,
      retries: { retries: 400, factor: 1.1, minTimeout: 5, maxTimeout: 60, randomize: true },
    });
  } catch (error) {
    if (codeOf(error) !== 'ELOCKED') throw writeFailure(folder, error);
    throw new Failure('locked', `Another prep is writing to ${folder} and did not finish.`, {
      hint: `try again; if no other prep runs, remove ${folder}/.lock`,
      cause: error,
    });
  }
}
