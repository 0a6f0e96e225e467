"""Parameters: every number of the model as a record with unit, range, status, grade and source.

- load(folder): dotted name → Parameter
- labels(topic): what belongs to a topic and is no number (services, kinds, German names)
- record(parameters, topic): one row of float64 that compiled loops read as `par.field[k]`
- load_sources(folder): what may be cited
"""

from model.parameters.loader import Topic, labels, load, load_topics, read_topic, record
from model.parameters.record import Parameter
from model.parameters.sources import Source, Sources, cited, load_sources

__all__ = [
    "Parameter",
    "Source",
    "Sources",
    "Topic",
    "cited",
    "labels",
    "load",
    "load_sources",
    "load_topics",
    "read_topic",
    "record",
]
