"""Settings of the whole test suite."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "Agg")
# Tests run side by side: threads of linear algebra would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

# The same examples on every machine: a red test is red for everybody. `HYPOTHESIS_PROFILE=explore`
# looks further, with fresh examples at each call.
settings.register_profile("same", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden",
        action="store_true",
        help="write the golden file anew instead of comparing with it (make golden)",
    )
    parser.addoption(
        "--renew-documents",
        action="store_true",
        help="write generated documents anew instead of comparing with them (make docs)",
    )


@pytest.fixture(autouse=True, scope="session")
def no_shared_store(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Runs of fixtures are kept for this session."""
    os.environ["SOZIALRAUM_STORE"] = str(tmp_path_factory.mktemp("store"))


@pytest.fixture(autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of a test are kept for the test alone; the program speaks English to it."""
    monkeypatch.setenv("SOZIALRAUM_LANGUAGE", "en")
    monkeypatch.setenv("SOZIALRAUM_STORE", str(tmp_path_factory.mktemp("store")))


@pytest.fixture(autouse=True)
def errors_have_german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever error a test provokes, a German session would not see English in it."""
    from testkit.spoken import english_in

    from model.errors import InputError, SozialraumError
    from model.words import speak

    english: list[str] = []
    for kind in (SozialraumError, InputError):
        made = kind.__init__

        def noted(self: SozialraumError, told: Any, made: Any = made) -> None:
            made(self, told)
            english.extend(english_in(self))

        monkeypatch.setattr(kind, "__init__", noted)
    yield
    speak("en")
    assert english == [], "write the German into model/words/de.po"


@pytest.fixture
def renew_documents(request: pytest.FixtureRequest) -> bool:
    """True if generated documents are to be written instead of compared."""
    return bool(request.config.getoption("--renew-documents"))


@pytest.fixture
def renew_golden(request: pytest.FixtureRequest) -> bool:
    """True if golden files are to be written instead of compared."""
    return bool(request.config.getoption("--renew-golden"))
