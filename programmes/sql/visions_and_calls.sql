-- The secretariat, or who leads at one of these places; the system's own errands are nobody's.
create function app.leads_here(variadic places uuid[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.user_id() is null or 4 = any(coalesce(app.principals(), '{}')) or exists (select 1 from confidentiality_principal p
    where p.kind = 'role' and p.part = 'lead' and p.ref = any(places) and p.id = any(app.principals()))
$$;

-- Visions -------------------------------------------------------------------------------------------
-- A decided vision says for ever what it said; the way to other words is another revision.
create function app.guard_vision() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moves constant text[] := array['state', 'decided_on', 'decided_by', 'published_at', 'superseded_at'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'a vision begins as a draft'; end if;
    return new;
  end if;
  if old.state not in ('draft', 'deliberating') and to_jsonb(new) - moves is distinct from to_jsonb(old) - moves then
    raise exception 'the text of a decided vision never changes';
  end if;
  if new.state = old.state then return new; end if;
  if (old.state, new.state) not in (('draft', 'deliberating'), ('deliberating', 'draft'), ('deliberating', 'decided'),
      ('decided', 'published'), ('published', 'superseded')) then
    raise exception 'a vision does not go from % to %', old.state, new.state;
  end if;
  if new.state = 'decided' then
    if not exists (select 1 from programmes_visiontechnology where item_id = new.item_ptr_id) or exists (
        select 1 from programmes_visiontechnology t join programmes_narrowingdecision d on d.item_ptr_id = t.decision_id
          where t.item_id = new.item_ptr_id and (d.state <> 'closed' or d.technology_id <> t.technology_id)) then
      raise exception 'a vision is decided on technologies whose choice is closed';
    end if;
    if new.no_inputs_reason !~ '\S' and not exists (select 1 from programmes_visioninput where item_id = new.item_ptr_id) then
      raise exception 'a vision names the findings it used, or why it used none';
    end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_rdvision for each row execute function app.guard_vision();

create function app.guard_vision_part() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from programmes_rdvision where item_ptr_id = coalesce(new.item_id, old.item_id)
      and state not in ('draft', 'deliberating')) then
    raise exception 'the text of a decided vision never changes';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger guard before insert or update or delete on programmes_visiontechnology for each row execute function app.guard_vision_part();
create trigger guard before insert or update or delete on programmes_visioninput for each row execute function app.guard_vision_part();
create trigger append_only before update or delete or truncate on programmes_visiondeliberation for each statement execute function app.append_only();
create trigger kept before delete or truncate on programmes_rdvision for each statement execute function app.never_deleted();

-- Concepts ------------------------------------------------------------------------------------------
-- One definition of "the text the ministries agree to", for Python and SQL alike.
create function app.concept_hash(c programmes_rdconcept) returns text language sql immutable as $$
  select encode(sha256(convert_to(jsonb_build_array(c.title, c.english_title, c.concept_kind, c.ceiling, c.starts_on, c.ends_on,
    c.ministry_id, c.agency_id, c.vision_id, c.needs, c.summary, c.council_plan, c.is_high_risk, c.risk_reason)::text, 'UTF8')), 'hex')
$$;

create function app.concept_is_agreed(c programmes_rdconcept) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_conceptministry m where m.item_id = c.item_ptr_id and m.dropped_at is null and m.organisation_id = c.ministry_id)
    and not exists (select 1 from programmes_conceptministry m where m.item_id = c.item_ptr_id and m.dropped_at is null
      and not exists (select 1 from programmes_conceptagreement a where a.ministry_id = m.id and a.text_hash = c.text_hash))
$$;

create function app.guard_concept_text() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.text_hash := app.concept_hash(new);
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'a concept begins as a draft'; end if;
    return new;
  end if;
  if old.state <> 'draft' and new.text_hash <> app.concept_hash(old) then
    raise exception 'what the ministries agreed to never changes';
  end if;
  if new.state = old.state then return new; end if;
  if (old.state, new.state) not in (('draft', 'agreed'), ('agreed', 'draft'), ('agreed', 'handed_over'), ('handed_over', 'closed')) then
    raise exception 'a concept does not go from % to %', old.state, new.state;
  end if;
  if new.state in ('agreed', 'handed_over') and not app.leads_here(new.item_ptr_id, new.fund_id) then
    raise exception 'only who leads here settles an agreement';
  end if;
  if new.state in ('agreed', 'handed_over') and not app.concept_is_agreed(new) then
    raise exception 'a ministry has not agreed to this text';
  end if;
  if new.state = 'handed_over' and (
      not exists (select 1 from programmes_rdvision v where v.item_ptr_id = new.vision_id and v.state = 'published')
      or not exists (select 1 from programmes_conceptministry m where m.item_id = new.item_ptr_id and m.side = 'needs' and m.dropped_at is null)
      or new.needs !~ '\S' or new.summary !~ '\S' or new.council_plan !~ '\S'
      or new.ends_on > new.starts_on + interval '10 years') then
    raise exception 'a concept is handed over whole: vision, needs, content, council, at most ten years';
  end if;
  return new;
end $$;
create trigger guard_text before insert or update on programmes_rdconcept for each row execute function app.guard_concept_text();
create trigger kept before delete or truncate on programmes_rdconcept for each statement execute function app.never_deleted();
update programmes_rdconcept set text_hash = '';

create function app.guard_concept_ministry() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from programmes_rdconcept where item_ptr_id = new.item_id and state <> 'draft') then
    raise exception 'who is asked to agree is settled with the agreement';
  end if;
  if tg_op = 'UPDATE' and (to_jsonb(new) - 'dropped_at' is distinct from to_jsonb(old) - 'dropped_at' or old.dropped_at is not null) then
    raise exception 'a ministry is dropped, never rewritten';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_conceptministry for each row execute function app.guard_concept_ministry();
