"""The process group: database, web, worker and scheduler under one supervisor that nothing outlives."""
