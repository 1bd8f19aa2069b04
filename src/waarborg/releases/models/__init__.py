"""What releases keeps."""

from waarborg.releases.models.platforms import PlatformVersion
from waarborg.releases.models.releases import Channel, Item, Release

__all__ = ["Channel", "Item", "PlatformVersion", "Release"]
