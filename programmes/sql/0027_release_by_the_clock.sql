-- What a guideline quotes: named by hand, written as an address in its text, or an entry of a register it rests on.
create function app.guideline_quotes(g uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select subject_id from programmes_guidelinequote where item_id = g and valid_until is null
  union
  select l.item_id from programmes_cataloguelink l where l.subject_id = g and l.valid_until is null
  union
  select i.id from (select s.heading || ' ' || s.text as words from programmes_guidelinesection s where s.item_id = g
      union all select x.title || ' ' || x.reason from programmes_guideline x where x.item_ptr_id = g) t
    cross join lateral regexp_matches(lower(t.words), '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') m
    join confidentiality_item i on i.id = m[1]::uuid
$$;
comment on function app.guideline_quotes is 'inner';

-- Not everybody's at that instant, by agreement: still sealed, an agreement being made or changed, or one that is not over by then.
create function app.is_under_agreement(i uuid, t timestamptz) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from confidentiality_item where id = i and is_born_sealed and unsealed_at is null)
    or exists (select 1 from confidentiality_designation where item_id = i
      and state in ('described', 'discussing', 'consent_open', 'change_open', 'rework'))
    or exists (select 1 from confidentiality_designation d join confidentiality_designationversion v on v.designation_id = d.id
      where d.item_id = i and v.valid_from is not null and v.valid_from < v.valid_until and v.valid_until > t)
    or exists (select 1 from confidentiality_closingrequest c join confidentiality_disclosure o on o.item_ptr_id = c.item_id
      where c.state = 'agreed' and c.valid_until > t and (i in (o.item_ptr_id, o.subject_id) or i = any(c.parts)))
$$;
comment on function app.is_under_agreement is 'inner';

-- For the office, of a text it reads: each thing quoted that holds the text back, by name where the reader has it too.
create function app.quotes_under_agreement(g uuid, t timestamptz) returns table (subject uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select case when app.reads(q) then q end from app.guideline_quotes(g) q
    where 4 = any(coalesce(app.principals(), '{}')) and app.reads(g) and app.is_under_agreement(q, t)
$$;

-- Held until the transaction ends, so that no agreement about one of them comes into force between the look and the act.
create function app.require_free_quotes(g uuid, t timestamptz) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare q uuid;
begin
  for q in select x from app.guideline_quotes(g) x order by x loop perform app.lock_item(q); end loop;
  if exists (select 1 from app.guideline_quotes(g) x where app.is_under_agreement(x, t)) then
    raise exception 'release: something quoted is still under an agreement';
  end if;
end $$;
comment on function app.require_free_quotes is 'inner';

-- A decided text never changes, whichever code path asks; a revision is a new version.
create or replace function app.guard_section() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from programmes_guideline g where g.item_ptr_id = coalesce(new.item_id, old.item_id)
               and g.state in ('decided', 'scheduled', 'published', 'superseded', 'withdrawn')) then
    raise exception 'the text of a decided guideline never changes';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

-- From when to when each text is the one in force: at no instant two. That there is no gap either is the guard's below:
-- an end is only ever written as the beginning of the next.
alter table programmes_guideline add constraint one_guideline_at_any_instant
  exclude using gist (tstzrange(published_at, superseded_at) with &&) where (document = 'guideline' and published_at is not null);

create or replace function app.guard_guideline() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare inner_ boolean := pg_trigger_depth() > 1;
  moves constant text[] := array['state', 'published_at', 'superseded_at', 'scheduled_by_id', 'stopped_at', 'decided_on', 'decided_by', 'closing_note'];
