-- What one Banso database needs before its migrations. Idempotent; run as a superuser inside it.

DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO banso_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO banso_migrate, banso_app, banso_worker', current_database());
END
$$;

-- The schema belongs to the owner of the database; nobody else creates anything in it.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO banso_app, banso_system, banso_audit;
