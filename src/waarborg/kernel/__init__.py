"""Instants, calendars, durations, due times: pure calculation, without Django, database or clock."""
