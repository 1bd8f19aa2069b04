"""The process group: database, web, worker and scheduler under one supervisor that nothing outlives.

What is ours in it is forked from one process that has loaded the product (nursery.py, asked by forking.py).
"""
