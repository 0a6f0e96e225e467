"""Tables of columns: what a world consists of.

The tables below, and what processes declare in their own files (`model.declared`), are the only
places that name columns; containers, Mesa views, the reference engine, documents and tests are
generated from them. A row of `PEOPLE` is a person, found by `id`,
never by the row: rows move when people leave the simulated horizon. Members of one
Bedarfsgemeinschaft stand in adjacent rows, from `households.first` on. What is kept of people from
month to month takes four bytes a number, as a month costs what it reads and writes; all reckoning
is done in eight (`model.lowering`). Seven digits are more than anything here is known to.
"""

import pkgutil
from collections import namedtuple
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np

import model.processes
from model.declared import Declared
from model.tables import Column
from model.vocabulary import MAX_CHILDREN, N_BARRIERS, N_NEEDS

# Notes of the fast engine, no state of the world: the reference engine does not keep them.
FAST_ONLY = ("pending", "relieved", "halved", "seen")
N_INFORMAL = 5  # dimensions of the informal profile: power, relations, values, motivation, roles


_PEOPLE: tuple[Column, ...] = (
    # Who the person is, and every small state that loops ask first.
    Column("id", "u8", "id", "arrival id: identity for life, the key of every draw"),
    Column("household", "i4", "row", "row of the Bedarfsgemeinschaft"),
    Column("sozialraum", "u1", "code", "Sozialraum of residence"),
    Column("sex", "u1", "code", "male, female"),
    Column("age", "i2", "months", "age"),
    Column("receipt", "u1", "0/1", "in receipt of SGB II benefit this month"),
    Column("absence", "u1", "code", "why out of receipt without a job"),
    Column("apart", "u1", "0/1", "a child who covers the own need: no member of the household"),
    Column("employment", "u1", "code", "kind of employment"),
    Column("contract", "u1", "code", "kind of contract"),
    Column("level", "u1", "code", "demand level of the job"),
    Column("profile", "u1", "code", "profile as assigned by caseworkers, with error"),
    Column("pupil", "u1", "0/1", "in general school"),
    Column("family", "u1", "0/1", "children live in the household"),
    Column("holder", "u1", "code", "who holds the case"),
    Column("lever", "i1", "row", "row of the lever table that holds for this person this month"),
    Column(
        "cohort", "u1", "0/1", "in the fixed cohort: in receipt at month 0, or a listed arrival"
    ),
    Column("pending", "u2", "bits", "needs that may wait for a referral or be held back"),
    Column("busy", "u1", "count", "services waited for or under way"),
    Column("consent", "u1", "0/1", "consents to sharing data"),
    Column("offer", "u1", "0/1", "has an offer this month, before matching"),
    Column("job_lost", "u1", "0/1", "lost an insured job this month"),
    Column(
        "has",
        "u1",
        "0/1",
        "barrier present: nine features, three latent burdens",
        N_BARRIERS,
        bits=True,
    ),
    Column("eased", "u1", "0/1", "some barrier is or was mitigated (else none need be looked up)"),
    Column("relieved", "u2", "bits", "barriers that services mitigated, now or before"),
    Column(
        "halved",
        "u1",
        "0/1",
        "barrier mitigated by half and more: not counted",
        N_BARRIERS,
        bits=True,
    ),
    Column("spell", "i2", "months", "months since the spell of receipt began"),
    Column("contact_gap", "i2", "months", "months since the last contact"),
    Column("months_out", "i2", "months", "months since the person left receipt"),
    Column("tenure", "i2", "months", "months in the job"),
    Column("window_count", "u1", "months", "months of receipt among the last 24"),
    # What changes every month.
    Column("trust", "f4", "0–1", "trust in the Jobcenter"),
    Column("motivation", "f4", "0–1", "motivation to search"),
    Column("relationships", "f4", "0–1", "close relationships"),
    Column("engagement", "f4", "0–1", "own engagement in associations and the neighbourhood"),
    Column("participation", "f4", "1–10", "felt participation (Teilhabe)"),
    Column("weight", "f4", "weight", "steering weight ω^κ, set with the profile"),
    Column("purpose", "f4", "share", "share of a contact that is meant for participation"),
    Column("attention", "f4", "minutes", "Jobcenter minutes for this person this month"),
    Column("frailty", "f4", "factor", "unobserved search success v, gamma, mean 1 at entry"),
    # What changes seldom, and histories.
    Column("outlook", "f4", "log hazard", "job chance as predicted from observed features"),
    Column(
        "person_effect", "f4", "points", "lasting difference of felt participation between people"
    ),
    Column("scar", "f4", "points", "lasting loss of participation from time without work"),
    Column("stigma", "f4", "points", "participation lost to unwanted appointments, decaying"),
    Column("relief", "f4", "points", "participation kept by mitigated barriers"),
    Column("lift", "f4", "points", "participation from services used to their end, fading"),
    Column("circle", "f4", "0–1", "level to which close relationships of this person drift"),
    Column("joint", "f4", "log hazard", "chance of a job moved by joint treatment, fading"),
    Column("wage", "f4", "euro/month", "net wage"),
    Column("starts", "u8", "bits", "starts of insured work in the last months, newest first"),
    Column("receipt_window", "u4", "bits", "receipt in the last 32 months, newest first"),
    Column("hours", "f4", "hours/week", "weekly working hours"),
    Column("entered", "i4", "month", "month of arrival"),
    # Barriers that services took away.
    Column("mitigated", "f4", "0–1", "share of the barrier's weight taken away", N_BARRIERS),
    # Pipelines, asked for together: what changes in the first line, whom it leads to in the second.
    Column("stage", "u1", "code", "pipeline stage of each need", N_NEEDS, record="needs"),
    Column(
        "clock",
        "i2",
        "months",
        "months in the pipeline stage, negative while held back",
        N_NEEDS,
        record="needs",
    ),
    Column("form", "u1", "code", "how the person was referred", N_NEEDS, record="needs"),
    Column("lock_in", "f4", "log hazard", "search given up for services under way", record="needs"),
    Column(
        "provider", "i2", "row", "institution of the pipeline, −1 none", N_NEEDS, record="needs"
    ),
    Column(
        "misfit", "u1", "0/1", "referred to a service that does not fit", N_NEEDS, record="needs"
    ),
)

