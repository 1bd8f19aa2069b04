"""Django's WSGI handler: what the dispatcher (asgi.py) calls once a request's body is there."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.project.settings")
application = get_wsgi_application()
