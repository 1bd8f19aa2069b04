"""Export of one customer: seconds and memory for a million rows, as JSON Lines, CSV and a workbook.

Run: python bench/export.py [--json] [--rows 1000000].
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from fresh_database import fresh_database
from journal import AT, fill, tenants

BARS = {"export of 1,000,000 rows (s)": 60, "memory of the exporting process (MB)": 300}


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast an export is")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rows", type=int, default=1_000_000, help="an entry of the journal is two of them")
    args = parser.parse_args()
    with fresh_database():
        from waarborg.plumbing.export import write_archive

        (tenant,) = tenants(1)
        fill(tenant, args.rows // 2)
        begin, used = time.perf_counter(), time.process_time()
        with tempfile.TemporaryFile() as out:
            summary = write_archive(tenant, out, at=AT)
            size = out.tell()
        figures = {
            f"export of {args.rows:,} rows (s)": time.perf_counter() - begin,
            "of which this process calculates (s)": time.process_time() - used,
            "rows exported": summary.rows,
            "size (MB)": size / 1e6,
            "memory of the exporting process (MB)": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    shown = {what: bar for what, bar in BARS.items() if what in figures}
    good = all(figures[what] <= bar for what, bar in shown.items())
    if args.json:
        print(json.dumps({"figures": figures, "bars": shown, "good": good}))
        return 0 if good else 1
    for what, figure in figures.items():
        print(f"{what:<48} {figure:>14,.1f}   {f'bar {shown[what]:,}' if what in shown else ''}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
