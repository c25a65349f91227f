"""The notebook runs from top to bottom over a lake, and is kept without outputs."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from deltalake import write_deltalake
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parents[1] / "first_look.ipynb"
DAY = date(2026, 1, 5)
NIGHT_LAKE = Path(os.environ.get("NIGHTJAR_TEST_LAKE", ""))


def small_lake(root: Path) -> str:
    """Writes the tables that the notebook reads, with the columns it reads."""
    days = [DAY + timedelta(days=i) for i in range(3)]
    kinds = ["view", "purchase", "dismiss"]
    rows = [(f"p{i % 5}", f"i{i % 7}", kinds[i % 3], days[i % 3]) for i in range(60)]
    accounting = [(days[2], "events", outcome, rule, n) for outcome, rule, n in [("accepted", "", 60), ("late", "late.beyond_window", 2)]]
    metrics = [
        (days[2], "test", name, policy, "all", metric, 20, value, 5)
        for name, value in [("popular", 0.1), ("blend", 0.25)]
        for policy in ["new_items", "all_items"]
        for metric in ["ndcg", "recall"]
    ]
    tables = {
        "silver.interactions": pd.DataFrame(rows, columns=["person_id", "item_id", "interaction", "event_date"]),
        "silver.items": pd.DataFrame([(f"i{i}", f"Title {i}", float(i)) for i in range(7)], columns=["item_id", "title", "price"]),
        "gold.run_accounting": pd.DataFrame(accounting, columns=["run_date", "feed", "outcome", "rule", "lines"]),
        "gold.model_metrics": pd.DataFrame(
            metrics, columns=["run_date", "window", "recommender", "policy", "slice", "metric", "k", "value", "users"]
        ),
        "gold.promotions": pd.DataFrame(
            [(days[2], "20260107-1", "promoted", ["better than popularity"], "ndcg@20", 0.25, 0.1, 0.2)],
            columns=["run_date", "snapshot_id", "decision", "reasons", "metric", "candidate_value", "popular_value", "incumbent_value"],
        ),
    }
    for name, frame in tables.items():
        write_deltalake(str(root / "tables" / name.replace(".", "/")), frame)
    return root.as_uri()


def execute(lake: str, monkeypatch) -> nbformat.NotebookNode:
    monkeypatch.setenv("NIGHTJAR_LAKE", lake)
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return NotebookClient(notebook, timeout=120, kernel_name="python3").execute()


def plots(notebook) -> int:
    return sum("image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", []))


def test_outputs_are_cleared_in_the_repository():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


def test_it_shows_volumes_accounting_items_and_metrics(tmp_path, monkeypatch):
    notebook = execute(small_lake(tmp_path), monkeypatch)
    text = "".join(str(output) for cell in notebook.cells for output in cell.get("outputs", []))
    assert plots(notebook) == 3
    for shown in ["60 interactions, 5 persons, 7 items", "late.beyond_window", "Title 3", "blend", "promoted"]:
        assert shown in text


@pytest.mark.skipif(not (NIGHT_LAKE / "snapshots" / "CURRENT").exists(), reason="NIGHTJAR_TEST_LAKE names no folder that a night has filled")
def test_it_reads_a_lake_that_a_night_has_filled(monkeypatch):
    assert plots(execute(NIGHT_LAKE.as_uri(), monkeypatch)) == 3
