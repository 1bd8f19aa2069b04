"""What releases keeps."""

from waarborg.releases.models.features import Feature, FeatureChoice
from waarborg.releases.models.platforms import PlatformVersion
from waarborg.releases.models.releases import Channel, Item, Release

__all__ = ["Channel", "Feature", "FeatureChoice", "Item", "PlatformVersion", "Release"]
