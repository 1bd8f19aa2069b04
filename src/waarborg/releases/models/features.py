"""Features of the product, and what each customer said of them: the register of features (AP-40, AP-41, AP-44)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from waarborg.catalogue.models import Item as Supplied
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel
from waarborg.releases.rules import features

LONGEST_NAME = 150
LONGEST_ABOUT = 600
LONGEST_WHY = 500


class Feature(models.Model):
    """A function of the product, the provider's row; customers read it once `audience` says so.

    `key` is the word by which the application asks for it. `item` is the product that has it, None for everybody's.
    `manual_id` is the article (`support.article`) that says how it works and who may do what.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="provider")
    key = models.CharField(max_length=60)
    nl = models.CharField(max_length=LONGEST_NAME)
    en = models.CharField(max_length=LONGEST_NAME, blank=True)
    nl_about = models.CharField(max_length=LONGEST_ABOUT, blank=True)
    en_about = models.CharField(max_length=LONGEST_ABOUT, blank=True)
    impact = models.CharField(max_length=10, choices=[(one, one) for one in features.IMPACTS], default=features.PROCESS)
    item = models.ForeignKey(Supplied, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    manual_id = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    revision = models.IntegerField(default=0)

    objects = PublishedManager()

    class Meta:
        db_table = "releases_feature"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key"], name="releases_feature_once"),
            # What customers can use they can read of.
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(audience="customers"),
                name="releases_feature_released_is_told",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-made_at", "-id"], name="releases_feature_newest"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def ref(self) -> Ref:
        return Ref("releases.feature", self.id)

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @property
    def is_shown(self) -> bool:
        """Whether customers read of it."""
        return self.audience == "customers"

    def say(self, lang: str) -> str:
        """Dutch where there is no English."""
        return self.en if lang == "en" and self.en else self.nl

    def about(self, lang: str) -> str:
        return self.en_about if lang == "en" and self.en_about else self.nl_about


class FeatureChoice(TenantModel):
    """What a customer said of a feature: asked for it, agreed to it or declined it, who, when and how; and since when
    it is on for him and by whom. Without a row he said nothing yet. `consent_kept_by` is who of us wrote it down."""

    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, db_index=False, related_name="choices")
    said = models.CharField(max_length=10, choices=[(one, one) for one in features.SAID])
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.UUIDField(null=True, blank=True)
    asked_name = models.CharField(max_length=200, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    consented_by = models.UUIDField(null=True, blank=True)
    consented_name = models.CharField(max_length=200, blank=True)
    consent_form = models.CharField(max_length=12, choices=[(one, one) for one in features.FORMS], blank=True)
    consent_kept_by = models.CharField(max_length=200, blank=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    activated_by = models.CharField(max_length=200, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.UUIDField(null=True, blank=True)
    declined_name = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "releases_feature_choice"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "feature"], name="releases_feature_choice_once"),
            # Nothing with an effect is on without somebody who agreed, whatever the program thinks.
            models.CheckConstraint(
                condition=~Q(said=features.CONSENTED) | Q(consented_at__isnull=False),
                name="releases_feature_choice_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(said=features.ACTIVE) | Q(activated_at__isnull=False), name="releases_feature_choice_on"
            ),
            models.CheckConstraint(
                condition=~Q(said=features.DECLINED) | Q(declined_at__isnull=False),
                name="releases_feature_choice_declined",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["feature", "said"], name="releases_feature_choice_said"),
        ]


declare(
    Feature,
    row_class="published",
    retention="always",
    exports=("id", "key", "nl", "en", "impact", "released_at"),
)
declare(
    FeatureChoice,
    row_class="service",
    personal="contact",
    retention="seven years after the contract ended",
    exports=(
        "id", "feature_id", "said", "asked_at", "asked_name", "consented_at", "consented_name", "consent_form",
        "consent_kept_by", "activated_at", "activated_by", "declined_at", "declined_name", "why", "told_at",
    ),
    erasure="anonymise",
    anonymise=(("asked_name", "-"), ("consented_name", "-"), ("declined_name", "-"), ("why", "")),
)  # fmt: skip
