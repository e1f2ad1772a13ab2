-- "Who can see this", for somebody who may see at least its title: the one definition. Names are for its custodian, for
-- those who sit in its container (or are it), and for the team of its container or of anything that contains that;
-- anybody else learns of groups open to all and of themselves: who works together is no stranger's business.
-- An app whose containers have teams needs nothing but principals of the kind 'team'.
create or replace function app.who_can_see(i uuid, want smallint, t timestamptz default null)
returns table (person_id uuid, depth smallint, principal_id int, ground text, ground_id uuid, valid_from timestamptz, valid_until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with now as (select coalesce(t, app.at()) at),
  allowed as (select 1 from item_acl a where a.item_id = i and a.principal_id = any(app.principals())
     and a.valid_from <= app.at() and a.valid_until > app.at() limit 1),
  among as (select 1 from confidentiality_item it where it.id = i and (it.custodian_id = app.user_id()
     or exists (select 1 from confidentiality_principal c where c.kind = 'council' and c.ref in (it.id, it.container_id)
          and c.id = any(app.principals()))
     or exists (with recursive up(id) as (
          select i union select x.container_id from confidentiality_item x join up on x.id = up.id where x.container_id is not null)
        select 1 from up join confidentiality_principal c on c.kind = 'team' and c.ref = up.id where c.id = any(app.principals())))),
  open_rows as (select a.principal_id, a.depth, nullif(a.valid_from, '-infinity') f, nullif(a.valid_until, 'infinity') u
     from item_acl a, now where a.item_id = i and a.depth >= want and a.valid_from <= at and a.valid_until > at and exists (select 1 from allowed)),
  people as (
    select h.person_id, r.depth, r.principal_id, h.ground::text, h.ground_id, greatest(r.f, h.valid_from) f, least(r.u, h.valid_until) u
      from open_rows r join confidentiality_holding h on h.principals @> array[r.principal_id], now
      where h.valid_from <= at and (h.valid_until is null or h.valid_until > at) and h.pledged_at <= at
    union all
    select p.ref, r.depth, r.principal_id, 'person', null, r.f, r.u from open_rows r
      join confidentiality_principal p on p.id = r.principal_id and p.kind = 'person')
  select p.* from people p join accounts_person a on a.id = p.person_id and a.is_active
    where exists (select 1 from among) or p.person_id = app.user_id()
  union all
  select null, r.depth, r.principal_id, p.kind, null, r.f, r.u from open_rows r
    join confidentiality_principal p on p.id = r.principal_id and p.kind in ('everybody', 'signed_in')
$$;
revoke all on all functions in schema app from public;
