"""A SAML provider of others, pysaml2: run by the Python that tools/pysaml2 brought, never by ours.

Reads one question as JSON, writes one answer: its own description, or the answer that it signs for the request in an
address. It reads the request itself, with our description as the only one it knows.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

ENTITY, SIGN_ON = "https://login.example.org/idp", "https://login.example.org/idp/sso"


def server(folder: Path) -> Any:
    from saml2 import BINDING_HTTP_REDIRECT
    from saml2.config import IdPConfig
    from saml2.server import Server

    ours = folder / "waarborg.xml"
    config = {
        "entityid": ENTITY,
        "xmlsec_binary": "/usr/bin/xmlsec1",
        "key_file": str(folder / "key.pem"),
        "cert_file": str(folder / "certificate.pem"),
        "service": {
            "idp": {
                "endpoints": {"single_sign_on_service": [(SIGN_ON, BINDING_HTTP_REDIRECT)]},
                "policy": {"default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None}},
                "sign_assertion": True,
                "sign_response": False,
                "name_id_format": ["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"],
            }
        },
        "metadata": {"local": [str(ours)]} if ours.exists() else {},
    }
    return Server(config=IdPConfig().load(config))


def describe(folder: Path) -> dict[str, str]:
    from saml2.metadata import entity_descriptor

    return {"metadata": str(entity_descriptor(server(folder).config))}


def answer(folder: Path, address: str, subject: str, email: str, **how: Any) -> dict[str, str]:
    """`how`: `weak` signs by SHA-1, as pysaml2 does when nobody tells it otherwise; `sign_assertion` false signs the
    whole alone."""
    from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
    from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
    from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

    idp = server(folder)
    packed = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
    asked = idp.parse_authn_request(packed, BINDING_HTTP_REDIRECT).message
    given = idp.response_args(asked, [BINDING_HTTP_POST])
    given.pop("name_id_policy", None)
    name = NameID(format=NAMEID_FORMAT_PERSISTENT, sp_name_qualifier=given["sp_entity_id"], text=subject)
    made = idp.create_authn_response(
        {"mail": [email]},
        name_id=name,
        authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "authn_auth": ENTITY},
        sign_assertion=how.get("sign_assertion", True),
        sign_response=not how.get("sign_assertion", True),
        **({} if how.get("weak") else {"sign_alg": SIG_RSA_SHA256, "digest_alg": DIGEST_SHA256}),
        **given,
    )
    return {"post_to": given["destination"], "SAMLResponse": base64.b64encode(str(made).encode()).decode()}


if __name__ == "__main__":
    asked_for = json.loads(sys.stdin.read())
    where = Path(asked_for.pop("folder"))
    print(json.dumps(answer(where, **asked_for) if "address" in asked_for else describe(where)))
