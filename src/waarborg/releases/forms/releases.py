"""What the release manager fills in about a release. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from waarborg.plumbing.web.moments import MomentField
from waarborg.releases.actions.activate import Measured
from waarborg.releases.actions.plan import Described
from waarborg.releases.models import Release
from waarborg.releases.rules import channels, kinds

# Fields that are columns of a release by the same name.
_COPIED = (
    *("version", "kind", "purpose", "planned_for", "build"),
    *("summary_nl", "summary_en", "notes_nl", "notes_en", "revision"),
)


class ReleaseForm(forms.Form):
    """A release as planned."""

    version = forms.CharField(label=_("Version"), max_length=kinds.LONGEST_VERSION, help_text=_("Such as 2026.14"))
    kind = forms.ChoiceField(label=_("Kind"))
    patches = forms.ChoiceField(label=_("Patch of"), required=False, help_text=_("For a patch alone."))
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        help_text=_("Rhythms that an agreement promises are counted by it: of maintenance, and of something new."),
    )
    planned_for = forms.CharField(label=_("Planned for"))
    build = forms.CharField(
        label=_("Build"), max_length=80, required=False, help_text=_("What your build calls it, such as a commit.")
    )
    channels = forms.MultipleChoiceField(label=_("Channels"), widget=forms.CheckboxSelectMultiple)
    summary_nl = forms.CharField(
        label=_("Summary in Dutch"),
        max_length=kinds.LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In two or three sentences: every customer reads it as a message and in the chat."),
    )
    summary_en = forms.CharField(
        label=_("Summary in English"),
        max_length=kinds.LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    notes_nl = forms.CharField(
        label=_("Release notes in Dutch"),
        max_length=kinds.LONGEST_NOTES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Which parts changed, and what that means for who uses them."),
    )
    notes_en = forms.CharField(
        label=_("Release notes in English"),
        max_length=kinds.LONGEST_NOTES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,
        kept: Sequence[str] = ("web",),
        versions: Sequence[Release],
        lang: str,
        zone: str,
        held: Release | None = None,
        **rest: Any,
    ) -> None:
        begin = {name: getattr(held, name) for name in _COPIED} if held else {}
        if held is not None and held.patches_id:
            begin["patches"] = str(held.patches_id)
        begin["channels"] = list(kept)
        super().__init__(*args, initial={**begin, **rest.pop("initial", {})}, **rest)
        self.fields["planned_for"] = MomentField(zone=zone, label=_("Planned for"))
        choices: Any = self.fields
        choices["kind"].choices = [(one, kinds.call(one, lang)) for one in kinds.KINDS]
        choices["channels"].choices = [(one, channels.call(one, lang)) for one in channels.CHANNELS]
        choices["purpose"].choices = [(one, kinds.call(one, lang)) for one in kinds.PURPOSES]
        listed = [(str(one.id), one.version) for one in versions if held is None or one.id != held.id]
        choices["patches"].choices = [("", _("none: it is a version")), *listed]

    def described(self) -> Described:
        given = {name: value for name, value in self.cleaned_data.items() if name in _COPIED and name != "revision"}
        chosen = self.cleaned_data["patches"]
        meant = tuple(self.cleaned_data["channels"])
        return Described(**given, channels=meant, patches=UUID(chosen) if chosen else None)


class ActivateForm(forms.Form):
    """What was measured while a release was activated; what is left empty was not measured."""

    interruption_ms = forms.IntegerField(
        label=_("Interruption in milliseconds"), min_value=0, required=False, help_text=_("0 where nobody noticed any.")
    )
    requests = forms.IntegerField(label=_("Requests meanwhile"), min_value=0, required=False)
    failed_requests = forms.IntegerField(label=_("Of these, failed"), min_value=0, required=False)

    def measured(self) -> Measured:
        return Measured(**self.cleaned_data)


class ChannelForm(forms.Form):
    """A step of a release in a store."""

    channel = forms.ChoiceField(label=_("Store"))
    step = forms.ChoiceField(label=_("What happened?"))
    on = forms.CharField(label=_("When?"))

    def __init__(self, *args: Any, lang: str, zone: str, kept: Sequence[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["on"] = MomentField(zone=zone, label=_("When?"))
        choices: Any = self.fields
        choices["channel"].choices = [(one, channels.call(one, lang)) for one in kept if one in channels.STORES]
        choices["step"].choices = [(one, channels.call_stand(one, lang)) for one in channels.STEPS]
