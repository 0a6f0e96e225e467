/* The contract workload by hand in C: the limit that the engine is measured against.
 *
 * Same order, equations and draws as CONTRACT.md, hence the same history bit by bit (no contraction
 * to fused operations, exp, log and pow of the same library). Written for speed: columns, blocks
 * that fit the cache, branch-free loops that mark, a list of the marked.
 */
#include <math.h>
#include <stdint.h>
#include "contract.h" /* made by c_twin.py: constants, parameters, measures, columns */

enum { BLOCK = 4096, LONGEST_WAIT = 1024 };

typedef uint64_t u64;

typedef struct {
    int64_t n, months, seed, places;
    double minutes;
    const double *season, *exp, *hazard;
} setting;

/* Draws. */

static inline u64 mix(u64 x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

static u64 stream_key(u64 seed, u64 decision, int64_t month) {
    u64 x = mix(seed + 0x9E3779B97F4A7C15ull);
    x = mix(x ^ (decision * 0xD1342543DE82EF95ull));
    return mix(x + (u64)(month + 1000000) * 0x9E3779B97F4A7C15ull);
}

static inline double uniform(u64 key, u64 id, u64 slot) {
    u64 x = mix(key + id * 0x9E3779B97F4A7C15ull + slot * 0xD1342543DE82EF95ull);
    return ((double)(int64_t)(x >> 11) + 0.5) * (1.0 / 9007199254740992.0);
}

static inline double least(double a, double b) { return a < b ? a : b; }
static inline double most(double a, double b) { return a > b ? a : b; }

/* A loop over the block that touches each row by itself: columns do not overlap. */
#define EACH(i) _Pragma("GCC ivdep") for (int i = first; i < end; i++)
/* The marked rows of the block, listed without a branch. */
#define VISIT(i)                                              \
    for (int i, last = list(c, first, end), position = first; \
         position < last && (i = c->active[position], 1); position++)

static int list(const columns *c, int first, int end) {
    const uint8_t *restrict marks = c->marks;
    int32_t *restrict active = c->active;
    int position = first;
    for (int i = first; i < end; i++) {
        active[position] = i;
        position += marks[i];
    }
    return position;
}

/* Features. Barriers that come and go; the others have no chance of it. */

static const int changing[CHANGING] = CHANGING_BARRIERS;

static void change(const columns *c, const parameters *p, u64 key, int first, int end) {
    const parameters own = *p; /* copies tell the compiler that nothing else points there */
    const columns there = *c;
    uint8_t *restrict marks = c->marks;
    const u64 *restrict id = c->id;
    EACH(i) {
        double chance = 0.0;
        for (int a = 0; a < CHANGING; a++) {
            int k = changing[a];
            chance += there.has[k][i] ? own.vanish[k] : own.appear[k];
        }
        marks[i] = uniform(key, id[i], 0) < chance * SAFE;
    }
    VISIT(i) {
        double left = uniform(key, id[i], 0);
        for (int a = 0; a < CHANGING; a++) {
            int k = changing[a];
            left -= c->has[k][i] ? p->vanish[k] : p->appear[k];
            if (left >= 0.0) continue;
            c->has[k][i] = !c->has[k][i];
            if (k == NEED && c->has[k][i]) {
                c->mitigated[i] = 0.0;
                if (c->stage[i] == DONE) c->stage[i] = NOT_RECOGNISED;
            }
            break;
        }
    }
}

/* Casework. */

static void meet(const columns *c, const parameters *p, measures *total, const setting *s,
                 int64_t month, double minutes, int first, int end) {
    u64 key = stream_key(s->seed, D_CONTACT, month), missing = stream_key(s->seed, D_MISSED, month);
    u64 recognition = stream_key(s->seed, D_RECOGNITION, month);
    double free = 1.0 - exp(-minutes / p->minutes_per_contact);
    double busy = 1.0 - exp(-(minutes * p->unactivated) / p->minutes_per_contact);
    double seen = p->recognition * 1.0 * (p->foreign_pillar + (1.0 - p->foreign_pillar) * 0.0);
    if (p->own_pillar >= 0.5) seen = p->recognition * 1.0;
    double odds = p->missed / (1.0 - p->missed);
    uint8_t *restrict marks = c->marks;
    const uint8_t *restrict employment = c->employment;
    const u64 *restrict id = c->id;
    EACH(i)
        marks[i] = uniform(key, id[i], 0) < (employment[i] == NO_JOB ? free : busy);
    VISIT(i) {
        double odd = odds * exp(-p->missed_trust * (c->trust[i] - 0.5));
        if (uniform(missing, id[i], 0) < odd / (1.0 + odd)) {
            total->missed++;
            continue;
        }
        total->contacts++;
        c->trust[i] += p->trust_contact * (1.0 - c->trust[i]);
        c->motivation[i] += p->motivation_contact * (1.0 - c->motivation[i]);
        if (c->has[NEED][i] && c->stage[i] == NOT_RECOGNISED &&
            uniform(recognition, id[i], NEED) < seen) {
            c->stage[i] = RECOGNISED;
            c->clock[i] = 0;
            total->recognised++;
        }
    }
}

static void drift(const columns *c, const parameters *p, int first, int end) {
    double *restrict trust = c->trust, *restrict motivation = c->motivation;
    const double *restrict participation = c->participation;
    const double rest = p->trust_rest, speed = p->trust_drift, wish = p->motivation_rest,
                 per_point = p->motivation_participation, middle = p->participation_middle,
                 wish_speed = p->motivation_drift;
    EACH(i) {
        trust[i] = trust[i] + speed * (rest - trust[i]);
        double goal = wish + per_point * (participation[i] - middle);
        motivation[i] = least(1.0, most(0.0, motivation[i] + wish_speed * (goal - motivation[i])));
    }
}

/* The service. */

static void give_back(const columns *c, const parameters *p, int i) {
    c->stage[i] = RECOGNISED;
    c->clock[i] = -(int)p->cooldown;
    c->lock_in[i] = 0.0;
}

static void refer(const columns *c, const parameters *p, u64 key, int first, int end) {
    uint8_t *restrict marks = c->marks;
    const uint8_t *restrict stage = c->stage;
    EACH(i) marks[i] = stage[i] == RECOGNISED;
    VISIT(i) {
        if (c->clock[i] < 0) {
            c->clock[i]++;
        } else if (uniform(key, c->id[i], NEED) < p->referral) {
            c->stage[i] = WAITING;
            c->clock[i] = 0;
        }
    }
}

static void admit(const columns *c, const parameters *p, measures *total, const setting *s,
                  int64_t month) {
    int last = (int)p->give_up, first = 0, end = (int)s->n, starts[LONGEST_WAIT] = {0}, used = 0;
    uint8_t *restrict marks = c->marks;
    const uint8_t *restrict stage = c->stage;
    EACH(i) {
        marks[i] = stage[i] == WAITING;
        used += stage[i] == IN_SERVICE;
    }
    int n = list(c, first, end);
    for (int q = 0; q < n; q++) starts[last - c->clock[c->active[q]] + 1]++;
    for (int wait = 1; wait < last + 2; wait++) starts[wait] += starts[wait - 1];
    for (int q = 0; q < n; q++) {
        int i = c->active[q];
        c->line[starts[last - c->clock[i]]++] = i;
    }
    u64 key = stream_key(s->seed, D_ARRIVE, month);
    double certain = log(p->arrival / (1.0 - p->arrival)) + log(1.0), per_week = log(p->week_odds);
    for (int q = 0; q < n; q++) {
        int i = c->line[q];
        if (used >= s->places) {
            c->clock[i]++;
            if (c->clock[i] > p->give_up) give_back(c, p, i);
            else total->waiting++;
            continue;
        }
        double logit = certain + c->clock[i] * p->weeks_per_month * per_week;
        logit += p->trust_log_odds * (c->trust[i] - 0.5) + 0.0;
        if (uniform(key, c->id[i], NEED) >= 1.0 / (1.0 + exp(-logit))) {
            total->no_shows++;
            give_back(c, p, i);
            continue;
        }
        total->admitted++;
        total->waited_months += c->clock[i];
        c->stage[i] = IN_SERVICE;
        c->clock[i] = 0;
        c->lock_in[i] = -p->lock_in;
        used++;
    }
}

static void serve(const columns *c, const parameters *p, measures *total, const setting *s,
                  int64_t month, int first, int end) {
    u64 drop = stream_key(s->seed, D_DROP_OUT, month), mitigate = stream_key(s->seed, D_MITIGATION, month);
    uint8_t *restrict marks = c->marks;
    const uint8_t *restrict stage = c->stage, *restrict eased = c->eased;
    EACH(i) marks[i] = (stage[i] == IN_SERVICE) | (eased[i] != 0);
    VISIT(i) {
        if (c->eased[i]) {
            c->mitigated[i] *= 1.0 - p->fade;
            if (c->stage[i] == DONE && c->mitigated[i] < 0.5) c->stage[i] = NOT_RECOGNISED;
        }
        if (c->stage[i] != IN_SERVICE) continue;
        double chance = least(1.0, p->drop_out * exp(-p->drop_trust * (c->trust[i] - 0.5)));
        if (uniform(drop, c->id[i], NEED) < chance) {
            total->dropped++;
            give_back(c, p, i);
        } else if (++c->clock[i] < p->duration) {
            total->in_service++;
        } else {
            total->completed++;
            if (uniform(mitigate, c->id[i], NEED) < p->mitigation) {
                c->mitigated[i] = 1.0;
                c->eased[i] = 1;
                c->stage[i] = DONE;
                c->lock_in[i] = 0.0;
            } else {
                give_back(c, p, i);
            }
        }
    }
}

/* Work. */

static void keep_jobs(const columns *c, const parameters *p, measures *total, const setting *s,
                      u64 key, int first, int end) {
    uint8_t *restrict marks = c->marks, *restrict job_lost = c->job_lost;
    const uint8_t *restrict employment = c->employment;
    const u64 *restrict id = c->id;
    int32_t *restrict tenure = c->tenure;
    const double *restrict hazard = s->hazard;
    EACH(i) {
        int works = employment[i] != NO_JOB, months = tenure[i];
        double ceiling = hazard[months < TENURES - 1 ? months : TENURES - 1];
        marks[i] = works & (uniform(key, id[i], 0) < ceiling);
        tenure[i] = months + works < LONG_AGO ? months + works : LONG_AGO;
        job_lost[i] = 0;
    }
    VISIT(i) {
        int open = 0;
        for (int k = 0; k < N_BARRIERS; k++) open += c->has[k][i];
        double barriers = open - c->has[NEED][i] * c->mitigated[i];
        double early = p->separation_early * exp(-(tenure[i] - 1) / p->separation_decay);
        double h = (p->separation + early) * pow(p->separation_per_barrier, barriers) *
                   p->contract_factor[c->contract[i]];
        if (uniform(key, id[i], 0) >= 1.0 - exp(-h)) continue;
        total->separations++;
        c->employment[i] = NO_JOB;
        c->contract[i] = NO_CONTRACT;
        tenure[i] = 0;
        job_lost[i] = 1;
    }
}

static inline double log_hazard(const columns *c, const parameters *p, double season, int i) {
    double barriers = 0.0;
    for (int k = 0; k < N_BARRIERS; k++) barriers += p->effect[k] * c->has[k][i];
    barriers -= p->effect[NEED] * (p->search_share * (c->has[NEED][i] * c->mitigated[i]));
    return p->base + barriers + p->search_motivation * (c->motivation[i] - 0.5) +
           p->search_participation * (c->participation[i] - p->participation_mean) +
           p->information * (p->engagement - 0.5) - c->lock_in[i] + season;
}

static void search(const columns *c, const parameters *p, measures *total, const setting *s,
                   int64_t month, double minutes, int first, int end) {
    u64 key = stream_key(s->seed, D_OFFER, month), kind = stream_key(s->seed, D_CONTRACT, month);
    double attention = p->attention * log(1.0 + minutes / p->attention_scale);
    double season = s->season[month];
    uint8_t *restrict marks = c->marks;
    const uint8_t *restrict employment = c->employment, *restrict job_lost = c->job_lost;
    const u64 *restrict id = c->id;
    const double *restrict ceilings = s->exp, *restrict frailty = c->frailty;
    const parameters own = *p;
    const columns there = *c;
    EACH(i) {
        double h = log_hazard(&there, &own, season, i) + attention;
        int step = (int)least(most((h - EXP_FROM) * EXP_STEPS, 0.0), EXP_LAST);
        int looks = (employment[i] == NO_JOB) & (job_lost[i] == 0);
        marks[i] = looks & (uniform(key, id[i], 0) < frailty[i] * ceilings[step]);
    }
    VISIT(i) {
        double h = log_hazard(c, p, season, i) + attention;
        if (uniform(key, id[i], 0) >= 1.0 - exp(-frailty[i] * exp(h))) continue;
        total->integrations++;
        int level = c->has[VOCATIONAL][i] ? HELPER : SKILLED;
        double u = uniform(kind, id[i], 0);
        c->employment[i] = FULL_TIME;
        c->contract[i] = u < p->permanent[level]                    ? PERMANENT
                         : u < p->permanent[level] + p->temp[level] ? TEMP
                                                                    : FIXED_TERM;
        c->tenure[i] = 0;
    }
}

/* Participation. */

static void take_part(const columns *c, const parameters *q, measures *total, int first, int end) {
    const parameters own = *q, *p = &own;
    const columns there = *c;
    double *restrict relationships = c->relationships, *restrict scar = c->scar;
    double *restrict participation = c->participation;
    const uint8_t *restrict employment = c->employment, *restrict contract = c->contract;
    const uint8_t *restrict job_lost = c->job_lost, *restrict ill = c->has[NEED];
    const double *restrict mitigated = c->mitigated, *restrict person_effect = c->person_effect;
    const double *restrict trust = c->trust;
    int64_t sum_trust = 0, sum_scar = 0, sum_participation = 0, employed = 0;
    EACH(i) {
        int working = employment[i] != NO_JOB;
        double rest = p->relationships_rest + p->relationships_job * working;
        double close = relationships[i] + p->relationships_speed * (rest - relationships[i]);
        double healed = scar[i] * (1.0 - p->scar_decay);
        double deeper = scar[i] + p->scar_gain * (1.0 - p->scar_buffer * close);
        double now = working ? healed : least(p->scar_max, deeper);
        int burdens = 0;
        for (int k = N_FEATURES; k < N_BARRIERS; k++) burdens += there.has[k][i];
        double target = p->participation_base + person_effect[i];
        target += p->participation_share * p->job_effect[contract[i]];
        target += p->health * ill[i] + p->burden * burdens;
        target -= p->health * (ill[i] * mitigated[i]);
        target += p->relationships * (close - p->relationships_rest);
        target -= now;
        double level = participation[i] + p->speed * (target - participation[i]) -
                       p->loss * job_lost[i];
        level = least(10.0, most(1.0, level));
        relationships[i] = close;
        scar[i] = now;
        participation[i] = level;
        employed += working;
        sum_trust += (int64_t)(trust[i] * POINT);
        sum_scar += (int64_t)(now * POINT);
        sum_participation += (int64_t)(level * POINT);
    }
    total->employed += employed;
    total->trust += sum_trust;
    total->scar += sum_scar;
    total->participation += sum_participation;
}

static void count_features(const columns *c, measures *total, int first, int end) {
    static const int alone[] = {LONG_RECEIPT, AGE_50, MOTHER, HEALTH, CARE};
    const columns there = *c;
    int sum = 0;
    EACH(i) {
        int count = 0;
        for (int k = 0; k < 5; k++) count += there.has[alone[k]][i];
        sum += count + (there.has[SCHOOL][i] | there.has[VOCATIONAL][i]) +
               (there.has[MIGRATED][i] | there.has[LANGUAGE][i]);
    }
    total->features += sum;
}

void live(const columns *c, const parameters *p, const setting *s, measures *totals) {
    for (int64_t month = 0; month < s->months; month++) {
        measures *total = &totals[month];
        int n = (int)s->n, free = 0;
        for (int i = 0; i < n; i++) free += c->employment[i] == NO_JOB;
        double minutes = s->minutes / (free + p->unactivated * (n - free));
        u64 feature = stream_key(s->seed, D_FEATURE_CHANGE, month);
        u64 referral = stream_key(s->seed, D_REFERRAL, month);
        u64 separation = stream_key(s->seed, D_SEPARATION, month);
        for (int a = 0; a < n; a += BLOCK) {
            int b = a + BLOCK < n ? a + BLOCK : n;
            change(c, p, feature, a, b);
            meet(c, p, total, s, month, minutes, a, b);
            drift(c, p, a, b);
            refer(c, p, referral, a, b);
        }
        admit(c, p, total, s, month);
        for (int a = 0; a < n; a += BLOCK) {
            int b = a + BLOCK < n ? a + BLOCK : n;
            serve(c, p, total, s, month, a, b);
            keep_jobs(c, p, total, s, separation, a, b);
            search(c, p, total, s, month, minutes, a, b);
            take_part(c, p, total, a, b);
            count_features(c, total, a, b);
        }
    }
}
