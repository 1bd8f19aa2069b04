"""What back-ups are called and how they are judged: pure."""
