-- Publication decisions run the other way round from agreements: silence, refusal and deadlock all mean "may be published".
-- What is true at an instant follows from the facts (opened, deadline, refusal, requests with their windows, what went
-- out); the stored state is a copy these triggers keep, and never decides anything.

create function app.longest_closing() returns interval language sql immutable as $$ select interval '366 days' $$;

-- The state at an instant, from the facts of one row and what hangs off it.
create function app.disclosure_state_from(d uuid, opened timestamptz, due timestamptz, cleared timestamptz, t timestamptz) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  with out as (select count(*) n from confidentiality_publishedpart o join confidentiality_disclosurepart p on p.item_ptr_id = o.part_id where p.disclosure_id = d),
  whole as (select count(*) n from confidentiality_disclosurepart where disclosure_id = d)
  select case
    when opened is null then 'registered'
    when (select n from out) > 0 and (select n from out) = (select n from whole) then 'published'
    when (select n from out) > 0 then 'published_partial'
    when exists (select 1 from confidentiality_closingrequest r where r.item_id = d and r.valid_from <= t and t < r.valid_until) then 'restricted'
    when due <= t or cleared <= t or exists (select 1 from confidentiality_closingrequest r where r.item_id = d and r.valid_from <= t) then 'cleared_open'
    when exists (select 1 from confidentiality_closingrequest r where r.item_id = d and r.state = 'open') then 'exception_requested'
    else 'screening' end
$$;

create function app.disclosure_state(d uuid, t timestamptz default null) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select app.disclosure_state_from(item_ptr_id, opened_at, decide_by, cleared_at, coalesce(t, app.at())) from confidentiality_disclosure where item_ptr_id = d
$$;

