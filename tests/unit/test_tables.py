"""Tables as text."""

from testkit.fake_results import fake_comparison

from analysis.findings.answer import answer
from analysis.tables.comparison import all_outcomes


def test_a_row_an_outcome_with_arms_as_columns() -> None:
    shown = all_outcomes(answer(fake_comparison(language="en")))
    assert shown.heads == ("outcome", "siloed", "A: difference", "range", "B: difference", "range")
    assert shown.title.startswith("A  case-management-only   B  production-network")
    assert "smallest to largest of 6 matched pairs" in shown.title
    assert [shown.heads[column] for column in shown.numeric] == list(shown.heads[1:])
    row = next(row for row in shown.rows if "participation of the cohort, 1–10" in row[0])
    assert row[2].startswith("+")
    assert " to " in row[3]