begin
  if app.user_id() is not null and not inner_ and not 4 = any(coalesce(app.principals(), '{}')) then
    raise exception 'guideline: sight of it is no right over it';
  end if;
  if (new.superseded_at is distinct from old.superseded_at or (new.state = 'superseded' and old.state <> 'superseded')) and not inner_ then
    raise exception 'a published guideline is only ever superseded by the next';
  end if;
  if old.state in ('decided', 'scheduled', 'published', 'superseded', 'withdrawn')
     and to_jsonb(new) - moves is distinct from to_jsonb(old) - moves then
    raise exception 'the text of a decided guideline never changes';
  end if;
  if old.state in ('scheduled', 'published', 'superseded') and (new.decided_on, new.decided_by) is distinct from (old.decided_on, old.decided_by) then
    raise exception 'a decision stands as it was recorded';
  end if;
  if new.state = old.state then
    if (new.published_at, new.scheduled_by_id) is distinct from (old.published_at, old.scheduled_by_id) then
      raise exception 'the instant of publication stands as it was set';
    end if;
    return new;
  end if;
  if old.state in ('superseded', 'withdrawn') or (old.state = 'published' and new.state <> 'superseded') then
    raise exception 'a published guideline is only ever superseded';
  end if;
  if new.document = 'framework' then return new; end if;
  if (old.state, new.state) not in (('draft', 'expert_review'), ('expert_review', 'public_comment'), ('expert_review', 'draft'),
      ('public_comment', 'decided'), ('public_comment', 'draft'), ('decided', 'published'), ('decided', 'scheduled'), ('scheduled', 'decided'),
      ('scheduled', 'published'), ('published', 'superseded'), ('draft', 'withdrawn'), ('expert_review', 'withdrawn')) then
    raise exception 'a guideline does not go from % to %', old.state, new.state;
  end if;
  if new.state in ('decided', 'scheduled', 'published') and exists (
      select 1 from programmes_publiccomment c join programmes_commentround r on r.item_ptr_id = c.round_id
        left join programmes_commentanswer a on a.id = c.answer_id
        where r.guideline_id = new.item_ptr_id and r.number = (select max(number) from programmes_commentround where guideline_id = new.item_ptr_id)
          and coalesce(a.answer, '') = '') then
    raise exception 'a comment of the public has no answer yet';
  end if;
  if old.state = 'scheduled' and new.state = 'decided' then
    if old.published_at <= app.at() then raise exception 'release: it is out'; end if;
    new.published_at := null; new.scheduled_by_id := null;
  elsif old.state = 'scheduled' and new.state = 'published' then
    if new.published_at is distinct from old.published_at or old.published_at > app.at() then raise exception 'release: its instant has not come'; end if;
    new.scheduled_by_id := old.scheduled_by_id;
    update programmes_guideline set state = 'superseded'
      where document = new.document and superseded_at = new.published_at and state = 'published';
  elsif new.state in ('scheduled', 'published') then
    if new.state = 'scheduled' and (new.published_at is null or new.published_at <= app.at()
        or (app.user_id() is not null and new.scheduled_by_id is distinct from app.user_id())) then
      raise exception 'release: ahead, and in one''s own name';
    end if;
    if new.state = 'published' then new.published_at := app.at(); new.scheduled_by_id := null; end if;
    new.stopped_at := null;
    perform pg_advisory_xact_lock(hashtext('programmes.guideline in force'));
    perform app.require_free_quotes(new.item_ptr_id, new.published_at);
    update programmes_guideline set superseded_at = new.published_at, state = case when new.state = 'published' then 'superseded' else state end
      where document = new.document and item_ptr_id <> new.item_ptr_id and published_at is not null and superseded_at is null;
  elsif new.published_at is distinct from old.published_at or new.scheduled_by_id is distinct from old.scheduled_by_id then
    raise exception 'the instant of publication stands as it was set';
  end if;
  return new;
end $$;

-- Sight follows in the same statement: everybody's from the instant on, or never where it is taken back before.
create function app.open_guideline() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.document <> 'guideline' or new.state = old.state then return new; end if;
  if new.state = 'decided' and old.state = 'scheduled' then
    update confidentiality_baseaudience set valid_until = valid_from
      where item_id = new.item_ptr_id and principal_id = 1 and valid_from = old.published_at and valid_until is null;
    update programmes_guideline set superseded_at = null where document = new.document and superseded_at = old.published_at and state = 'published';
  elsif new.state in ('scheduled', 'published') and old.state = 'decided' then
    insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from) values (new.item_ptr_id, 1, 2, new.published_at);
  end if;
  return new;
