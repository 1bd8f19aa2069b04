"""What staff fill in about notices, and what readers choose. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from waarborg.access.roles import LABELS
from waarborg.customers.rules.roles import CUSTOMER_ROLES
from waarborg.notices.actions.write import Meant, Words
from waarborg.notices.models import Notice, Suppression, Template
from waarborg.notices.rules import audiences, kinds
from waarborg.notices.rules.ready import Ready
from waarborg.plumbing.web.moments import MomentField

LONGEST_TEXT = 20_000


class WordsForm(forms.Form):
    """Title and text, in Dutch and where wanted in English."""

    title_nl = forms.CharField(max_length=150, label=_("Title in Dutch"))
    body_nl = forms.CharField(
        max_length=LONGEST_TEXT,
        label=_("Text in Dutch"),
        help_text=_(
            "Plain text; addresses become links. {klant}, {naam} and {leverancier} are filled in for each reader."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    title_en = forms.CharField(max_length=150, required=False, label=_("Title in English"))
    body_en = forms.CharField(
        max_length=LONGEST_TEXT,
        required=False,
        label=_("Text in English"),
        help_text=_("Left empty, everybody reads the Dutch."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name].replace("\r\n", "\n").strip() for name in Words.__slots__})


class NoticeForm(WordsForm):
    """A draft. `audiences_known` are those that can be chosen besides all customers."""

    kind = forms.ChoiceField(label=_("Kind"))
    reach = forms.ChoiceField(label=_("For which customers?"), widget=forms.RadioSelect)
    targets = forms.CharField(
        required=False,
        max_length=20_000,
        label=_("Which ones?"),
        help_text=_("Where you did not choose all customers: the short name of each (as in its address), one a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    roles = forms.MultipleChoiceField(
        required=False,
        label=_("Only for people with one of these roles"),
        help_text=_("None chosen: everybody at these customers."),
        widget=forms.CheckboxSelectMultiple,
    )
    by_mail = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Also by mail"),
        help_text=_("Changes of terms and security always go by mail."),
    )
    needs_confirmation = forms.BooleanField(required=False, label=_("Ask readers to confirm that they have read it"))
    on_sign_in = forms.BooleanField(
        required=False,
        label=_("Also on the sign-in page"),
        help_text=_("Anybody reads it there, customer or not."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    field_order = (
        *("kind", "title_nl", "body_nl", "title_en", "body_en"),
        *("reach", "targets", "roles", "by_mail", "needs_confirmation", "on_sign_in", "shown_until", "revision"),
    )

    def __init__(
        self, *args: Any, audiences_known: Sequence[audiences.Audience], zone: str, lang: str, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["kind"].choices = [(one.name, one.words(lang)) for one in kinds.KINDS.values()]  # type: ignore[attr-defined]
        self.fields["reach"].choices = [  # type: ignore[attr-defined]
            (audiences.ALL, say("All customers")),
            *((one.name, say("Some: %(what)s") % {"what": one.words(lang)}) for one in audiences_known),
        ]
        self.fields["roles"].choices = [(role, say(LABELS[role])) for role in CUSTOMER_ROLES]  # type: ignore[attr-defined]
        self.fields["shown_until"] = MomentField(
            zone=zone, required=False, label=_("In sight until"),
            help_text=_("After this it stands in the list only. Left empty it stays in sight until it was opened."),
        )  # fmt: skip
        self.order_fields(self.field_order)

    def meant(self) -> Meant:
        filled = self.cleaned_data
        lines = [line.strip() for line in filled["targets"].splitlines()]
        chosen = tuple(dict.fromkeys(one for one in lines if one)) if filled["reach"] != audiences.ALL else ()
        return Meant(
            kind=filled["kind"],
            reach=filled["reach"],
            targets=chosen,
            roles=tuple(filled["roles"]),
            by_mail=filled["by_mail"],
            on_sign_in=filled["on_sign_in"],
            needs_confirmation=filled["needs_confirmation"],
            shown_until=filled["shown_until"],
        )


def of_notice(held: Notice) -> dict[str, Any]:
    """A notice as the form begins with it."""
    names = (*Words.__slots__, *Meant.__slots__, "revision")
    return {name: getattr(held, name) for name in names} | {"targets": "\n".join(held.targets)}


def of_template(held: Template | Ready) -> dict[str, Any]:
    return {name: getattr(held, name) for name in (*Words.__slots__, "kind")}


class CorrectForm(WordsForm):
    tell_again = forms.BooleanField(
        required=False,
        label=_("Tell everybody again"),
        help_text=_(
            "By mail, and as unread in the portal; who has to confirm, confirms again. Not for a spelling mistake."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class PlanForm(forms.Form):
    def __init__(self, *args: Any, zone: str, **rest: Any) -> None:
        super().__init__(*args, auto_id="plan_%s", **rest)
        self.fields["moment"] = MomentField(zone=zone, label=_("Publish at"))


class WithdrawForm(forms.Form):
    reason_nl = forms.CharField(max_length=500, label=_("Why, in Dutch"), widget=forms.Textarea(attrs={"rows": 2}))
    reason_en = forms.CharField(
        max_length=500, required=False, label=_("Why, in English"), widget=forms.Textarea(attrs={"rows": 2})
    )


class PreferencesForm(forms.Form):
    """A box for each kind that one may do without."""

    def __init__(self, *args: Any, chosen: dict[str, bool], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for kind in kinds.optional():
            self.fields[kind.name] = forms.BooleanField(
                required=False, label=kind.words(lang), initial=chosen.get(kind.name, True)
            )


class SuppressForm(forms.Form):
    address = forms.EmailField(max_length=254, label=_("E-mail address"))
    why = forms.ChoiceField(label=_("Why"))
    note = forms.CharField(max_length=300, required=False, label=_("Note"))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["why"].choices = [  # type: ignore[attr-defined]
            (Suppression.Why.BY_HAND, say("at the reader's request, or ours")),
            (Suppression.Why.BOUNCED, say("mail came back")),
            (Suppression.Why.COMPLAINED, say("reported as spam")),
        ]


class TemplateForm(WordsForm):
    name = forms.CharField(max_length=100, label=_("Name of the template"))
    kind = forms.ChoiceField(label=_("Kind"))
    field_order = ("name", "kind", "title_nl", "body_nl", "title_en", "body_en")

    def __init__(self, *args: Any, lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["kind"].choices = [(one.name, one.words(lang)) for one in kinds.KINDS.values()]  # type: ignore[attr-defined]


class LookForm(forms.Form):
    name = forms.CharField(
        max_length=100, required=False, label=_("Name"), help_text=_("Left empty: the name of your organisation.")
    )
    colour = forms.CharField(
        max_length=7,
        required=False,
        label=_("Colour"),
        help_text=_("A band on top of the portal, the sign-in page and mails, such as #1d4494. Text never takes it."),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    logo = forms.FileField(required=False, label=_("Logo"), help_text=_("A PNG or JPEG of at most 100 kB, square."))
    without_logo = forms.BooleanField(required=False, label=_("Take the logo away"))


class SenderForm(forms.Form):
    name = forms.CharField(max_length=100, required=False, label=_("Name of the sender"))
    address = forms.EmailField(max_length=254, required=False, label=_("Address of the sender"))
    reply_address = forms.EmailField(
        max_length=254, required=False, label=_("Address for answers"), help_text=_("Left empty: the sender's.")
    )
    selector = forms.RegexField(
        r"^[A-Za-z0-9._-]*$",
        max_length=63,
        required=False,
        label=_("DKIM selector"),
        help_text=_("As your mail server signs with it; needed to check the DKIM record."),
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, auto_id="sender_%s", **rest)
