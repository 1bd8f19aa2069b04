"""The files of `waarborg measure`: their JSON Schemas, and what they mean."""
