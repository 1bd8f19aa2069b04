"""Files of tenants: uploaded or made, told by their bytes, stored under their hash, handed out as downloads only."""

from waarborg.plumbing.files.accept import EmptyFile, TooLarge, TooManyInside, WrongType
from waarborg.plumbing.files.guards import guard, keep_attached
from waarborg.plumbing.files.pictures import BrokenPicture, TooManyDots
from waarborg.plumbing.files.scanning import Infected, ScannerAway
from waarborg.plumbing.files.store import open_file, put, store
from waarborg.plumbing.files.stores import NoRoom, StoreAway

__all__ = [
    "BrokenPicture",
    "EmptyFile",
    "Infected",
    "NoRoom",
    "ScannerAway",
    "StoreAway",
    "TooLarge",
    "TooManyDots",
    "TooManyInside",
    "WrongType",
    "guard",
    "keep_attached",
    "open_file",
    "put",
    "store",
]
