-- The database roles of Banso, for the whole server. Idempotent; run as a superuser.
-- Read by the embedded server, by `manage.py prepare_roles` and by docker-compose.
-- Grants on tables belong to the migrations, so that every database (tests too) has the same.

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'banso_owner', 'banso_migrate', 'banso_app', 'banso_system', 'banso_worker', 'banso_audit']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I', wanted);
        END IF;
    END LOOP;
END
$$;

-- Owns every object and every trigger function; nobody logs in as it.
ALTER ROLE banso_owner NOLOGIN BYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
-- Changes the schema: logs in with nothing and takes the owner's role (Django's assume_role).
ALTER ROLE banso_migrate LOGIN NOINHERIT NOBYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
-- Serves people: owns nothing, bypasses nothing, sees nothing until acting_as names a person.
ALTER ROLE banso_app LOGIN NOBYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
-- System jobs that must see all rows enter this role by name and say why.
ALTER ROLE banso_system NOLOGIN BYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
-- The worker: has nothing by itself, may enter banso_app (for a person) or banso_system (for a job).
ALTER ROLE banso_worker LOGIN NOINHERIT NOBYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
-- Reads the journal and its checkpoints, and writes nowhere.
ALTER ROLE banso_audit NOLOGIN NOBYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;

-- NOINHERIT above comes first: from PostgreSQL 16 on a grant copies it at this moment.
GRANT banso_owner, banso_app, banso_system, banso_audit TO banso_migrate;
GRANT banso_app, banso_system TO banso_worker;

-- These hold for the login, not for SET ROLE.
ALTER ROLE banso_app SET statement_timeout = '15s';
ALTER ROLE banso_app SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE banso_worker SET statement_timeout = '300s';
ALTER ROLE banso_worker SET idle_in_transaction_session_timeout = '300s';
ALTER ROLE banso_audit SET default_transaction_read_only = on;
