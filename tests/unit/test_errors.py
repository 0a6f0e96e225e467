"""A report names every fault, with what is allowed and the nearest name."""

import pickle

import pytest

from model.errors import (
    CheckError,
    Fault,
    InputError,
    OutputError,
    SozialraumError,
    listed,
    nearest,
    raise_if,
)


def test_a_report_lists_all_faults_with_file_key_allowed_and_nearest() -> None:
    error = InputError(
        [
            Fault("a.toml", "levers.x", "unknown lever", "stage_cap, chain", "chain"),
            Fault("b.toml", "", "there is no such file"),
        ]
    )
    assert str(error).splitlines() == [
        "2 errors in the input:",
        "  a.toml: levers.x: unknown lever",
        "      allowed: stage_cap, chain",
        "      did you mean: chain?",
        "  b.toml: there is no such file",
    ]


def test_a_fault_found_twice_is_reported_once() -> None:
    fault = Fault("a.toml", "x", "wrong")
    assert InputError([fault, fault]).faults == [fault]
    assert str(InputError([fault, fault])).startswith("1 error in the input:")


def test_errors_reach_the_front_door_from_a_worker() -> None:
    error = InputError([Fault("a.toml", "x", "wrong")])
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, InputError)
    assert again.faults == error.faults


@pytest.mark.parametrize("kind", [InputError, OutputError, CheckError])
def test_every_error_has_one_root(kind: type[Exception]) -> None:
    assert issubclass(kind, SozialraumError)


def test_nothing_is_raised_without_a_fault() -> None:
    raise_if([])
    with pytest.raises(InputError):
        raise_if([Fault("a", "", "wrong")])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("stage_cab", "stage_cap"),
        ("STAGE_CAP", "stage_cap"),
        ("osterfelt", "Osterfeld"),
        ("hazard", "base_hazard"),
        ("xyzzy", ""),
        ("", ""),
    ],
)
def test_the_nearest_name(written: str, expected: str) -> None:
    assert nearest(written, ["stage_cap", "Osterfeld", "base_hazard"]) == expected


def test_long_lists_are_cut_with_a_count() -> None:
    assert listed("abcd", most=2) == "a, b … and 2 more"
    assert listed("ab", most=2) == "a, b"
