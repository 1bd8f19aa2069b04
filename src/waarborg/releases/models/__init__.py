"""What releases keeps."""

from waarborg.releases.models.features import Feature, FeatureChoice
from waarborg.releases.models.platforms import PlatformVersion
from waarborg.releases.models.releases import Channel, Item, Release
from waarborg.releases.models.rollouts import Rollout, Turn, Wave, WaveFinding

__all__ = [
    "Channel",
    "Feature",
    "FeatureChoice",
    "Item",
    "PlatformVersion",
    "Release",
    "Rollout",
    "Turn",
    "Wave",
    "WaveFinding",
]
