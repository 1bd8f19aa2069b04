"""What staff fill in about a feature and about a consent. Whether it may be, the actions say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from waarborg.catalogue.models import Item as Supplied
from waarborg.releases.actions.features.keep import Described
from waarborg.releases.models import Feature
from waarborg.releases.models.features import LONGEST_ABOUT, LONGEST_NAME
from waarborg.releases.rules import features as rules

_FIELDS = ("key", "nl", "en", "nl_about", "en_about", "impact", "revision")


class FeatureForm(forms.Form):
    """Its words, its effect, whose it is and its manual."""

    nl = forms.CharField(label=_("Name in Dutch"), max_length=LONGEST_NAME)
    en = forms.CharField(label=_("Name in English"), max_length=LONGEST_NAME, required=False)
    key = forms.SlugField(
        label=_("Word for programs"),
        max_length=60,
        help_text=_("By this word your application asks for whom the feature is on. It stays once it is released."),
    )
    impact = forms.ChoiceField(
        label=_("Effect on the way of working"),
        help_text=_("Without effect it is on for everybody once it is released; with effect after consent only."),
    )
    nl_about = forms.CharField(
        label=_("What it does, in Dutch"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    en_about = forms.CharField(
        label=_("What it does, in English"),
        max_length=LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    item = forms.ChoiceField(label=_("Part of"), required=False)
    manual = forms.ChoiceField(
        label=_("Manual"),
        required=False,
        help_text=_("An article of the knowledge base that says how it works and, below a heading, who may do what."),
    )
    shown = forms.BooleanField(label=_("Customers read that it is coming"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, sold: Sequence[Supplied], manuals: Sequence[tuple[UUID, str]], lang: str,
        held: Feature | None = None, **rest: Any,
    ) -> None:  # fmt: skip
        begin: dict[str, Any] = {"impact": rules.PROCESS}
        if held is not None:
            begin = {name: getattr(held, name) for name in _FIELDS}
            begin |= {"shown": held.is_shown, "item": held.item_id or "", "manual": held.manual_id or ""}
        super().__init__(*args, initial=begin, **rest)
        choices: Any = self.fields
        choices["impact"].choices = [(one, rules.call_impact(one, lang)) for one in rules.IMPACTS]
        choices["item"].choices = [("", say("everybody's")), *[(str(one.id), one.say(lang)) for one in sold]]
        choices["manual"].choices = [("", say("none yet")), *[(str(one), title) for one, title in manuals]]

    def described(self) -> Described:
        given = dict(self.cleaned_data)
        given.pop("revision")
        for name in ("item", "manual"):
            given[name] = UUID(given[name]) if given[name] else None
        return Described(**given)


class ConsentForm(forms.Form):
    """Whose consent it was, when, and how it came."""

    person = forms.ChoiceField(label=_("Who agreed"), help_text=_("An owner or administrator of the customer."))
    form = forms.ChoiceField(label=_("How"))
    when = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], lang: str, now: datetime, **rest: Any) -> None:
        super().__init__(*args, initial={"when": now}, **rest)
        choices: Any = self.fields
        choices["person"].choices = [(str(one), name) for one, name in people]
        choices["form"].choices = [(one, rules.call_form(one, lang)) for one in rules.FORMS[1:]]
