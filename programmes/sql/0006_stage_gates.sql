-- Stage gates (R43): the project's side and the evaluators' side move together, and never meet.
create function evaluation.plain(words text) returns text language sql immutable parallel safe as
$$ select lower(regexp_replace(normalize(words, nfkc), '\s', '', 'g')) $$;

-- Copied columns say what they are copied from.
create function evaluation.copy_gate() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'programmes_stagegate' then
    select concept_id, fund_id into new.concept_id, new.fund_id from programmes_project where item_ptr_id = new.project_id;
  else
    select g.concept_id, g.fund_id, p.code, g.number into new.concept_id, new.fund_id, new.code, new.number
      from programmes_stagegate g join programmes_project p on p.item_ptr_id = g.project_id where g.item_ptr_id = new.gate_id;
  end if;
  return new;
end $$;
create trigger a_copy before insert on programmes_stagegate for each row execute function evaluation.copy_gate();
create trigger a_copy before insert on programmes_gatedossier for each row execute function evaluation.copy_gate();

-- Who runs and who decides ---------------------------------------------------------------------------
create function app.runs_gate(gate uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_gatedossier d where d.gate_id = gate and app.manages_evaluation(d.item_ptr_id))
$$;

create function app.decides_gate(gate uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.runs_gate(gate) and not exists (select 1 from programmes_gatedossier d
    join programmes_evaluatorseat s on s.item_id = d.item_ptr_id where d.gate_id = gate and s.person_id = app.user_id())
   and not exists (select 1 from programmes_gatedossier d join programmes_gatejudgement j on j.item_id = d.item_ptr_id
    where d.gate_id = gate and j.judged_by_id = app.user_id())
$$;

-- What evaluations say together ----------------------------------------------------------------------
-- An evaluation counts once it is sent, unless its author turned out to be related.
create function evaluation.counted(dossier uuid)
returns setof programmes_gateevaluation language sql stable security definer set search_path = public, pg_temp as $$
  select e.* from programmes_gateevaluation e join programmes_evaluatorseat s on s.id = e.seat_id
    where e.item_id = dossier and e.state = 'submitted'
      and (s.ended_at is null or s.ended_at > app.at() or s.ended_ground in ('finished', 'released', 'resigned'))
$$;

create function evaluation.spread(dossier uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  with criterion as (select c->>'number' as number, (c->>'weight')::numeric as weight from programmes_gatedossier d
      cross join lateral jsonb_array_elements(coalesce(d.frozen->'criteria', '[]')) c where d.item_ptr_id = dossier),
  mark as (select e.id, k.number, k.weight, (e.scores->k.number->>'score')::numeric as score from evaluation.counted(dossier) e cross join criterion k),
  whole as (select id, sum(score * weight) / 5 as total from mark group by id)
  select jsonb_build_object(
    'n', (select count(*) from whole),
    'criteria', coalesce((select jsonb_object_agg(number, said) from (select number, jsonb_build_object('min', min(score), 'max', max(score),
        'mean', round(avg(score), 2)) as said from mark group by number) m), '{}'),
    'total', (select jsonb_build_object('min', round(min(total), 1), 'max', round(max(total), 1), 'mean', round(avg(total), 1)) from whole),
    'recommendations', coalesce((select jsonb_object_agg(recommendation, n) from (select recommendation, count(*) n
        from evaluation.counted(dossier) group by 1) r), '{}'))
$$;

-- Whether the reader may read the others' evaluations without names: the discussion is open, and their own was sent.
create function evaluation.discusses(dossier uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.evaluation_standing(dossier) in ('chair', 'evaluator')
    and exists (select 1 from programmes_gatedossier d where d.item_ptr_id = dossier and d.state in ('discussing', 'judged'))
    and exists (select 1 from evaluation.counted(dossier) e where e.person_id = app.user_id())
$$;

create function app.evaluation_spread(dossier uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select evaluation.spread(dossier) where app.manages_evaluation(dossier) or evaluation.discusses(dossier)
$$;

-- The evaluations by letters that say nothing of who wrote which, and stay the same for everybody.
create function app.discussion(dossier uuid)
returns table (place int, is_own boolean, scores jsonb, recommendation text, comment text)
language sql stable security definer set search_path = public, pg_temp as $$
  select row_number() over (order by md5(e.id::text || dossier::text))::int, e.person_id = app.user_id(), e.scores, e.recommendation::text, e.comment
    from evaluation.counted(dossier) e where evaluation.discusses(dossier) order by 1
$$;

-- Texts that leave the evaluation --------------------------------------------------------------------
-- Which texts (from 1) name an evaluator or somebody who attended, or repeat what a council of the project holds under an agreement.
create function evaluation.touches(gate uuid, texts text[]) returns table (place int, kind text)
language sql stable security definer set search_path = public, pg_temp as $$
  with text_(words, place) as (select evaluation.plain(t.words), t.place::int from unnest(texts) with ordinality t(words, place)),
  dossier as (select item_ptr_id as id from programmes_gatedossier where gate_id = gate),
  person as (
    select evaluation.plain(a.family_name || a.given_name) as whole, evaluation.plain(a.family_name) as family
      from programmes_evaluatorseat s join dossier on dossier.id = s.item_id join accounts_person a on a.id = s.person_id
    union
    select evaluation.plain(n.name), evaluation.plain(split_part(n.name, ' ', 1)) from programmes_hearingattendance h join dossier on dossier.id = h.item_id
      cross join lateral regexp_split_to_table(h.names, '\n') line
      cross join lateral (select trim(regexp_replace(regexp_replace(normalize(line, nfkc), '\(.*$', ''), '\s+', ' ', 'g')) as name) n),
  named as (select t.place from text_ t join person p on (length(p.whole) >= 2 and position(p.whole in t.words) > 0)
    or (length(p.family) >= 1 and exists (select 1 from unnest(array['さん', '氏', '様', '委員', '主査', '評価者', '先生', '教授', '博士', '理事', '部長', '課長', '社長']) h(word)
          where position(p.family || h.word in t.words) > 0))),
  agreed as (
    select evaluation.plain(x.words) as words from programmes_stagegate g join programmes_projectcouncil l on l.item_id = g.project_id
      join confidentiality_item i on i.container_id = l.council_id
      join confidentiality_designation d on d.item_id = i.id and d.state not in ('lapsed', 'withdrawn', 'lifted', 'expired')
      join confidentiality_designationversion v on v.id in (d.in_force_id, d.candidate_id)
      cross join lateral (values (v.title::text), (v.subject)) x(words) where g.item_ptr_id = gate
    union
    select evaluation.plain(m.title) from programmes_stagegate g join programmes_projectcouncil l on l.item_id = g.project_id
      join councils_material m on m.council_id = l.council_id join confidentiality_item i on i.id = m.item_ptr_id
      where g.item_ptr_id = gate and (i.is_born_sealed and i.unsealed_at is null or exists (select 1 from confidentiality_designation d
        join confidentiality_designationversion v on v.designation_id = d.id where d.item_id = i.id and v.valid_from <= app.at() and v.valid_until > app.at())))
  select distinct named.place, 'name' from named
  union
  select distinct t.place, 'agreed' from text_ t join agreed a on length(a.words) >= 4 and position(a.words in t.words) > 0
$$;

create function app.gate_text_touches(gate uuid, texts text[]) returns table (place int, kind text)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.place, t.kind from evaluation.touches(gate, texts) t where app.runs_gate(gate)
$$;

-- The gate -------------------------------------------------------------------------------------------
create function evaluation.guard_gate() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moves constant text[] := array['planned self_report_due', 'planned cancelled', 'self_report_due cancelled', 'self_report_due document_review',
    'document_review hearing', 'hearing judged', 'judged decided', 'decided disclosed'];
  needs text; d programmes_gatedossier;
begin
  if tg_op = 'INSERT' then
    if new.state <> 'planned' then raise exception 'gate: begins planned'; end if;
    return new;
  end if;
  if (new.project_id, new.concept_id, new.fund_id, new.number) is distinct from (old.project_id, old.concept_id, old.fund_id, old.number) then
    raise exception 'gate: stays with its project';
  end if;
  if (new.name, new.report_due, new.decision_due) is distinct from (old.name, old.report_due, old.decision_due) and old.state not in ('planned', 'self_report_due') then
    raise exception 'gate: its plan stands';
  end if;
  if (new.result, new.result_text, new.change_text, new.decided_by_id, new.decided_at)
       is distinct from (old.result, old.result_text, old.change_text, old.decided_by_id, old.decided_at)
     and not (old.state = 'judged' and new.state = 'decided') then
    raise exception 'gate: decided is decided';
  end if;
  if new.state = old.state then return new; end if;
  if not (old.state || ' ' || new.state) = any(moves) then raise exception 'gate: % does not become %', old.state, new.state; end if;
  select * into d from programmes_gatedossier where gate_id = new.item_ptr_id;
  if new.state = 'self_report_due' and (select coalesce(sum(weight), 0) from programmes_gatecriterion where item_id = new.item_ptr_id) <> 100 then
    raise exception 'gate: the weights do not add up';
  end if;
  needs := case new.state when 'document_review' then 'collecting' when 'hearing' then 'discussing' when 'judged' then 'judged' when 'decided' then 'judged' end;
  if needs is not null and d.state is distinct from needs then raise exception 'gate: the evaluation is not that far'; end if;
  if new.state <> 'judged' and app.user_id() is not null and not app.runs_gate(new.item_ptr_id) then
    raise exception 'gate: not for the project''s side to move';
  end if;
  if new.state = 'decided' then
    if new.decided_by_id is distinct from app.user_id() or not app.decides_gate(new.item_ptr_id) then
      raise exception 'gate: another person decides, and in their own name';
    end if;
    if exists (select 1 from evaluation.touches(new.item_ptr_id, array[new.result_text, new.change_text]) where kind = 'name') then
      raise exception 'gate: the text names somebody';
    end if;
  end if;
  if new.state = 'disclosed' and not exists (select 1 from programmes_gateresult where gate_id = new.item_ptr_id) then
    raise exception 'gate: nothing has been published';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_stagegate for each row execute function evaluation.guard_gate();

create function evaluation.guard_criterion() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from programmes_stagegate where item_ptr_id = coalesce(new.item_id, old.item_id) and state = 'planned') then
    raise exception 'gate: its criteria stand';
  end if;
  if app.user_id() is not null and not app.runs_gate(coalesce(new.item_id, old.item_id)) then
    raise exception 'gate: the criteria are the agency''s';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger guard before insert or update or delete on programmes_gatecriterion for each row execute function evaluation.guard_criterion();

-- The report -----------------------------------------------------------------------------------------
create function evaluation.guard_report() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'report: begins as a draft'; end if;
    return new;
  end if;
  if (new.gate_id, new.number) is distinct from (old.gate_id, old.number) then raise exception 'report: stays with its gate'; end if;
  if (new.submitted_by_id, new.submitted_at, new.receipt) is distinct from (old.submitted_by_id, old.submitted_at, old.receipt)
     and not (old.state = 'draft' and new.state = 'submitted') then
    raise exception 'report: what was sent stands';
  end if;
  if new.state = old.state then return new; end if;
  if old.state = 'draft' and new.state = 'submitted' then
    if new.submitted_by_id is distinct from app.user_id() then raise exception 'report: nobody sends it in another name'; end if;
    if not exists (select 1 from programmes_stagegate where item_ptr_id = new.gate_id and state = 'self_report_due') then
      raise exception 'report: nothing is asked for';
    end if;
    if exists (select 1 from programmes_gatecriterion c where c.item_id = new.gate_id and not exists (
        select 1 from programmes_selfreportanswer a where a.item_id = new.item_ptr_id and a.criterion_id = c.id and trim(a.text) <> '')) then
      raise exception 'report: a criterion has no text';
    end if;
  elsif old.state = 'submitted' and new.state = 'returned' then
    if not exists (select 1 from programmes_stagegate where item_ptr_id = new.gate_id and state = 'self_report_due') then
      raise exception 'report: it is under evaluation';
    end if;
    if app.user_id() is not null and not app.runs_gate(new.gate_id) then raise exception 'report: not yours to send back'; end if;
  else
    raise exception 'report: % does not become %', old.state, new.state;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_selfreport for each row execute function evaluation.guard_report();

create function evaluation.guard_report_part() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from programmes_selfreport where item_ptr_id = coalesce(new.item_id, old.item_id) and state = 'draft') then
    raise exception 'report: what was sent stands';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger guard before insert or update or delete on programmes_selfreportanswer for each row execute function evaluation.guard_report_part();
create trigger guard before insert or update or delete on programmes_selfreportfile for each row execute function evaluation.guard_report_part();

-- The dossier ----------------------------------------------------------------------------------------
create function evaluation.guard_dossier() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moves constant text[] := array['waiting collecting', 'collecting discussing', 'discussing judged']; stands text;
begin
  if tg_op = 'INSERT' then
    if new.state <> 'waiting' then raise exception 'dossier: begins empty'; end if;
    return new;
  end if;
  if (new.gate_id, new.concept_id, new.fund_id, new.code, new.number) is distinct from (old.gate_id, old.concept_id, old.fund_id, old.code, old.number) then
    raise exception 'dossier: stays with its gate';
  end if;
  if old.frozen is not null and (new.frozen, new.frozen_hash, new.frozen_at) is distinct from (old.frozen, old.frozen_hash, old.frozen_at) then
    raise exception 'dossier: the report is frozen';
  end if;
  if (new.min_evaluators, new.evaluation_due, new.name) is distinct from (old.min_evaluators, old.evaluation_due, old.name) and old.state not in ('waiting', 'collecting') then
    raise exception 'dossier: its plan stands';
  end if;
  stands := case when app.user_id() is null then 'desk' else app.evaluation_standing(new.item_ptr_id) end;
  if new.state = old.state then
    if stands <> 'desk' and to_jsonb(new) is distinct from to_jsonb(old) then raise exception 'dossier: kept by who runs the evaluation'; end if;
    return new;
  end if;
  if not (old.state || ' ' || new.state) = any(moves) then raise exception 'dossier: % does not become %', old.state, new.state; end if;
  if new.state = 'judged' then
    if not exists (select 1 from programmes_gatejudgement where item_id = new.item_ptr_id) or not exists (select 1 from programmes_hearingrecord where item_id = new.item_ptr_id) then
      raise exception 'dossier: heard, then judged';
    end if;
    if stands not in ('chair', 'desk') then raise exception 'dossier: the chair judges'; end if;
  elsif stands <> 'desk' then
    raise exception 'dossier: kept by who runs the evaluation';
  end if;
  if new.state = 'discussing' and (select count(*) from evaluation.counted(new.item_ptr_id)) < new.min_evaluators then
    raise exception 'dossier: too few evaluations';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_gatedossier for each row execute function evaluation.guard_dossier();

-- The gate follows the judgement, in nobody's name: its line is read where the project's people read.
create function evaluation.on_judged() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update programmes_stagegate set state = 'judged' where item_ptr_id = new.gate_id and state = 'hearing';
  insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)
    values (app.at(), null, 'system', 'gate_judged', new.gate_id, 'programmes.stagegate', new.gate_id,
      jsonb_build_object('was', 'hearing', 'now', 'judged', 'reason', 'judgement'));
  return null;
end $$;
create trigger judged after update of state on programmes_gatedossier for each row
  when (old.state = 'discussing' and new.state = 'judged') execute function evaluation.on_judged();

create function evaluation.guard_evaluation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare d programmes_gatedossier; s programmes_evaluatorseat; c jsonb; said jsonb;
begin
  select * into s from programmes_evaluatorseat where id = new.seat_id;
  select * into d from programmes_gatedossier where item_ptr_id = new.item_id;
  if new.person_id is distinct from app.user_id() or s.person_id is distinct from new.person_id or s.item_id is distinct from new.item_id then
    raise exception 'evaluation: nobody evaluates in another name';
  end if;
  if not s.is_clear or (s.ended_at is not null and s.ended_at <= app.at()) then raise exception 'evaluation: this seat has ended'; end if;
  if d.state <> 'collecting' then raise exception 'evaluation: not now'; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'evaluation: begins as a draft'; end if;
    return new;
  end if;
  if (new.item_id, new.seat_id, new.person_id) is distinct from (old.item_id, old.seat_id, old.person_id) or old.state = 'submitted' then
    raise exception 'evaluation: what was sent stands';
  end if;
  if new.state = 'submitted' then
    for c in select jsonb_array_elements(d.frozen->'criteria') loop
      said := new.scores->(c->>'number');
      if said is null or coalesce(said->>'score', '') !~ '^[1-5]$' or trim(coalesce(said->>'comment', '')) = '' then
        raise exception 'evaluation: a criterion has no mark or comment';
      end if;
    end loop;
    if new.recommendation = '' then raise exception 'evaluation: no recommendation'; end if;
    new.submitted_at := app.at();
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_gateevaluation for each row execute function evaluation.guard_evaluation();

create function evaluation.guard_judgement() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.judged_by_id is distinct from app.user_id() or app.evaluation_standing(new.item_id) <> 'chair' then
    raise exception 'judgement: the chair judges, in their own name';
  end if;
  if not exists (select 1 from programmes_gatedossier where item_ptr_id = new.item_id and state = 'discussing') then raise exception 'judgement: not now'; end if;
  new.spread := evaluation.spread(new.item_id); new.judged_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_gatejudgement for each row execute function evaluation.guard_judgement();

create function evaluation.guard_hearing() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from programmes_gatedossier where item_ptr_id = new.item_id and state = 'discussing') then
    raise exception 'hearing: not now';
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_hearingrecord for each row execute function evaluation.guard_hearing();
create trigger guard before insert or update on programmes_hearingattendance for each row execute function evaluation.guard_hearing();

