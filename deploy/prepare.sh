#!/bin/sh
# Brings a server's roles, schema, documents and static files up to date. Safe to run again.
set -eu
python manage.py prepare_roles
python manage.py migrate --no-input --verbosity 0
python manage.py load_published
python manage.py collectstatic --no-input --clear --verbosity 0
