"""Why a plan, a back-up or a restore test cannot be so."""

from waarborg.kernel.errors import BadInput, Refusal


class NoKey(BadInput):
    code = "continuity.plan.no-key"
    nl = "Geef het plan een korte naam van kleine letters, cijfers en streepjes, ten hoogste {most} tekens."
    en = "Give the plan a short name of small letters, digits and hyphens, at most {most} characters."


class KeyTaken(BadInput):
    code = "continuity.plan.key-taken"
    nl = "Er is al een plan {key}."
    en = "There is a plan {key} already."


class NotSaid(BadInput):
    code = "continuity.plan.not-said"
    nl = "Klanten lezen dit: schrijf in ten hoogste {most} tekens wat er in de back-up zit en waar hij wordt bewaard."
    en = "Customers read this: write in at most {most} characters what is in the back-up and where it is kept."


class UnknownPlan(BadInput):
    code = "continuity.plan.unknown-choice"
    nl = "Kies voor wie de back-up is, hoe vaak hij wordt gemaakt en hoe lang bewaard, uit wat er te kiezen is."
    en = "Choose from what there is whom the back-up is for, how often it is made and for how long it is kept."


class NobodysPlan(BadInput):
    code = "continuity.plan.no-customer"
    nl = "Kies de klant van wie deze back-up is; een back-up van alle klanten noemt er geen."
    en = "Choose the customer that this back-up is of; one of all customers names none."


class ScopeStays(Refusal):
    code = "continuity.plan.scope-stays"
    nl = "Voor wie een plan is en wat erin zit blijft zoals het is: cijfers van eerdere maanden rekenen ermee."
    en = "Whom a plan is for and what is in it stays as it is: figures of earlier months are reckoned with it."
    nl_way_out = "Beëindig dit plan en schrijf een nieuw op."
    en_way_out = "End this plan and write down a new one."


class PaceStays(Refusal):
    code = "continuity.plan.pace-stays"
    nl = "Vaker dan eens per dag, eens per dag of minder vaak: dat ritme blijft, want toezeggingen noemen het."
    en = "More often than once a day, once a day or less often: that pace stays, since promises name it."
    nl_way_out = "Beëindig dit plan en schrijf een nieuw op."
    en_way_out = "End this plan and write down a new one."


class ChangedMeanwhile(Refusal):
    code = "continuity.plan.changed-meanwhile"
    nl = "Een collega wijzigde dit plan intussen. Uw invoer staat er nog; bekijk eerst wat er veranderde."
    en = "A colleague changed this plan meanwhile. What you filled in is still here; look first at what changed."


class PlanEnded(Refusal):
    code = "continuity.plan.ended"
    nl = "Dit plan is beëindigd: er komen geen back-ups meer bij."
    en = "This plan has ended: no back-ups are added to it."


class NotInOrder(BadInput):
    code = "continuity.backup.not-in-order"
    nl = "Een back-up begint voordat hij klaar is, bevat niets van daarna, en is niet pas in de toekomst klaar."
    en = "A back-up begins before it is complete, holds nothing from after that, and is not complete in the future."


class NoReason(BadInput):
    code = "continuity.backup.no-reason"
    nl = "Zeg bij een mislukte back-up in ten hoogste {most} tekens waarom."
    en = "Say of a failed back-up why it failed, in at most {most} characters."


class NotMeasured(BadInput):
    code = "continuity.backup.not-measured"
    nl = "Een grootte is een geheel getal van bytes vanaf nul, en een SHA-256 heeft 64 hexadecimale cijfers."
    en = "A size is a whole number of bytes from zero on, and a SHA-256 has 64 hexadecimal digits."


class TooLong(BadInput):
    code = "continuity.backup.too-long"
    nl = "Hier passen ten hoogste {most} tekens."
    en = "At most {most} characters fit here."


class OtherThanReported(Refusal):
    code = "continuity.backup.other-than-reported"
    nl = "Onder de naam {reference} is al een andere back-up gemeld."
    en = "Another back-up was reported under the name {reference} already."


class UnknownResult(BadInput):
    code = "continuity.restore-test.unknown"
    nl = "Zeg wat er is teruggezet, van welk moment, hoe lang het duurde en wat de uitkomst was."
    en = "Say what was restored, of which moment, how long it took and what came of it."


class AlreadyTested(BadInput):
    code = "continuity.restore-test.already"
    nl = "Van dit plan staat er al een test op dat moment."
    en = "There is a test of this plan at that moment already."
