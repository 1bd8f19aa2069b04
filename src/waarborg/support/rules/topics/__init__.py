"""Topics of tickets: what is part of fair use, what is proposed first, and what we do not do (CL-11, CL-30, CL-86)."""
