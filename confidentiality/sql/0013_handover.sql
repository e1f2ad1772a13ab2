-- A planned publication goes from one who works with the thing to another who does, when both want it.
-- Nothing it repeats of anybody's secret goes with it: who hands over has said of every agreement they know what the manuscript
-- has to do with it, and before the councils were asked no part may repeat one.
create function app.guard_disclosure_offer() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare d confidentiality_disclosure;
begin
  if tg_op = 'INSERT' then
    perform app.lock_item(new.disclosure_id);
    select * into d from confidentiality_disclosure where item_ptr_id = new.disclosure_id;
    if new.offered_by_id is distinct from app.user_id()
       or app.user_id() is distinct from (select custodian_id from confidentiality_item where id = new.disclosure_id) then
      raise exception 'only its author hands a publication over';
    end if;
    if new.item_id is distinct from d.subject_id then raise exception 'an offer belongs to the thing'; end if;
    if not app.works_with(new.item_id, app.principals_of(new.offered_to_id, app.at())) then
      raise exception 'only who works with the thing takes it';
    end if;
    if app.disclosure_state(new.disclosure_id) = 'published' then raise exception 'what is out is not handed over'; end if;
    if app.unsaid_touches(new.disclosure_id) > 0 then raise exception 'what it touches is said first'; end if;
    if d.opened_at is null and exists (select 1 from confidentiality_disclosuretouch where item_id = new.disclosure_id and answer = 'reproduces') then
      raise exception 'a draft that repeats protected content stays its author''s';
    end if;
    new.state := 'offered'; new.offered_at := app.at(); new.answered_at := null;
    -- an offer of somebody who is its author no more asks nobody
    update confidentiality_disclosureoffer set state = 'withdrawn', answered_at = app.at()
      where disclosure_id = new.disclosure_id and state = 'offered' and offered_by_id <> new.offered_by_id;
    return new;
  end if;
  if to_jsonb(new) - array['state', 'answered_at'] is distinct from to_jsonb(old) - array['state', 'answered_at'] or old.state <> 'offered' then
    raise exception 'an offer is answered once, as it was made';
  end if;
  return new;
end $$;
create trigger guard before insert or update on confidentiality_disclosureoffer for each row execute function app.guard_disclosure_offer();
create trigger kept before delete or truncate on confidentiality_disclosureoffer for each statement execute function app.append_only();

-- Agreements in force its author knows of and has said nothing about.
create function app.unsaid_touches(d uuid) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from confidentiality_designation g join confidentiality_designationversion v on v.id = g.in_force_id
    where v.valid_from <= app.at() and app.at() < v.valid_until
      and exists (select 1 from item_acl a where a.item_id = g.item_id and a.principal_id = any(app.principals())
        and a.valid_from <= app.at() and a.valid_until > app.at())
      and not exists (select 1 from confidentiality_disclosuretouch t where t.item_id = d and t.touched_id = g.item_id)
$$;
comment on function app.unsaid_touches is 'inner';

