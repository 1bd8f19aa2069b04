"""Announcing a session: a draft among the notices, with its text ready, for whom the session is for."""

from datetime import datetime

from waarborg.catalogue.models import Item
from waarborg.customers.models import Organisation
from waarborg.notices.actions.write import Meant, Words, write
from waarborg.notices.models import Notice
from waarborg.notices.rules import audiences
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web import wording
from waarborg.support.models import Session
from waarborg.support.rules.sessions import kinds

KIND = "news"
BODY = {
    "nl": """Beste {{naam}},

{when}{where}: {title}.

{about}Inschrijven kan tot {until}, in het portaal onder Training: {address}. {places}

{{leverancier}}""",
    "en": """Dear {{name}},

{when}{where}: {title}.

{about}You can enrol until {until}, in the portal under Training: {address}. {places}

{{provider}}""",
}
AT = {"nl": ", {place}", "en": ", {place}"}
PLACES = {
    "nl": "Er zijn {count} plaatsen; wie daarna komt, staat op de wachtlijst.",
    "en": "There are {count} places; whoever comes after that is on the waiting list.",
}


@action("support.session.keep")
def announce_session(session: Session, *, address: str, zone: str, by: Actor, at: datetime) -> Notice:
    """The draft: nobody but staff sees it until somebody publishes it. Raises NotAllowed."""
    words = Words(
        title_nl=session.title("nl")[:150],
        title_en=session.title("en")[:150],
        body_nl=_body(session, "nl", address, zone),
        body_en=_body(session, "en", address, zone),
    )
    made: Notice = write(None, words, _meant(session), by=by, at=at)
    return made


def _body(session: Session, lang: str, address: str, zone: str) -> str:
    about = session.about(lang).strip()
    # What stands between braces in a notice is filled in for each reader; here nothing of the session's is.
    plain = {name: text.replace("{", "(").replace("}", ")") for name, text in (
        ("title", session.title(lang)), ("about", f"{about}\n\n" if about else ""), ("place", session.place),
    )}  # fmt: skip
    when = wording.instant(session.starts_at, lang, zone)
    return BODY[lang].format(
        when=when[:1].upper() + when[1:],
        where=AT[lang].format(place=plain["place"]) if plain["place"] else "",
        title=plain["title"],
        about=plain["about"],
        until=wording.instant(session.enrol_until, lang, zone),
        address=address,
        places=PLACES[lang].format(count=session.places) if session.places else "",
    )


def _meant(session: Session) -> Meant:
    if session.reach == kinds.PRODUCT:
        key = Item.objects.values_list("key", flat=True).get(id=session.item_id)
        return Meant(KIND, reach="product", targets=(key,))
    if session.reach == kinds.ONE:
        slug = Organisation.objects.values_list("slug", flat=True).get(id=session.customer_id)
        return Meant(KIND, reach="customers", targets=(slug,))
    return Meant(KIND, reach=audiences.ALL)
