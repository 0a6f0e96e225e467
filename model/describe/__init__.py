"""What documents say about the model, made from the code so that it cannot drift from it.

- mechanisms: which process and rule a parameter drives
- tables: processes, columns, measures, parameters, levers, factors, switches, patterns
- submodels: every process with its equations, rules and parameters
- annotations: columns as attributes of the agents of the reference engine
- document: a text with its generated sections made anew

Nothing is imported here: `mechanisms` reads source as text and stays quick.
"""
