"""The questions: each plans, runs, and hands its result to be published."""
