// Plays, keeps, lets go of and deletes the recordings of attempts, by the number of the attempt.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { Failure } from '../core/failure.ts';
import type { PastAttempt } from '../core/history.ts';
import { attemptNumbered } from './history.ts';

/** The recording of the attempt of that number. Fails when there is none, or none any more. */
function recordingNumbered(attempts: readonly PastAttempt[], number: number): string {
  const { recording } = attemptNumbered(attempts, number);
  if (!recording) {
    throw new Failure('recording-missing', `Attempt ${number} was not recorded.`, {
      hint: '`prep quiz --mode speak` records',
    });
  }
  if (!recording.exists) {
    throw new Failure('recording-gone', `The recording of attempt ${number} is gone.`, {
      hint: 'the oldest go first; --star keeps one, and `recordingsMegabytes` is the room for all',
    });
  }
  return recording.path;
}

/** Plays a recording to its end. Fails without a player, and when it does not play. */
async function playToEnd(context: Context, path: string): Promise<void> {
  const { settings } = context.config.read().config;
  const { player } = context.sound.programs(settings);
  if (!player) {
    const missing = context.sound.missing(settings).find(({ job }) => job === 'player');
    throw new Failure('player-missing', missing?.reason ?? 'Nothing on this machine plays sound.', {
      hint: missing?.remedy ?? '`prep doctor` says what to install',
    });
  }
  const fault = await context.sound.play(player, path).done;
  if (fault !== undefined)
    throw new Failure('play-failed', fault, { hint: '`prep doctor` looks at the player' });
}

/** Deletes a recording. Fails when it is starred: who said that it stays has to take that back. */
function discard({ sound }: Context, path: string, number: number): void {
  if (sound.recordings().some(({ recording, starred }) => starred && recording === path)) {
    throw new Failure('recording-starred', `The recording of attempt ${number} is starred.`, {
      hint: `--unstar ${number} first, if it is to go`,
    });
  }
  sound.remove(path);
}

/** Does with recordings what was asked for; false when nothing was. */
export async function withRecordings(
  context: Context,
  attempts: readonly PastAttempt[],
  wishes: Input<'history'>,
): Promise<boolean> {
  const { play, star, unstar } = wishes;
  if (star !== undefined) {
    context.sound.star(recordingNumbered(attempts, star), true);
    context.out.data(`The recording of attempt ${star} stays, whatever room is needed.\n`);
  }
  if (unstar !== undefined) {
    context.sound.star(recordingNumbered(attempts, unstar), false);
    context.out.data(`The recording of attempt ${unstar} may go to make room.\n`);
  }
  if (play !== undefined) {
    const path = recordingNumbered(attempts, play);
    context.out.talk(`Playing the recording of attempt ${play}.\n`);
    await playToEnd(context, path);
  }
  // Last, so that what is to be heard once more and then to go is heard.
  if (wishes.discard !== undefined) {
    discard(context, recordingNumbered(attempts, wishes.discard), wishes.discard);
    context.out.data(
      `The recording of attempt ${wishes.discard} is deleted; what you said and how you rated it stay in the history.\n`,
    );
  }
  return [play, star, unstar, wishes.discard].some((number) => number !== undefined);
}