-- The answer of who was offered it; accepting hands over at once, under the lock of the publication. Returns the new state.
create function app.answer_disclosure_offer(wanted uuid, accepts boolean) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare o confidentiality_disclosureoffer; own int; d uuid;
begin
  select disclosure_id into d from confidentiality_disclosureoffer where id = wanted;
  perform app.lock_item(d);
  select * into o from confidentiality_disclosureoffer where id = wanted for update;
  if app.user_id() is null or o.offered_to_id is distinct from app.user_id() then raise exception 'only who was offered it answers'; end if;
  if o.state <> 'offered' then raise exception 'answered is answered'; end if;
  if not accepts then
    update confidentiality_disclosureoffer set state = 'declined', answered_at = app.at() where id = wanted;
    return 'declined';
  end if;
  if o.offered_by_id is distinct from (select custodian_id from confidentiality_item where id = d) or not app.works_with(o.item_id, app.principals())
     or app.disclosure_state(d) = 'published'
     or exists (select 1 from confidentiality_disclosure x join confidentiality_disclosuretouch t on t.item_id = x.item_ptr_id
          where x.item_ptr_id = d and x.opened_at is null and t.answer = 'reproduces') then
    raise exception 'there is nothing to hand over any more';
  end if;
  own := app.principal('person', app.user_id());
  update confidentiality_item set custodian_id = app.user_id() where id = d;
  insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)
    select p.item_ptr_id, own, 1, app.at() from confidentiality_disclosurepart p
      where p.disclosure_id = d and not app.part_is_harmless(p.item_ptr_id)
        and not exists (select 1 from confidentiality_baseaudience b where b.item_id = p.item_ptr_id and b.principal_id = own and b.valid_until is null);
  update confidentiality_item i set custodian_id = app.user_id() from confidentiality_disclosurepart p
    where p.item_ptr_id = i.id and p.disclosure_id = d and app.part_is_harmless(p.item_ptr_id);
  update confidentiality_disclosureoffer set state = 'accepted', answered_at = app.at() where id = wanted;
  insert into confidentiality_disclosuresuccession (item_id, was_author_id, author_id, reason, at)
    values (d, o.offered_by_id, app.user_id(), o.reason, app.at());
  return 'accepted';
end $$;

-- Whoever offered it takes the offer back while it is unanswered.
create function app.withdraw_disclosure_offer(wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if app.user_id() is null or app.user_id() is distinct from (select offered_by_id from confidentiality_disclosureoffer where id = wanted) then
    raise exception 'only who offered it takes it back';
  end if;
  perform app.lock_item((select disclosure_id from confidentiality_disclosureoffer where id = wanted));
  update confidentiality_disclosureoffer set state = 'withdrawn', answered_at = app.at() where id = wanted and state = 'offered';
  return found;
end $$;
revoke all on function app.unsaid_touches, app.answer_disclosure_offer, app.withdraw_disclosure_offer, app.guard_disclosure_offer from public;

-- A review may find a closing needless after whoever asked for it has left every council that was asked: then the chair of
-- one of them lets go (3.7). It opens; nobody closes by it.
create function app.may_end_closing(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from confidentiality_closingrequest r where r.id = wanted and app.user_id() is not null and (r.requester_id = app.user_id()
    or (r.valid_from <= app.at() and app.at() < r.valid_until
      and not exists (select 1 from app.disclosure_seats(r.item_id) s where s.person_id = r.requester_id)
      and exists (select 1 from confidentiality_disclosurecouncil c join confidentiality_principal p on p.kind = 'capacity' and p.part = 'chair'
        and p.ref = c.council_id where c.item_id = r.item_id and p.id = any(app.principals())))))
$$;
create or replace function app.end_closing(wanted uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r confidentiality_closingrequest;
begin
  select * into r from confidentiality_closingrequest where id = wanted;
  perform app.lock_item(r.item_id);
  select * into r from confidentiality_closingrequest where id = wanted for update;
  if not app.may_end_closing(wanted) then raise exception 'only who asked takes it back'; end if;
  if r.state = 'open' then
    update confidentiality_closingrequest set state = 'withdrawn' where id = wanted;
  elsif r.valid_from <= app.at() and app.at() < r.valid_until then
    update confidentiality_closingrequest set state = 'lifted', valid_until = app.at() where id = wanted;
    update confidentiality_closingrequest set state = 'withdrawn' where item_id = r.item_id and state = 'open';
    -- an older wording whose end was not reached does not come back
    update confidentiality_closingrequest set valid_until = app.at() where item_id = r.item_id and valid_from <= app.at() and app.at() < valid_until;
    perform app.note_disclosure('lift_closing', 'disclosure.cleared', r.item_id, jsonb_build_object('request', wanted));
  else
    return '';
  end if;
  perform app.settle_disclosure(r.item_id);
  return (select state from confidentiality_closingrequest where id = wanted);
end $$;
revoke all on function app.may_end_closing, app.end_closing from public;
