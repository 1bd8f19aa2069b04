"""What pages are made of: marks, pictures, wording, forms and the gallery that shows them. No business words."""
