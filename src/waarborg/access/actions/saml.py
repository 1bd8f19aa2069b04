"""SAML 2.0, as the service provider: Web Browser SSO, request by redirect, response by POST (Profiles, section 4.1).

python3-saml checks schema, signatures, algorithms, times (five minutes of skew) and issuer. What it leaves open where a
response does not mention it stands here: audience, recipient, end of validity and the request that is answered are
compulsory, all four read from the assertion that was signed. Nobody begins at the provider (no IdP-initiated sign-in),
and who somebody is has to be a name the provider never gives to another.
"""

import base64
import binascii
import secrets
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as C
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from waarborg.access.actions.provider_refusals import Claims, ProviderDenied, ProviderUnclear
from waarborg.access.models import SingleSignOn
from waarborg.access.rules.mail_domains import domain_of
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import outward

LIMIT = 256 * 1024
# Names that are given to one person only: SAML Subject Identifier Attributes 1.0, and Entra's object id.
SUBJECTS = (
    "urn:oasis:names:tc:SAML:attribute:subject-id",
    "urn:oasis:names:tc:SAML:attribute:pairwise-id",
    "http://schemas.microsoft.com/identity/claims/objectidentifier",
)
EMAILS = (
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    "mail",
    "email",
)
WRONG = (OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError, etree.LxmlError, binascii.Error, ValueError, TypeError)


class UnreadableMetadata(BadInput):
    code = "access.sign-on.metadata"
    nl = "Hierin staat geen bruikbare beschrijving van een SAML-inlogdienst: entity-id, https-adres en certificaat."
    en = "This holds no usable description of a SAML sign-in service: entity id, https address and certificate."
    nl_way_out = "Plak de hele federatie-metadata (XML) die uw inlogdienst aanbiedt."
    en_way_out = "Paste the whole federation metadata (XML) that your sign-in service offers."


def read_metadata(text: str) -> dict[str, Any]:
    """`issuer`, `sign_on_url` and `certificates` of a provider's own description. Raises UnreadableMetadata."""
    try:
        if len(text) > LIMIT or "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise ValueError(text[:9])
        found = OneLogin_Saml2_IdPMetadataParser.parse(text.strip())["idp"]
        several = found.get("x509certMulti", {}).get("signing") or [found["x509cert"]]
        kept = {
            "issuer": found["entityId"],
            "sign_on_url": found["singleSignOnService"]["url"],
            "certificates": ["".join(one.split()) for one in several],
        }
        for one in kept["certificates"]:
            x509.load_der_x509_certificate(base64.b64decode(one, validate=True))
    except (*WRONG, KeyError, AttributeError):
        raise UnreadableMetadata(path="metadata") from None
    if not (kept["issuer"] and len(kept["issuer"]) <= 1024 and outward.is_askable(kept["sign_on_url"])):
        raise UnreadableMetadata(path="metadata")
    return kept


def _settings(sign_on: SingleSignOn, *, audience: str, redirect: str) -> dict[str, Any]:
    return {
        "strict": True,
        "sp": {
            "entityId": audience,
            "assertionConsumerService": {"url": redirect, "binding": C.BINDING_HTTP_POST},
            "NameIDFormat": C.NAMEID_PERSISTENT,
        },
        "idp": {
            "entityId": sign_on.issuer,
            "singleSignOnService": {"url": sign_on.sign_on_url, "binding": C.BINDING_HTTP_REDIRECT},
            "x509certMulti": {"signing": sign_on.certificates},
        },
        "security": {
            "wantAssertionsSigned": True,
            "wantAttributeStatement": False,
            # An intranet's own name, and that of a test.
            "allowSingleLabelDomains": True,
            "requestedAuthnContext": False,
            "rejectDeprecatedAlgorithm": True,
            "signatureAlgorithm": C.RSA_SHA256,
            "digestAlgorithm": C.SHA256,
        },
    }


