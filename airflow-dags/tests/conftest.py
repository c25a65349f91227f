"""What the DAG's tests share: the loaded DAG, and a stand-in command that answers with a chosen exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag

ROOT = Path(__file__).resolve().parents[2]
DAGS = ROOT / "airflow-dags" / "dags"


@pytest.fixture(scope="session")
def bag() -> DagBag:
    return DagBag(dag_folder=str(DAGS))


@pytest.fixture
def dag(bag):
    return bag.dags["nightly_recommendations"]


@pytest.fixture
def command(tmp_path):
    """Writes an executable that notes each call and exits as told; gives its path and its log."""

    def make(exit_code: int, fail_times: int | None = None):
        log = tmp_path / "calls.log"
        script = tmp_path / "nightjar"
        limit = "" if fail_times is None else f'[ "$(wc -l < {log})" -gt {fail_times} ] && exit 0\n'
        script.write_text(f'#!/bin/sh\necho "$@" >> {log}\n{limit}exit {exit_code}\n')
        script.chmod(0o755)
        return script, log

    return make
