"""The words of the model as numbers: every coded value of a column, named once.

Kernels compare columns with these constants; tables, files and messages use the names in the
tuples, in the same order. German terms of art stay German.
"""

# Needs: nine risk features of the talk, three latent burdens, and two wants that lead to a service
# without being a barrier to work. A pipeline (recognise, refer, wait, serve) exists per need.
SCHOOL, VOCATIONAL, HEALTH, LONG_RECEIPT, AGE_50, MIGRATED, LANGUAGE, CARE, MOTHER = range(9)
DEBT, ADDICTION, CRISIS = range(9, 12)
ISOLATION, AGH = range(12, 14)
FEATURES = (
    "school",
    "vocational",
    "health",
    "long_receipt",
    "age_50",
    "migrated",
    "language",
    "care",
    "mother",
)
BURDENS = ("debt", "addiction", "crisis")
BARRIERS = FEATURES + BURDENS
NEEDS = (*BARRIERS, "isolation", "agh")
N_FEATURES, N_BARRIERS, N_NEEDS = len(FEATURES), len(BARRIERS), len(NEEDS)
ALL_NEEDS = (1 << N_NEEDS) - 1  # as bits

# Pipeline stages of one need of one person.
NOT_RECOGNISED, RECOGNISED, WAITING, IN_SERVICE, DONE = range(5)
STAGES = ("not_recognised", "recognised", "waiting", "in_service", "done")

# How a person is sent to a service.
COLD, HANDOVER, CO_LOCATED = range(3)
REFERRAL_FORMS = ("cold", "handover", "co_located")

MALE, FEMALE = range(2)
SEXES = ("male", "female")

NO_JOB, MINI_JOB, PART_TIME, FULL_TIME, APPRENTICESHIP, SELF_EMPLOYED, SUBSIDISED = range(7)
EMPLOYMENTS = (
    "none",
    "mini_job",
    "part_time",
    "full_time",
    "apprenticeship",
    "self_employed",
    "subsidised",
)

NO_CONTRACT, PERMANENT, FIXED_TERM, TEMP = range(4)
CONTRACTS = ("none", "permanent", "fixed_term", "temp")

# Demand levels of the labour market; apprenticeships are a market of their own.
HELPER, SKILLED, TRAINING = range(3)
LEVELS = ("helper", "skilled", "training")

OTHERS, MARKT, AKTIVIERUNG, FOERDER, ENTWICKLUNG, STABILISIERUNG, UNTERSTUETZUNG = range(7)
PROFILES = (
    "others",
    "markt",
    "aktivierung",
    "foerder",
    "entwicklung",
    "stabilisierung",
    "unterstuetzung",
)
NEAR_PROFILES = (MARKT, AKTIVIERUNG, FOERDER)
FAR_PROFILES = (ENTWICKLUNG, STABILISIERUNG, UNTERSTUETZUNG)

# Why a person is out of receipt without a job of the household covering its need.
PRESENT, OTHER_INCOME, AGE_LIMIT, MOVED, PARTED, INCAPACITY, STUDY, DISENGAGED = range(8)
ABSENCES = (
    "present",
    "other_income",
    "age_limit",
    "moved",
    "parted",
    "incapacity",
    "study",
    "disengaged",
)

SINGLE, LONE_PARENT, COUPLE, COUPLE_WITH_CHILDREN = range(4)
HOUSEHOLDS = ("single", "lone_parent", "couple", "couple_with_children")

NO_HOLDER, OFFICER, CASE_MANAGER = range(3)
HOLDERS = ("none", "officer", "case_manager")

# Tie stages after the talk; stage 4 is called full_alignment because *integration* means a job.
NO_TIE, KOOPERATION, KOORDINATION, ZUSAMMENARBEIT, FULL_ALIGNMENT = range(5)
TIE_STAGES = ("none", "kooperation", "koordination", "zusammenarbeit", "full_alignment")

PILLARS = ("arbeit", "soziale_integration", "kinder", "qualifikation", "gesundheit")

FEDERAL, MUNICIPAL, HEALTH_INSURANCE = range(3)
PURSES = ("federal", "municipal", "health_insurance")

# Classes of place (demand.toml); what the Jobcenter buys itself is always known to it.
CONTRACTED = 0
PLACE_CLASSES = (
    "contracted",
    "course",
    "debt",
    "addiction",
    "advice",
    "health",
    "day_care",
    "neighbourhood",
)

# What families and residents use in the neighbourhood without being sent, as kinds of institution.
EARLY_HELP, DAY_CARE, SCHOOL_SOCIAL_WORK, PARENT_EDUCATION = range(4)
YOUTH_CENTRE, COMMUNITY_WORK, NEIGHBOURHOOD_CENTRE = range(4, 7)
NEARBY = (
    "early_help",
    "day_care",
    "school_social_work",
    "parent_education",
    "youth_centre",
    "gwa",
    "neighbourhood_centre",
)
N_NEARBY = len(NEARBY)
MEETING_PLACES = 1 << COMMUNITY_WORK | 1 << NEIGHBOURHOOD_CENTRE | 1 << YOUTH_CENTRE  # as bits

# By contract: the Jobcenter buys the places, and its planning of measures brings them to the table.
NON_MEMBER, CORE_MEMBER, EXTENDED_MEMBER, BY_CONTRACT = range(4)
MEMBERSHIPS = ("none", "core", "extended", "by_contract")

# Whom a form of cooperation is meant for.
EVERYONE, UNDER_25, FAMILIES, LONE_PARENTS = range(4)
FAR_FROM_MARKET, IN_LONG_RECEIPT, MIGRANTS, ILL = range(4, 8)
TARGET_GROUPS = (
    "everyone",
    "under_25",
    "families",
    "lone_parents",
    "far_from_market",
    "long_receipt",
    "migrants",
    "ill",
)

# Services that share values (services.toml); `any`: all of them.
SERVICE_CLASSES = ("any", "assigned", "treatment", "advice", "group")

# Indices that parameter tables may run over.
INDICES = {
    "need": NEEDS,
    "barrier": BARRIERS,
    "employment": EMPLOYMENTS,
    "contract": CONTRACTS,
    "level": LEVELS,
    "profile": PROFILES,
    "absence": ABSENCES,
    "household": HOUSEHOLDS,
    "tie_stage": TIE_STAGES,
    "referral_form": REFERRAL_FORMS,
    "service_class": SERVICE_CLASSES,
    "place_class": PLACE_CLASSES,
}

MAX_CHILDREN = 4  # of a household; more are not kept
LONG_AGO = 10_000  # months: counters stop here, far from the end of two bytes
