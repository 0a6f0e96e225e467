"""What lets a loop pass by people who cannot change this month. It saves time and moves no result.

A bound stands beside the rule that it covers and never lies below it: whoever draws above the bound
would have drawn above the chance. Each names its rule, and has one property test that draws persons
and parameters anywhere (tests/property/test_bounds.py): a term that a rule gains and its bound does
not cover fails there. A process without a bound is slower and right.
"""

SAFE = 1.0 + 1.0e-9  # rounding must never let a bound fall below what it covers
