"""The provision that somebody finds unclear (PX-04): found in a version that is the customer's own, or in none."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.queries import readable
from waarborg.promises.queries.announcements import reached
from waarborg.support.rules.clauses import Clause


def numbered(clause: Clause, sha256: str, lang: str) -> tuple[Clause, str]:
    """The provision with its number, and its words. Raises NotFound for one that customers do not read there."""
    text = readable(sha256, lang)
    for chapter in text.chapters:
        for one in chapter.articles:
            if one.id == clause.promise and not text.is_internal(one.id):
                return Clause(clause.agreement, clause.version, clause.promise, one.number), one.words
    raise NotFound()


def clause_of(tenant: UUID, text: str, lang: str) -> tuple[Clause, str]:
    """As `numbered`, of a version that binds this customer, did, will, or was announced. Raises NotFound."""
    found = Clause.of(text)
    if found is None:
        raise NotFound()
    return numbered(found, reached(tenant, found.agreement, found.version).version.sha256, lang)


def clause_feedback(at: datetime) -> Outcome:
    """Of every version that binds somebody, each provision that customers read is found in that version by what its
    link says, so that it can be reported as unclear (PX-04)."""
    with tenancy.enter(Role.DESK):
        bound = Binding.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)
        versions = list(AgreementVersion.objects.filter(id__in=bound.values("version_id")).order_by("id"))
        shown = [(one, name) for one in versions for name in _shown(one)]
        lost = [name for one, name in shown if not _is_found(one, name)]
    if lost:
        return Outcome(
            False,
            f"Van {len(lost)} van {len(shown)} bepalingen kan niemand melden dat zij onduidelijk is.",
            f"Of {len(lost)} of {len(shown)} provisions nobody can report that it is unclear.",
        )
    return Outcome(
        True,
        f"Van elk van de {len(shown)} bepalingen in {len(versions)} geldende teksten is te melden dat zij onduidelijk"
        " is.",
        f"Of each of the {len(shown)} provisions in {len(versions)} texts in force it can be reported that it is"
        " unclear.",
    )


def _shown(version: AgreementVersion) -> list[str]:
    text = readable(version.sha256, "nl")
    return [one.id for chapter in text.chapters for one in chapter.articles if not text.is_internal(one.id)]


def _is_found(version: AgreementVersion, promise: str) -> bool:
    clause = Clause.of(Clause(version.agreement, version.version, promise).text)
    try:
        return clause is not None and bool(numbered(clause, version.sha256, "nl")[0].number)
    except NotFound:
        return False


CHECKS = {"contracts.clause-feedback": clause_feedback}
