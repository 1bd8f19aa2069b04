"""A SAML provider for tests: it reads our request and signs its answer with a key of its own, and lies on request."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as C
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from waarborg.plumbing.tests.certificates import own_certificate

ENTITY, SIGN_ON = "https://login.example.org/saml", "https://login.example.org/saml/sso"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"

ANSWER = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="_r1" Version="2.0" IssueInstant="{now}" Destination="{recipient}" InResponseTo="{request}">
<saml:Issuer>{issuer}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:{status}"/></samlp:Status>
{assertion}</samlp:Response>"""
ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="_{id}" Version="2.0" IssueInstant="{now}">
<saml:Issuer>{issuer}</saml:Issuer>
<saml:Subject><saml:NameID Format="{format}">{subject}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData{until} {recipients} InResponseTo="{request}"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{begin}" NotOnOrAfter="{end}">{audiences}</saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute>
</saml:AttributeStatement></saml:Assertion>"""


class SamlProvider:
    """Who signs in there is `subject` and `email`; `lies` replaces what the answer says."""

    def __init__(self) -> None:
        self.subject, self.email = "p-0001", "s.monster@example.org"
        self.lies: dict[str, str] = {}
        self.algorithm = C.RSA_SHA256
        self.sign_on_url = SIGN_ON
        self.key, self.certificate = _same_for_all()

    def metadata(self) -> str:
        body = "".join(self.certificate.splitlines()[1:-1])
        return (
            f'<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY}">'
            '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
            '<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>'
            f"<ds:X509Certificate>{body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
            '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"'
            f' Location="{self.sign_on_url}"/></md:IDPSSODescriptor></md:EntityDescriptor>'
        )

    def answer(self, address: str, *, unsigned: bool = False, wrapped: bool = False) -> tuple[str, dict[str, str]]:
        """Where the browser posts, and what: the answer to the request in this address."""
        packed = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
        asked = etree.fromstring(zlib.decompress(base64.b64decode(packed), -15))
        recipient = asked.get("AssertionConsumerServiceURL")
        now = datetime.now(UTC)
        said: dict[str, Any] = {
            "now": stamp(now),
            "begin": stamp(now - timedelta(seconds=30)),
            "end": stamp(now + timedelta(minutes=5)),
            "issuer": ENTITY,
            "request": asked.get("ID"),
            "recipient": recipient,
            "status": "Success",
            "format": PERSISTENT,
            "subject": self.subject,
            "email": self.email,
            "audience": asked.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer"),
            "until": f' NotOnOrAfter="{stamp(now + timedelta(minutes=5))}"',
            "id": "a1",
        }
        said |= self.lies
        restriction = "<saml:AudienceRestriction><saml:Audience>{}</saml:Audience></saml:AudienceRestriction>"
        said.setdefault("audiences", restriction.format(said["audience"]))
        said.setdefault("recipients", f'Recipient="{said["recipient"]}"')
        assertion = ASSERTION.format(**said)
        if not unsigned:
            signed = OneLogin_Saml2_Utils.add_sign(assertion, self.key, self.certificate, sign_algorithm=self.algorithm)
            assertion = signed.decode() if isinstance(signed, bytes) else signed
            assertion = assertion.partition("?>\n")[2] or assertion
        if wrapped:
            forged = ASSERTION.format(**said | {"id": "evil", "subject": "p-owner", "email": "t.fictief@example.org"})
            assertion = forged.replace("</saml:Assertion>", f"<saml:Advice>{assertion}</saml:Advice></saml:Assertion>")
        whole = ANSWER.format(**said, assertion="" if said["status"] != "Success" else assertion)
        return recipient, {"SAMLResponse": base64.b64encode(whole.encode()).decode()}


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def pair() -> tuple[str, str]:
    """A key and its certificate, as PEM. Of RSA, which every provider signs with."""
    made = own_certificate("login.example.org", rsa.generate_private_key(65537, 2048))
    return made.key_pem, made.certificate_pem


@cache
def _same_for_all() -> tuple[str, str]:
    # A key of RSA takes long to find. A test that is about somebody else's takes another `pair`.
    return pair()
