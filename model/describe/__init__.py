"""What documents say about the model, made from the code so that it cannot drift from it.

- sources: what the files of processes and the schedule say
- mechanisms: which process and rule a parameter drives
- tables: processes, columns, measures, parameters, levers, factors, switches, patterns
- submodels: every process with its equations, rules and parameters
- annotations: columns as attributes of the agents of the reference engine
- document: a text with its generated sections made anew

Nothing is imported here: `sources` and `mechanisms` read source as text and stay quick.
"""
