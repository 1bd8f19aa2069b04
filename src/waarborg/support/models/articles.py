"""Articles of the knowledge base. What is published, and what it is found by, are the provider's rows with an audience:
row policies show them to the public, to all customers, or to those who have a product. What is being written, and what
stood there before, is the provider's alone; whether an article helped is the customer's word."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel
from waarborg.support.rules.articles import reach as reaches


class Published(models.Model):
    """The provider's row with an audience. `item` is the product of the audience `product`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default=reaches.NOBODY)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")

    objects = PublishedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class Article(Published):
    """An article as its readers see it: the last edition that was published, in Dutch, English or both.

    `opened` counts the people who opened it in three months, `helped` and `unhelped` what they said in a year; a job
    keeps them, for the order of what is found.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.IntegerField(default=0)
    title_nl = models.CharField(max_length=150, blank=True)
    title_en = models.CharField(max_length=150, blank=True)
    body_nl = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    video = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True)
    opened = models.IntegerField(default=0)
    helped = models.IntegerField(default=0)
    unhelped = models.IntegerField(default=0)

    class Meta(Published.Meta):
        db_table = "support_article"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # What nobody may read yet, or any more, is nobody's, whatever the program thinks.
            models.CheckConstraint(
                condition=Q(state="published") | Q(audience=reaches.NOBODY), name="support_article_unpublished_is_ours"
            ),
            models.CheckConstraint(
                condition=~Q(audience=reaches.PRODUCT) | Q(item__isnull=False), name="support_article_of_what"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-published_at", "-id"], name="support_article_published"),
        ]

    def __str__(self) -> str:
        return self.title("nl")

    @property
    def ref(self) -> Ref:
        return Ref("support.article", self.id)

    @property
    def is_live(self) -> bool:
        return self.state == Article.State.PUBLISHED

    def spoken(self, lang: str) -> str:
        """The language it is read in: the one asked for, or the only one there is."""
        other = "en" if lang == "nl" else "nl"
        return lang if getattr(self, f"title_{lang}") or not getattr(self, f"title_{other}") else other

    def title(self, lang: str) -> str:
        return str(getattr(self, f"title_{self.spoken(lang)}"))

    def body(self, lang: str) -> str:
        return str(getattr(self, f"body_{self.spoken(lang)}"))


class ArticleDraft(TenantModel):
    """The provider's side of an article: the text being worked on, whom it is meant for, who answers for it and when
    it has to be looked at again. `revision` guards against two writers; `from_ticket` is where it began."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="draft")
    reach = models.CharField(max_length=10, choices=[(one, one) for one in reaches.REACHES], default=reaches.CUSTOMERS)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    title_nl = models.CharField(max_length=150, blank=True)
    title_en = models.CharField(max_length=150, blank=True)
    body_nl = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    video = models.CharField(max_length=500, blank=True)
    owner_id = models.UUIDField(null=True)
    owner_name = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    revision = models.IntegerField(default=0)
    changed = models.BooleanField(default=True)
    from_ticket = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_article_draft"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-written_at", "-id"], name="support_article_draft_recent"),
            models.Index(fields=["review_on"], name="support_article_review"),
        ]

    def title(self, lang: str) -> str:
        first, other = (self.title_nl, self.title_en) if lang == "nl" else (self.title_en, self.title_nl)
        return first or other


class ArticleEdition(TenantModel):
    """What was published before and now: a row for each publication, never changed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="editions")
    edition = models.IntegerField()
    reach = models.CharField(max_length=10)
    item_id = models.UUIDField(null=True)
    title_nl = models.CharField(max_length=150, blank=True)
    title_en = models.CharField(max_length=150, blank=True)
    body_nl = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    video = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        db_table = "support_article_edition"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["article", "edition"], name="support_article_edition_once"),
        ]


class ArticlePicture(Published):
    """A picture of an article: it has the article's audience while the published text shows it, else nobody's.

    The bytes lie with the provider's files under `sha256`; the file's own row no customer sees.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures")
    file_id = models.UUIDField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta(Published.Meta):
        db_table = "support_article_picture"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["article", "name"], name="support_article_picture_once"),
        ]


class ArticleTerm(Published):
    """A word of a published article and the stem it is found by; the larger its weight, the more it says.

    An index of equal texts, not a text search vector: `@@` is not leakproof, so under a row policy its index would
    not be used, while `=` and `<=` of texts are.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="terms")
    word = models.CharField(max_length=40, db_collation="C")
    stem = models.CharField(max_length=40, db_collation="C")
    weight = models.SmallIntegerField()

    class Meta(Published.Meta):
        db_table = "support_article_term"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["stem"], name="support_article_term_stem"),
            models.Index(fields=["word"], name="support_article_term_word"),
        ]


class ArticleTrigram(Published):
    """Three letters of a word that articles of an audience use: by these a mistyped word finds what was meant."""

    trigram = models.CharField(max_length=3, db_collation="C")
    word = models.CharField(max_length=40, db_collation="C")

    class Meta(Published.Meta):
        db_table = "support_article_trigram"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["trigram", "word", "audience", "item"],
                nulls_distinct=False,
                name="support_article_trigram_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["word"], name="support_article_trigram_word"),
        ]


class ArticleUse(TenantModel):
    """Somebody opened an article on a day, and said whether it answered his question. `source` is where he came from:
    a report that he was writing, or the knowledge base itself."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="uses")
    person_id = models.UUIDField()
    day = models.DateField()
    opened_at = models.DateTimeField()
    helped = models.BooleanField(null=True)
    judged_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=10, default="article")
    comment = models.CharField(max_length=1000, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "support_article_use"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "article", "person_id", "day"], name="support_article_use_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["judged_at"], condition=Q(judged_at__isnull=False), name="support_article_judged"),
            models.Index(fields=["article", "opened_at"], name="support_article_used"),
        ]


UNTIL = "until the article is thrown away"
declare(Article, row_class="published", retention="five years after it was withdrawn")
declare(ArticleDraft, row_class="provider", retention=UNTIL)
declare(ArticleEdition, row_class="provider", retention="five years after the article was withdrawn")
declare(ArticlePicture, row_class="published", retention=UNTIL)
declare(ArticleTerm, row_class="published", retention="until the article is withdrawn")
declare(ArticleTrigram, row_class="published", retention="until no published article has the word")
declare(
    ArticleUse,
    row_class="service",
    personal="contact",
    retention="two years",
    exports=("id", "article_id", "person_id", "day", "opened_at", "helped", "judged_at", "source", "comment"),
    erasure="delete",
)
