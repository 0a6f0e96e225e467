"""What drives the answer: sensitivity, tipping points, mechanisms, worth of knowing, search.

Pure analysis takes two frames and knows nothing of the model:

    points   a row per point of the parameter space: `point`, then a column per factor
    runs     a row per point, seed, arm and outcome: `point`, `seed`, `arm`, `outcome`, `value`

What makes such frames is an `Evaluate` (see `running`): a function from the values of one point and
a seed to the outcomes of every arm. `arms` holds the one that runs the model.
"""
