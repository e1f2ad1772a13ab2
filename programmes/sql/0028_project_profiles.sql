-- A project's origin and horizon are what the newest decision says (R13).
create function app.guard_profile() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.decided_by_id is distinct from app.user_id() then raise exception 'nobody decides in another name'; end if;
  if not (4 = any(coalesce(app.principals(), '{}')) or exists (select 1 from programmes_project p join confidentiality_principal r
      on r.kind = 'role' and r.part in ('lead', 'agency') and r.ref in (p.item_ptr_id, p.concept_id, p.fund_id)
      where p.item_ptr_id = new.item_id and r.id = any(app.principals()))) then
    raise exception 'project: sight of it is no right over it';
  end if;
  perform 1 from programmes_project p where p.item_ptr_id = new.item_id for update;
  if new.reason !~ '\S' and exists (select 1 from programmes_projectprofile p where p.item_id = new.item_id) then
    raise exception 'a later decision has a reason';
  end if;
  new.decided_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_projectprofile for each row execute function app.guard_profile();

create function app.apply_profile() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update programmes_project set origin = new.origin, horizon = new.horizon where item_ptr_id = new.item_id;
  return null;
end $$;
create trigger apply after insert on programmes_projectprofile for each row execute function app.apply_profile();

create function app.guard_project_profile() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if (new.origin, new.horizon) <> ('', '') then raise exception 'origin and horizon of a project are decided, not set'; end if;
    return new;
  end if;
  if (new.origin, new.horizon) is distinct from (old.origin, old.horizon) and not exists (
      select 1 from (select p.origin, p.horizon from programmes_projectprofile p where p.item_id = new.item_ptr_id order by p.decided_at desc limit 1) last
        where (last.origin, last.horizon) = (new.origin, new.horizon)) then
    raise exception 'origin and horizon of a project are decided, not set';
  end if;
  return new;
end $$;
create trigger guard_profile before insert or update of origin, horizon on programmes_project for each row execute function app.guard_project_profile();

create trigger append_only before update or delete or truncate on programmes_projectprofile for each statement execute function app.append_only();
revoke all on all functions in schema app from public;
