"""Columns as attributes of agents: generated from the tables (make docs), not edited."""


class OfPerson:
    """Columns of person."""

    id: int
    sex: int
    age: int
    receipt: int
    absence: int
    apart: int
    employment: int
    contract: int
    level: int
    profile: int
    pupil: int
    holder: int
    lever: int
    cohort: int
    pending: int
    busy: int
    consent: int
    offer: int
    job_lost: int
    has: list[int]
    eased: int
    relieved: int
    halved: list[int]
    spell: int
    contact_gap: int
    months_out: int
    tenure: int
    window_count: int
    trust: float
    motivation: float
    relationships: float
    engagement: float
    participation: float
    weight: float
    purpose: float
    attention: float
    frailty: float
    outlook: float
    person_effect: float
    scar: float
    stigma: float
    relief: float
    lift: float
    circle: float
    joint: float
    wage: float
    starts: int
    receipt_window: int
    hours: float
    entered: int
    mitigated: list[float]
    stage: list[int]
    clock: list[int]
    form: list[int]
    lock_in: float
    misfit: list[int]
    ladder_hit: int
    ladder: int
    months_receipt: int
    months_employed: int
    months_covered: int
    months_followed: int
    integrations: int
    chains: int
    participation_sum: float
    profile_start: int
    features_start: int


class OfInstitution:
    """Columns of institution."""

    kind: int
    places: float
    planned_places: float
    open_places: int
    reserved: int
    used: int
    used_guided: int
    queue: int
    stood: int
    others: int
    others_waiting: int
    held: int
    demand: float
    wait: float
    wanted: int
    openness: float
    place_class: int
    coordination: float
    minutes: float
    serves: int
    pillars: int
    purse: int
    membership: int
    cooperation_minutes: float
    informal: list[float]
    quality: float
    left: int


class OfTie:
    """Columns of tie."""

    stage: int
    trust: float
    knowledge: float
    formality: float
    reliability: float
    friction: float
    success: float
    joint: int
    completed: int
    referred: int
    reach: float


class OfSpace:
    """Columns of space."""

    lever: int
    ramp: float
    stock: int
    far: int
    weight: int
    officer_minutes: float
    manager_minutes: float
    minutes_per_weight: float
    coverage: float
    pace: float
    effectiveness: float
    perception: float
    capacity: float
    reflection: float
    reach: float
    carried: list[float]
    setup: float
    coordination: float
    clerks: float
    partners: float
    held: float
    wanted: int
    on_cases: int
    owed: float
    owed_by_members: float
    granted_setup: float
    granted_clerks: float
    but_free: float
    nearby_usual: list[float]
    nearby_tied: list[float]
    nearby_told: list[float]
    joint_share: float
    seen: list[float]
