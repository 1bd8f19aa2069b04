"""A store of others' making in one process: OpenStack Swift with its S3 interface.

    python swift_node.py FOLDER SECRET

Account, container and object server, the objects in memory, and the proxy that checks Signature V4. Key `test:key`,
bucket `waarborg`, and bucket `full` of which the quota is a hundred kilobytes. Prints the port once it answers.
"""

import sys
from pathlib import Path
from typing import Any

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi  # noqa: E402
from swift.common import utils  # noqa: E402

CONF = "[swift-hash]\nswift_hash_path_suffix = test\n[storage-policy:0]\nname = one\ndefault = yes\n"
PROXY = """
[DEFAULT]
swift_dir = {folder}
log_level = CRITICAL
[pipeline:main]
pipeline = catch_errors s3api tempauth slo container-quotas proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:s3api]
use = egg:swift#s3api
location = eu-west-1
# So that a list is asked for in several pages.
max_bucket_listing = 3
[filter:tempauth]
use = egg:swift#tempauth
user_test_key = {secret} .admin
[filter:slo]
use = egg:swift#slo
[filter:container-quotas]
use = egg:swift#container_quotas
"""
BACK = """
[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
log_level = CRITICAL
[app:main]
use = egg:swift#{what}
"""
PARTS = {"account": "account", "container": "container", "object": "mem_object", "proxy": ""}


def ring(folder: Path, kind: str, port: int) -> None:
    from swift.common.ring import RingBuilder

    builder = RingBuilder(1, 1, 0)
    builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "disk", "weight": 1})
    builder.rebalance(seed="test")
    builder.get_ring().save(str(folder / f"{kind}.ring.gz"))


def serve(folder: Path, secret: str) -> tuple[int, Any]:
    """The port of the proxy, and the proxy behind its own doors."""
    from swift.common.storage_policy import reload_storage_policies
    from swift.common.wsgi import loadapp

    (folder / "devices" / "disk").mkdir(parents=True)
    (folder / "swift.conf").write_text(CONF)
    utils.SWIFT_CONF_FILE = str(folder / "swift.conf")
    utils.validate_hash_conf()
    reload_storage_policies()
    listening = {kind: eventlet.listen(("127.0.0.1", 0)) for kind in PARTS}
    for kind in PARTS.keys() - {"proxy"}:
        ring(folder, kind, listening[kind].getsockname()[1])
    for kind, what in PARTS.items():
        path = folder / f"{kind}.conf"
        path.write_text((BACK if what else PROXY).format(folder=folder, what=what, secret=secret))
        app = loadapp(str(path))
        eventlet.spawn(wsgi.server, listening[kind], app, log_output=False)
    return listening["proxy"].getsockname()[1], app


def make_buckets(proxy: Any) -> None:
    """As its administrator, past the doors."""
    from swift.common.swob import Request

    while hasattr(proxy, "app"):
        proxy = proxy.app
    for path, more in (("/waarborg", {}), ("/full", {"X-Container-Meta-Quota-Bytes": "100000"})):
        request = Request.blank(f"/v1/AUTH_test{path}", method="PUT", headers=more)
        request.environ["swift_owner"] = True
        answer = request.get_response(proxy)
        if answer.status_int >= 300:
            sys.exit(f"{path}: {answer.status}")


def main() -> None:
    port, proxy = serve(Path(sys.argv[1]).resolve(), sys.argv[2])
    make_buckets(proxy)
    print(port, flush=True)
    while True:
        eventlet.sleep(3600)


if __name__ == "__main__":
    main()
