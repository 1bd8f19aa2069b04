"""Which clause is carried where, and by which test it is shown: writes docs/clauses.md.

    python tools/clauses.py                                    write the table
    python tools/clauses.py --check                            fail when the committed table differs
    python tools/clauses.py --check --ran .cache/clauses-*.json
                                                               fail also when it claims a test that did not run and pass

A clause is *carried* when a test shows it, every promise made of it uses names of domains that exist, and every kind of
promise in it has its place in a profile. Tests are found by reading their marker, `@pytest.mark.clause("AP-24")`,
without running them; the record of what ran is written by tests/clause_plugin.py.
"""

import argparse
import ast
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from waarborg.promises.profiles import PROFILES, profile
from waarborg.promises.profiles.clauses import DOCUMENTS, Clause, clauses
from waarborg.promises.profiles.frames import FRAMES
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import unheld_acts
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.references import of_promise
from waarborg.promises.rules.registry import Registry, known

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "clauses.md"
# Kinds of name that have to be live before a promise can be enforced. Roles and properties are only words.
NEEDED = ("event", "state", "act", "date", "indicator", "register", "check", "method")
MOMENT = {"moment": ("event", "date"), "formula": ("method",)}


@dataclass
class Carried:
    """What was found for a clause. `waiting` are the promises that use a name of a domain that does not exist yet, and
    the definitions of which this holds."""

    promises: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    tests: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        if not (self.promises or self.frames or self.texts):
            return "not yet"
        if self.waiting:
            return "not yet enforced"
        return "carried" if self.tests else "not yet shown"


def survey(shown: dict[str, list[str]]) -> dict[str, Carried]:
    """Every clause with what carries it. `shown` are the tests by clause."""
    found = {clause: Carried(tests=shown.get(clause, [])) for clause in clauses()}
    names = known()
    for name in PROFILES:
        agreement = load(profile(name), name=f"{name}.yaml").require()
        for promise, content in agreement.promises.items():
            waiting = _is_waiting(agreement, promise, names)
            for clause in content.clauses:
                found[clause].promises.append(promise)
                if waiting:
                    found[clause].waiting.add(promise)
        for passage, text in agreement.terms.items():
            for clause in text.clauses:
                found[clause].texts.append(passage)
        for clause, paths in FRAMES[name].items():
            found[clause].frames.extend(paths)
            found[clause].waiting.update(path for path in paths if _frame_waits(agreement, path, names))
    return found


# Its words are given when a customer is bound, so what it says is read although contracts do not exist yet.
LINE = "contracts.line"


def _frame_waits(agreement: Agreement, path: str, names: Registry) -> bool:
    """A definition that nothing reads yet: a method of a planned domain, a component while nothing is monitored, words
    about a subject that does not exist, a role that nobody can have. Every document is bound with its version, to whom
    bought what it goes with."""
    part, _, rest = path.partition(".")
    name = rest.partition(".")[0]
    if part == "methods":
        return names.is_planned("method", agreement.methods[name].uses)
    if part == "components":
        return names.is_planned("subject", "availability.component")
    if part == "schemes":
        subject = agreement.schemes[name].of
        return subject != LINE and names.is_planned("subject", subject)
    return part == "roles" and all(names.is_planned("role", role) for role in agreement.roles[name].is_)


def _is_waiting(agreement: Agreement, promise: str, names: Registry) -> bool:
    rule = agreement.promises[promise].rule
    if rule and any(unheld_acts(rule, agreement, names)):
        return True
    for reference in of_promise(agreement.promises[promise], ("promises", promise)):
        kinds, name = MOMENT.get(reference.kind, (reference.kind,)), reference.name
        if reference.kind == "method":
            name = agreement.methods[name].uses
        if any(kind in NEEDED and names.is_planned(kind, name) for kind in kinds):  # type: ignore[arg-type]
            return True
    return False


