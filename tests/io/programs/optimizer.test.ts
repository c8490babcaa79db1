import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTrainer } from '../../../src/io/programs/optimizer.ts';
import { tempHome } from '../../support/home.ts';

it('the trainer says how it is installed when it is not there', () => {
  const home = tempHome();
  expect(() => openTrainer(home, home)).toThrowError(
    expect.objectContaining({
      code: 'optimizer-missing',
      hint: expect.stringContaining(`npm install --prefix "${join(home, 'optimizer')}"`),
    }),
  );
});
