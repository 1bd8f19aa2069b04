"""What releases are called and how they are judged: pure."""
