// The microphone of a Windows machine, asked of ffmpeg: there, it has to be named.
import type { Environment } from '../context.ts';
import { Failure } from '../core/failure.ts';
import { microphonesIn } from '../formats/dshow-microphones.ts';
import { startChild } from './sound-children.ts';

const PLACE = '{microphone}';

/** The words with the first microphone in its place; words without one stay. Throws `Failure` when there is none. */
export async function withMicrophone(words: readonly string[], env: Environment): Promise<readonly string[]> {
  const [program = ''] = words;
  if (!words.some((word) => word.includes(PLACE))) return words;
  const list = [program, '-hide_banner', '-list_devices', 'true', '-f', 'dshow', '-i', 'dummy'];
  const { ended } = await startChild({ name: 'ffmpeg', words: list, env });
  const [microphone] = microphonesIn((await ended).stderr);
  if (microphone === undefined)
    throw new Failure('sound-device', 'ffmpeg found no microphone.', { hint: 'connect one' });
  return words.map((word) => word.replace(PLACE, () => microphone));
}
