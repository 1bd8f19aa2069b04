"""Everything that knows no business word: tenancy, journal, jobs, mail, files, pages."""
