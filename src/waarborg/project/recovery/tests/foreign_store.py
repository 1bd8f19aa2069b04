"""A store of others to try ours on: addresses in it, good and wrong ones. See swift_node.py for what it is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waarborg.plumbing.embedded_postgres.server import die_with_parent


class ForeignStore:
    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, bucket: str = "waarborg", *, key: str = "test%3Akey", secret: str = "geheim") -> str:
        return f"s3+http://{key}:{secret}@127.0.0.1:{self.port}/{bucket}?region=eu-west-1"


@contextmanager
def foreign_store(folder: Path) -> Iterator[ForeignStore]:
    parent = os.getpid()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(Path(__file__).with_name("swift_node.py")), str(folder), "geheim"],
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: die_with_parent(parent, 9),
    )
    try:
        assert process.stdout
        yield ForeignStore(int(process.stdout.readline()))
    finally:
        process.kill()
        process.communicate()
