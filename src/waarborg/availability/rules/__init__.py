"""Pure rules of availability: from raw probe results to a verdict, in three functions that store and ask nothing.

    raw results  --probing.place_states-->           known, down           per place
                 --probing.component_transitions-->  transitions           per component, kept for ever
                 --accounting.account-->             a figure and verdict  per period

1. `probing.place_states(results, probing, start=, until=) -> PlaceStates`: which time of one place is known, and in
   which of it the place was down. `results` are that place's `Result(start, end, good)`, in any order.
2. `probing.component_transitions(places, probing, start=, until=) -> tuple[Transition, ...]`: the states up, outage and
   unknown of a component, from all its places. `probing.corrected` lays what people found over it.
3. `accounting.account(spans, unknown, excluded, agreed, targets, method) -> Account`: downtime, coverage and verdicts.
   `spans, unknown = timeline.spans_of(transitions, until)`; `agreed = periods.agreed(period, calendar)`;
   `excluded = maintenance.excluded(judge(work, notice, allowed) for work in works)`.

Each of the three results is plain data of integers (microseconds since the epoch), so any of them can be stored and the
rest derived again: a month from transitions when raw results have gone. A replay may begin at any good result of a
place, since that ends whatever came before: this is how one continues where it stopped.

`response` holds response times: a `Tally` a minute, added up in any order; the verdict is `respond(observe(tallies,
promise), promise)` of `response.figures`. `otlp` reads what OpenTelemetry exporters send and makes cumulative counts
into increments; the `buckets()` of an increment go into `observe` beside tallies. `indicators` reads the measures of an
agreement into targets and promises. `statements.restate` numbers a figure anew when late data change it. `methods` are
what an agreement names, and print themselves from the data that the calculation reads. `planning` holds a plan of
maintenance to notice and hours, and offers the earliest time.
docs/algorithms/availability.md and response.md say it in words.
"""
