"""What is filled in about platforms and their tests. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.customers.models import Person
from waarborg.releases.models import PlatformVersion
from waarborg.releases.rules import platforms


class RegisterForm(forms.Form):
    """A version that came out."""

    platform = forms.ChoiceField(
        label=_("Platform"), choices=[(one, platforms.call(one)) for one in platforms.PLATFORMS]
    )
    version = forms.CharField(label=_("Version"), max_length=platforms.LONGEST_VERSION, help_text=_("Such as 27"))
    owner = forms.ChoiceField(label=_("Who tests it?"))
    due_on = forms.DateField(label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, auto_id="register-%s", **rest)
        choices: Any = self.fields
        choices["owner"].choices = [(str(one.id), one.name) for one in people]


class TestForm(forms.Form):
    """What a test found."""

    platform_version = forms.ChoiceField(label=_("Platform"))
    result = forms.ChoiceField(label=_("What was found?"))
    release = forms.CharField(
        label=_("With which release of ours?"), max_length=platforms.LONGEST_VERSION, required=False
    )
    remark_nl = forms.CharField(label=_("Remark in Dutch"), max_length=platforms.LONGEST_REMARK, required=False)
    remark_en = forms.CharField(label=_("Remark in English"), max_length=platforms.LONGEST_REMARK, required=False)

    def __init__(self, *args: Any, rows: Sequence[PlatformVersion], lang: str, **rest: Any) -> None:
        super().__init__(*args, auto_id="test-%s", **rest)
        choices: Any = self.fields
        listed = sorted(rows, key=lambda one: bool(one.result))
        choices["platform_version"].choices = [
            (str(one.id), f"{platforms.call(one.platform)} {one.version}") for one in listed
        ]
        choices["result"].choices = [(one, platforms.call_result(one, lang)) for one in platforms.RESULTS]
