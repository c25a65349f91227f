"""The night as a DAG: one task a job, in one chain.

The jobs write Delta tables, and on S3 Delta is safe for one writing driver at a time, so they follow each other even where their
inputs would allow two side by side. The run date is the data interval's day, never the wall clock's.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone

from airflow.sdk import DAG, CronDataIntervalTimetable, Param

from nightjar_operators import NightjarJob

#: Jobs in order, each with the longest time it may take.
JOBS = {
    "ingest-events": timedelta(hours=2),
    "ingest-items": timedelta(minutes=30),
    "clean-events": timedelta(hours=2),
    "build-catalog": timedelta(minutes=30),
    "sessionize": timedelta(hours=1),
    "features": timedelta(hours=1),
    "check-tables": timedelta(minutes=30),
    "train-models": timedelta(hours=4),
    "evaluate-models": timedelta(hours=1),
    "build-snapshot": timedelta(hours=2),
    "tune-blend": timedelta(hours=1),
    "evaluate-snapshot": timedelta(hours=1),
    "refit-blend": timedelta(hours=1),
    "gate": timedelta(minutes=30),
    "publish-snapshot": timedelta(hours=1),
    "check-parity": timedelta(hours=1),
}

#: The day to run for: the parameter when a person gives one, else the day the data interval begins; never a guess.
RUN_DATE = (
    "{% if params.run_date %}{{ params.run_date }}"
    "{% elif data_interval_start is defined and data_interval_start %}{{ data_interval_start | ds }}"
    "{% else %}{{ raise_no_run_date() }}{% endif %}"
)


RETRY_DELAY = timedelta(seconds=float(os.environ.get("NIGHTJAR_RETRY_SECONDS", "300")))


def raise_no_run_date() -> str:
    raise ValueError(
        "this run has no data interval and no run_date parameter; trigger it with {'run_date': 'YYYY-MM-DD'} or use a backfill"
    )


with DAG(
    dag_id="nightly_recommendations",
    description="Landed events to a published snapshot, one task a job.",
    schedule=CronDataIntervalTimetable(os.environ.get("NIGHTJAR_SCHEDULE", "30 2 * * *"), timezone="UTC"),
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    params={"run_date": Param(None, type=["null", "string"], format="date", description="Day to run for; empty: the interval's")},
    user_defined_macros={"raise_no_run_date": raise_no_run_date},
    default_args={"owner": "nightjar", "retries": 2, "retry_delay": RETRY_DELAY},
    tags=["nightjar"],
    doc_md=__doc__,
) as dag:
    previous = None
    for job, limit in JOBS.items():
        task = NightjarJob(task_id=job.replace("-", "_"), job=job, run_date=RUN_DATE, execution_timeout=limit)
        if previous is not None:
            previous >> task
        previous = task
