"""The live gallery: every component in every state, where the installation shows it (demonstration and development)."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from waarborg.plumbing.web import gallery_examples as examples
from waarborg.plumbing.web import wording

_SWATCHES = (
    "canvas surface sunken ink ink-2 ink-3 line line-2 blue blue-wash met met-wash risk risk-wash broken broken-wash"
    " still still-wash"
)


def gallery(request: HttpRequest) -> HttpResponse:
    """The whole design system on one page; a stranger to a production installation gets 404."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    lang = wording.tongue(translation.get_language())

    def t(nl: str, en: str) -> str:
        return nl if lang == "nl" else en

    return render(request, "gallery/page.html", {**_shown(t, lang), **_forms(request, t)})


def _shown(t: examples.Say, lang: str) -> dict[str, Any]:
    lines = examples.timelines(t)
    first = lines[0]
    why = wording.why(first["due"], lang, examples.ZONE, now=examples.NOW)
    foot = t("Garantie · staat nooit stil", "Guarantee · never pauses")
    still = t("Deze klok staat nooit stil.", "This clock never pauses.")
    return {
        "page_title": t("Bouwstenen", "Building blocks"),
        "now": examples.NOW,
        "menu": [{"label": t("Bouwstenen", "Building blocks"), "url": "#main", "current": True}],
        "who": {"name": "R. Specimen", "role": t("servicedesk", "service desk"), "url": "#main"},
        "swatches": _SWATCHES.split(),
        "states": examples.states(lang),
        "clocks": examples.clocks(),
        "timelines": lines,
        "ledger": examples.ledger(t),
        "promises": examples.promises(t),
        "board": examples.board(t),
        "days": examples.days(t),
        "lane": examples.lane(),
        "queue": examples.rows(t),
        "steps": examples.steps(t),
        "talk": examples.conversation(t),
        "minute": 60_000_000,
        **examples.frame(t),
        "card": {**_clock(t, first), "name": t("Tussenoplossing", "Workaround"), "foot": foot},
        "answer": {
            "state": "risk",
            "lead": t("Krap: nog 48 minuten", "Tight: 48 minutes left"),
            "heading": t(
                "Uiterlijk vandaag, dinsdag 12:30, heeft u een tussenoplossing.",
                "By today, Tuesday 12:30, you have a workaround.",
            ),
            "text": t("U hoeft nu niets te doen.", "You need not do anything now."),
            "clocks": [{**_clock(t, first), "why": why, "foot": still, "open": True}],
        },
    }


def _clock(t: examples.Say, explanation: dict[str, Any]) -> dict[str, Any]:
    return {
        "state": "risk",
        "us": 48 * 60_000_000,
        "until": explanation["due"],
        "due": explanation["due"],
        "words": examples.promises(t)[0]["words"],
        "source": t("artikel 4.2", "article 4.2"),
        "source_url": "#promise",
        "explanation": explanation,
        "ledger": examples.ledger(t),
    }


def _forms(request: HttpRequest, t: examples.Say) -> dict[str, Any]:
    form = _maintenance(t)({"start": "wo 15 april 2026 22:00", "end": "do 16 april 2026 07:30", "who": "all"})
    form.add_error("end", t("Moet vóór 07:00 uur liggen. U schreef 07:30.", "Must be before 07:00. You wrote 07:30."))
    reason = _reason(t)({"reason": t("Dubbele melding van ZP-4797", "Duplicate of ZP-4797")})
    lines = forms.formset_factory(_reason(t), extra=2)(prefix="lines")
    return {"form": form, "reason": reason, "formset": lines}


def _maintenance(t: examples.Say) -> type[forms.Form]:
    class Maintenance(forms.Form):
        use_required_attribute = False
        start = forms.CharField(
            label=t("Begin van het onderhoud", "Start of the maintenance"),
            help_text=t(
                "Op zijn vroegst maandag 13 april 00:00: vijf hele dagen na vandaag.",
                "At the earliest Monday 13 April 00:00: five whole days after today.",
            ),
        )
        end = forms.CharField(label=t("Einde van het onderhoud", "End of the maintenance"))
        noticed = forms.CharField(
            label=t("Wat merkt de klant?", "What does the customer notice?"),
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={
                "required": t("Vul dit in: het komt op de statuspagina.", "It is shown on the status page.")
            },
        )
        kind = forms.ChoiceField(
            label=t("Soort", "Kind"),
            required=False,
            choices=[("", t("Gepland onderhoud", "Planned maintenance")), ("x", t("Spoed", "Emergency"))],
        )
        who = forms.ChoiceField(
            label=t("Wie krijgt bericht?", "Who gets the message?"),
            widget=forms.RadioSelect,
            choices=[("all", t("Alle klanten (214)", "All customers (214)")), ("some", t("Abonnees", "Subscribers"))],
        )
        shots = forms.FileField(label=t("Schermafdruk", "Screenshot"), required=False)
        sure = forms.BooleanField(label=t("Ook op de statuspagina", "On the status page too"), required=False)

    return Maintenance


def _reason(t: examples.Say) -> type[forms.Form]:
    class Reason(forms.Form):
        prefix = "waive"
        reason = forms.CharField(label=t("Reden", "Reason"), max_length=200)

    return Reason
