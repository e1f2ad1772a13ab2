"""``python -m tests.bench lists [sizes…] | pages | programmes [--only WORD,WORD…]``: prints ratios; run by ``make bench``."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ.setdefault("BANSO_DATA", str(ROOT / "var" / "bench"))
    os.environ.setdefault("BANSO_DEMO", "1")
    os.environ["BANSO_DB_LOGIN"] = "banso_migrate"
    from portal import embedded

    if embedded.is_embedded():
        embedded.ensure_running(Path(os.environ["BANSO_DATA"]).resolve())
    import django

    django.setup()


def lists(sizes: list[int]) -> None:
    from django.core.management import call_command
    from django.db import connection

    from tests.bench import lists as bench
    from tests.bench.world import fill

    results = {}
    original = connection.settings_dict["NAME"]
    for size in sizes:
        name = f"bench_{size}"
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database if exists "{name}" with (force)')
            cursor.execute(f'create database "{name}"')
        connection.settings_dict["NAME"] = name
        print(f"  {size:,} items", flush=True)
        call_command("migrate", verbosity=0, skip_checks=True)
        fill(size)
        bench.prepare_guardian()
        results[size] = {
            who: {
                "unprepared": bench.measure(who, 61, False),
                "prepared": bench.measure(who, 61, True),
                "guardian": bench.guardian(who),
            }
            for who in bench.READERS
        }
        connection.close()
        connection.settings_dict["NAME"] = original
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database "{name}" with (force)')
    bench.report(results)


if __name__ == "__main__":
    start()
    what = sys.argv[1] if len(sys.argv) > 1 else "all"
    if what in ("all", "lists"):
        lists(
            [int(n.replace("k", "000").replace("M", "000000")) for n in sys.argv[2:]]
            or [10_000, 100_000, 1_000_000]
        )
    if what in ("all", "pages"):
        from tests.bench import pages

        pages.run()
    if what in ("all", "programmes"):
        from tests.bench import programmes

        programmes.run(sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv[:-1] else "")
