"""Trainings, idea days and evaluation sessions: planning them, coming to them, and what came of them."""
