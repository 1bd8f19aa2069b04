"""Questions of visitors without an account, pure."""
