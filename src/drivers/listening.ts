// What is heard of a session: recordings played back, questions read aloud.
import { warn } from './saying.ts';
import type { Stage } from './answering.ts';

/** Plays a recording until it ends or the person stops it. What goes wrong is said. */
export async function playRecording(stage: Stage, recording: string): Promise<void> {
  const { context, prompts, config } = stage;
  const { player } = context.sound.programs(config.settings);
  if (!player) {
    const missing = context.sound.missing(config.settings).find(({ job }) => job === 'player');
    return warn(
      stage,
      missing ? `${missing.reason} To change that: ${missing.remedy}.` : 'Nothing plays sound here.',
    );
  }
  const playback = context.sound.play(player, recording);
  let isOver = false;
  let fault: string | undefined;
  const done = playback.done.then((why) => {
    isOver = true;
    fault = why;
  });
  await prompts.pause('Playing your answer; Enter stops it.', done);
  if (!isOver) playback.stop();
  if (fault !== undefined) warn(stage, fault);
}

/**
 * Reads a question aloud until it ends or the person stops it.
 * @param text plain words (`spokenWords`)
 * @returns false when nothing speaks here, which was said: there is no need to try again in this session
 */
export async function readAloud(stage: Stage, text: string): Promise<boolean> {
  const { context, prompts, config } = stage;
  const { voice } = context.sound.programs(config.settings);
  if (!voice) {
    const missing = context.sound.missing(config.settings).find(({ job }) => job === 'voice');
    warn(
      stage,
      missing
        ? `${missing.reason} To change that: ${missing.remedy}. Questions are not read aloud.`
        : 'Nothing reads aloud here, so questions are not read.',
    );
    return false;
  }
  const saying = context.sound.say(voice, text);
  let isOver = false;
  let fault: string | undefined;
  const done = saying.done.then((why) => {
    isOver = true;
    fault = why;
  });
  await prompts.pause('The question is read aloud; Enter stops that.', done);
  if (!isOver) saying.stop();
  if (fault === undefined) return true;
  warn(stage, `${fault} Questions are not read aloud any more.`);
  return false;
}
