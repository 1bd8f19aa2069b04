"""Reading tickets: what somebody may see, and the queue."""
