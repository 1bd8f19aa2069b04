"""The JSON Schema of agreement and amendment files, for editors. The loader knows more than a schema can say."""

import copy
import json
from typing import Any

from pydantic.json_schema import models_json_schema

from waarborg.promises.rules.agreement.model import Agreement, Amendment
from waarborg.promises.rules.agreement.promise import KINDS

_GIVEN = "Given"
_PARTIAL = ("Promise", "Clock", "Measure", "Rule", "Fact")


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12: a file is an agreement or an amendment."""
    references, found = models_json_schema([(Agreement, "validation"), (Amendment, "validation")], by_alias=True)
    definitions = found["$defs"]
    for name in _PARTIAL:
        definitions[name + _GIVEN] = _given(definitions[name])
    definitions["Promise"]["oneOf"] = [{"required": [kind]} for kind in KINDS]
    amended = definitions["Amendment"]["properties"]["promises"]
    amended["additionalProperties"] = {"$ref": f"#/$defs/Promise{_GIVEN}"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:waarborg:agreement-file:1",
        "title": "Agreement file",
        "oneOf": [references[Agreement, "validation"], references[Amendment, "validation"]],
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """What stands in docs/agreement.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _given(definition: dict[str, Any]) -> dict[str, Any]:
    """Of an amended promise any key may be given, and none must."""
    partial = copy.deepcopy(definition)
    partial.pop("required", None)
    text = json.dumps(partial)
    for name in _PARTIAL:
        text = text.replace(f'"#/$defs/{name}"', f'"#/$defs/{name}{_GIVEN}"')
    return dict(json.loads(text))