-- Whether one part may go out at an instant, and what it waits for: the clock of the decision, a request everybody
-- agreed to, or an agreement in force whose content it repeats. Internal: callers have asked who reads.
create function app.part_stands(wanted uuid, t timestamptz)
returns table (is_out boolean, waits_for text, until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with p as (select d.*, x.item_ptr_id as part_id from confidentiality_disclosurepart x join confidentiality_disclosure d on d.item_ptr_id = x.disclosure_id where x.item_ptr_id = wanted),
  gone as (select exists (select 1 from confidentiality_publishedpart where part_id = wanted) yes),
  held as (select max(v.valid_until) u from confidentiality_disclosuretouch t0 join confidentiality_designation g on g.item_id = t0.touched_id
     join confidentiality_designationversion v on v.designation_id = g.id
     where t0.part_id = wanted and t0.answer = 'reproduces' and v.valid_from <= t and t < v.valid_until),
  closed as (select max(r.valid_until) u from confidentiality_closingrequest r, p
     where r.item_id = p.item_ptr_id and wanted = any(r.parts) and r.valid_from <= t and t < r.valid_until),
  decided as (select opened_at is not null and (decide_by <= t or cleared_at <= t or exists (select 1 from confidentiality_closingrequest r
     where r.item_id = p.item_ptr_id and r.valid_from <= t)) yes from p)
  select (select yes from gone),
    case when (select yes from gone) then '' when (select opened_at from p) is null then 'opening' when (select u from held) is not null then 'designation'
         when (select u from closed) is not null then 'request' when (select yes from decided) then '' else 'clock' end,
    case when (select u from held) is not null then (select u from held) when (select u from closed) is not null then (select u from closed)
         when not (select yes from decided) then (select decide_by from p) end
$$;

create function app.part_is_open(wanted uuid, t timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as
$$ select waits_for = '' and not is_out from app.part_stands(wanted, t) $$;

-- Where every part of a disclosure stands, for a reader of the disclosure; when an agreement ends is told to those
-- alone who know of the item it protects.
create function app.disclosure_parts(d uuid, t timestamptz default null)
returns table (part_id uuid, is_out boolean, waits_for text, until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.item_ptr_id, s.is_out, s.waits_for,
      case when s.waits_for <> 'designation' or not exists (select 1 from confidentiality_disclosuretouch x where x.part_id = p.item_ptr_id
          and x.answer = 'reproduces' and not exists (select 1 from item_acl a where a.item_id = x.touched_id
            and a.principal_id = any(app.principals()) and a.valid_from <= app.at() and a.valid_until > app.at())) then s.until end
    from confidentiality_disclosurepart p cross join lateral app.part_stands(p.item_ptr_id, coalesce(t, app.at())) s
    where p.disclosure_id = d and exists (select 1 from item_acl a where a.item_id = d and a.depth = 2 and a.principal_id = any(app.principals())
        and a.valid_from <= app.at() and a.valid_until > app.at())
    order by p.number
$$;

-- How the publication of things stands, for readers who may know of those things: a word, and the day of the decision.
create function app.disclosures_of(subjects uuid[])
returns table (subject_id uuid, state text, decide_by timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.subject_id, app.disclosure_state(d.item_ptr_id), d.decide_by from confidentiality_disclosure d
    where d.subject_id = any(subjects) and exists (select 1 from item_acl a where a.item_id = d.subject_id
      and a.principal_id = any(app.principals()) and a.valid_from <= app.at() and a.valid_until > app.at())
$$;

-- The texts answers are bound to, one labelled line each; values are JSON strings.
create function app.manuscript_text(wanted uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select concat_ws(e'\n', 'banso disclosure 1', 'item ' || d.item_ptr_id, 'subject ' || d.subject_id, 'form ' || d.form, 'title ' || to_json(d.title),
      'venue ' || to_json(d.venue), 'planned ' || d.planned_on, 'abstract ' || to_json(d.abstract), 'basic ' || d.is_basic_research,
      (select string_agg(concat_ws(' ', 'part', p.item_ptr_id::text, p.number::text, to_json(p.place)::text, to_json(p.text)::text, coalesce(f.sha256, '-')), e'\n' order by p.number)
         from confidentiality_disclosurepart p left join confidentiality_storedfile f on f.id = p.file_id where p.disclosure_id = d.item_ptr_id))
    from confidentiality_disclosure d where d.item_ptr_id = wanted
$$;
create function app.manuscript_hash(wanted uuid) returns text
language sql stable security definer set search_path = public, pg_temp as
$$ select encode(sha256(convert_to(app.manuscript_text(wanted), 'UTF8')), 'hex') $$;

create function app.closing_text(wanted uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select concat_ws(e'\n', 'banso closing request 1', 'manuscript ' || app.manuscript_hash(r.item_id), 'request ' || r.id, 'requester ' || r.requester_id,
      'ground ' || r.ground, 'reason ' || to_json(r.reason), 'alternatives ' || to_json(r.alternatives), 'review ' || to_json(r.review_by),
      'parts ' || array_to_string(array(select x from unnest(r.parts) x order by x), ','), 'from agreement',
      'until ' || to_char(r.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), 'extension ' || r.is_extension)
    from confidentiality_closingrequest r where r.id = wanted
$$;
create function app.closing_hash(wanted uuid) returns text
language sql stable security definer set search_path = public, pg_temp as
$$ select encode(sha256(convert_to(app.closing_text(wanted), 'UTF8')), 'hex') $$;

create function app.note_disclosure(verb text, topic text, d uuid, note jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)
    values (app.at(), app.user_id(), case when app.user_id() is null then 'system' else 'person' end, verb, d, 'confidentiality.disclosure', d, note);
  insert into confidentiality_outboxmessage (id, topic, item_id, actor_id, note, created, attempts)
    values (gen_random_uuid(), topic, d, app.user_id(), jsonb_build_object('subject', d), app.at(), 0);
$$;

-- Who sits, active and pledged, on a council that is asked.
create function app.disclosure_seats(d uuid)
returns table (person_id uuid, votes boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.person_id, bool_or(s.votes) from confidentiality_disclosurecouncil c cross join lateral app.seats_at(c.council_id, null) s
    where c.item_id = d group by s.person_id
$$;

-- The stored copy follows the facts; whoever writes, the state is never theirs to say.
create function app.settle_disclosure(d uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as
$$ update confidentiality_disclosure set state = app.disclosure_state(d) where item_ptr_id = d and state <> app.disclosure_state(d) $$;

create function app.guard_disclosure() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare words constant text[] := array['subject_id', 'form', 'title', 'venue', 'planned_on', 'abstract', 'is_basic_research']; was text; owner uuid;
begin
  select custodian_id into owner from confidentiality_item where id = new.item_ptr_id;
  if tg_op = 'INSERT' then
    if app.user_id() is not null and not exists (select 1 from item_acl a where a.item_id = new.subject_id and a.depth = 2 and a.principal_id > 2
         and a.principal_id = any(app.principals()) and a.valid_from <= app.at() and a.valid_until > app.at()) then
      raise exception 'only who works with a thing plans its publication';
    end if;
    new.opened_at := null; new.decide_by := null; new.cleared_at := null; new.state := 'registered';
    return new;
  end if;
  if new.subject_id <> old.subject_id then raise exception 'a disclosure stays with its item'; end if;
  if old.opened_at is not null and new.opened_at is not null
     and (select jsonb_object_agg(w, to_jsonb(new) -> w) from unnest(words) w) is distinct from (select jsonb_object_agg(w, to_jsonb(old) -> w) from unnest(words) w) then
    raise exception 'what was put to the councils never changes; take it back first';
  end if;
  if pg_trigger_depth() = 1 and app.user_id() is not null and owner is distinct from app.user_id()
     and to_jsonb(new) - 'state' is distinct from to_jsonb(old) - 'state' then
    raise exception 'a planned publication is its author''s';
  end if;
  if old.opened_at is null and new.opened_at is not null then
    new.opened_at := app.at(); new.cleared_at := null;
    if new.decide_by is null or new.decide_by <= app.at() or new.decide_by > app.at() + interval '92 days' then
      raise exception 'the decision needs a day that is near';
    end if;
    if not exists (select 1 from confidentiality_disclosurepart where disclosure_id = new.item_ptr_id)
       or not exists (select 1 from confidentiality_disclosurecouncil where item_id = new.item_ptr_id) then
      raise exception 'nothing to ask, or nobody';
    end if;
  elsif old.opened_at is not null and new.opened_at is null then
    was := app.disclosure_state(new.item_ptr_id);
    if was not in ('screening', 'exception_requested', 'cleared_open') or exists (select 1 from confidentiality_closingrequest where item_id = new.item_ptr_id and valid_from is not null) then
      raise exception 'what is closed or out is not taken back';
    end if;
    new.decide_by := null; new.cleared_at := null;
    update confidentiality_closingrequest set state = 'withdrawn' where item_id = new.item_ptr_id and state = 'open';
  else
    if new.opened_at is distinct from old.opened_at or new.decide_by is distinct from old.decide_by then
      raise exception 'the deadline is set once';
    end if;
    if new.cleared_at is distinct from old.cleared_at and pg_trigger_depth() = 1 then
      raise exception 'a refusal clears, or everybody''s word, and nothing else';
    end if;
  end if;
  new.state := app.disclosure_state_from(new.item_ptr_id, new.opened_at, new.decide_by, new.cleared_at, app.at());
  return new;
end $$;
create trigger guard before insert or update on confidentiality_disclosure for each row execute function app.guard_disclosure();

-- Opening fixes who is asked whether they object: whoever votes on a council asked, except its author.
create function app.on_disclosure_open() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into confidentiality_disclosurevoter (item_id, request_id, person_id, asked_at)
    select new.item_ptr_id, null, s.person_id, new.opened_at from app.disclosure_seats(new.item_ptr_id) s
      where s.votes and s.person_id is distinct from (select custodian_id from confidentiality_item where id = new.item_ptr_id);
  return null;
end $$;
create trigger opened after update on confidentiality_disclosure for each row
  when (old.opened_at is null and new.opened_at is not null) execute function app.on_disclosure_open();

-- The manuscript and its councils stand still once they are put to anybody.
create function app.guard_manuscript() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare d uuid; later boolean := false;
begin
  if tg_table_name = 'confidentiality_disclosurepart' then
    d := case when tg_op = 'DELETE' then old.disclosure_id else new.disclosure_id end;
    if tg_op <> 'DELETE' then
      if new.file_id is not null and not exists (select 1 from confidentiality_storedfile where id = new.file_id and item_id = new.item_ptr_id) then
        raise exception 'a part shows its own file';
      end if;
    end if;
  else
    d := case when tg_op = 'DELETE' then old.item_id else new.item_id end;
    later := tg_table_name = 'confidentiality_disclosuretouch' and tg_op = 'INSERT';
  end if;
  if tg_op = 'UPDATE' and to_jsonb(new) ->> 'disclosure_id' is distinct from to_jsonb(old) ->> 'disclosure_id' then raise exception 'a part stays where it is'; end if;
  perform app.lock_item(d);
  if app.user_id() is not null and app.user_id() is distinct from (select custodian_id from confidentiality_item where id = d) then
    raise exception 'a planned publication is its author''s';
  end if;
  if later then
    if new.part_id is not null and not exists (select 1 from confidentiality_disclosurepart where item_ptr_id = new.part_id and disclosure_id = d) then
      raise exception 'a part of this manuscript';
    end if;
  end if;
  if not later and exists (select 1 from confidentiality_disclosure where item_ptr_id = d and opened_at is not null) then
    raise exception 'what was put to the councils never changes; take it back first';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger guard before insert or update or delete on confidentiality_disclosurepart for each row execute function app.guard_manuscript();
create trigger guard before insert or update or delete on confidentiality_disclosurecouncil for each row execute function app.guard_manuscript();
create trigger guard before insert or update or delete on confidentiality_disclosuretouch for each row execute function app.guard_manuscript();

-- Neither the paper put to the councils nor its parts ever belong to everybody, and a part that repeats protected
-- content is known to the councils by its content-free title alone.
create function app.guard_manuscript_audience() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from confidentiality_disclosure where item_ptr_id = new.item_id union all select 1 from confidentiality_disclosurepart where item_ptr_id = new.item_id) then
    if new.valid_until is not null and new.valid_until <= app.at() then return new; end if;
    if new.principal_id <= 2 then raise exception 'a manuscript stays with its councils'; end if;
    if new.depth = 2 and exists (select 1 from confidentiality_disclosuretouch where part_id = new.item_id and answer = 'reproduces') then
      raise exception 'a part that repeats protected content stays its author''s';
    end if;
  end if;
  return new;
end $$;
create trigger guard_manuscript before insert or update on confidentiality_baseaudience for each row execute function app.guard_manuscript_audience();

-- The exception ---------------------------------------------------------------------------------------
create function app.guard_closing() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare d confidentiality_disclosure; s text; live confidentiality_closingrequest;
begin
  perform app.lock_item(new.item_id);
  select * into d from confidentiality_disclosure where item_ptr_id = new.item_id;
  s := app.disclosure_state(new.item_id);
  if new.requester_id is distinct from app.user_id() then raise exception 'nobody asks in another name'; end if;
  if not exists (select 1 from app.disclosure_seats(new.item_id) x where x.person_id = new.requester_id) then
    raise exception 'only who sits on a council asked may ask to close';
  end if;
  select * into live from confidentiality_closingrequest where item_id = new.item_id and valid_from <= app.at() and app.at() < valid_until order by valid_until desc limit 1;
  new.state := 'open'; new.valid_from := null; new.valid_until := null; new.created := app.at();
  new.is_extension := live.id is not null;
  if new.is_extension then
    if not new.parts <@ live.parts then raise exception 'what is longer is not wider'; end if;
    if new.ends_at <= live.valid_until then raise exception 'an extension ends later'; end if;
    new.decide_by := live.valid_until;
  else
    if s <> 'screening' then raise exception 'a publication that is % is not closed any more', s; end if;
    new.decide_by := d.decide_by;
  end if;
  if new.ends_at <= app.at() or new.ends_at > app.at() + app.longest_closing() then raise exception 'a closing ends, and within the longest time'; end if;
  if coalesce(cardinality(new.parts), 0) = 0 or exists (select 1 from unnest(new.parts) x where not exists (select 1 from confidentiality_disclosurepart p
       where p.item_ptr_id = x and p.disclosure_id = new.item_id)) then
    raise exception 'parts of this manuscript, and at least one';
  end if;
  if exists (select 1 from confidentiality_publishedpart where part_id = any(new.parts)) then raise exception 'what is out stays out'; end if;
  return new;
end $$;
create trigger guard before insert on confidentiality_closingrequest for each row execute function app.guard_closing();

create function app.on_closing() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into confidentiality_disclosurevoter (item_id, request_id, person_id, asked_at)
    select new.item_id, new.id, x.person_id, app.at() from (
      select person_id from app.disclosure_seats(new.item_id) where votes
      union select custodian_id from confidentiality_item where id = new.item_id and custodian_id is not null
      union select new.requester_id) x;
  perform app.settle_disclosure(new.item_id);
  return null;
end $$;
create trigger opened after insert on confidentiality_closingrequest for each row execute function app.on_closing();

create function app.missing_answers(wanted uuid) returns int
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from confidentiality_disclosurevoter w where w.request_id = wanted and w.dropped_at is null
    and coalesce((select a.decision = 'agree' and a.text_hash = app.closing_hash(wanted) from confidentiality_disclosureanswer a
          where a.request_id = wanted and a.person_id = w.person_id order by a.decided_at desc, a.id desc limit 1), false) is false
$$;

-- The last consent closes, in its own transaction and once, under the lock of the item.
create function app.restrict_if_unanimous(wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r confidentiality_closingrequest; now_ timestamptz := app.at();
begin
  select * into r from confidentiality_closingrequest where id = wanted;
  perform app.lock_item(r.item_id);
  select * into r from confidentiality_closingrequest where id = wanted for update;
  if r.state <> 'open' or r.decide_by <= now_ or r.ends_at <= now_ or app.missing_answers(wanted) > 0
     or not exists (select 1 from confidentiality_disclosureanswer where request_id = wanted and decision = 'agree')
     or exists (select 1 from confidentiality_publishedpart where part_id = any(r.parts)) then
    return false;
  end if;
  if not r.is_extension and exists (select 1 from confidentiality_disclosure where item_ptr_id = r.item_id and cleared_at is not null) then return false; end if;
  if r.is_extension and not exists (select 1 from confidentiality_closingrequest o where o.item_id = r.item_id and o.valid_from <= now_ and now_ < o.valid_until) then return false; end if;
  update confidentiality_closingrequest set state = 'agreed', valid_from = now_, valid_until = ends_at where id = wanted;
  perform app.settle_disclosure(r.item_id);
  perform app.note_disclosure('restrict', 'disclosure.restricted', r.item_id, jsonb_build_object('request', wanted, 'hash', app.closing_hash(wanted)));
  return true;
end $$;

-- Everybody asked has said that they see no objection: nothing to wait for.
create function app.clear_if_nobody_objects(d uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare x confidentiality_disclosure;
begin
  perform app.lock_item(d);
  select * into x from confidentiality_disclosure where item_ptr_id = d;
  if app.disclosure_state(d) <> 'screening'
     or not exists (select 1 from confidentiality_disclosurevoter w where w.item_id = d and w.request_id is null and w.asked_at = x.opened_at and w.dropped_at is null)
     or exists (select 1 from confidentiality_disclosurevoter w where w.item_id = d and w.request_id is null and w.asked_at = x.opened_at and w.dropped_at is null
          and not exists (select 1 from confidentiality_disclosureanswer a where a.item_id = d and a.request_id is null and a.person_id = w.person_id
                and a.text_hash = app.manuscript_hash(d) and a.decided_at >= x.opened_at)) then
    return false;
  end if;
  update confidentiality_disclosure set cleared_at = app.at() where item_ptr_id = d;
  perform app.note_disclosure('clear', 'disclosure.cleared', d, '{"why": "no objection"}');
  return true;
end $$;

create function app.guard_disclosure_answer() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r confidentiality_closingrequest; d confidentiality_disclosure;
begin
  if new.person_id is distinct from app.user_id() then raise exception 'nobody answers for somebody else'; end if;
  if new.request_id is not null then select item_id into new.item_id from confidentiality_closingrequest where id = new.request_id; end if;
  perform app.lock_item(new.item_id);
  new.decided_at := app.at();
  select * into d from confidentiality_disclosure where item_ptr_id = new.item_id;
  if not exists (select 1 from confidentiality_disclosurevoter w where w.item_id = new.item_id and w.request_id is not distinct from new.request_id
       and w.person_id = new.person_id and w.dropped_at is null and (w.request_id is not null or w.asked_at = d.opened_at)) then
    raise exception 'only who is asked answers';
  end if;
  if new.person_id is distinct from (select custodian_id from confidentiality_item where id = new.item_id)
     and not exists (select 1 from app.disclosure_seats(new.item_id) s where s.person_id = new.person_id) then
    raise exception 'only a seat held now can answer';
  end if;
  if new.request_id is null then
    if app.disclosure_state(new.item_id) <> 'screening' or new.text_hash <> app.manuscript_hash(new.item_id) then raise exception 'too late, or another text'; end if;
    return new;
  end if;
  select * into r from confidentiality_closingrequest where id = new.request_id;
  if r.state <> 'open' or r.decide_by <= app.at() then raise exception 'too late'; end if;
  if new.text_hash <> app.closing_hash(new.request_id) then raise exception 'this answer is about another text'; end if;
  return new;
end $$;
create trigger guard before insert on confidentiality_disclosureanswer for each row execute function app.guard_disclosure_answer();

create function app.on_disclosure_answer() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r confidentiality_closingrequest;
begin
  if new.request_id is null then
    perform app.clear_if_nobody_objects(new.item_id);
    return null;
  end if;
  select * into r from confidentiality_closingrequest where id = new.request_id;
  if new.decision = 'agree' then
    perform app.restrict_if_unanimous(new.request_id);
  else
    update confidentiality_closingrequest set state = 'refused' where id = r.id;
    if not r.is_extension then
      update confidentiality_disclosure set cleared_at = app.at() where item_ptr_id = r.item_id and cleared_at is null;
      perform app.note_disclosure('clear', 'disclosure.cleared', r.item_id, jsonb_build_object('request', r.id));
    end if;
  end if;
  return null;
end $$;
create trigger decide after insert on confidentiality_disclosureanswer for each row execute function app.on_disclosure_answer();
create trigger append_only before update or delete or truncate on confidentiality_disclosureanswer for each statement execute function app.append_only();

-- The requester takes the request back, or ends the closing before its end; both are theirs alone and act at once.
create function app.end_closing(wanted uuid) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare r confidentiality_closingrequest;
begin
  select * into r from confidentiality_closingrequest where id = wanted;
  perform app.lock_item(r.item_id);
  select * into r from confidentiality_closingrequest where id = wanted for update;
  if r.requester_id is distinct from app.user_id() then raise exception 'only who asked takes it back'; end if;
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

-- Whoever leaves is not waited for any more. Whoever is removed by another while their answer is missing stays missing:
-- nobody closes a result by removing who has not agreed.
create function app.on_seat_end_for_disclosures() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare w record;
begin
  for w in select v.id, v.item_id, v.request_id from confidentiality_disclosurevoter v join confidentiality_disclosure d on d.item_ptr_id = v.item_id
      left join confidentiality_closingrequest r on r.id = v.request_id
      where v.person_id = new.person_id and v.dropped_at is null and (r.state = 'open' or (v.request_id is null and v.asked_at = d.opened_at and d.cleared_at is null and d.decide_by > app.at()))
      order by v.item_id loop
    perform app.lock_item(w.item_id);
    if new.person_id is not distinct from (select custodian_id from confidentiality_item where id = w.item_id)
       or exists (select 1 from app.disclosure_seats(w.item_id) s where s.person_id = new.person_id) then
      continue;
    end if;
    update confidentiality_disclosurevoter set dropped_at = app.at() where id = w.id;
    if w.request_id is null then perform app.clear_if_nobody_objects(w.item_id); else perform app.restrict_if_unanimous(w.request_id); end if;
  end loop;
  return null;
end $$;
create trigger seat_end_disclosures after update of valid_until on confidentiality_holding for each row
  when (new.ground = 'membership' and new.valid_until is not null and new.valid_until is distinct from old.valid_until and new.person_id = app.user_id())
  execute function app.on_seat_end_for_disclosures();

-- What goes out: by its author, word for word what was put to the councils, and never a part that is not open.
create function app.guard_published() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare p confidentiality_disclosurepart; d confidentiality_disclosure; touched uuid;
begin
  select * into p from confidentiality_disclosurepart where item_ptr_id = new.part_id;
  select * into d from confidentiality_disclosure where item_ptr_id = p.disclosure_id;
  perform app.lock_item(d.item_ptr_id);
  for touched in select distinct touched_id from confidentiality_disclosuretouch where part_id = new.part_id and answer = 'reproduces' order by 1 loop
    perform app.lock_item(touched);  -- no agreement about it comes into force meanwhile
  end loop;
  if new.published_by_id is distinct from app.user_id() or app.user_id() is distinct from (select custodian_id from confidentiality_item where id = d.item_ptr_id) then
    raise exception 'its author publishes, in their own name';
  end if;
  if not app.part_is_open(new.part_id, app.at()) then raise exception 'this part may not be published now'; end if;
  if (new.item_id, new.number, new.place, new.text) is distinct from (d.subject_id, p.number, p.place, p.text)
     or (select sha256 from confidentiality_storedfile where id = new.file_id and item_id = d.subject_id) is distinct from (select sha256 from confidentiality_storedfile where id = p.file_id) then
    raise exception 'only what was put to the councils goes out';
  end if;
  new.published_at := app.at();
  return new;
end $$;
create trigger guard before insert on confidentiality_publishedpart for each row execute function app.guard_published();
create trigger append_only before update or delete or truncate on confidentiality_publishedpart for each statement execute function app.append_only();

create function app.on_published() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform app.settle_disclosure((select disclosure_id from confidentiality_disclosurepart where item_ptr_id = new.part_id));
  return null;
end $$;
create trigger settle after insert on confidentiality_publishedpart for each row execute function app.on_published();

revoke all on function app.longest_closing, app.disclosure_state_from, app.disclosure_state, app.part_stands, app.part_is_open, app.disclosure_parts,
  app.disclosures_of, app.manuscript_text, app.manuscript_hash, app.closing_text, app.closing_hash, app.note_disclosure, app.disclosure_seats,
  app.settle_disclosure, app.missing_answers, app.restrict_if_unanimous, app.clear_if_nobody_objects, app.end_closing from public;
