"""The model's description says what the code does: its tables are generated and not stale."""

from pathlib import Path

import pytest

from model.describe import renewed

README = Path(__file__).resolve().parents[2] / "model" / "README.md"


@pytest.mark.documents
def test_generated_tables_are_not_stale(renew_documents: bool) -> None:
    text = README.read_text(encoding="utf-8")
    if renew_documents:
        README.write_text(renewed(text), encoding="utf-8")
    assert README.read_text(encoding="utf-8") == renewed(text), "run: make docs"
