"""Issues of the vendor's own tracker beside a ticket: linked and taken off. Only staff ever see one."""

from datetime import datetime

from django.conf import settings

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event
from waarborg.support.models import Ticket
from waarborg.support.permissions import ESCALATE
from waarborg.support.rules import issues as rules


class NoIssue(BadInput):
    code = "support.issue.none"
    nl = "Dit is geen nummer of adres van een issue."
    en = "This is no key or address of an issue."
    nl_way_out = "Vul een nummer in zoals WB-12, of plak het adres, dat met https:// begint."
    en_way_out = "Fill in a key such as WB-12, or paste the address, which begins with https://."


class NoPattern(BadInput):
    code = "support.issue.no-pattern"
    nl = "Waar {issue} te lezen is, weten wij niet: er is geen adres van uw issuetracker ingesteld."
    en = "We do not know where {issue} can be read: no address of your issue tracker is set."
    nl_way_out = "Plak het hele adres, of vraag de beheerder WAARBORG_ISSUE_LINK in te stellen."
    en_way_out = "Paste the whole address, or ask the operator to set WAARBORG_ISSUE_LINK."


class TooManyIssues(BadInput):
    code = "support.issue.too-many"
    nl = "Een melding heeft hooguit {most} issues."
    en = "A ticket has at most {most} issues."
    nl_way_out = "Haal er eerst een af."
    en_way_out = "Take one off first."


@action("support.ticket.link-issue")
def link_issue(ticket: Ticket, issue: str, *, by: Actor, at: datetime) -> Ticket:
    """Twice is once; also on a ticket that is over. Raises NoIssue, NoPattern, TooManyIssues, NotAllowed."""
    permissions.require(by, ESCALATE, tenant=ticket.tenant_id)
    found = rules.tidy(issue)
    if not found:
        raise NoIssue(path="issue")
    if not rules.address(found, settings.ISSUE_LINK):
        raise NoPattern(issue=found, path="issue")
    held = locked(ticket)
    linked = rules.listed(held.issues)
    if found in linked:
        return held
    if len(linked) >= rules.MOST:
        raise TooManyIssues(most=rules.MOST, path="issue")
    return _keep(held, [*linked, found], "ticket.issue-linked", found, by, at)


@action("support.ticket.link-issue")
def unlink_issue(ticket: Ticket, issue: str, *, by: Actor, at: datetime) -> Ticket:
    """One that is not beside it leaves everything as it is. Raises NotAllowed."""
    permissions.require(by, ESCALATE, tenant=ticket.tenant_id)
    held = locked(ticket)
    linked = rules.listed(held.issues)
    if issue not in linked:
        return held
    return _keep(held, [one for one in linked if one != issue], "ticket.issue-unlinked", issue, by, at)


def _keep(held: Ticket, issues: list[str], what: str, issue: str, by: Actor, at: datetime) -> Ticket:
    # What others can have missed (`revision`) stays: an answer to the customer does not cross this.
    note_event(held, what, by=by, at=at, data={"issue": issue})
    held.issues = rules.kept(issues)
    held.save(update_fields=["issues"])
    return held
