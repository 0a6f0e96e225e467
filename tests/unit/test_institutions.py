"""Every institution the talk names is there, in its pillars, once where it has one capacity."""

import numpy as np
import pytest
from testkit.places import oberhausen

from model.population import Kind
from model.vocabulary import CORE_MEMBER, EXTENDED_MEMBER, N_NEEDS, NEEDS, PILLARS

# Typed from the talk: the table of five pillars.
PILLAR_TABLE = {
    "arbeit": (
        "SGB II-Einrichtung",
        "Agenturen für Arbeit",
        "Private Vermittler",
        "Beschäftigungsträger",
        "Unternehmen (IHK, HK)",
    ),
    "soziale_integration": (
        "Jugendämter",
        "Sozialämter",
        "Beratungsstellen",
        "Verbraucherzentralen",
        "Selbsthilfegruppen",
    ),
    "kinder": (
        "Kindertagesstätten",
        "Schulen",
        "Schulämter",
        "Jugendämter",
        "Erziehungsberatungsstellen",
    ),
    "qualifikation": (
        "Schulen",
        "Schulämter",
        "Agenturen für Arbeit",
        "SGB II-Einrichtung",
        "Kommunen",
        "Bildungsträger",
        "Unternehmen (IHK, HK)",
    ),
    "gesundheit": (
        "Ärzte",
        "Hebammen",
        "Gesundheitsämter",
        "Krankenversicherungsträger",
        "Beratungsstellen",
    ),
}
# "Einrichtungen → Angebote" of the Stadtteil.
SOZIALRAUM_LIST = (
    "Bildungs- und Beschäftigungsträger",
    "Soziale Dienste/Beratungsstellen",
    "Elternbildung/frühe Hilfen",
    "Kindertagesbetreuung",
    "Grundschulen",
    "Sekundar I-Schulen",
    "Kinder-, Jugend-, Stadtteilzentren",
    "GWA-Projekte",
    "Gesundheitsdienste/Selbsthilfegruppen",
)
# "Kern eines sozialräumlichen Produktionsnetzwerkes".
CORE = (
    "Jobcenter mit Akteuren aus Leistung, Aktivierung und Maßnahmeplanung",
    "Jugendamt mit Sozialdienst, Kindertagesbetreuung, frühe Hilfen, Elternbildung, "
    "Jugendsozialarbeit",
    "Sozialdienst",
    "Kindertagesbetreuung",
    "frühe Hilfen",
    "Elternbildung",
    "Jugendsozialarbeit",
    "Schulsozialarbeitsprojekte",
    "GWA-Träger",
    "HzE-Anbieter",
    "EB",
    "Jugendhäuser",
    "Akteure der Migranten Integration & Selbstorganisation",
)


def kinds_for(words: str) -> list[Kind]:
    return [kind for kind in oberhausen().kinds if words in kind.talk]


@pytest.mark.parametrize(
    ("pillar", "words"),
    [(pillar, words) for pillar, named in PILLAR_TABLE.items() for words in named],
)
def test_every_institution_of_the_pillars(pillar: str, words: str) -> None:
    assert any(pillar in kind.pillars for kind in kinds_for(words))


@pytest.mark.parametrize("words", SOZIALRAUM_LIST)
def test_every_institution_of_the_sozialraum(words: str) -> None:
    assert any(not kind.city_wide for kind in kinds_for(words))


@pytest.mark.parametrize("words", CORE)
def test_every_member_of_the_core(words: str) -> None:
    assert any(kind.membership == "core" for kind in kinds_for(words))


def test_nobody_is_in_the_core_whom_the_talk_does_not_name() -> None:
    core = [kind for kind in oberhausen().kinds if kind.membership == "core"]
    assert all(set(kind.talk) & set(CORE) for kind in core)


def test_the_extended_network_adds_health_addiction_debt_and_the_agency() -> None:
    extended = {kind.name for kind in oberhausen().kinds if kind.membership == "extended"}
    assert {"doctor", "health_office", "addiction_advice", "debt_advice"} <= extended
    assert "employment_agency" in extended


def test_rows_local_kinds_once_a_sozialraum_others_once() -> None:
    place = oberhausen()
    table = place.institutions
    assert table.kind[0] == 0
    assert place.kinds[0].name == "jobcenter"
    assert table.sozialraum[0] == -1
    assert place.institution_of.shape == (6, len(place.kinds))
    assert (place.institution_of >= 0).all()
    for code, kind in enumerate(place.kinds):
        rows = place.institution_of[:, code]
        assert len(set(rows.tolist())) == (1 if kind.city_wide else 6), kind.name
        assert (table.kind[rows] == code).all()
        own = np.flatnonzero(table.kind == code)
        expected = [-1] if kind.city_wide else list(range(6))
        assert table.sozialraum[own].tolist() == expected
        assert table.places[own].sum() == pytest.approx(kind.places.value)
    assert len(place.institution_names) == len(set(place.institution_names)) == table.kind.size


def test_two_pillars_one_capacity() -> None:
    place = oberhausen()
    youth_office = next(k for k, kind in enumerate(place.kinds) if kind.name == "youth_office")
    row = place.institution_of[0, youth_office]
    named = [p for p, pillar in enumerate(PILLARS) if place.institutions.pillars[row] >> p & 1]
    assert [PILLARS[p] for p in named] == ["soziale_integration", "kinder"]
    assert (place.institutions.kind == youth_office).sum() == 1


def test_services_follow_the_needs_table() -> None:
    place = oberhausen()
    names = [kind.name for kind in place.kinds]
    assert place.service_kinds.shape == (N_NEEDS, len(names))
    assert place.service_kinds[NEEDS.index("debt"), names.index("debt_advice")]
    for need in ("age_50", "migrated", "long_receipt"):  # cannot be mitigated
        assert not place.service_kinds[NEEDS.index(need)].any()
    for row, kind in enumerate(place.institutions.kind):
        bits = [bool(place.institutions.serves[row] >> need & 1) for need in range(N_NEEDS)]
        assert bits == place.service_kinds[:, kind].tolist()
        if any(bits):
            assert place.institutions.places[row] > 0


def test_minutes_are_posts_times_minutes() -> None:
    place = oberhausen()
    minutes = place.records["minutes_per_post"].value
    posts = sum(
        place.records[name].value for name in ("officers", "case_managers", "benefits_staff")
    )
    assert place.institutions.minutes[0] == pytest.approx(posts * minutes)
    debt = next(k for k, kind in enumerate(place.kinds) if kind.name == "debt_advice")
    row = place.institution_of[0, debt]
    assert place.institutions.minutes[row] == pytest.approx(place.kinds[debt].staff.value * minutes)


def test_every_value_says_where_it_comes_from() -> None:
    for kind in oberhausen().kinds:
        for record in (kind.places, kind.staff, kind.cooperation, kind.sees, kind.wait):
            assert record is None or record.status in ("seen", "derived", "assumed", "calibrated")
        assert len(kind.informal) == 5
    codes = set(oberhausen().institutions.membership.tolist())
    assert {CORE_MEMBER, EXTENDED_MEMBER} <= codes
