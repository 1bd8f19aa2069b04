"""Why an alarm cannot be taken up, or a policy cannot be so."""

from waarborg.kernel.errors import BadInput, Refusal


class TakenUp(Refusal):
    code = "availability.alarm.taken-up"
    nl = "Een collega heeft dit alarm al bevestigd, op {at}."
    en = "A colleague acknowledged this alarm already, at {at}."


class AlarmOver(Refusal):
    code = "availability.alarm.over"
    nl = "Dit alarm is al voorbij."
    en = "This alarm is over already."


class CallGone(Refusal):
    """For a link that is not ours, is too old, or is of somebody who left."""

    code = "availability.alarm.link-gone"
    status = 410
    nl = "Deze link werkt niet meer."
    en = "This link does not work any more."
    nl_way_out = "Log in en bevestig het alarm op zijn eigen pagina."
    en_way_out = "Sign in and acknowledge the alarm on its own page."


class PolicyName(BadInput):
    code = "availability.alarm-policy.name"
    nl = "Geef het alarmschema een naam van ten hoogste {most} tekens die nog niet bestaat."
    en = "Give the alarm policy a name of at most {most} characters that is not there yet."


class PolicySteps(BadInput):
    code = "availability.alarm-policy.steps"
    nl = "Een alarmschema heeft 1 tot en met {most} stappen, elk na 0 tot en met {minutes} minuten."
    en = "An alarm policy has 1 to {most} steps, each after 0 to {minutes} minutes."


class NoRoster(BadInput):
    code = "availability.alarm-policy.no-roster"
    nl = "Een stap roept wie dienst heeft: kies het rooster daarvoor."
    en = "A step calls who is on call: choose the roster for that."


class PolicyChanged(Refusal):
    code = "availability.alarm-policy.changed-meanwhile"
    nl = "Een collega wijzigde dit alarmschema intussen. Bekijk eerst wat er veranderde."
    en = "A colleague changed this alarm policy meanwhile. Look first at what changed."
