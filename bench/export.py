"""Export of one customer: seconds and memory for a million rows, as JSON Lines, CSV and a workbook.

Run: python bench/export.py [--json] [--rows 1000000].
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from figures import finish, from_table
from fresh_database import fresh_database
from journal import AT, fill, tenants

AT_MOST = {"export of 1,000,000 rows (s)": 60, "memory of the exporting process (MB)": 300}


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
    return finish(from_table(figures, at_most=AT_MOST), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
