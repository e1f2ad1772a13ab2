-- Offices are given and ended by administrators, in whoever's request; nobody gives one to themselves round the Python.
create function app.guard_office() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_setting('role') = 'banso_app' and not 3 = any(coalesce(app.principals(), '{}')) then
    raise exception 'an office is an administrator''s to give and to end';
  end if;
  return new;
end $$;
create trigger a_guard before insert or update on accounts_office for each row execute function app.guard_office();
revoke all on function app.guard_office from public;