_HOUSEHOLDS: tuple[Column, ...] = (
    Column("first", "i4", "row", "row of the first member; members are adjacent"),
    Column("size", "u1", "persons", "members able to work (eLb)"),
    Column("kind", "u1", "code", "household type"),
    Column("sozialraum", "u1", "code", "Sozialraum"),
    Column("child_age", "i2", "months", "age of each child, −1 no child", MAX_CHILDREN, True),
    Column("rent", "f4", "euro/month", "recognised cost of housing"),
    Column("receipt", "u1", "0/1", "in receipt of SGB II benefit"),
    Column("months_out", "i2", "months", "months since the household left receipt"),
    Column("claim_pause", "i2", "months", "months until a household in need claims again"),
    Column("adults", "u1", "persons", "members present"),
    Column("apart", "i1", "persons", "of them children who cover their own need"),
    Column("stirred", "u1", "0/1", "whether members are in receipt may change this month"),
    Column("income", "f8", "euro/month", "creditable income, summed during the month"),
)

INSTITUTIONS: tuple[Column, ...] = (
    Column("kind", "u1", "code", "row of the table of institution kinds"),
    Column("sozialraum", "i1", "code", "Sozialraum, −1 city-wide"),
    Column("places", "f8", "places", "places at month 0"),
    Column("planned_places", "f8", "places", "places after planning moved some"),
    Column("open_places", "i4", "places", "places open this month, after coordination is paid"),
    Column("reserved", "i4", "places", "open places kept for chains (chain mode fixed)"),
    Column("used", "i4", "places", "places in use"),
    Column("used_guided", "i4", "places", "places in use by guided persons"),
    Column("queue", "i4", "persons", "persons waiting"),
    Column("stood", "i4", "persons", "persons waiting when the places of the month were offered"),
    Column("others", "i4", "places", "places in use by other clients, who are not followed"),
    Column("others_waiting", "i4", "persons", "other clients waiting"),
    Column("held", "i4", "places", "places held after a service was completed (day care)"),
    Column("demand", "f8", "persons/month", "other clients who ask for a place in a month"),
    Column("wait", "f8", "months", "wait that somebody must expect who asks now"),
    Column("wanted", "i4", "persons", "persons who would be sent here this month"),
    Column("openness", "f8", "share", "share of them who can be: the others would wait too long"),
    Column("place_class", "i1", "code", "class of place, −1 none"),
    Column("coordination", "f8", "share", "share of its minutes spent on coordination this month"),
    Column("minutes", "f8", "minutes/month", "staff minutes a month"),
    Column("serves", "u4", "bits", "needs this institution serves"),
    Column("pillars", "u1", "bits", "pillars the institution stands in"),
    Column("purse", "u1", "code", "who pays"),
    Column("membership", "u1", "code", "member of the network: none, core, extended, by contract"),
    Column(
        "cooperation_minutes", "f8", "share", "job description: share of minutes free to cooperate"
    ),
    Column(
        "informal",
        "f8",
        "0–1",
        "informal profile: power, relations, values, motivation, roles",
        N_INFORMAL,
    ),
    Column("quality", "f8", "z", "site quality z, fixed by seed and Sozialraum"),
    Column("left", "u1", "0/1", "a contact person left this month"),
)

