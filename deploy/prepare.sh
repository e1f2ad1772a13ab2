#!/bin/sh
# Brings a server's roles, schema, documents and static files up to date. Safe to run again.
set -eu
python manage.py prepare_roles
python manage.py migrate --no-input --verbosity 0
python manage.py load_published
# Files of earlier versions stay: pages that are open meanwhile, and the web still running, ask for them.
python manage.py collectstatic --no-input --verbosity 0