end $$;
create trigger z_open after update of state on programmes_guideline for each row execute function app.open_guideline();

-- No other way lets everybody read a text that is not out.
create function app.guard_guideline_audience() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.principal_id in (1, 2) and new.valid_until is null and exists (select 1 from programmes_guideline g where g.item_ptr_id = new.item_id
      and g.document = 'guideline' and (g.published_at is null or coalesce(new.valid_from, '-infinity') < g.published_at)) then
    raise exception 'a guideline is everybody''s from its publication on, and no sooner';
  end if;
  return new;
end $$;
create trigger guard_guideline before insert or update on confidentiality_baseaudience for each row execute function app.guard_guideline_audience();

-- What the public is asked about is as public as what is published.
create function app.guard_round_quotes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.require_free_quotes(new.guideline_id, app.at());
  return new;
end $$;
create trigger guard_quotes before insert on programmes_commentround for each row execute function app.guard_round_quotes();

-- Named while the text is written; taken off while it is written, and of a decided text by somebody else than who named it.
create function app.guard_quote() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare stands text;
begin
  perform app.lock_item(new.item_id);
  select state into stands from programmes_guideline where item_ptr_id = new.item_id;
  if stands not in ('draft', 'expert_review', 'public_comment', 'decided') then
    raise exception 'quote: what is set to go out, or is out, quotes what it quoted';
  end if;
  if tg_op = 'INSERT' then
    if new.quoted_by_id is distinct from app.user_id() then raise exception 'nobody quotes in another name'; end if;
    if new.valid_until is not null then raise exception 'quote: it begins open'; end if;
    return new;
  end if;
  if old.valid_until is not null or new.valid_until is null or new.end_reason !~ '\S'
     or to_jsonb(new) - array['valid_until', 'end_reason', 'ended_by_id'] is distinct from to_jsonb(old) - array['valid_until', 'end_reason', 'ended_by_id'] then
    raise exception 'quote: it is ended with a reason, never rewritten';
  end if;
  if new.ended_by_id is distinct from app.user_id() or (stands = 'decided' and new.ended_by_id = old.quoted_by_id) then
    raise exception 'quote: of a decided text another person takes it off';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_guidelinequote for each row execute function app.guard_quote();
create trigger kept before delete or truncate on programmes_guidelinequote for each statement execute function app.never_deleted();

-- An agreement comes before a date: what was set to go out and quotes the thing does not go out.
create function app.stop_releases(i uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare g uuid;
begin
  for g in select x.item_ptr_id from programmes_guideline x where x.state = 'scheduled' and x.published_at > app.at()
      and i in (select app.guideline_quotes(x.item_ptr_id)) and app.is_under_agreement(i, x.published_at) loop
    perform app.lock_item(g);
    update programmes_guideline set state = 'decided', stopped_at = app.at() where item_ptr_id = g and state = 'scheduled' and published_at > app.at();
    if found then
      insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)
        values (app.at(), null, 'system', 'stop_publication', g, 'programmes.guideline', g, '{}');
      insert into confidentiality_outboxmessage (id, topic, item_id, actor_id, note, created, attempts)
        values (gen_random_uuid(), 'guideline.stopped', g, null, jsonb_build_object('subject', g), app.at(), 0);
    end if;
  end loop;
end $$;
comment on function app.stop_releases is 'inner';

create function app.on_agreement_of_quoted() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'confidentiality_closingrequest' then
    perform app.stop_releases(x) from (select o.item_ptr_id from confidentiality_disclosure o where o.item_ptr_id = (to_jsonb(new)->>'item_id')::uuid
      union select o.subject_id from confidentiality_disclosure o where o.item_ptr_id = (to_jsonb(new)->>'item_id')::uuid
      union select p::uuid from jsonb_array_elements_text(to_jsonb(new)->'parts') p) t(x);
  else
    perform app.stop_releases((to_jsonb(new)->>'item_id')::uuid);
  end if;
  return null;
