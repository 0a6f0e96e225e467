"""Numbers inside messages are written as their language writes them."""

from model.words import Message
from sozialraum.amounts import Amount, duration, size


def test_numbers_in_messages_have_the_comma_or_point_of_their_language() -> None:
    text = Message("{number} of {all}", number=Amount(1234.56, 1), all=Amount(-2.0, 0))
    assert str(text) == "1,234.6 of −2"
    assert text.spoken("de") == "1.234,6 of −2"


def test_a_span_and_a_size_are_told_in_the_unit_of_a_person() -> None:
    spans = [duration(seconds).spoken("de") for seconds in (0.2, 119.0, 150.0, 9000.0, 2e5)]
    assert spans == ["1 s", "119 s", "2,5 Minuten", "2,5 Stunden", "2,3 Tage"]
    assert [size(count).spoken("de") for count in (9.7e8, 2.25e9)] == ["970,0 MB", "2,2 GB"]
    assert str(size(9.7e8)) == "970.0 MB"