def _request(redirect: str, posted: dict[str, str]) -> dict[str, Any]:
    """The request as it was sent to our own address, whatever a proxy made of it."""
    parts = urlsplit(redirect)
    secure = "on" if parts.scheme == "https" else "off"
    return {
        "https": secure,
        "http_host": parts.netloc,
        "script_name": parts.path,
        "get_data": {},
        "post_data": posted,
    }


def description(sign_on: SingleSignOn, *, audience: str, redirect: str) -> bytes:
    """Our own metadata, for whoever sets up the provider."""
    ours = _settings(sign_on, audience=audience, redirect=redirect)
    made = OneLogin_Saml2_Settings(settings=ours, sp_validation_only=True).get_sp_metadata()
    return made if isinstance(made, bytes) else made.encode()


def begin(sign_on: SingleSignOn, *, audience: str, redirect: str) -> tuple[str, dict[str, str]]:
    """Where the browser goes, and the request that has to be answered. Raises ProviderUnclear."""
    try:
        auth = OneLogin_Saml2_Auth(_request(redirect, {}), _settings(sign_on, audience=audience, redirect=redirect))
        return auth.login(return_to=""), {"request": auth.get_last_request_id()}
    except WRONG:
        raise ProviderUnclear(why="settings") from None


def read(sign_on: SingleSignOn, *, audience: str, redirect: str, posted: str) -> tuple[Claims, str]:
    """Who a signed response speaks of, and which request it answers: whether that one is ours, the caller compares.

    Raises ProviderUnclear, ProviderDenied.
    """
    if not 0 < len(posted) <= LIMIT:
        raise ProviderUnclear(why="size")
    settings = OneLogin_Saml2_Settings(_settings(sign_on, audience=audience, redirect=redirect))
    try:
        response = OneLogin_Saml2_Response(settings, posted)
        _passed_on(response)
        if not response.is_valid(_request(redirect, {"SAMLResponse": posted}), None):
            raise ProviderUnclear(why="saml")
        if audience not in response.get_audiences():
            raise ProviderUnclear(why="audience")
        answers = _confirmed(response, redirect)
        return Claims(_subject(response), _email(response)), answers
    except (*WRONG, KeyError, IndexError, AttributeError):
        raise ProviderUnclear(why="saml") from None


def _passed_on(response: OneLogin_Saml2_Response) -> None:
    """A refusal is no error of ours: it carries no assertion, and says so by its status."""
    with suppress(OneLogin_Saml2_ValidationError):
        response.check_status()
        return
    raise ProviderDenied()


def _confirmed(response: OneLogin_Saml2_Response, redirect: str) -> str:
    """The request that the signed assertion answers, to this address of ours, until a moment that it names."""
    for one in response._query_assertion("/saml:Subject/saml:SubjectConfirmation"):
        data = one.find("saml:SubjectConfirmationData", namespaces=C.NSMAP)
        if one.get("Method") != C.CM_BEARER or data is None:
            continue
        named = data.get("InResponseTo"), data.get("Recipient"), data.get("NotOnOrAfter")
        if all(named) and secrets.compare_digest(named[1].encode(), redirect.encode()):
            return str(named[0])
    raise ProviderUnclear(why="confirmation")


def _subject(response: OneLogin_Saml2_Response) -> str:
    attributes = response.get_attributes()
    for name in SUBJECTS:
        values = attributes.get(name, [])
        if len(values) == 1 and 0 < len(values[0]) <= 240:
            return f"{name.rpartition(':')[2].rpartition('/')[2]}:{values[0]}"
    if response.get_nameid_format() != C.NAMEID_PERSISTENT:
        raise ProviderUnclear(why="name-id")
    name = response.get_nameid()
    if not name or len(name) > 240:
        raise ProviderUnclear(why="name-id")
    return f"name-id:{name}"


def _email(response: OneLogin_Saml2_Response) -> str:
    attributes = response.get_attributes()
    told = (value for name in EMAILS for value in attributes.get(name, []))
    return next((one.strip().lower() for one in told if one and domain_of(one)), "")
