// From settings to what schedules hang on. Apart from schedule.ts because every command needs it, and hardly any the model.
import type { Settings } from './config.ts';
import { parseDay, type Calendar } from './day.ts';
import type { ScheduleParams } from './schedule.ts';
import { parseVacation } from './vacation.ts';

/** The parameters that the settings ask for. */
export function scheduleParams(
  settings: Pick<Settings, 'retention' | 'interviewDate' | 'vacation'>,
  calendar: Calendar,
): ScheduleParams {
  const interviewDay = parseDay(settings.interviewDate ?? '');
  const vacation = settings.vacation === undefined ? undefined : parseVacation(settings.vacation);
  return {
    retention: settings.retention,
    calendar,
    ...(interviewDay === undefined ? {} : { interviewDay }),
    ...(vacation === undefined ? {} : { vacation }),
  };
}
