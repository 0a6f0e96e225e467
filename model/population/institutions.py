"""Kinds of institution as the files of a place name them, and what kinds of a type share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.errors import Fault, listed, nearest
from model.parameters.kinds import kind_of, number, tables_in, unknown_keys
from model.parameters.record import Parameter, parameter_from
from model.population.records import kind_faults
from model.vocabulary import MEMBERSHIPS, PILLARS, PURSES
from model.words import Message

JOBCENTER = "jobcenter"
CITY, LOCAL = "city", "sozialraum"
SCOPES = (CITY, LOCAL)
SPREADS = ("elb", "population")
INFORMAL = ("power", "relations", "values", "motivation", "roles")
RECORDS = ("places", "staff", "wait", "cooperation", "sees")
TEXTS = ("german", "english", "type", "purse", "membership", "scope", "note")
TYPES, POSTS, PER_POST = "types", "posts", "places_per_post"
OF_A_TYPE = ("cooperation", "sees", PER_POST)
KINDS_MAX = 255  # kinds that a byte can number


@dataclass(frozen=True)
class Kind:
    """A kind of institution.

    name: as in files and code; german, english: as shown; talk: words of the talk it stands for;
    type: one of the types of the file, which says what the kind does not say itself; own: the
    records that the kind has itself; spread: weights over the Sozialräume, () city-wide; places
    (services under way at once), staff (full-time posts), cooperation (share of minutes), sees
    (share of eLb households met in a month) and wait (published, months) are records, None where
    not given; informal: five numbers 0–1.
    """

    name: str
    german: str
    english: str
    talk: tuple[str, ...]
    type: str
    own: frozenset[str]
    pillars: tuple[str, ...]
    purse: str
    membership: str
    city_wide: bool
    spread: str | tuple[float, ...]
    informal: tuple[float, ...]
    note: str
    places: Parameter
    staff: Parameter | None
    cooperation: Parameter
    sees: Parameter
    wait: Parameter | None


def kinds_from(
    tables: Mapping[str, Any], file: str, spaces: int, faults: list[Fault]
) -> tuple[Kind, ...]:
    """Kinds in file order; every fault is added to `faults` and the kind left out."""
    if next(iter(tables), JOBCENTER) != JOBCENTER:
        faults.append(Fault(file, JOBCENTER, Message("must be the first kind in the file")))
    if len(tables) > KINDS_MAX:
        faults.append(
            Fault(
                file,
                "",
                Message("too many kinds of institution"),
                Message("at most {kinds_max}", kinds_max=KINDS_MAX),
            )
        )
    types = types_from(tables, file, faults)
    found = []
    given = {name: table for name, table in tables.items() if name != TYPES}
    for name, table in tables_in(given, file, faults):
        before = len(faults)
        _choice(str(table.get("type", "")), tuple(types.kinds), f"{name}.type", file, faults)
        _check_table(name, table, file, spaces, faults)
        records = _records(name, table, file, faults)
        if len(faults) == before and types.whole(table["type"]):
            found.append(_kind(name, table, records, types))
    return tuple(found)


@dataclass(frozen=True)
class Types:
    """What kinds of a type share: records, informal profile; posts without places."""

    kinds: Mapping[str, Mapping[str, Parameter]]
    informal: Mapping[str, Mapping[str, Any]]
    posts: Parameter | None

    def whole(self, name: str) -> bool:
        """True if a type says all that its kinds need; if not, that is reported already."""
        return bool(self.posts and self.informal[name]) and len(self.kinds[name]) == len(OF_A_TYPE)


def types_from(tables: Mapping[str, Any], file: str, faults: list[Fault]) -> Types:
    """The types at the end of the file; every fault is added to `faults`."""
    given = tables.get(TYPES)
    if not isinstance(given, dict):
        faults.append(
            Fault(
                file,
                TYPES,
                Message("a table of types is needed"),
                Message("[{types}.NAME]", types=TYPES),
            )
        )
        return Types({}, {}, None)
    kinds: dict[str, dict[str, Parameter]] = {}
    informal: dict[str, Mapping[str, Any]] = {}
    named = {name: table for name, table in given.items() if name != POSTS}
    for name, table in tables_in(named, file, faults, f"{TYPES}."):
        dotted = f"{TYPES}.{name}"
        unknown_keys(table, (*OF_A_TYPE, "informal", "german"), dotted, file, faults)
        _check_informal(dotted, table.get("informal"), file, faults)
        kinds[name] = _found(dotted, table, OF_A_TYPE, (), file, faults)
        informal[name] = table.get("informal") or {}
    posts = _found(TYPES, given, (POSTS,), (), file, faults).get(POSTS)
    return Types(kinds, informal, posts)


def _staff(
    name: str, places: Parameter, shared: Mapping[str, Parameter], types: Types
) -> Parameter:
    """Posts of a kind that does not say so itself: by its places, or as all without places."""
    if places.value == 0.0 and types.posts is not None:
        return types.posts
    posts = places.value / shared[PER_POST].value
    meaning = f"places / {PER_POST} of the type"
    return Parameter(
        f"institutions.{name}.staff", posts, "posts", status="derived", meaning=meaning
    )


def _kind(
    name: str, table: Mapping[str, Any], records: Mapping[str, Parameter], types: Types
) -> Kind:
    spread = table.get("spread", SPREADS[0])
    shared = types.kinds[table["type"]]
    profile = table.get("informal") or types.informal[table["type"]]
    staff = records.get("staff")
    if staff is None and name != JOBCENTER:
        staff = _staff(name, records["places"], shared, types)
    return Kind(
        name=name,
        german=table["german"],
        english=table["english"],
        talk=tuple(table["talk"]),
        type=table["type"],
        own=frozenset(records),
        pillars=tuple(table["pillars"]),
        purse=table["purse"],
        membership=table["membership"],
        city_wide=table["scope"] == CITY,
        spread=spread if isinstance(spread, str) else tuple(float(part) for part in spread),
        informal=tuple(float(profile[key]) for key in INFORMAL),
        note=table.get("note", ""),
        places=records["places"],
        staff=staff,
        cooperation=records.get("cooperation", shared["cooperation"]),
        sees=records.get("sees", shared["sees"]),
        wait=records.get("wait"),
    )


def _check_table(
    name: str, table: Mapping[str, Any], file: str, spaces: int, faults: list[Fault]
) -> None:
    """Keys, texts and choices of one kind."""
    keys = (*TEXTS, *RECORDS, "talk", "pillars", "spread", "informal")
    for key in table.keys() - set(keys):
        near = nearest(key, keys)
        faults.append(Fault(file, f"{name}.{key}", Message("unknown key"), listed(keys, 20), near))
    for key in TEXTS:
        if not isinstance(table.get(key, ""), str):
            faults.append(Fault(file, f"{name}.{key}", Message("a text is needed")))
        elif key != "note" and not table.get(key):
            faults.append(Fault(file, f"{name}.{key}", Message("is missing")))
    choices = {"purse": PURSES, "membership": MEMBERSHIPS, "scope": SCOPES}
    for key, known in choices.items():
        _choice(str(table.get(key, "")), known, f"{name}.{key}", file, faults)
    for key in ("pillars", "talk"):
        words = table.get(key)
        if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
            faults.append(Fault(file, f"{name}.{key}", Message("a list of texts is needed")))
        elif key == "pillars":
            for word in words:
                _choice(word, PILLARS, f"{name}.{key}", file, faults)
    _check_spread(name, table.get("spread", SPREADS[0]), file, spaces, faults)
    if "informal" in table:
        _check_informal(name, table["informal"], file, faults)


def _choice(word: str, choices: Sequence[str], key: str, file: str, faults: list[Fault]) -> None:
    if word and word not in choices:
        near = nearest(word, choices)
        faults.append(
            Fault(file, key, Message("unknown choice {word!r}", word=word), listed(choices), near)
        )


def _check_spread(name: str, spread: object, file: str, spaces: int, faults: list[Fault]) -> None:
    """Named spread, or one share for each Sozialraum."""
    if isinstance(spread, str):
        _choice(spread, SPREADS, f"{name}.spread", file, faults)
        return
    shares = [number(part) for part in spread] if isinstance(spread, list) else []
    spaces = spaces or len(shares)  # Sozialräume that cannot be read are reported already
    good = len(shares) == spaces and all(part is not None and part >= 0 for part in shares)
    if not good or not sum(part or 0 for part in shares) > 0:
        allowed = Message('"elb", "population" or {spaces} shares of at least 0', spaces=spaces)
        faults.append(Fault(file, f"{name}.spread", Message("not a spread"), allowed))


def _check_informal(name: str, profile: object, file: str, faults: list[Fault]) -> None:
    """Five numbers from 0 to 1, with status."""
    table = profile if isinstance(profile, dict) else {}
    for key in INFORMAL:
        value = number(table.get(key))
        if value is None or not 0 <= value <= 1:
            dotted = f"{name}.informal.{key}"
            faults.append(
                Fault(
                    file,
                    dotted,
                    Message("missing or not from 0 to 1"),
                    Message("a number from 0 to 1"),
                )
            )
    known = (*INFORMAL, "status", "source")
    unknown_keys(table, known, f"{name}.informal", file, faults)
    if "status" not in table:
        faults.append(
            Fault(file, f"{name}.informal.status", Message("is missing"), Message("assumed"))
        )


def _records(
    name: str, table: Mapping[str, Any], file: str, faults: list[Fault]
) -> dict[str, Parameter]:
    """Records of one kind; all but the places may be left to its type."""
    return _found(name, table, RECORDS, [key for key in RECORDS if key != "places"], file, faults)


def _found(
    name: str,
    table: Mapping[str, Any],
    keys: Sequence[str],
    optional: Sequence[str],
    file: str,
    faults: list[Fault],
) -> dict[str, Parameter]:
    """Records of a table; places, staff and shares are never negative, shares at most 1."""
    found = {}
    for key in keys:
        dotted = f"{name}.{key}"
        if key not in table:
            if key not in optional:
                faults.append(Fault(file, dotted, Message("is missing")))
            continue
        if not isinstance(table[key], dict):
            problem = Message("a record is needed, this is {kind}", kind=kind_of(table[key]))
            faults.append(Fault(file, dotted, problem, Message('{ value = …, unit = "…", … }')))
            continue
        record = parameter_from(f"institutions.{dotted}", table[key], file, dotted, faults)
        if record is not None:
            faults.extend(kind_faults(record, file, dotted))
            found[key] = record
    return found


def unserved(
    services: Mapping[str, Sequence[str]], names: Sequence[str], file: str, faults: list[Fault]
) -> None:
    """A fault for every kind of institution that serves a need and is not in the file."""
    missing = dict.fromkeys(n for kinds in services.values() for n in kinds if n not in names)
    known = {name for kinds in services.values() for name in kinds}
    for name in missing:
        needs = listed(need for need, kinds in services.items() if name in kinds)
        near = nearest(name, [other for other in names if other not in known])
        allowed = Message("a kind of this name, with places = 0 if the place has none")
        faults.append(
            Fault(file, name, Message("is missing; it serves {needs}", needs=needs), allowed, near)
        )
