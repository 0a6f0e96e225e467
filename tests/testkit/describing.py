"""Parameters that no code reads, each with the reason why it stands there."""

# Figures of a place that describe it and enter nothing, with the reason why they stand there.
DESCRIBING = {
    "place.active_share": "explains how the official caseload of 1:150 is counted",
    "place.sites": "how many district offices there were; the lever says whether they are open",
    "place.residents": "size of the city",
    "place.families": "size of the city",
    "place.insured_jobs": "size of the labour market, beside hires in market.toml",
    "place.unemployed_sgb3": "size of the labour market, beside outside seekers in market.toml",
    "place.reported_vacancies": "size of the labour market, beside hires in market.toml",
}
