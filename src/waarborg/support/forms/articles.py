"""What staff fill in about articles, and what readers say of them. Whether it may be, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from waarborg.catalogue.models import Item
from waarborg.customers.models import Person
from waarborg.support.actions.articles.write import Meant, Words
from waarborg.support.forms.tickets import FilesField
from waarborg.support.models import ArticleDraft
from waarborg.support.rules.articles import reach

LONGEST_TEXT = 50_000


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ArticleForm(forms.Form):
    """The draft of an article. `items` are what can be chosen of the catalogue."""

    title_nl = forms.CharField(max_length=150, required=False, label=_("Title in Dutch"))
    body_nl = forms.CharField(
        max_length=LONGEST_TEXT, required=False, label=_("Text in Dutch"),
        help_text=_(
            "Markdown: a line with ## is a heading, 1. begins a step, **bold**, [words](https://address). A picture"
            " stands where its name does: ![what is seen](screen.png)."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip
    title_en = forms.CharField(max_length=150, required=False, label=_("Title in English"))
    body_en = forms.CharField(
        max_length=LONGEST_TEXT, required=False, label=_("Text in English"),
        help_text=_("One language may be left empty: everybody then reads the other, and is told so."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip
    pictures = FilesField(
        required=False, label=_("Pictures to add"),
        help_text=_("PNG, JPEG, GIF or WebP. Name them in the text by their file name."),
    )  # fmt: skip
    video = forms.CharField(
        max_length=500, required=False, label=_("Address of a film"),
        help_text=_("Begins with https://. Readers follow it as a link; nothing of it is loaded into our page."),
    )  # fmt: skip
    reach = forms.ChoiceField(label=_("Who may read it?"), widget=forms.RadioSelect)
    item = forms.TypedChoiceField(
        required=False, label=_("Product, module or page"), coerce=UUID, empty_value=None,
        help_text=_("What it is about. With a page of the application, the article is offered there."),
    )  # fmt: skip
    review_on = forms.DateField(
        required=False, label=_("Look at it again on"), help_text=_("Left empty: a year after publication."), widget=Day
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, items: Sequence[Item], lang: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["reach"].choices = [(one, reach.WORDS[one][lang]) for one in reach.REACHES]  # type: ignore[attr-defined]
        listed = sorted(items, key=lambda one: one.say(lang).casefold())
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", say("not one in particular")),
            *((str(one.id), one.say(lang)) for one in listed),
        ]

    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name].replace("\r\n", "\n").strip() for name in Words.__slots__})

    def meant(self) -> Meant:
        filled = self.cleaned_data
        return Meant(reach=filled["reach"], item=filled["item"], review_on=filled["review_on"])


def of_draft(held: ArticleDraft) -> dict[str, Any]:
    """A draft as the form begins with it."""
    names = (*Words.__slots__, "reach", "review_on", "revision")
    return {name: getattr(held, name) for name in names} | {"item": str(held.item_id or "")}


class ReviewForm(forms.Form):
    again_on = forms.DateField(
        required=False, label=_("Look at it again on"), help_text=_("Left empty: in a year."), widget=Day
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, auto_id="review_%s", **rest)


class OwnerForm(forms.Form):
    person = forms.TypedChoiceField(label=_("Who answers for it?"), coerce=UUID)

    def __init__(self, *args: Any, colleagues: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, auto_id="owner_%s", **rest)
        self.fields["person"].choices = [(str(one.id), one.name) for one in colleagues]  # type: ignore[attr-defined]


class JudgeForm(forms.Form):
    """One click says it; a comment may follow."""

    helped = forms.TypedChoiceField(choices=(("yes", "yes"), ("no", "no")), coerce=lambda word: word == "yes")
    source = forms.ChoiceField(choices=(("article", "article"), ("report", "report")), required=False)
    comment = forms.CharField(
        max_length=1000, required=False, label=_("What was missing, or what could be better?"),
        help_text=_("Rather no names of clients here."), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
