"""Why a message did not get through: what its row keeps, and the sentence for whoever looks after the mail."""

import re

from django.utils.translation import gettext as _

# Between a cause and what the server said of it, in its own words.
QUOTED = " | "
LONGEST_QUOTE = 160
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})\b\s*")
_SOMEBODY = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
_REPLY = re.compile(r"(refused|put off) with (.+)")


def reply(verb: str, code: int, said: bytes | str) -> str:
    """`verb` with the code of a server's reply, the enhanced one (RFC 3463) where it gave that, and its words.

    Its words are one line without addresses: a reply may hold anything, and whose mail it was stands beside it.
    """
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    enhanced = _ENHANCED.match(text)
    # Each line of a longer reply begins with the enhanced code again.
    plain = _SOMEBODY.sub("…", _ENHANCED.sub("", text).replace("|", "/"))
    words = " ".join("".join(one if one.isprintable() else " " for one in plain).split())[:LONGEST_QUOTE].strip()
    codes = f"{verb} with {code} {enhanced[1]}" if enhanced else f"{verb} with {code}"
    return f"{codes}{QUOTED}{words}" if words else codes


def cause(failure: str) -> str:
    """What a row keeps without the server's words: for logs."""
    return failure.partition(QUOTED)[0]


def words(failure: str) -> str:
    """The sentence for what a row keeps, in the language of the page; an empty text for what did not fail."""
    if not failure:
        return ""
    if found := _REPLY.fullmatch(cause(failure)):
        quoted = " ".join(filter(None, (found[2], failure.partition(QUOTED)[2])))
        if found[1] == "refused":
            return _("The mail server refused it: “%(reply)s”.") % {"reply": quoted}
        return _("The mail server did not take it yet: “%(reply)s”.") % {"reply": quoted}
    if failure.startswith("server: answered "):
        answer = failure.removeprefix("server: answered ")
        return _("The mail server did not let us in. It answered “%(reply)s”.") % {"reply": answer}
    if failure.startswith("server: "):
        return _away(failure.removeprefix("server: "))
    return {
        "the address is not one": _("This is not an e-mail address."),
        "the address cannot be written": _("The mail server cannot take addresses written like this."),
        "suppressed": _("This address gets no mail."),
        "withdrawn": _("What it told was withdrawn before it left."),
    }.get(failure, _("Something went wrong while sending (%(what)s); log/worker.log says more.") % {"what": failure})


def _away(what: str) -> str:
    broke = _("The mail server broke off the connection.")
    certificate = _("The certificate of the mail server is not right.")
    return {
        "ConnectionRefusedError": _("Nobody answers at the address of the mail server."),
        "TimeoutError": _("The mail server did not answer in time."),
        "gaierror": _("The name of the mail server does not exist."),
        "SMTPServerDisconnected": broke,
        "ConnectionResetError": broke,
        "BrokenPipeError": broke,
        "SSLError": certificate,
        "SSLCertVerificationError": certificate,
    }.get(what, _("The mail server cannot be reached (%(what)s).") % {"what": what})