create trigger kept before delete or truncate on programmes_conceptministry for each statement execute function app.never_deleted();

-- An agreement is to the text as it stands, recorded in one's own name by who leads there or answers for the ministry.
create function app.guard_concept_agreement() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare c programmes_rdconcept; body uuid;
begin
  select * into c from programmes_rdconcept where item_ptr_id = new.item_id;
  select organisation_id into body from programmes_conceptministry where id = new.ministry_id and item_id = new.item_id and dropped_at is null;
  if body is null or c.state <> 'draft' or new.text_hash <> c.text_hash then
    raise exception 'a ministry agrees to the text as it stands';
  end if;
  if new.recorded_by_id is distinct from app.user_id() then raise exception 'nobody agrees in another name'; end if;
  if not app.leads_here(c.item_ptr_id, c.fund_id) and not (
      exists (select 1 from confidentiality_principal p where p.kind = 'role' and p.part in ('ministry', 'needs')
          and p.ref in (c.item_ptr_id, c.fund_id) and p.id = any(app.principals()))
        and exists (select 1 from confidentiality_principal p where p.kind = 'organisation' and p.ref = body and p.id = any(app.principals()))) then
    raise exception 'only the ministry, or who leads here, records its agreement';
  end if;
  new.agreed_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_conceptagreement for each row execute function app.guard_concept_agreement();
create trigger append_only before update or delete or truncate on programmes_conceptagreement for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_conceptsheet for each statement execute function app.append_only();

-- Calls ---------------------------------------------------------------------------------------------
create or replace function app.copy_call() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'programmes_call' then
    select fund_id, agency_id into new.fund_id, new.agency_id from programmes_rdconcept where item_ptr_id = new.concept_id;
  else
    select concept_id, fund_id into new.concept_id, new.fund_id from programmes_call where item_ptr_id = new.call_id;
  end if;
  return new;
end $$;
update programmes_call c set agency_id = r.agency_id from programmes_rdconcept r where r.item_ptr_id = c.concept_id;

-- The five kinds no call goes out without.
create function app.mandatory_clauses() returns text[] language sql immutable as
$$ select array['leak_prevention', 'export_control', 'integrity', 'council', 'publication'] $$;

-- Everything a reader of the published call reads, except its closing time.
create function app.call_text(c programmes_call) returns jsonb language sql immutable as $$
  select to_jsonb(c) - array['state', 'closes_at', 'state_reason'] - array(select k from jsonb_object_keys(to_jsonb(c)) k
    where k not in ('item_ptr_id', 'fund_id', 'concept_id', 'agency_id', 'field_id', 'guideline_id', 'code', 'title', 'english_title',
      'summary', 'plain_summary', 'english_summary', 'eligibility', 'how_to_apply', 'contact', 'opens_at', 'budget', 'max_amount',
      'awards_planned', 'min_reviews', 'is_blind', 'has_interview', 'review_due', 'is_high_risk', 'risk_reason', 'scheduled_at',
      'submitted_by_id'))
$$;

