-- Who may bring an agreement in force to its end: its provider, wherever they sit now, because nobody else can. The
-- councils app adds the body that brought a government's item, should its provider have left.
create function app.may_end(designation uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select i.custodian_id = app.user_id() from confidentiality_designation d
    join confidentiality_item i on i.id = d.item_id where d.id = designation), false)
$$;

-- The provider of an item sits, active and pledged, where it belongs: asked before anything of an agreement is changed.
create function app.provides_here(item uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from confidentiality_item i join confidentiality_principal c on c.kind = 'council' and c.ref = i.container_id
    where i.id = item and i.custodian_id = app.user_id() and c.id = any(app.principals()))
$$;

-- Narrowing is the provider's alone while they sit here; ending it acts at once and is theirs for ever.
create or replace function app.shorten(designation uuid, new_end timestamptz) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare d confidentiality_designation;
begin
  select * into d from confidentiality_designation where id = designation;
  perform app.lock_item(d.item_id);
  select * into d from confidentiality_designation where id = designation for update;
  if not (app.provides_here(d.item_id) or (new_end <= app.at() and app.may_end(designation))) then
    raise exception 'only the provider may narrow or lift';
  end if;
  update confidentiality_designationversion set valid_until = greatest(least(valid_until, new_end), app.at()) where id = d.in_force_id and valid_until > app.at();
end $$;

create or replace function app.drop_holder(version uuid, membership int) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare i uuid;
begin
  select d.item_id into i from confidentiality_designation d join confidentiality_designationversion v on v.designation_id = d.id where v.id = version;
  perform app.lock_item(i);
  if not app.provides_here(i) then raise exception 'only the provider may narrow or lift'; end if;
  update confidentiality_holder set valid_until = app.at() where version_id = version and principal_id = membership and valid_until is null;
end $$;
revoke all on function app.may_end, app.provides_here from public;