TIES: tuple[Column, ...] = (
    Column("stage", "u1", "code", "stage of cooperation 0–4"),
    Column("trust", "f8", "0–1", "trust between the institutions"),
    Column("knowledge", "f8", "0–1", "knowledge of each other's tasks and offers"),
    Column("formality", "f8", "0–1", "how far the tie is written down"),
    Column("reliability", "f8", "0–1", "share of promised slots really delivered"),
    Column("friction", "f8", "0–1", "distance between the two informal profiles"),
    Column("success", "f8", "0–1", "visible success of joint cases, decaying"),
    Column("joint", "i4", "cases", "joint cases this month"),
    Column("completed", "i4", "cases", "joint cases completed this month"),
    Column("referred", "i4", "cases", "referrals along the tie this month"),
    Column("reach", "f8", "0–1", "how far a tie of the Jobcenter carries what is done together"),
)


def declarations() -> dict[str, Declared]:
    """What each file of processes declares, by its name, in the order of names."""
    names = sorted(info.name for info in pkgutil.iter_modules(model.processes.__path__))
    modules = {name: import_module(f"model.processes.{name}") for name in names}
    return {name: getattr(module, "DECLARED", Declared()) for name, module in modules.items()}


_DECLARED = declarations().values()
PEOPLE = (*_PEOPLE, *(column for declared in _DECLARED for column in declared.columns))
HOUSEHOLD_COLUMNS = (
    *_HOUSEHOLDS,
    *(column for declared in _DECLARED for column in declared.households),
)


def container(name: str, columns: Sequence[Column]) -> Any:
    """Named tuple type with one array per column (what compiled loops take)."""
    return namedtuple(name, [column.name for column in columns])


People = container("People", PEOPLE)
Households = container("Households", HOUSEHOLD_COLUMNS)
Institutions = container("Institutions", INSTITUTIONS)


def records(columns: Sequence[Column], shape: int | tuple[int, ...]) -> Any:
    """A small zeroed table of records, aligned as C structs: `array["places"]`."""
    fields = [(c.name, c.dtype, (c.width,)) if c.width else (c.name, c.dtype) for c in columns]
    return np.zeros(shape, np.dtype(fields, align=True))


def as_records(columns: Sequence[Column], arrays: Any) -> Any:
    """Records with the columns of a container (what a place hands over)."""
    result = records(columns, len(arrays[0]))
    for column in columns:
        result[column.name] = getattr(arrays, column.name)
    return result


def empty(kind: Any, columns: Sequence[Column], shape: int | tuple[int, ...]) -> Any:
    """A container of zeroed columns: (shape) for scalars, (shape, width) for vectors."""
    base = (shape,) if isinstance(shape, int) else shape
    return kind(*(np.zeros((*base, c.width) if c.width else base, dtype=c.dtype) for c in columns))