-- What everybody reads passed the check, whichever code wrote it, and says what was decided.
create function evaluation.guard_result() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from programmes_stagegate where item_ptr_id = new.gate_id and state = 'decided' and result = new.result) then
    raise exception 'result: nothing of the kind was decided';
  end if;
  if exists (select 1 from evaluation.touches(new.gate_id, array[new.text, new.english_text, new.title, new.english_title, new.name])) then
    raise exception 'result: the text names somebody, or touches an agreement';
  end if;
  return new;
end $$;
create trigger guard before insert on programmes_gateresult for each row execute function evaluation.guard_result();

create trigger append_only before update or delete or truncate on programmes_gateresult for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_gatejudgement for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_dossierfile for each statement execute function app.append_only();
create trigger kept before delete or truncate on programmes_stagegate for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_gatedossier for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_selfreport for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_gateevaluation for each statement execute function app.never_deleted();

-- What a gate does to money and to the end of a project ----------------------------------------------
create function evaluation.stops(project uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select g.result = 'stop' from programmes_stagegate g where g.project_id = project and g.state in ('decided', 'disclosed')
    order by g.number desc limit 1), false)
$$;

create function app.gate_stops(project uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$ select app.reads(project) and evaluation.stops(project) $$;

create function evaluation.guard_payment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from programmes_stagegate where project_id = new.project_id order by item_ptr_id for share;  -- a decision under way is waited for
  if evaluation.stops(new.project_id) then raise exception 'gate: the last decision is to stop'; end if;
  return new;
end $$;
create trigger z_gate before update of state on programmes_disbursement for each row
  when (new.state is distinct from old.state and new.state in ('checked', 'paid')) execute function evaluation.guard_payment();

create function evaluation.guard_completion() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from programmes_stagegate where project_id = new.item_ptr_id and state not in ('decided', 'disclosed', 'cancelled')) then
    raise exception 'gate: one is not decided yet';
  end if;
  return new;
end $$;
create trigger z_gate before update of state on programmes_project for each row
  when (new.state = 'completed' and old.state <> 'completed') execute function evaluation.guard_completion();

revoke all on all functions in schema app from public;
revoke all on all functions in schema evaluation from public;
