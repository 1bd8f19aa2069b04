"""Writes docs/openapi.json, the description of the interface as it is served at /api/v1/openapi.json.

python tools/openapi.py            write it
python tools/openapi.py --check    fail when the file is another one
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.project.settings")
FILE = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    import django

    django.setup()
    from waarborg.project.api import written

    if not parser.parse_args().check:
        FILE.write_bytes(written())
        return 0
    same = FILE.is_file() and FILE.read_bytes() == written()
    print("openapi: docs/openapi.json is what is served" if same else "openapi: run python tools/openapi.py")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
