// From settings to what schedules hang on. Apart from schedule.ts because every command needs it, and hardly any the model.
import type { Config } from './config.ts';
import { parseDay, type Calendar } from './day.ts';
import type { ScheduleParams } from './schedule.ts';
import { parseVacation } from './vacation.ts';

type ScheduleSettings = Pick<Config['settings'], 'retention' | 'interviewDate' | 'vacation'>;

/** The parameters that the config asks for. */
export function scheduleParams(
  { settings, memory }: { readonly settings: ScheduleSettings } & Pick<Config, 'memory'>,
  calendar: Calendar,
): ScheduleParams {
  const interviewDay = parseDay(settings.interviewDate ?? '');
  const vacation = settings.vacation === undefined ? undefined : parseVacation(settings.vacation);
  return {
    retention: settings.retention,
    calendar,
    interviewDay,
    vacation,
    weights: memory && memory.weights,
  };
}