end $$;
create trigger stop_releases after insert or update of state on confidentiality_designation for each row execute function app.on_agreement_of_quoted();
create trigger stop_releases after update of valid_from, valid_until on confidentiality_designationversion for each row execute function app.on_agreement_of_quoted();
create trigger stop_releases after update on confidentiality_closingrequest for each row execute function app.on_agreement_of_quoted();

-- The choice among technologies goes its whole way: the five, the panel and what it said, the decision, the next (3.13).
create or replace function app.guard_narrowing() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare five constant text[] := array['expert_view', 'think_tank', 'own_strength', 'foreign_research', 'implementation_needs'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'open' then raise exception 'a narrowing begins open'; end if;
    return new;
  end if;
  if old.state = 'superseded' or (old.state = 'closed' and (new.state <> 'superseded'
       or to_jsonb(new) - 'state' is distinct from to_jsonb(old) - 'state')) then
    raise exception 'a narrowing decision stands as it was decided';
  end if;
  if new.technology_id is distinct from old.technology_id then raise exception 'a narrowing stays with its technology'; end if;
  if old.state <> 'open' and exists (select 1 from unnest(five) n where to_jsonb(new)->>n is distinct from to_jsonb(old)->>n) then
    raise exception 'what was put to the panel stands';
  end if;
  if new.state = old.state then return new; end if;
  if (old.state, new.state) not in (('open', 'complete'), ('complete', 'open'), ('complete', 'panel'), ('panel', 'open'), ('panel', 'closed'),
      ('closed', 'superseded')) then
    raise exception 'a narrowing does not go from % to %', old.state, new.state;
  end if;
  if new.state = 'panel' and new.panel_name !~ '\S' then raise exception 'the panel has a name'; end if;
  if new.state = 'open' and (new.panel_name <> '' or new.panel_opinion <> '' or new.panel_on is not null) then
    raise exception 'what a panel said about earlier words no longer counts';
  end if;
  if new.state = 'closed' and (old.panel_opinion !~ '\S' or old.panel_on is null or new.decided_on is null or old.panel_on > new.decided_on
      or (new.panel_name, new.panel_on, new.panel_opinion) is distinct from (old.panel_name, old.panel_on, old.panel_opinion)) then
    raise exception 'a narrowing is decided after its panel was heard';
  end if;
  return new;
end $$;
create trigger guard_new before insert on programmes_narrowingdecision for each row execute function app.guard_narrowing();

-- At the end of the act: a technology is supported or passed over by a decision, and one decision stands for it.
create function app.guard_chosen() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare of_ uuid := (case when tg_table_name = 'programmes_criticaltechnology' then to_jsonb(new)->>'item_ptr_id' else to_jsonb(new)->>'technology_id' end)::uuid;
  stands text; chosen text;
begin
  select t.state, (select d.outcome from programmes_narrowingdecision d where d.technology_id = of_ and d.state = 'closed')
    into stands, chosen from programmes_criticaltechnology t where t.item_ptr_id = of_;
  if stands in ('selected', 'not_selected') and chosen is distinct from stands then
    raise exception 'a technology stands as it was decided';
  end if;
  if chosen is null and exists (select 1 from programmes_narrowingdecision d where d.technology_id = of_ and d.state = 'superseded') then
    raise exception 'a decision is superseded by another decision only';
  end if;
  return null;
end $$;
create constraint trigger chosen after insert or update of state on programmes_criticaltechnology deferrable initially deferred
  for each row execute function app.guard_chosen();
create constraint trigger chosen after update of state on programmes_narrowingdecision deferrable initially deferred
  for each row execute function app.guard_chosen();

revoke all on all functions in schema app from public;
