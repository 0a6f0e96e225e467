"""What an audit of common random numbers says."""

from analysis.findings.audit import sentences

FOUND = {
    "a": "siloed",
    "b": "production-network",
    "seed": 0,
    "months": 24,
    "people": 20000,
    "departed": 5000,
    "no_op_identical": True,
    "inert_identical": True,
    "first_decisions": {"contact": 4000, "arrive": 1000},
}


def test_departures_are_counted_and_the_first_decision_named() -> None:
    said = sentences(FOUND)
    assert said[0] == "A scenario that changes nothing gives identical people."
    assert "5,000 of 20,000 people (25.0%)" in said[2]
    assert said[3:] == ["  4,000 at contact first", "  1,000 at arrive first"]


def test_a_leak_is_shouted() -> None:
    said = sentences({**FOUND, "no_op_identical": False, "inert_identical": False})
    assert "OTHER people" in said[0]
    assert "CHANGES others" in said[1]


def test_nobody_departs_is_said_too() -> None:
    assert "0 of 0 people" in sentences({**FOUND, "people": 0, "departed": 0})[2]
