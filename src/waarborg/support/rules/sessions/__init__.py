"""Trainings, idea days and evaluation sessions: their kinds, certificates, and names. Pure."""
