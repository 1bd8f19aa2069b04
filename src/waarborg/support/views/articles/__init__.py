"""Pages of the knowledge base: for visitors, in the portal and at the desk."""
