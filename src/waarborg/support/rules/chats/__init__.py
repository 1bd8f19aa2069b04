"""What is fixed about chats: how long somebody counts as present, how a chat can end, and its names."""
