"""Why the group cannot be started or stopped."""

import os

from waarborg.kernel.errors import Refusal
from waarborg.project.environment import language_of


def unabridged(text: str) -> dict[str, str]:
    """Our own words as a parameter of a refusal, which shortens what others handed in."""
    return {"nl": text, "en": text}


def told(refusal: Refusal) -> str:
    """What `up` must repeat of a refusal met by the supervisor: for a failed start only what was the matter."""
    language = language_of(os.environ)
    reason = refusal.params.get("reason")
    if isinstance(refusal, GroupDidNotStart) and isinstance(reason, dict):
        return str(reason[language])
    return refusal.in_full(language)


class AlreadyRunning(Refusal):
    code = "project.group.already-running"
    nl = "Waarborg loopt al, met de gegevens in {folder}."
    en = "Waarborg runs already, with the data in {folder}."
    nl_way_out = "Kijk met `waarborg status`, of stop het met `waarborg down`."
    en_way_out = "Look with `waarborg status`, or stop it with `waarborg down`."


class GroupDidNotStart(Refusal):
    code = "project.group.did-not-start"
    status = 500
    nl = "Waarborg kwam niet op gang: {reason}"
    en = "Waarborg did not get going: {reason}"
    nl_way_out = "De logboeken staan in {log}."
    en_way_out = "The logs are in {log}."


class GroupDidNotStop(Refusal):
    code = "project.group.did-not-stop"
    status = 500
    nl = "Waarborg is na {seconds} seconden nog niet gestopt (proces {pid})."
    en = "Waarborg has not stopped after {seconds} seconds (process {pid})."
    nl_way_out = "De logboeken staan in {log}."
    en_way_out = "The logs are in {log}."


class NoFreePort(Refusal):
    code = "project.group.no-free-port"
    nl = "Er is geen vrije poort van {first} tot en met {last} op {host}."
    en = "There is no free port from {first} to {last} on {host}."
    nl_way_out = "Kies een andere met WAARBORG_PORT."
    en_way_out = "Choose another with WAARBORG_PORT."
