-- A planned publication does not die with its author's leaving: somebody who works with the thing takes it over, and says why.
create function app.works_with(thing uuid, who int[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from item_acl a where a.item_id = thing and a.depth = 2 and a.principal_id > 2 and a.principal_id = any(who)
    and a.valid_from <= app.at() and a.valid_until > app.at())
$$;
comment on function app.works_with is 'inner';

-- The planned publication of a thing whose author works with it no more, for who does; null when there is none.
create function app.orphaned_disclosure(thing uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select d.item_ptr_id from confidentiality_disclosure d join confidentiality_item i on i.id = d.item_ptr_id
    where d.subject_id = thing and app.works_with(thing, app.principals())
      and not app.works_with(thing, app.principals_of(i.custodian_id, app.at()))
$$;

-- Takes it over. What had not been put to the councils is its author's own draft: it goes, and the successor says anew what
-- is to be published. What had been put to them goes on, but a part that repeats protected content, or that is closed or
-- asked to be, is not shown to anybody who could not read it before.
create function app.take_over_disclosure(thing uuid, why text, words jsonb) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare d uuid; was uuid; opened timestamptz; own int;
begin
  d := app.orphaned_disclosure(thing);
  if d is null then raise exception 'its author is still there'; end if;
  perform app.lock_item(d);
  if app.orphaned_disclosure(thing) is distinct from d then raise exception 'its author is still there'; end if;
  if why !~ '\S' then raise exception 'a succession has its reason'; end if;
  select custodian_id into was from confidentiality_item where id = d;
  select opened_at into opened from confidentiality_disclosure where item_ptr_id = d;
  update confidentiality_item set custodian_id = app.user_id() where id = d;
  if opened is null then
    delete from confidentiality_disclosuretouch where item_id = d;
    delete from confidentiality_disclosurepart where disclosure_id = d;
    update confidentiality_disclosure set form = words->>'form', title = words->>'title', venue = words->>'venue',
        planned_on = (words->>'planned_on')::date, abstract = words->>'abstract', is_basic_research = (words->>'is_basic_research')::boolean
      where item_ptr_id = d;
  else
    own := app.principal('person', app.user_id());
    update confidentiality_item i set custodian_id = app.user_id() from confidentiality_disclosurepart p
      where p.item_ptr_id = i.id and p.disclosure_id = d and app.part_is_harmless(p.item_ptr_id);
    insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
      select p.item_ptr_id, own, 1, app.at() from confidentiality_disclosurepart p
        where p.disclosure_id = d and not app.part_is_harmless(p.item_ptr_id)
          and not exists (select 1 from confidentiality_baseaudience b where b.item_id = p.item_ptr_id and b.principal_id = own and b.valid_until is null);
  end if;
  insert into confidentiality_disclosuresuccession (item_id, was_author_id, author_id, reason, at) values (d, was, app.user_id(), why, app.at());
  return d;
end $$;

-- Neither repeats protected content nor is closed or asked to be; the councils have read it in full.
create function app.part_is_harmless(part uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select 1 from confidentiality_disclosuretouch t where t.part_id = part and t.answer = 'reproduces')
    and not exists (select 1 from confidentiality_closingrequest r where part = any(r.parts)
      and (r.state = 'open' or (r.valid_from <= app.at() and app.at() < r.valid_until)))
$$;
comment on function app.part_is_harmless is 'inner';

-- What may go out at this instant is its present author's to send out, whoever wrote it.
create function app.adopt_open_parts(d uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if app.user_id() is distinct from (select custodian_id from confidentiality_item where id = d) then raise exception 'a planned publication is its author''s'; end if;
  update confidentiality_item i set custodian_id = app.user_id() from confidentiality_disclosurepart p
    where p.item_ptr_id = i.id and p.disclosure_id = d and i.custodian_id is distinct from app.user_id() and app.part_is_open(p.item_ptr_id, app.at());
end $$;

create trigger append_only before update or delete or truncate on confidentiality_disclosuresuccession for each statement execute function app.append_only();
revoke all on function app.works_with, app.orphaned_disclosure, app.take_over_disclosure, app.part_is_harmless, app.adopt_open_parts from public;
