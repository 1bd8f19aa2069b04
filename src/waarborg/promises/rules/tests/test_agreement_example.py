"""The example agreement shows every construct; all of them load, check clean, and come out as they went in."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

import waarborg
from waarborg.kernel.zones import TZDATA_VERSION
from waarborg.promises.rules.agreement import load, sha256_of
from waarborg.promises.rules.agreement.freeze import DocumentChanged, DocumentMissing, freeze, thaw
from waarborg.promises.rules.agreement.schema import schema, schema_text
from waarborg.promises.rules.tests.files import BRUGWACHT, DATA, HAVEN_NOORD, NAMES, read, spoilt

PUBLISHED = dt.date(2026, 6, 1)
FILES = {name: name.encode() for name in ("terms-v4.pdf", "dpa-v2.pdf", "prices-2026.yaml", "labs-v1.pdf")}
SCHEMA = Path(waarborg.__file__).parents[2] / "docs" / "agreement.schema.json"


def test_the_agreement_and_its_amendment_check_clean():
    loaded = read(f"{BRUGWACHT}---\n{HAVEN_NOORD}")
    assert loaded.problems == ()
    assert len(loaded.require().promises) == 24
    assert [one.amendment.amendment for one in loaded.amended] == ["haven-noord-2026"]


def test_what_was_written_is_what_is_read():
    agreement = read(BRUGWACHT).require()
    answer = agreement.promises["support.answer"]
    assert (answer.kind, answer.level, answer.by, answer.offered) == ("clock", "guarantee", "provider", False)
    assert answer.clock.from_ == ("support.ticket.reported",)
    assert [str(case.within) for case in answer.clock.cases] == ["1h", "4 business hours", "none"]
    assert answer.clock.cases[0].if_["priority"].words == ("p1",)
    assert answer.remedy.credit[""].number == 50
    assert agreement.promises["brugwacht.change"].rule.earliest.any_of is True
    assert agreement.promises["money.leave"].rule.earliest.items[1].amount.duration.method == "notice"
    assert agreement.promises["data.place"].rule.where["controlling_country"].negated is True
    assert agreement.calendars["desk"].openings("thu") == ("08:30-12:30", "13:00-17:00")
    assert agreement.components["water-levels"].counted is False


def test_a_silent_promise_takes_the_defaults():
    agreement = read(BRUGWACHT).require()
    pay, solve, breach = (agreement.promises[name] for name in ("money.pay", "support.solve", "data.breach"))
    assert (agreement.counting_of(pay), agreement.counting_of(solve)) == ("closing", "rolling")
    assert (agreement.calendar_of(solve), agreement.running_of(solve)) == ("desk", "frozen")
    assert (agreement.on_change_of(solve), agreement.on_change_of(pay)) == ("from-change", "from-start")
    assert [str(warn.at) for warn in agreement.warn_of(pay)] == ["75 %", "30 business minutes before"]
    assert [str(warn.at) for warn in agreement.warn_of(breach)] == ["50 %", "4h before"]
    assert agreement.visible_of(agreement.promises["trust.iso"]) == "public"


def test_the_published_schema_is_the_one_the_models_give():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def _as_an_editor_reads(file: Path) -> Any:
    """With numbers, booleans and dates that this product itself never makes of them; JSON has text for a date."""

    def plain(content: Any) -> Any:
        if isinstance(content, dict):
            return {str(key): plain(value) for key, value in content.items()}
        if isinstance(content, list):
            return [plain(item) for item in content]
        return str(content) if isinstance(content, dt.date) else content

    return plain(YAML(typ="safe", pure=True).load(file))


@pytest.mark.parametrize("name", ["brugwacht.yaml", "haven-noord.yaml"])
def test_the_schema_accepts_what_an_editor_reads_in_the_example(name):
    content = _as_an_editor_reads(DATA / name)
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(content, schema(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("key", ["witin", "witth"])
def test_the_schema_refuses_a_key_that_does_not_exist(key):
    content = _as_an_editor_reads(DATA / "brugwacht.yaml")
    content["promises"]["data.backup"]["clock"][key] = "4h"
    assert not jsonschema.Draft202012Validator(schema()).is_valid(content)


def test_freezing_writes_holidays_out_for_two_years_and_binds_documents_by_hash():
    frozen = freeze(read(BRUGWACHT).require(), on=PUBLISHED, documents=FILES)
    content = json.loads(frozen.canonical)
    assert content["calendars_cover"] == {"from": "2025-01-01", "until": "2028-12-31", "tzdata": TZDATA_VERSION}
    desk = content["calendars"]["desk"]["holiday_dates"]
    assert {date: key for date, key in desk.items() if date[:4] == "2026"} == {
        "2026-01-01": "new-year",
        "2026-04-03": "good-friday",
        "2026-04-06": "easter-monday",
        "2026-04-27": "kings-day",
        "2026-05-14": "ascension-day",
        "2026-12-25": "christmas-day",
        "2026-12-26": "boxing-day",
    }
    assert {date[:4] for date in desk} == {"2025", "2026", "2027", "2028"}
    assert content["calendars"]["always"]["holiday_dates"] == {}
    assert all(len(document["sha256"]) == 64 for document in content["documents"].values())


def test_a_frozen_version_is_the_same_agreement_and_the_same_bytes_all_year():
    agreement = read(BRUGWACHT).require()
    frozen = freeze(agreement, on=PUBLISHED, documents=FILES)
    assert freeze(agreement, on=dt.date(2026, 12, 31), documents=FILES).sha256 == frozen.sha256
    again = thaw(frozen.canonical)
    assert freeze(again, on=PUBLISHED, documents=FILES) == frozen
    assert again.promises == agreement.promises


def test_a_document_that_is_not_there_or_not_the_one_named_is_refused():
    agreement = read(BRUGWACHT).require()
    with pytest.raises(DocumentMissing) as missing:
        freeze(agreement, on=PUBLISHED, documents={})
    assert missing.value.say("nl") == "Het document “Algemene voorwaarden” (terms-v4.pdf) is er niet bij."
    bound = read(spoilt("file: dpa-v2.pdf,", f"file: dpa-v2.pdf, sha256: {'0' * 64},")).require()
    with pytest.raises(DocumentChanged):
        freeze(bound, on=PUBLISHED, documents=FILES)


def test_the_hash_is_read_back_from_the_canonical_text():
    from waarborg.promises.rules.agreement import canonical

    agreement = read(BRUGWACHT).require()
    assert sha256_of(thaw(canonical(agreement))) == sha256_of(agreement)


def test_a_file_on_disk_is_read_and_named(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("agreement: x\n", encoding="utf-8")
    loaded = load(file, registry=NAMES)
    assert {problem.place.file for problem in loaded.problems} == {str(file)}
    assert [problem.say("en") for problem in loaded.problems] == [
        f'"{key}" is missing here'
        for key in ("version", "effective", "timezone", "language", "provider", "nl", "en", "chapters", "promises")
    ]
