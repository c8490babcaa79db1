// The plan on screens of every width: goldens of learners who do not exist.
import { describe, expect, it } from 'vitest';
import { dayText } from '../../../src/core/base/day.ts';
import { planOf } from '../../../src/core/progress/plan.ts';
import { minutesText, type PlanView, renderPlan } from '../../../src/screens/progress/plan.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';
import { noon, params, NO_PROGRESS } from '../../support/entries.ts';
import { bankOf, head } from '../../support/heads.ts';
import { dayAt, syntheticLearner, type LearnerOptions } from '../../support/synthetic-learner.ts';

const UNICODE = theme({ color: false, fancy: true });
const ASCII = theme({ color: false, fancy: false });
const display = (columns: number, more: Partial<PlanView['display']> = {}) => ({
  columns,
  theme: UNICODE,
  plain: false,
  ...more,
});

function learnerAfter(days: number, options: Partial<LearnerOptions>) {
  const learner = syntheticLearner({ questions: 30, lasting: 1, seed: 'screen', ...options });
  for (let ahead = 0; ahead < days; ahead++) learner.study(dayAt(ahead));
  return learner;
}
function viewOn(day: number, options: Partial<LearnerOptions>, columns = 80): PlanView {
  const learner = learnerAfter(Math.min(day, 8), options);
  const { heads, settings } = learner;
  return { plan: learner.planOn(dayAt(day)), heads, settings, display: display(columns) };
}
const widest = (text: string): number => Math.max(...text.split('\n').map(textWidth));

