-- A draft of a vision or a concept begun by mistake can be given up while it is its makers' alone (R31, R33).

-- Why it is not theirs alone any more: 'seen' by others, or something 'hangs' from it; null when neither.
create function app.draft_kept(i uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case
    when exists (select 1 from programmes_visionfile f join programmes_visiondeliberation d on d.item_id = f.item_ptr_id where f.vision_id = i)
      or exists (select 1 from programmes_visionfile f join programmes_reasonedstep s on s.item_id = f.item_ptr_id
        where f.vision_id = i and s.verb <> 'discard_vision')
      or exists (select 1 from programmes_conceptministry m where m.item_id = i)
      or exists (select 1 from programmes_assignment a where a.item_id = i) then 'seen'
    when exists (select 1 from programmes_rdconcept c where c.vision_id = i or c.sharpens_id = i)
      or exists (select 1 from programmes_conceptsheet s where s.vision_id = i or s.concept_id = i)
      or exists (select 1 from programmes_rdvision v where v.revises_id = i)
      or exists (select 1 from programmes_allocation a where a.item_id = i)
      or exists (select 1 from programmes_transfer t where i in (t.from_concept_id, t.to_concept_id))
      or exists (select 1 from programmes_project p where p.concept_id = i)
      or exists (select 1 from programmes_call c where c.concept_id = i)
      or exists (select 1 from programmes_concepttechnology t where t.item_id = i) then 'hangs'
  end
$$;
comment on function app.draft_kept is 'inner';

create function app.draft_kept_here(i uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case when app.leads_here(i, (select c.fund_id from programmes_rdconcept c where c.item_ptr_id = i)) then app.draft_kept(i) end
$$;

create or replace function app.guard_vision() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
  if (old.state, new.state) not in (('draft', 'deliberating'), ('deliberating', 'draft'), ('deliberating', 'decided'), ('draft', 'discarded'),
      ('decided', 'deliberating'), ('decided', 'published'), ('published', 'superseded')) then
    raise exception 'a vision does not go from % to %', old.state, new.state;
  end if;
  if new.state = 'discarded' and app.draft_kept(new.item_ptr_id) is not null then
    raise exception 'a draft others have seen or something hangs from is not given up';
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

create or replace function app.guard_concept_text() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
  if (old.state, new.state) not in (('draft', 'agreed'), ('agreed', 'draft'), ('agreed', 'handed_over'), ('handed_over', 'closed'), ('draft', 'discarded')) then
    raise exception 'a concept does not go from % to %', old.state, new.state;
  end if;
  if new.state in ('agreed', 'handed_over', 'discarded') and not app.leads_here(new.item_ptr_id, new.fund_id) then
    raise exception 'only who leads here settles an agreement';
  end if;
  if new.state = 'discarded' and app.draft_kept(new.item_ptr_id) is not null then
    raise exception 'a draft others have seen or something hangs from is not given up';
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

-- Nothing is begun under what was given up.
create function app.guard_given_up() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare row_ jsonb := to_jsonb(new); named uuid[];
begin
  named := array[(row_->>'item_id')::uuid, (row_->>'concept_id')::uuid, (row_->>'from_concept_id')::uuid, (row_->>'to_concept_id')::uuid,
    (row_->>'sharpens_id')::uuid, (row_->>'vision_id')::uuid, (row_->>'revises_id')::uuid];
  if exists (select 1 from programmes_rdconcept c where c.item_ptr_id = any(named) and c.state = 'discarded')
     or exists (select 1 from programmes_rdvision v where v.item_ptr_id = any(named) and v.state = 'discarded') then
    raise exception 'nothing is begun under a draft that was given up';
  end if;
  return new;
end $$;
create trigger given_up before insert on programmes_allocation for each row execute function app.guard_given_up();
create trigger given_up before insert on programmes_transfer for each row execute function app.guard_given_up();
create trigger given_up before insert on programmes_project for each row execute function app.guard_given_up();
create trigger given_up before insert on programmes_call for each row execute function app.guard_given_up();
create trigger given_up before insert on programmes_conceptministry for each row execute function app.guard_given_up();
create trigger given_up before insert on programmes_concepttechnology for each row execute function app.guard_given_up();
create trigger given_up before insert on programmes_assignment for each row execute function app.guard_given_up();
create trigger given_up before insert on programmes_rdvision for each row execute function app.guard_given_up();
create trigger given_up before insert or update of vision_id, sharpens_id on programmes_rdconcept for each row execute function app.guard_given_up();
revoke all on all functions in schema app from public;
