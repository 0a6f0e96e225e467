"""Tables as text, for wide and narrow screens."""

from testkit.fake_results import fake_comparison

from analysis.measures.outcomes import OUTCOMES
from analysis.tables.comparison import comparison_table

WIDE, NARROW = 200, 80


def test_a_single_arrangement_needs_no_column() -> None:
    done = fake_comparison(effects={"siloed": 0.0, "production-network": 0.05}, language="en")
    shown = comparison_table(done, WIDE)
    assert shown.title.startswith("siloed – production-network · oberhausen-2015 · 24 months")
    assert shown.heads[:3] == ("outcome", "unit", "base")
    assert [shown.heads[column] for column in shown.numeric] == list(shown.heads[2:])
    assert all(len(row) == len(shown.heads) for row in shown.rows)
    assert shown.rows[0][0] == "participation of the cohort, 1–10"


def test_several_arrangements_stand_below_each_other() -> None:
    shown = comparison_table(fake_comparison(), WIDE)
    assert shown.heads[2] == "Anordnung"
    assert [row[2] for row in shown.rows[:2]] == ["case-management-only", "production-network"]
    assert len(shown.rows) == 2 * (len(OUTCOMES) - 1)  # creaming needs twins
    assert shown.bold == (0, 1, 2, 3)


def test_narrow_screens_get_letters_and_no_column_of_units() -> None:
    shown = comparison_table(fake_comparison(), NARROW)
    assert shown.title.endswith("A = case-management-only, B = production-network")
    assert "Einheit" not in shown.heads
    assert shown.rows[0][:2] == ("Teilhabe der Kohorte, 1–10 (Punkte)", "A")
    assert shown.rows[1][:2] == ("", "B")


def test_ranges_and_pairs_are_written_out() -> None:
    row = comparison_table(fake_comparison(language="en"), WIDE).rows[1]
    difference, interval, pairs = row[-3:]
    assert difference.startswith("+")
    assert " … " in interval
    assert pairs.endswith("(±0.020)")