describe('the plan', () => {
  const kept = { settings: { interviewDate: dayAt(40) } };
  const tight = { settings: { interviewDate: dayAt(14), newPerDay: 2 } };
  const after = { settings: { reviewsPerDay: 6 } };

  it.each([40, 80, 120])(
    'of %d columns shows whether it can be kept, the days, and readiness',
    async (columns) => {
      const text = renderPlan(viewOn(8, kept, columns));
      expect(widest(text)).toBeLessThanOrEqual(columns);
      await expect(text).toMatchFileSnapshot(`../../golden/plan/kept-${columns}.txt`);
    },
  );

  it.each([40, 80])('of %d columns says what would have to change', async (columns) => {
    const text = renderPlan(viewOn(8, tight, columns));
    expect(widest(text)).toBeLessThanOrEqual(columns);
    await expect(text).toMatchFileSnapshot(`../../golden/plan/tight-${columns}.txt`);
  });

  it('after a break says when the pile is cleared, and without a date how ready one will be in two weeks', async () => {
    await expect(renderPlan(viewOn(60, after))).toMatchFileSnapshot('../../golden/plan/after-80.txt');
  });

  it('in plain lines has no rules and no indents', async () => {
    const text = renderPlan({ ...viewOn(8, tight), display: display(80, { theme: ASCII, plain: true }) });
    expect(text).not.toMatch(/[^\x00-\x7f]/);
    expect(text).toContain('`prep fill --list`');
    await expect(text).toMatchFileSnapshot('../../golden/plan/tight-plain.txt');
  });

  it('shows as many days as were asked for', () => {
    const text = renderPlan({ ...viewOn(8, kept), shownDays: 20 });
    expect(text.match(/^ {2}\w{3}, \w{3} \d/gm)).toHaveLength(20);
    expect(text).not.toMatch(/\w{3} \d+ to /);
  });

  it.each([
    ['no interview date', undefined],
    ['Wed, Dec 2, tomorrow', '2026-12-02'],
    ['Tue, Dec 1, today', '2026-12-01'],
    ['Fri, Nov 20, passed', '2026-11-20'],
  ])('is headed "%s" where that is so', (said, interviewDate) => {
    const more = interviewDate === undefined ? {} : { interviewDate };
    const heads = bankOf(head('a'));
    const settings = { ...viewOn(0, {}).settings, ...more, vacation: '2026-12-02' };
    const stood = { ...params, ...(interviewDate === undefined ? {} : { interviewDay: interviewDate }) };
    const from = {
      progress: NO_PROGRESS,
      metrics: new Map(),
      values: new Map(),
      inputs: new Map(),
      now: noon(30),
      params: stood,
    };
    const plan = planOf({
      ...from,
      heads: heads.values(),
      settings: { ...syntheticLearner({ questions: 1, lasting: 1, seed: '' }).settings, ...more },
    });
    expect(renderPlan({ plan, heads, settings, display: display(80) }).split('\n')[0]).toContain(said);
  });

  const onDay = (ahead: number, columns = 80): string => {
    const settings = { interviewDate: dayAt(ahead) };
    return renderPlan(viewOn(8, { settings }, columns));
  };

  it.each([40, 80])('of %d columns says on the eve what to do', async (columns) => {
    const text = onDay(9, columns);
    expect(widest(text)).toBeLessThanOrEqual(columns);
    await expect(text).toMatchFileSnapshot(`../../golden/plan/eve-${columns}.txt`);
  });

  it.each([40, 80])('of %d columns plans nothing on the day of the interview', async (columns) => {
    const text = onDay(8, columns);
    expect(widest(text)).toBeLessThanOrEqual(columns);
    await expect(text).toMatchFileSnapshot(`../../golden/plan/today-${columns}.txt`);
  });

  it.each([40, 80])('of %d columns says how to go on once the day has passed', async (columns) => {
    const text = onDay(5, columns);
    expect(widest(text)).toBeLessThanOrEqual(columns);
    await expect(text).toMatchFileSnapshot(`../../golden/plan/passed-${columns}.txt`);
  });

  it('says what missed days would mean, unless enough are to spare', () => {
    const said = (newPerDay: number) =>
      renderPlan(viewOn(0, { settings: { interviewDate: dayAt(14), newPerDay } })).replaceAll(/\s+/g, ' ');
    expect(said(3)).toMatch(
      /Every question .* If you miss 4 days, \d+ questions will not\. This would leave room for missed days: /,
    );
    expect(said(6)).toContain('Every question');
    expect(said(6)).not.toContain('If you miss');
  });

  it('counts what has no answer', () => {
    const view = viewOn(8, kept);
    const shown = (more: Partial<PlanView['plan']>): string =>
      renderPlan({ ...view, plan: { ...view.plan, ...more } }).replaceAll(/\s+/g, ' ');
    const { ifStopped } = view.plan.readiness;
    const readiness = { ...view.plan.readiness, ifStopped: { ...ifStopped, drafts: ['q1'] } };
    expect(shown({ readiness })).toContain('Every question (30, 1 of them without an answer) will');
  });

  it('says what a pace means, most likely and at most, and what its figures assume', () => {
    const view = viewOn(8, kept);
    const shown = (short: number, shortFrom: number, shortTo: number): string => {
      const readiness = { readiness: 0.5, low: 0.4, high: 0.6 };
      const atPace = { short, shortFrom, shortTo, readiness };
      const change = { newPerDay: 9, reviewsPerDay: 1, minutesPerDay: 60, mostMinutes: 150 };
      const plan = { ...view.plan, atPace, change };
      return renderPlan({ ...view, plan }).replaceAll(/\s+/g, ' ');
    };
    expect(shown(0, 0, 0)).toContain('At that pace every question will get its spaced recalls, and you');
    expect(shown(0, 0, 4)).toContain('At that pace up to 4 questions may get too few spaced recalls');
    expect(shown(0, 0, 4)).toContain('This would leave room for missed days: ');
    expect(shown(2, 1, 4)).toContain('2 of 30 questions (1 to 4) will get too few');
    expect(shown(2, 1, 4)).toContain('89% overall if you study every day (90% interval');
  });

  it('has one more question a day, and names some of many questions', () => {
    const view = viewOn(8, tight);
    const { short } = view.plan;
    const change = { newPerDay: 3, reviewsPerDay: 1, minutesPerDay: 60, mostMinutes: 150 };
    const plan = { ...view.plan, change, short: [...short, ...short] };
    const text = renderPlan({ ...view, plan }).replaceAll(/\s+/g, ' ');
    expect(text).toContain('1 more new question a day (`prep config newPerDay 3`)');
    expect(text).toContain('q029, q024, q025 and 4 more.');
    expect(text).toMatch(/That takes 1 h a day, instead of [^.]+, and up to 2 h 30 min on the fullest day\./);
    expect(text).toContain('Or leave out these questions (`prep suspend`).');
  });

  it.each([40, 56, 80])('has everything of each day in %d columns', (columns) => {
    const view = viewOn(8, kept, columns);
    const days = view.plan.days.map((day) => ({ ...day, numbers: ['a', 'b'], held: 3 }));
    const text = renderPlan({ ...view, plan: { ...view.plan, days } }).toLowerCase();
    for (const word of ['review', '2 values', '1 mock', '1 h']) expect(text).toContain(word);
  });

  it('says so when days take more than three hours', () => {
    const view = viewOn(8, kept);
    const days = view.plan.days.map((day) => ({ ...day, minutes: 200 }));
    const text = renderPlan({ ...view, plan: { ...view.plan, days } }).replaceAll(/\s+/g, ' ');
    expect(text).toContain('That takes 3 h 20 min a day. To do less, leave out questions (`prep suspend`).');
    expect(renderPlan(view)).not.toContain('That takes');
  });

  it('says so when there is nothing to plan for', () => {
    const view = viewOn(0, { questions: 0 });
    expect(renderPlan(view)).toBe('  No questions to plan for.\n');
  });

  it('fits every width, whatever the names are', () => {
    const long = head('q001', {
      section: '国際化とアクセシビリティの非常に長い名前 👩‍💻\u001b[31m',
      placeholderKeys: ['ms'],
    });
    const heads = new Map([['q001', long]]);
    const settings = { newPerDay: 5, reviewsPerDay: 50 };
    const figures = { metrics: new Map(), values: new Map(), inputs: new Map() };
    const from = { progress: NO_PROGRESS, ...figures, now: noon(30) };
    const all = syntheticLearner({ questions: 1, lasting: 1, seed: '' }).settings;
    const plan = planOf({
      ...from,
      heads: heads.values(),
      settings: all,
      params: { ...params, interviewDay: '2026-12-02' },
    });
    for (let columns = 40; columns <= 200; columns += 8) {
      const text = renderPlan({ plan, heads, settings, display: display(columns, { theme: ASCII }) });
      expect(widest(text), String(columns)).toBeLessThanOrEqual(columns);
      expect(text).not.toContain('\u001b');
    }
  });
});

describe('days and minutes', () => {
  it('are short', () => {
    expect(['1970-01-01', '2026-11-26', '1969-12-31'].map((day) => dayText(day))).toEqual([
      'Thu, Jan 1',
      'Thu, Nov 26',
      'Wed, Dec 31',
    ]);
    expect(dayText('2027-01-05', '2026-11-26')).toBe('Tue, Jan 5, 2027');
    expect([0, 59, 60, 135].map(minutesText)).toEqual(['0 min', '59 min', '1 h', '2 h 15 min']);
  });
});
