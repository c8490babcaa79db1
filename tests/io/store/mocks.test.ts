import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBackups } from '../../../src/io/store/backups.ts';
import { openClock } from '../../../src/io/programs/system.ts';
import { openMocks, waitingMocks } from '../../../src/io/store/mocks.ts';
import { berlin } from '../../support/entries.ts';
import { tempHome } from '../../support/home.ts';
import { INTERVIEW, TOLD, after, started } from '../../support/mocks.ts';

const openIn = (home: string) => openMocks(home, berlin, () => undefined);

describe('mocks on disk', () => {
  it('are one private file each, read back as they happened, the newest first', async () => {
    const home = tempHome();
    const mocks = await openIn(home);
    expect(mocks.ids()).toEqual([]);
    for (const event of INTERVIEW) mocks.append('01AAA', event);
    mocks.append('01BBB', started());
    expect((await openIn(home)).ids()).toEqual(['01BBB', '01AAA']);
    expect((await openIn(home)).read('01AAA')).toEqual({ events: INTERVIEW, unusable: 0, newer: false });
    expect(statSync(join(home, 'mocks', '01AAA.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('go on behind a line that was torn', async () => {
    const home = tempHome();
    (await openIn(home)).append('01A', started());
    const file = join(home, 'mocks', '01A.jsonl');
    appendFileSync(file, '{"v":1,"type":"ask');
    (await openIn(home)).append('01A', { type: 'abandoned', at: started().at });
    expect((await openIn(home)).read('01A')).toMatchObject({
      events: [{ type: 'started' }, { type: 'abandoned' }],
      unusable: 1,
    });
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(5);
  });

  it('are no other files of the folder', async () => {
    const home = tempHome();
    (await openIn(home)).append('01A', started());
    writeFileSync(join(home, 'mocks', 'notes.txt'), '');
    writeFileSync(join(home, 'mocks', '.01A.jsonl.swp'), '');
    expect((await openIn(home)).ids()).toEqual(['01A']);
  });

  it('wait until their last line ends them, whatever was said in them', async () => {
    const home = tempHome();
    expect(waitingMocks(home)).toEqual([]);
    const mocks = await openIn(home);
    const said = { ...TOLD, text: '"type":"closed"' };
    for (const event of INTERVIEW) mocks.append('01AAA', event);
    for (const event of INTERVIEW.slice(0, -1)) mocks.append('01BBB', event);
    for (const event of [started(), { type: 'abandoned', at: after(1) } as const])
      mocks.append('01CCC', event);
    for (const event of [started(), INTERVIEW[1] ?? said, said]) mocks.append('01DDD', event);
    expect(waitingMocks(home)).toEqual(['01DDD', '01BBB']);
    mocks.append('01BBB', { type: 'closed', at: after(200) });
    appendFileSync(join(home, 'mocks', '01AAA.jsonl'), '\r\n');
    expect(waitingMocks(home)).toEqual(['01DDD']);
  });

  it('say in one sentence what cannot be read', async () => {
    const mocks = await openIn(tempHome());
    expect(() => mocks.read('01A')).toThrow(/01A\.jsonl cannot be read: it does not exist/);
  });

  it('are in the backups of the day', async () => {
    const home = tempHome();
    const clock = openClock({ PREP_NOW: '2026-11-24T10:00:00+01:00' });
    (await openIn(home)).append('01A', started());
    openBackups(home, clock).daily();
    expect(existsSync(join(home, 'backups', '2026-11-24', 'mocks', '01A.jsonl'))).toBe(true);
  });
});
