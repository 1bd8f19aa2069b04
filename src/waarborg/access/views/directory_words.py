"""How the SCIM service describes itself (RFC 7643, sections 5 to 7)."""

from typing import Any

from waarborg.access.rules.scim import USER


def service(address: str, *, most: int) -> dict[str, Any]:
    return {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": most},
        "changePassword": {"supported": False},
        "sort": {"supported": False},
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "API token",
                "description": "An API token of the organisation, with the scope directory:write.",
                "specUri": "https://www.rfc-editor.org/info/rfc6750",
                "primary": True,
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{address}ServiceProviderConfig"},
    }


RESOURCE_TYPE: dict[str, Any] = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    "id": "User",
    "name": "User",
    "endpoint": "/Users",
    "description": "Somebody at the organisation",
    "schema": USER,
}


def _attribute(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": kind,
        "multiValued": False,
        "required": False,
        "mutability": "readWrite",
        "returned": "default",
        **({"caseExact": False, "uniqueness": "none"} if kind == "string" else {}),
        **more,
    }


SCHEMA: dict[str, Any] = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
    "id": USER,
    "name": "User",
    "description": "Somebody at the organisation",
    "attributes": [
        _attribute("userName", required=True, uniqueness="server"),
        _attribute("name", "complex", subAttributes=[_attribute("formatted")]),
        _attribute("displayName"),
        _attribute("preferredLanguage"),
        _attribute("active", "boolean"),
        _attribute(
            "emails",
            "complex",
            multiValued=True,
            subAttributes=[
                _attribute("value"),
                _attribute("type", canonicalValues=["work"]),
                _attribute("primary", "boolean"),
            ],
        ),
        _attribute(
            "roles",
            "complex",
            multiValued=True,
            mutability="readOnly",
            subAttributes=[_attribute("value", mutability="readOnly")],
        ),
    ],
}
