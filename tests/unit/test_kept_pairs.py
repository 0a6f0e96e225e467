"""Tables of pairs that are kept: read as they were made, and never when damaged."""

from pathlib import Path

import numpy as np
import pytest

from analysis.measures import arm_tables
from analysis.measures.kept_pairs import MOST, Tables, keep_tables, kept_tables

TABLES: Tables = {
    3: {
        "outcomes": {"arm": np.array(["a", "production"]), "value": np.array([1.5, np.nan])},
        "ties": {"month": np.array([1, 2, 3])},
    },
    1_000_000: {"outcomes": {"arm": np.array(["a"]), "value": np.array([-0.0])}},
}


def test_tables_are_read_as_they_were_made(tmp_path: Path) -> None:
    keep_tables(tmp_path, "key", TABLES)
    found = kept_tables(tmp_path, "key")
    assert found is not None
    assert {n: {t: set(c) for t, c in one.items()} for n, one in found.items()} == {
        n: {t: set(c) for t, c in one.items()} for n, one in TABLES.items()
    }
    for number, tables in TABLES.items():
        for table, columns in tables.items():
            for column, values in columns.items():
                np.testing.assert_array_equal(found[number][table][column], values)
    assert kept_tables(tmp_path, "other") is None


@pytest.mark.parametrize("at", [0, 40, -1])
def test_damaged_tables_are_made_anew(
    at: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_tables(tmp_path, "key", TABLES)
    file = next(tmp_path.rglob("*.npz"))
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(bytes(content))
    assert kept_tables(tmp_path, "key") is None
    assert "made anew" in capsys.readouterr().err


def test_only_the_last_stay_and_a_store_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MOST + 3):
        keep_tables(tmp_path, f"key{number}", TABLES)
    assert len(list(tmp_path.rglob("*.npz"))) == MOST
    monkeypatch.setattr(arm_tables, "keep", _full)
    keep_tables(tmp_path, "one more", TABLES)
    assert kept_tables(tmp_path, "one more") is None


def _full(path: Path, content: object) -> None:
    raise OSError("no space left")
