"""SCIM 2.0 as directories speak it: RFC 7644's own examples, Entra's and Okta's."""

from typing import Any

import pytest

from waarborg.access.rules.scim import PATCH, USER, Told, Unacceptable, filtered, patched, resource

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def operations(*given: dict[str, Any]) -> dict[str, Any]:
    return {"schemas": [PATCH], "Operations": list(given)}


ENTRA_MADE = {
    "schemas": [USER, ENTERPRISE],
    "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    "userName": "n.iemand@example.org",
    "active": True,
    "emails": [{"primary": True, "type": "work", "value": "n.iemand@example.org"}],
    "meta": {"resourceType": "User"},
    "name": {"formatted": "N. Iemand", "familyName": "Iemand", "givenName": "N."},
    "displayName": "N. Iemand",
    "roles": [],
    ENTERPRISE: {"department": "Zorg"},
}
OKTA_MADE = {
    "schemas": [USER],
    "userName": "n.iemand@example.org",
    "name": {"givenName": "Niets", "familyName": "Iemand"},
    "emails": [
        {"primary": False, "type": "home", "value": "thuis@example.org"},
        {"primary": True, "type": "work", "value": "n.iemand@example.org"},
    ],
    "displayName": "Niets Iemand",
    "locale": "nl-NL",
    "preferredLanguage": "nl-NL",
    "externalId": "00ujl29u0le5T6Aj10h7",
    "groups": [],
    "password": "1mz050nq",
    "active": True,
}


def test_a_user_of_entra_and_one_of_okta_read_alike() -> None:
    entra, okta = resource(ENTRA_MADE), resource(OKTA_MADE)
    assert (entra.user_name, entra.email, entra.name, entra.active) == (
        "n.iemand@example.org",
        "n.iemand@example.org",
        "N. Iemand",
        True,
    )
    assert (okta.email, okta.name, okta.language) == ("n.iemand@example.org", "Niets Iemand", "nl")


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ({"op": "replace", "path": "active", "value": False}, Told(active=False)),
        ({"op": "Replace", "path": "active", "value": "False"}, Told(active=False)),
        ({"op": "replace", "value": {"active": False}}, Told(active=False)),
        ({"op": "Add", "path": 'emails[type eq "work"].value', "value": "a@example.org"}, Told(email="a@example.org")),
        ({"op": "Add", "path": 'emails[type eq "other"].value', "value": "a@example.org"}, Told()),
        ({"op": "replace", "path": "emails[primary eq true]", "value": {"value": "b@x.nl"}}, Told(email="b@x.nl")),
        ({"op": "replace", "path": "emails", "value": [{"value": "b@x.nl"}]}, Told(email="b@x.nl")),
        (
            {"op": "replace", "value": {"name.formatted": "A B", "externalId": "7"}},
            Told(formatted="A B", external_id="7"),
        ),
        (
            {"op": "add", "path": "name", "value": {"givenName": "A", "familyName": "B"}},
            Told(given="A", family="B"),
        ),
        ({"op": "replace", "path": f"{USER}:displayName", "value": "A B"}, Told(display="A B")),
        ({"op": "remove", "path": "externalId"}, Told(external_id="")),
        (
            {"op": "add", "path": ENTERPRISE + ":manager", "value": "x"},
            Told(),
        ),
        ({"op": "add", "path": 'phoneNumbers[type eq "mobile"].value', "value": "06"}, Told()),
    ],
    ids=str,
)
def test_a_change_in_each_turn_of_phrase(operation: dict[str, Any], told: Told) -> None:
    assert patched(operations(operation)) == told


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({}, "invalidSyntax"),
        ({"Operations": []}, "invalidSyntax"),
        (operations({"op": "explode"}), "invalidSyntax"),
        (operations({"op": "replace", "path": "shoeSize", "value": 43}), "invalidPath"),
        (operations({"op": "replace", "path": "active", "value": "maybe"}), "invalidValue"),
        (operations({"op": "replace", "path": "userName", "value": ""}), "invalidValue"),
        (operations({"op": "replace", "path": "displayName", "value": ["x"]}), "invalidValue"),
        (operations({"op": "replace", "value": "x"}), "invalidValue"),
        (operations({"op": "remove"}), "noTarget"),
        (operations({"op": "remove", "path": "userName"}), "mutability"),
        (operations(*[{"op": "remove", "path": "externalId"}] * 101), "invalidSyntax"),
        ([], "invalidSyntax"),
    ],
    ids=str,
)
def test_what_cannot_be_taken_is_named_as_the_standard_names_it(body: Any, kind: str) -> None:
    with pytest.raises(Unacceptable) as refused:
        patched(body)
    assert refused.value.kind == kind


@pytest.mark.parametrize("body", [None, {"userName": "x"}, {"schemas": [USER]}, {"schemas": [USER], "userName": 7}])
def test_a_user_without_name_or_schema_is_none(body: Any) -> None:
    with pytest.raises(Unacceptable):
        resource(body)


def test_what_is_looked_by() -> None:
    assert filtered("") is None
    assert filtered('userName eq "n.iemand@example.org"') == ("user_name", "n.iemand@example.org")
    assert filtered('USERNAME Eq "a\\"b"') == ("user_name", 'a"b')
    assert filtered('externalId eq "7"') == ("external_id", "7")
    assert filtered('emails[type eq "work"].value eq "a@b.nl"') == ("email", "a@b.nl")
    for other in ('userName co "x"', "title pr", 'userName eq "x" or userName eq "y"', "userName eq x", "x" * 2000):
        with pytest.raises(Unacceptable, match="invalidFilter"):
            filtered(other)
