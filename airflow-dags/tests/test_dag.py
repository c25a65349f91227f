"""The DAG as data: it imports, its chain is exact, its tasks are bounded."""

from __future__ import annotations

CHAIN = [
    "ingest_events",
    "ingest_items",
    "clean_events",
    "build_catalog",
    "sessionize",
    "features",
    "check_tables",
    "train_models",
    "evaluate_models",
    "build_snapshot",
    "tune_blend",
    "evaluate_snapshot",
    "refit_blend",
    "gate",
    "publish_snapshot",
    "check_parity",
]


def test_every_file_imports(bag):
    assert bag.import_errors == {}
    assert set(bag.dags) == {"nightly_recommendations"}


def test_the_jobs_follow_each_other(dag):
    assert [task.task_id for task in dag.topological_sort()] == CHAIN
    for first, second in zip(CHAIN, CHAIN[1:]):
        assert dag.get_task(first).downstream_task_ids == {second}
    assert dag.get_task(CHAIN[-1]).downstream_task_ids == set()


def test_one_night_runs_at_a_time_and_none_is_caught_up(dag):
    assert dag.max_active_runs == 1
    assert dag.catchup is False


def test_every_task_is_bounded_in_time_and_retried(dag):
    for task in dag.tasks:
        assert task.execution_timeout is not None, task.task_id
        assert task.retries == 2
        assert task.skip_on_exit_code in (None, [], ())


def test_a_task_runs_its_own_job(dag):
    for task in dag.tasks:
        assert f" {task.task_id.replace('_', '-')} --run-date " in task.bash_command
