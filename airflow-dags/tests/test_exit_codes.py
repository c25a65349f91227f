"""Exit codes of a job: 2 and 3 fail at once, others are tried again, 99 is no special word."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.utils.state import DagRunState, TaskInstanceState

from conftest import DAGS

FIRST = "ingest-events --run-date 2026-01-05"


@pytest.fixture
def run(monkeypatch, request):
    """Runs the whole DAG with a stand-in command, each test on a logical date of its own."""

    def start(script, run_date="2026-01-05"):
        monkeypatch.setenv("NIGHTJAR_COMMAND", str(script))
        monkeypatch.setenv("NIGHTJAR_FLAGS", "")
        monkeypatch.setenv("NIGHTJAR_RETRY_SECONDS", "0")
        dag = DagBag(dag_folder=str(DAGS)).dags["nightly_recommendations"]
        day = datetime(2026, 2, 1 + request.session.items.index(request.node), tzinfo=timezone.utc)
        return dag.test(logical_date=day, run_conf={"run_date": run_date} if run_date else None)

    return start


def calls(log):
    return [line.strip() for line in log.read_text().splitlines()]


@pytest.mark.parametrize("code", [2, 3])
def test_wrong_settings_and_bad_data_are_not_tried_again(run, command, code):
    script, log = command(code)
    outcome = run(script)
    assert outcome.state == DagRunState.FAILED
    assert outcome.get_task_instance("ingest_events").state == TaskInstanceState.FAILED
    assert outcome.get_task_instance("publish_snapshot").state == TaskInstanceState.UPSTREAM_FAILED
    assert calls(log) == [FIRST]


def test_a_fault_is_tried_again(run, command):
    script, log = command(1, fail_times=1)
    assert run(script).state == DagRunState.SUCCESS
    assert calls(log)[:2] == [FIRST, FIRST]
    assert len(calls(log)) == 17


def test_ninety_nine_is_a_fault_and_no_skip(run, command):
    script, log = command(99)
    assert run(script).get_task_instance("ingest_events").state == TaskInstanceState.FAILED
    assert calls(log) == [FIRST] * 3


def test_without_a_parameter_the_data_interval_names_the_day(run, command):
    script, log = command(0)
    outcome = run(script, run_date=None)
    assert outcome.state == DagRunState.SUCCESS
    assert calls(log)[0] == f"ingest-events --run-date {outcome.data_interval_start:%Y-%m-%d}"
