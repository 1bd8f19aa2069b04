"""Looking an installation over: each check says what it found, and what to do where that is not right."""
