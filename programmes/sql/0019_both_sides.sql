-- Nobody runs a call and applies in it: what its agency and its checkers read of the proposals, no competitor reads.

create function evaluation.runs_call(c uuid, who uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_call k join programmes_assignment a on a.item_id in (k.item_ptr_id, k.concept_id, k.fund_id)
    where k.item_ptr_id = c and a.person_id = who and a.role in ('agency', 'integrity')
      and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at()))
$$;

-- Who names somebody waits for a proposal that is being sent, and it for them. A draft stands in nobody's way: it tells nothing.
create function app.guard_both_sides() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.role in ('agency', 'integrity') then
    perform 1 from programmes_call k where new.item_id in (k.item_ptr_id, k.concept_id, k.fund_id) order by k.item_ptr_id for no key update;
    if exists (select 1 from programmes_call k where new.item_id in (k.item_ptr_id, k.concept_id, k.fund_id)
        and evaluation.applies_in(k.item_ptr_id, new.person_id)) then
      raise exception 'both sides: who applies in a call does not run it';
    end if;
  elsif new.role in ('representative', 'co_applicant', 'institution') and exists (select 1 from programmes_proposal p
      where p.item_ptr_id = new.item_id and evaluation.runs_call(p.call_id, new.person_id)) then
    raise exception 'both sides: who runs a call does not apply in it';
  end if;
  return new;
end $$;
create trigger guard_both_sides before insert on programmes_assignment for each row execute function app.guard_both_sides();

create function app.guard_both_sides_of_sent() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from programmes_call where item_ptr_id = new.call_id for share;
  if exists (select 1 from programmes_assignment a where a.item_id = new.item_ptr_id and a.valid_from <= app.at()
      and (a.valid_until is null or a.valid_until > app.at()) and evaluation.runs_call(new.call_id, a.person_id)) then
    raise exception 'both sides: who runs a call does not apply in it';
  end if;
  return new;
end $$;
create trigger guard_both_sides before update of sent_number, state on programmes_proposal for each row
  when (new.state = 'submitted') execute function app.guard_both_sides_of_sent();

-- Who of a proposal's people runs its call by now: for who is about to send it.
create function app.runners_among(p uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct a.person_id from programmes_assignment a join programmes_proposal o on o.item_ptr_id = a.item_id
    where o.item_ptr_id = p and app.has_role(p, 'representative') and a.valid_from <= app.at()
      and (a.valid_until is null or a.valid_until > app.at()) and evaluation.runs_call(o.call_id, a.person_id)
$$;

revoke all on all functions in schema app from public;
revoke all on all functions in schema evaluation from public;
