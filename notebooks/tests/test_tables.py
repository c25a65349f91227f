"""delta-rs reads the tables that a night has written, with the descriptions, columns and comments of docs/tables.md."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from deltalake import DeltaTable

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tables.md"
NIGHT_LAKE = Path(os.environ.get("NIGHTJAR_TEST_LAKE", ""))
COLUMN = re.compile(r"^\| `(?P<name>\w+)` \| .* \| (?:yes)? ?\| (?P<meaning>.*) \|$")


def tables_of_the_page() -> dict[str, dict[str, str]]:
    """Table to column to meaning."""
    tables: dict[str, dict[str, str]] = {}
    for line in PAGE.read_text().splitlines():
        if line.startswith("## "):
            tables[line[3:]] = columns = {}
        elif match := COLUMN.match(line):
            columns[match["name"]] = match["meaning"].replace("\\|", "|")
    return tables


def descriptions_of_the_page() -> dict[str, str]:
    """Table to its first paragraph."""
    return dict(re.findall(r"^## (\S+)\n\n(.+)$", PAGE.read_text(), re.MULTILINE))


def test_the_page_lists_tables_with_columns():
    tables = tables_of_the_page()
    assert len(tables) > 15
    assert all(len(columns) > 1 and all(columns.values()) for columns in tables.values())


@pytest.mark.skipif(not (NIGHT_LAKE / "snapshots" / "CURRENT").exists(), reason="NIGHTJAR_TEST_LAKE names no folder that a night has filled")
@pytest.mark.parametrize("name", tables_of_the_page())
def test_a_table_opens_with_its_comments(name):
    path = NIGHT_LAKE / "tables" / name.replace(".", "/")
    if not path.exists():
        pytest.skip(f"the night wrote no {name}")
    table = DeltaTable(str(path))
    comments = {field.name: field.metadata.get("comment") for field in table.schema().fields}
    assert comments == tables_of_the_page()[name]
    assert table.metadata().description == descriptions_of_the_page()[name]
    rows = table.to_pyarrow_dataset().count_rows()
    assert rows == sum(table.get_add_actions(flatten=True).column("num_records").to_pylist())
