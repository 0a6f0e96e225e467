"""The JSON schemas of scenario and place files: editors complete names and mark mistakes.

Generated from the file's models, the levers, the switches and the rule for small groups:
`python -m model.scenario.schema` writes them anew; a test fails when one is stale.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.parameters import Parameter, load
from model.parameters.record import WHOLE
from model.scenario.forms import LEVERS
from model.scenario.places import data_root
from model.scenario.privacy import PRIVACY, privacy_schema
from model.scenario.spec import ScenarioSpec
from model.vocabulary import TARGET_GROUPS

SWITCHES = "switches"


def schema_file() -> Path:
    """Where the schema is kept."""
    return data_root() / "schema.json"


def schema() -> dict[str, Any]:
    """JSON schema of a scenario file, with every lever and switch and what may be set."""
    parameters = load()
    generated = ScenarioSpec.model_json_schema()
    generated["$schema"] = "http://json-schema.org/draft-07/schema#"
    generated["title"] = "Sozialraum: scenario file"
    for table in (generated, *generated["$defs"].values()):
        properties = table["properties"]
        for key in {LEVERS, SWITCHES} & properties.keys():
            # In this draft of JSON schema a reference stands alone: no description beside it.
            properties[key] = {"$ref": f"#/$defs/{key}"}
        if "target_group" in properties:
            properties["target_group"]["enum"] = list(TARGET_GROUPS)
    generated["$defs"][LEVERS] = _table(parameters, LEVERS)
    generated["$defs"][SWITCHES] = _table(parameters, SWITCHES)
    return generated


def schema_text() -> str:
    """The schema as it is kept in the file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def place_schema_file() -> Path:
    """Where the schema of place.toml is kept."""
    return data_root() / "place-schema.json"


def place_schema_text() -> str:
    """JSON schema of a place.toml as it is kept: its title, its rule for small groups, records."""
    found = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Sozialraum: numbers of a place",
        "type": "object",
        "properties": {
            "title": {"type": "string", "description": "title in tables and figures"},
            PRIVACY: privacy_schema(),
        },
        "additionalProperties": {"type": "object", "required": ["value", "unit"]},
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _table(parameters: Mapping[str, Parameter], topic: str) -> dict[str, Any]:
    """Schema of a table that sets parameters of one topic."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name.partition(".")[2]: _property(found)
            for name, found in parameters.items()
            if found.topic == topic
        },
    }


def _property(found: Parameter) -> dict[str, Any]:
    """Schema of one value: type, bounds, unit, meaning and default."""
    text = f"{found.meaning} ({found.unit})"
    if found.is_switch:
        return {"type": "boolean", "description": text, "default": bool(found.value)}
    low, high = found.legal
    kind = "integer" if found.used_as == WHOLE else "number"
    return {
        "description": text,
        "default": found.value,
        # A table { value = …, unit = … } is allowed too; its parts are checked on resolving.
        "type": [kind, "object"],
        "minimum": low,
        "maximum": high,
    }


if __name__ == "__main__":
    schema_file().write_text(schema_text(), encoding="utf-8")
    place_schema_file().write_text(place_schema_text(), encoding="utf-8")