create function app.guard_call() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare settled constant text[] := array['scheduled', 'selected', 'cancelled'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'a call begins as a draft'; end if;
    return new;
  end if;
  if old.state = any(settled) then
    if app.call_text(new) is distinct from app.call_text(old) then raise exception 'the text of a scheduled call never changes'; end if;
    if new.closes_at is distinct from old.closes_at then
      if old.state <> 'scheduled' or new.state <> 'scheduled' or new.closes_at is null or new.closes_at < old.closes_at then
        raise exception 'the closing of a call is never put forward';
      end if;
      if app.at() >= old.closes_at then raise exception 'a closed call is not opened again'; end if;
      if not exists (select 1 from programmes_callextension where item_id = new.item_ptr_id and was = old.closes_at and closes_at = new.closes_at) then
        raise exception 'a closing is put off with a reason on record';
      end if;
    end if;
  end if;
  if new.state = old.state then return new; end if;
  if (old.state, new.state) not in (('draft', 'clause_check'), ('clause_check', 'draft'), ('clause_check', 'scheduled'),
      ('draft', 'cancelled'), ('clause_check', 'cancelled'), ('scheduled', 'cancelled'), ('scheduled', 'selected')) then
    raise exception 'a call does not go from % to %', old.state, new.state;
  end if;
  if new.state = 'scheduled' then
    if not app.leads_here(new.item_ptr_id, new.concept_id, new.fund_id) or old.submitted_by_id = app.user_id() then
      raise exception 'another person, who leads here, decides on a call';
    end if;
    if not exists (select 1 from programmes_rdconcept where item_ptr_id = new.concept_id and state = 'handed_over') then
      raise exception 'a call is issued from a concept that has been handed over';
    end if;
    if exists (select 1 from unnest(app.mandatory_clauses()) kind where not exists (
        select 1 from programmes_callclause k where k.item_id = new.item_ptr_id and k.kind = kind.kind and k.answer in ('adopted', 'changed'))) then
      raise exception 'a mandatory clause is missing';
    end if;
    if new.opens_at is null or new.closes_at <= app.at() then raise exception 'a call is published before it closes'; end if;
  end if;
  if new.state = 'cancelled' and old.state = 'scheduled' and app.at() >= old.closes_at then
    raise exception 'a closed call is not called off';
  end if;
  if new.state = 'selected' and app.at() < old.closes_at then raise exception 'nothing is selected before the closing'; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_call for each row execute function app.guard_call();

create function app.guard_call_part() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare lib programmes_clause;
begin
  if exists (select 1 from programmes_call where item_ptr_id = coalesce(new.item_id, old.item_id) and state <> 'draft')
     or tg_op = 'UPDATE' and new.item_id <> old.item_id then
    raise exception 'a call is worded only while it is a draft';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  if tg_table_name = 'programmes_callclause' then
    select * into lib from programmes_clause where id = new.clause_id;
    new.family := lib.family; new.kind := lib.kind; new.title := lib.title;
    if new.answer = 'adopted' then new.text := lib.text; end if;
    if new.answered_by_id is distinct from app.user_id() then raise exception 'nobody answers in another name'; end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update or delete on programmes_callclause for each row execute function app.guard_call_part();
create trigger guard before insert or update or delete on programmes_callsection for each row execute function app.guard_call_part();
create trigger guard before insert or update or delete on programmes_callcriterion for each row execute function app.guard_call_part();

-- A model clause says for ever what it says; it is replaced, and then retired.
create function app.guard_clause() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - 'retired_at' is distinct from to_jsonb(old) - 'retired_at' or old.retired_at is not null) then
    raise exception 'a model clause never changes';
  end if;
  if tg_op = 'INSERT' and new.made_by_id is distinct from app.user_id() then raise exception 'nobody words a clause in another name'; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_clause for each row execute function app.guard_clause();
create trigger kept before delete or truncate on programmes_clause for each statement execute function app.never_deleted();

-- What is added to a published call carries the hour and the name it was added with.
create function app.guard_call_addition() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare c programmes_call; stated uuid;
begin
  select * into c from programmes_call where item_ptr_id = new.item_id;
  if c.state not in ('scheduled', 'selected', 'cancelled') then raise exception 'a draft is corrected in its text'; end if;
  if tg_table_name = 'programmes_callextension' then
    if c.state <> 'scheduled' or new.was is distinct from c.closes_at or app.at() >= c.closes_at then
      raise exception 'an extension is of the closing as it stands, before it';
    end if;
    new.extended_at := app.at(); stated := new.extended_by_id;
  else
    new.published_at := app.at(); stated := new.published_by_id;
  end if;
  if stated is distinct from app.user_id() then raise exception 'nobody publishes in another name'; end if;
  return new;
end $$;
create trigger guard before insert on programmes_callextension for each row execute function app.guard_call_addition();
create trigger guard before insert on programmes_calladdendum for each row execute function app.guard_call_addition();
create trigger guard before insert on programmes_callanswer for each row execute function app.guard_call_addition();
create trigger append_only before update or delete or truncate on programmes_callextension for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_calladdendum for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_callanswer for each statement execute function app.append_only();

create function app.guard_call_question() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if to_jsonb(new) - 'answer_id' is distinct from to_jsonb(old) - 'answer_id' or old.answer_id is not null then
    raise exception 'a question stays as it was received';
  end if;
  return new;
end $$;
create trigger guard before update on programmes_callquestion for each row execute function app.guard_call_question();
create trigger kept before delete or truncate on programmes_callquestion for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_noticedistribution for each statement execute function app.never_deleted();
revoke all on all functions in schema app from public;
