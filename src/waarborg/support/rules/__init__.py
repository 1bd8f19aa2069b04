"""Pure rules of the support desk."""
