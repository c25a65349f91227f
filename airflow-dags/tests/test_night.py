"""One night of a small world through the DAG with the real jobs: landed files in, a published snapshot out."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.utils.state import TaskInstanceState

from conftest import DAGS, ROOT

LAUNCHER = ROOT / "bin" / "nightjar"
JARS = ROOT / "export" / "target" / "class-path"


@pytest.mark.skipif(not JARS.exists(), reason="the batch jobs are not built; bin/nightjar builds them on first use")
def test_a_small_world_is_published(tmp_path, monkeypatch):
    # Named by the launcher, so that the notebook's tests can read what this night leaves.
    home, lake = tmp_path / "home", Path(os.environ.get("NIGHTJAR_TEST_LAKE", tmp_path / "lake"))
    lake.mkdir(parents=True)
    flags = ["--lake", lake.as_uri(), "--home", str(home)]
    world = subprocess.run(
        [LAUNCHER, "simulate", "--days", "10", "--users", "150", "--items", "120", "--json", *flags],
        check=True,
        capture_output=True,
        text=True,
    )
    last_day = json.loads(world.stdout)["last_day"]
    # A search for better parameters takes its time and has a test of its own.
    monkeypatch.setenv("NIGHTJAR_FLAGS", " ".join([*flags, "--set", "training.als.search.trials=0"]))
    monkeypatch.setenv("NIGHTJAR_HEAP", "2g")
    # Each task is a short process on a small world: neither the optimising compiler nor Spark's own would pay for itself.
    jvm = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC"
    interpreted = "-Dspark.sql.codegen.wholeStage=false -Dspark.sql.codegen.factoryMode=NO_CODEGEN"
    monkeypatch.setenv("NIGHTJAR_JAVA_OPTS", f"{jvm} {interpreted}")
    dag = DagBag(dag_folder=str(DAGS)).dags["nightly_recommendations"]

    run = dag.test(logical_date=datetime.fromisoformat(last_day).replace(tzinfo=timezone.utc), run_conf={"run_date": last_day})

    states = {task.task_id: task.state for task in run.get_task_instances()}
    assert states and set(states.values()) == {TaskInstanceState.SUCCESS}, states
    live = (lake / "snapshots" / "CURRENT").read_text().strip()
    manifest = json.loads((lake / "snapshots" / live / "manifest.json").read_text())
    assert manifest["run_date"] == last_day
    assert manifest["counts"]["users"] > 0
