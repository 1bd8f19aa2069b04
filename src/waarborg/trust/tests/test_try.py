import json

from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion
from waarborg.trust.queries.checking import software
from waarborg.trust.rules.live_names import registry
from waarborg.trust.rules.verification import verify
from waarborg.trust.tests.story import april, report


def test_try(cast: Cast, appreo: AgreementVersion) -> None:
    april(cast)
    made = report(cast, "2026-05-01 06:00")
    open("/tmp/trust/r.json", "wb").write(made.envelope)
    open("/tmp/trust/p.json", "w").write(json.dumps(json.loads(made.payload), indent=1, ensure_ascii=False))
    found = verify(made.envelope, registry=registry(), software=software())
    print(found.number)
