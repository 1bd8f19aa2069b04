"""The prober: one asyncio process that asks what was set up to be asked, as a member of the group or as
`waarborg probe` elsewhere. Nothing here imports Django but `member`, and that only once there is something to ask."""
