"""What releases keeps."""

from waarborg.releases.models.features import Feature, FeatureChoice
from waarborg.releases.models.platforms import PlatformVersion
from waarborg.releases.models.releases import Channel, Item, Release
from waarborg.releases.models.rollouts import Rollout, Turn, Wave, WaveFinding
from waarborg.releases.models.testing import ItemTest, RunningBuild

__all__ = [
    "Channel",
    "Feature",
    "FeatureChoice",
    "Item",
    "ItemTest",
    "PlatformVersion",
    "Release",
    "Rollout",
    "RunningBuild",
    "Turn",
    "Wave",
    "WaveFinding",
]
