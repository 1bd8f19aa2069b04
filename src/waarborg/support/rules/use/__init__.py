"""How much of support a customer uses: `docs/algorithms/support-use.md` says what is counted, and how it compares."""
