"""The folder of a result: read as it was written, and never when damaged."""

from pathlib import Path

import pandas as pd
import pytest

from experiments.result_folder import RECORD, read_record, read_table, write_result
from model.errors import InputError

TABLE = pd.DataFrame({"outcome": ["integrations"], "mean": [3597.0]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_result(tmp_path, {"outcomes": TABLE}, {}, {"command": "compare", "study": "compare-ab12"})
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    assert read_record(folder)["study"] == "compare-ab12"
    pd.testing.assert_frame_equal(read_table(folder, "outcomes"), TABLE)


@pytest.mark.parametrize(("before", "after"), [("ab12", "ab13"), ('"compare"', '"tipping"')])
def test_a_changed_record_is_no_record(folder: Path, before: str, after: str) -> None:
    text = (folder / RECORD).read_text("utf-8")
    (folder / RECORD).write_text(text.replace(before, after), "utf-8")
    with pytest.raises(InputError, match="damaged"):
        read_record(folder)


def test_another_table_is_not_shown(folder: Path) -> None:
    TABLE.assign(mean=3598.0).to_parquet(folder / "outcomes.parquet", index=False)
    with pytest.raises(InputError, match=r"outcomes\.parquet.*damaged"):
        read_table(folder, "outcomes")


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "outcomes.parquet").unlink()
    with pytest.raises(InputError, match=r"outcomes\.parquet"):
        read_table(folder, "outcomes")
