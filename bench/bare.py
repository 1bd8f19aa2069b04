"""The reference beside every page: a bare Django view behind the same server, with the same dispatching.

One template of a list of fifty rows, no database, no session, no middleware. Run: python bench/bare.py PORT.
"""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

from django.conf import settings

PAGE = "<!doctype html><title>Bare</title><ul>{% for row in rows %}<li>{{ row }}</li>{% endfor %}</ul>"

if not settings.configured:
    settings.configure(
        SECRET_KEY="bare",
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=[],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

from waarborg.project.asgi_bodies import Room, read_body  # noqa: E402
from waarborg.project.asgi_bridge import call, environ_of  # noqa: E402

_django = get_wsgi_application()
_template = engines["django"].from_string(PAGE)
_pool = ThreadPoolExecutor(1)
_room = Room(1 << 24)


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_template.render({"rows": range(50)}, request))


urlpatterns = [path("", bare)]


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        while True:
            kind = (await receive())["type"]
            await send({"type": f"{kind}.complete"})
            if kind == "lifespan.shutdown":
                return
    with closing(await read_body(scope, receive, limit=1 << 20, room=_room)) as body:
        reply = await asyncio.get_running_loop().run_in_executor(_pool, call, _django, environ_of(scope, body))
    await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
    await send({"type": "http.response.body", "body": reply.body})


def serve(port: int) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.server import Server

    Server(
        "bare:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=2,
        backlog=4096,
        backpressure=4096,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
