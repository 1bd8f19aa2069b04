"""What must be done before the members start: schema, static files, and a look at who we are in the database."""

import sys

from waarborg.kernel.errors import Refusal


def main() -> int:
    from waarborg.project.commandline import render, set_up_django

    try:
        set_up_django()
        from waarborg.project.database_role import refuse_privileged
        from waarborg.project.schema import bring_up_to_date
        from waarborg.project.static_files import collect

        bring_up_to_date()
        refuse_privileged()
        collect()
    except Refusal as refusal:
        return render(refusal, lang="en", as_json=False) or 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
