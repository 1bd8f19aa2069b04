"""Pure rules of customers: roles and names."""
