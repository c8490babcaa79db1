// From settings to what schedules hang on. Apart from schedule.ts because every command needs it, and hardly any the model.
import type { Settings } from './config.ts';
import { parseDay, type Calendar } from './day.ts';
import type { ScheduleParams } from './schedule.ts';

/** The parameters that the settings ask for. */
export function scheduleParams(
  settings: Pick<Settings, 'retention' | 'interviewDate'>,
  calendar: Calendar,
): ScheduleParams {
  const interviewDay = parseDay(settings.interviewDate ?? '');
  return { retention: settings.retention, calendar, ...(interviewDay === undefined ? {} : { interviewDay }) };
}