# ---- tests, read without running them --------------------------------------------------------------------------------
def marked(root: Path = ROOT) -> dict[str, list[str]]:
    """The tests that say they show a clause, by clause, as `path::test`."""
    found: dict[str, list[str]] = {}
    folders = (root / "src", root / "tests", root / "tools")
    for path in sorted(file for folder in folders for file in folder.rglob("test_*.py")):
        for test, clause in _markers(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(clause, []).append(f"{path.relative_to(root).as_posix()}::{test}")
    return {clause: sorted(set(tests)) for clause, tests in found.items()}


def _markers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    everywhere = [
        clause
        for node in tree.body
        if isinstance(node, ast.Assign)
        and any(isinstance(to, ast.Name) and to.id == "pytestmark" for to in node.targets)
        for clause in _clauses_in([node.value])
    ]
    yield from _in_body(tree.body, "", everywhere)


def _in_body(body: list[ast.stmt], prefix: str, inherited: list[str]) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _in_body(node.body, f"{prefix}{node.name}::", [*inherited, *_clauses_in(node.decorator_list)])
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test"):
            for clause in (*inherited, *_clauses_in(node.decorator_list)):
                yield prefix + node.name, clause


def _clauses_in(expressions: Iterable[ast.expr]) -> Iterator[str]:
    for expression in expressions:
        for call in ast.walk(expression):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "clause":
                yield from (str(arg.value) for arg in call.args if isinstance(arg, ast.Constant))


# ---- the table -------------------------------------------------------------------------------------------------------
INTRODUCTION = """\
# Clauses

Which of the 328 clauses of the five service documents are carried, by what, and which test shows it. Written by
`python tools/clauses.py`; not edited by hand.

- **carried**: a profile holds it, everything it names exists, and the test named ran and passed.
- **not yet shown**: a profile holds it and everything it names exists, but no test shows it.
- **not yet enforced** (*nog niet bewaakt*): a profile holds it, but a promise of it names a domain that does not exist
  yet, or a definition is of something that nothing reads yet; these are marked with °. A test that stands beside it
  shows its terms only.
- **not yet** (*nog niet*): no profile holds it.

Kinds: a *capability* or an *application* function is a fact vouched for by a check; a *frame* clause defines what
promises refer to; a *text* has nothing to time, measure, refuse or prove.
"""
STATES = ("carried", "not yet shown", "not yet enforced", "not yet")


def render(found: dict[str, Carried]) -> str:
    lines = [INTRODUCTION, *_totals(found)]
    for prefix, document in DOCUMENTS.items():
        lines += [f"\n## {prefix}: {document}\n"]
        lines += ["| clause | what | kind | carried by | domain | state | shown by |", "|---|---|---|---|---|---|---|"]
        lines += [_row(clause, found[clause.id]) for clause in clauses().values() if clause.document == prefix]
    return "\n".join(lines) + "\n"


def _totals(found: dict[str, Carried]) -> list[str]:
    lines = ["| document | clauses | " + " | ".join(STATES) + " |", "|---|---|" + "---|" * len(STATES)]
    groups = {
        document: [clause for clause in found if clause.startswith(prefix)] for prefix, document in DOCUMENTS.items()
    }
    groups["all"] = list(found)
    for name, ids in groups.items():
        counts = [sum(found[clause].state == state for clause in ids) for state in STATES]
        lines.append(f"| {name} | {len(ids)} | " + " | ".join(str(count) for count in counts) + " |")
    return lines


def _row(clause: Clause, carried: Carried) -> str:
    promises = [f"`{name}`{'°' if name in carried.waiting else ''}" for name in carried.promises]
    others = [f"`{path}`{'°' if path in carried.waiting else ''}" for path in (*carried.texts, *carried.frames)]
    tests = [f"`{test.split('::', 1)[1]}` ({Path(test.split('::')[0]).name})" for test in carried.tests]
    cells = (
        clause.id,
        clause.title,
        ", ".join(clause.kinds),
        ", ".join((*promises, *others)) or "not yet",
        clause.domain,
        carried.state,
        ", ".join(tests) or "not yet",
    )
    return "| " + " | ".join(cells) + " |"


# ---- checks ----------------------------------------------------------------------------------------------------------
def unproven(found: dict[str, Carried], ran: dict[str, list[str]]) -> list[str]:
    """One sentence for each test the table names that did not run and pass."""
    return [
        f"{clause} names {test}, which did not run and pass"
        for clause, carried in found.items()
        for test in carried.tests
        if test not in ran.get(clause, [])
    ]


def recorded(records: Iterable[Path]) -> dict[str, list[str]]:
    """The tests that ran and passed by clause, of all parts of a run. A part that did not run has no record, and has
    shown nothing."""
    ran: dict[str, list[str]] = {}
    for record in records:
        if record.exists():
            for clause, tests in json.loads(record.read_text(encoding="utf-8"))["clauses"].items():
                ran.setdefault(clause, []).extend(tests)
    return ran


def problems(found: dict[str, Carried], table: Path, ran: dict[str, list[str]] | None) -> list[str]:
    said = []
    if not table.exists() or table.read_text(encoding="utf-8") != render(found):
        said.append(f"{table.name} differs from the profile and the tests; run python tools/clauses.py")
    if ran is not None:
        said.extend(unproven(found, ran))
    return said


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write docs/clauses.md, or check it.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the table is not right")
    parser.add_argument("--ran", type=Path, nargs="+", help="the records of the clauses that the parts of a run showed")
    chosen = parser.parse_args(arguments)
    shown = marked()
    if unknown := sorted(set(shown) - set(clauses())):
        print(f"no clause is called {', '.join(unknown)}", file=sys.stderr)
        return 1
    found = survey(shown)
    if not chosen.check:
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(render(found), encoding="utf-8")
        return 0
    ran = recorded(chosen.ran) if chosen.ran else None
    said = problems(found, TABLE, ran)
    for sentence in said:
        print(sentence, file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
