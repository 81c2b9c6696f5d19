"""When a refresh runs by itself. Schedules are on in production only; elsewhere a person switches them on."""

from datetime import date, timedelta

import dagster as dg

from dagster_pipelines.defs.jobs import refresh, run_config
from dagster_pipelines.environments import SCHEDULES_RUN, current_settings

EVERY_MORNING = "0 5 * * *"
# The books of a month are closed by its fifth working day at the latest.
AFTER_CLOSE = "0 6 8 * *"
EVERY_SUNDAY = "0 3 * * 0"


def last_month_end(day: date) -> date:
    """The last day of the month before `day`."""
    return day.replace(day=1) - timedelta(days=1)


def review_config(day: date) -> dict:
    """The monthly review stands at the last month-end, even if documents of the new month are there already."""
    return run_config(last_month_end(day).isoformat(), is_forced=True)


@dg.definitions
def schedules() -> dg.Definitions:
    status = (
        dg.DefaultScheduleStatus.RUNNING
        if SCHEDULES_RUN[current_settings().environment]
        else dg.DefaultScheduleStatus.STOPPED
    )

    @dg.schedule(cron_schedule=EVERY_MORNING, job=refresh, default_status=status)
    def daily_refresh(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        """Whatever arrived since yesterday; nothing new is no work."""
        return dg.RunRequest(run_config=run_config())

    @dg.schedule(cron_schedule=AFTER_CLOSE, job=refresh, default_status=status)
    def monthly_review(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        """The month-end after close: the snapshot that reviews and bonuses refer to."""
        day = context.scheduled_execution_time.date()
        return dg.RunRequest(run_config=review_config(day), tags={"review": last_month_end(day).isoformat()})

    @dg.schedule(cron_schedule=EVERY_SUNDAY, job=refresh, default_status=status)
    def weekly_refit(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        """Fits lifetime value and runs every check again, also when nothing arrived."""
        return dg.RunRequest(run_config=run_config(is_forced=True))

    return dg.Definitions(schedules=[daily_refresh, monthly_review, weekly_refit])
