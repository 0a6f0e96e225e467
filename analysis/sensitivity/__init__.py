"""What drives the answer: sensitivity, tipping points, mechanisms, worth of knowing, search.

Pure analysis takes two frames and knows nothing of the model:

    points   a row per point of the parameter space: `point`, then a column per factor
    runs     a row per point, seed, arm and outcome: `point`, `seed`, `arm`, `outcome`, `value`

`campaign` makes a study of the points and reads such frames from the store.
"""
