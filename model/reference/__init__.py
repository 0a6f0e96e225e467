"""The readable twin of the fast engine: the same month, agent by agent, in idiomatic Mesa.

Every `Elb`, `Bedarfsgemeinschaft` and `Institution` is a Mesa agent with plain Python attributes
that acts by itself. What a rule of `model.processes` computes, they ask that rule, uncompiled; what
changes an agent, the agent does. Draws are the same numbers.
Same seed, same histories, bit for bit: tests/twin compares every column after every month.
"""

from model.reference.elb import Elb
from model.reference.household import Bedarfsgemeinschaft
from model.reference.institution import Institution, Jobcenter
from model.reference.model import ReferenceModel

__all__ = ["Bedarfsgemeinschaft", "Elb", "Institution", "Jobcenter", "ReferenceModel"]
