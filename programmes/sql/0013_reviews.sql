-- Review, selection and award (R37, R38): reviewers' side and applicants' side never meet; results are seen by the clock.

-- Who runs it ----------------------------------------------------------------------------------------
-- The agency of the call, and nobody on the side of any proposal that is reviewed there.
create function app.runs_call_review(c uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.user_id() is not null
    and exists (select 1 from programmes_call k join confidentiality_principal p on p.kind = 'role' and p.part = 'agency'
      and p.ref in (k.item_ptr_id, k.concept_id, k.fund_id) where k.item_ptr_id = c and p.id = any(app.principals()))
    and not exists (select 1 from programmes_proposal p where p.call_id = c and p.state <> 'draft' and (p.representative_id = app.user_id()
      or exists (select 1 from programmes_assignment a where a.item_id = p.item_ptr_id and a.person_id = app.user_id()
        and a.role in ('representative', 'co_applicant', 'institution') and a.valid_from <= app.at() and (a.valid_until is null or a.valid_until > app.at()))))
    and not exists (select 1 from programmes_proposaldossier d join programmes_evaluationparty e on e.item_id = d.item_ptr_id
      where d.call_id = c and e.person_id = app.user_id())
$$;
create function app.runs_review(i uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select app.runs_call_review(r.call_id) from programmes_callreview r where r.item_ptr_id = i), false)
$$;
create function app.is_unrelated(dossier uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select 1 from evaluation.parties(dossier) p where p.person_id = app.user_id())
$$;
create function app.is_released(c uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_callreview r where r.call_id = c and r.state in ('set', 'announced') and r.release_at <= app.at())
$$;

-- In a blind review nobody who is asked to declare learns the names; what the portal knows ends a seat by itself.
create or replace function app.parties_here(i uuid) returns table (name text, is_person boolean, ground text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct coalesce(o.name, concat_ws('　', a.family_name, nullif(a.given_name, '')))::text, p.person_id is not null,
      case when p.person_id is null then 'organisation' else p.ground end
    from evaluation.parties(i) p left join accounts_organisation o on o.id = p.organisation_id left join accounts_person a on a.id = p.person_id
    where p.f <= app.at() and p.u > app.at()
      and (app.manages_evaluation(i) or (not exists (select 1 from programmes_proposaldossier d where d.item_ptr_id = i and d.is_blind)
        and exists (select 1 from programmes_evaluatorseat s where s.item_id = i and s.person_id = app.user_id()
             and (s.ended_at is null or s.ended_at > app.at()))))
    order by 2, 3, 1
$$;

-- What reviews say together --------------------------------------------------------------------------
create function evaluation.counted_reviews(dossier uuid)
returns setof programmes_review language sql stable security definer set search_path = public, pg_temp as $$
  select e.* from programmes_review e join programmes_evaluatorseat s on s.id = e.seat_id
    where e.item_id = dossier and e.state = 'submitted'
      and (s.ended_at is null or s.ended_at > app.at() or s.ended_ground in ('finished', 'released', 'resigned'))
$$;

-- Least, most, mean and (population) standard deviation by criterion and of the weighted total of 100.
create function evaluation.review_spread(dossier uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  with criterion as (select c->>'number' as number, (c->>'weight')::numeric as weight, (c->>'max_score')::numeric as most from programmes_proposaldossier d
      cross join lateral jsonb_array_elements(d.body->'criteria') c where d.item_ptr_id = dossier),
  mark as (select e.id, k.number, k.weight, k.most, (e.scores->k.number->>'score')::numeric as score
      from evaluation.counted_reviews(dossier) e cross join criterion k),
  whole as (select id, sum(score * weight) * 100 / sum(most * weight) as total from mark group by id)
  select jsonb_build_object(
    'n', (select count(*) from whole),
    'criteria', coalesce((select jsonb_object_agg(number, said) from (select number, jsonb_build_object('min', min(score), 'max', max(score),
        'mean', round(avg(score), 2), 'deviation', round(stddev_pop(score), 2)) as said from mark group by number) m), '{}'),
    'total', (select jsonb_build_object('min', round(min(total), 1), 'max', round(max(total), 1), 'mean', round(avg(total), 1),
        'deviation', round(stddev_pop(total), 1)) from whole),
    'recommendations', coalesce((select jsonb_object_agg(recommendation, n) from (select recommendation, count(*) n
        from evaluation.counted_reviews(dossier) group by 1) r), '{}'))
$$;

-- Phase 2 for this reader: the discussion is open, their seat lasts, their own review was sent.
create function app.discusses_review(dossier uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.evaluation_standing(dossier) in ('chair', 'evaluator')
    and exists (select 1 from programmes_proposaldossier d where d.item_ptr_id = dossier and d.state in ('discussing', 'interview'))
    and exists (select 1 from evaluation.counted_reviews(dossier) e where e.person_id = app.user_id())
$$;
create function app.review_spread(dossier uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select evaluation.review_spread(dossier) where app.manages_evaluation(dossier) or app.discusses_review(dossier)
$$;
-- By numbers that say nothing of who wrote which or when, and stay the same for everybody.
create function app.review_discussion(dossier uuid)
returns table (place int, is_own boolean, scores jsonb, recommendation text, comment text)
language sql stable security definer set search_path = public, pg_temp as $$
  select row_number() over (order by md5(e.id::text || dossier::text))::int, e.person_id = app.user_id(), e.scores, e.recommendation::text, e.comment
    from evaluation.counted_reviews(dossier) e where app.discusses_review(dossier) order by 1
$$;

-- All proposals of a call as its agency follows them, in one question.
create function app.review_overview(c uuid)
returns table (dossier uuid, number text, title text, state text, seats int, waiting int, submitted int, lost int, needed int,
  mean numeric, low numeric, high numeric, deviation numeric, place int)
language sql stable security definer set search_path = public, pg_temp as $$
  with seat as (select s.item_id, count(*) filter (where s.ended_at is null or s.ended_at > app.at()) as live,
      count(*) filter (where (s.ended_at is null or s.ended_at > app.at()) and s.declared_at is null) as waiting,
      count(*) filter (where s.ended_at <= app.at() and s.ended_ground not in ('finished', 'released')) as lost
    from programmes_evaluatorseat s join programmes_proposaldossier d on d.item_ptr_id = s.item_id where d.call_id = c group by 1),
  counted as (select e.item_id, e.id, (select sum((e.scores->(k->>'number')->>'score')::numeric * (k->>'weight')::numeric) * 100
        / sum((k->>'max_score')::numeric * (k->>'weight')::numeric) from jsonb_array_elements(d.body->'criteria') k) as total
    from programmes_review e join programmes_evaluatorseat s on s.id = e.seat_id join programmes_proposaldossier d on d.item_ptr_id = e.item_id
    where d.call_id = c and e.state = 'submitted'
      and (s.ended_at is null or s.ended_at > app.at() or s.ended_ground in ('finished', 'released', 'resigned'))),
  said as (select item_id, count(*) n, round(avg(total), 1) mean, round(min(total), 1) low, round(max(total), 1) high,
      round(stddev_pop(total), 1) deviation from counted group by 1)
  select d.item_ptr_id, d.number::text, d.body->>'title', d.state::text, coalesce(seat.live, 0)::int, coalesce(seat.waiting, 0)::int,
      coalesce(said.n, 0)::int, coalesce(seat.lost, 0)::int, d.min_reviews::int, said.mean, said.low, said.high, said.deviation, l.place::int
    from programmes_proposaldossier d left join seat on seat.item_id = d.item_ptr_id left join said on said.item_id = d.item_ptr_id
      left join programmes_rankingline l on l.dossier_id = d.item_ptr_id
    where d.call_id = c and app.runs_call_review(c) order by d.number
$$;

-- Candidates by proposals: seat, review, or the ground of a conflict there is now. One question for a whole page.
create function app.review_matrix(c uuid, dossiers uuid[])
returns table (dossier uuid, person uuid, seat text, conflict text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.item_ptr_id, k.person_id,
    case when s.id is null then '' when s.ended_at <= app.at() then 'over' when e.state = 'submitted' then 'submitted'
      when s.is_clear then 'clear' else 'asked' end,
    coalesce((select x.ground from evaluation.conflicts(d.item_ptr_id, k.person_id) x where x.f <= app.at() and x.u > app.at() order by 1 limit 1), '')
  from programmes_proposaldossier d join programmes_callreview r on r.call_id = d.call_id
    join programmes_reviewercandidate k on k.item_id = r.item_ptr_id
    left join programmes_evaluatorseat s on s.item_id = d.item_ptr_id and s.person_id = k.person_id
    left join programmes_review e on e.seat_id = s.id
  where d.call_id = c and d.item_ptr_id = any(dossiers) and app.runs_call_review(c)
$$;

-- How many proposals of the call each reviewer carries now.
create function app.review_loads(c uuid) returns table (person uuid, n int)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.person_id, count(*)::int from programmes_evaluatorseat s join programmes_proposaldossier d on d.item_ptr_id = s.item_id
    where d.call_id = c and (s.ended_at is null or s.ended_at > app.at()) and app.runs_call_review(c) group by 1
$$;

-- Texts that leave the review name nobody who reviewed.
create function evaluation.names_reviewer(c uuid, texts text[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with person as (select distinct evaluation.plain(a.family_name || a.given_name) as whole, evaluation.plain(a.family_name) as family
      from programmes_proposaldossier d join programmes_evaluatorseat s on s.item_id = d.item_ptr_id join accounts_person a on a.id = s.person_id where d.call_id = c
    union select evaluation.plain(a.family_name || a.given_name), evaluation.plain(a.family_name)
      from programmes_callreview r join programmes_reviewercandidate k on k.item_id = r.item_ptr_id join accounts_person a on a.id = k.person_id where r.call_id = c)
  select exists (select 1 from unnest(texts) x cross join lateral (select evaluation.plain(coalesce(x, '')) as words) t join person p
    on (length(p.whole) >= 2 and position(p.whole in t.words) > 0)
    or (length(p.family) >= 1 and exists (select 1 from unnest(array['さん', '氏', '様', '委員', '主査', '評価者', '審査員', '先生', '教授', '博士']) h(word)
        where position(p.family || h.word in t.words) > 0)))
$$;
create function app.names_reviewer(c uuid, texts text[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.runs_call_review(c) and evaluation.names_reviewer(c, texts)
$$;

-- The dossier ----------------------------------------------------------------------------------------
create function evaluation.guard_proposal_dossier() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moves constant text[] := array['document_review discussing', 'discussing interview', 'discussing ranked', 'interview ranked', 'ranked selected',
    'ranked not_selected', 'selected not_selected', 'selected security_checked', 'selected ranked', 'not_selected ranked', 'security_checked ranked',
    'security_checked awarded', 'selected declined', 'security_checked declined'];
  p programmes_proposal; r programmes_callreview; d programmes_selectiondecision; k programmes_securitycheck;
begin
  if tg_op = 'INSERT' then
    select * into p from programmes_proposal where item_ptr_id = new.proposal_id;
    select call_id, concept_id, fund_id, number into new.call_id, new.concept_id, new.fund_id, new.number from programmes_proposal where item_ptr_id = new.proposal_id;
    select is_blind, min_reviews, review_due into new.is_blind, new.min_reviews, new.review_due from programmes_call where item_ptr_id = new.call_id;
    if p.state <> 'eligible' or new.state <> 'document_review' then raise exception 'review: an eligible proposal is reviewed'; end if;
    if not app.runs_call_review(new.call_id) then raise exception 'review: for who runs the review'; end if;
    if not exists (select 1 from confidentiality_item i where i.id = new.item_ptr_id and i.container_id = new.call_id) then
      raise exception 'review: a dossier lies with its call';
    end if;
    if not exists (select 1 from programmes_callreview where call_id = new.call_id and state = 'reviewing') then raise exception 'review: not open'; end if;
    return new;
  end if;
  if to_jsonb(new) - 'state' is distinct from to_jsonb(old) - 'state' then raise exception 'review: the copy is frozen'; end if;
  if new.state = old.state then return new; end if;
  if not (old.state || ' ' || new.state) = any(moves) then raise exception 'review: % does not become %', old.state, new.state; end if;
  select * into r from programmes_callreview where call_id = new.call_id for share;
  if new.state = 'declined' then
    if not exists (select 1 from programmes_proposal where item_ptr_id = new.proposal_id and state = 'declined') then raise exception 'review: its applicant declines'; end if;
    return new;
  end if;
  if app.user_id() is not null and not app.manages_evaluation(new.item_ptr_id) then raise exception 'review: kept by who runs it'; end if;
  if new.state = 'discussing' and (select count(*) from evaluation.counted_reviews(new.item_ptr_id)) < new.min_reviews then
    raise exception 'review: too few reviews';
  end if;
  if new.state = 'ranked' and old.state in ('discussing', 'interview') and r.state <> 'ranked' then raise exception 'review: the ranking is not confirmed'; end if;
  if old.state in ('ranked', 'selected', 'not_selected') and new.state <> 'awarded' and r.state <> 'ranked' then raise exception 'review: the selection stands'; end if;
  if old.state = 'ranked' then
    select * into d from programmes_selectiondecision where item_id = new.item_ptr_id order by decided_at desc, id limit 1;
    if d.id is null or d.is_selected <> (new.state = 'selected') then raise exception 'review: nothing of the kind was decided'; end if;
  end if;
  if old.state = 'selected' and new.state in ('security_checked', 'not_selected') then
    select * into k from programmes_securitycheck where dossier_id = new.item_ptr_id order by checked_at desc limit 1;
    if k.item_ptr_id is null or k.is_passed <> (new.state = 'security_checked') then raise exception 'review: not checked'; end if;
  end if;
  if new.state = 'awarded' then
    if not app.is_released(new.call_id) then raise exception 'award: not before the release'; end if;
    if not exists (select 1 from programmes_award where proposal_id = new.proposal_id) then raise exception 'award: a project is part of it'; end if;
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_proposaldossier for each row execute function evaluation.guard_proposal_dossier();

-- The proposal follows what its people may know, in nobody's name.
create function evaluation.on_awarded() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update programmes_proposal set state = 'awarded' where item_ptr_id = new.proposal_id;
  return null;
end $$;
create trigger awarded after update of state on programmes_proposaldossier for each row when (new.state = 'awarded' and old.state <> 'awarded')
  execute function evaluation.on_awarded();

create function evaluation.guard_proposal_result() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare l programmes_resultletter; stands text;
begin
  if new.state = old.state or new.state not in ('selected', 'not_selected', 'awarded', 'declined') then return new; end if;
  if not (old.state || ' ' || new.state) = any(array['eligible selected', 'eligible not_selected', 'eligible awarded', 'selected awarded', 'eligible declined', 'selected declined']) then
    raise exception 'result: a proposal that is % does not become %', old.state, new.state;
  end if;
  select * into l from programmes_resultletter where proposal_id = new.item_ptr_id;
  if l.item_ptr_id is null or not app.is_released(new.call_id) then raise exception 'result: not before the release'; end if;
  if l.is_selected <> (new.state <> 'not_selected') then raise exception 'result: the letter says otherwise'; end if;
  select state into stands from programmes_proposaldossier where proposal_id = new.item_ptr_id;
  if new.state = 'awarded' and stands <> 'awarded' then raise exception 'result: nothing was awarded'; end if;
  if new.state = 'declined' then
    if stands = 'awarded' then raise exception 'result: it was awarded'; end if;
    if not app.has_role(new.item_ptr_id, 'representative') then raise exception 'only the representative declines'; end if;
  end if;
  return new;
end $$;
create trigger result before update of state on programmes_proposal for each row execute function evaluation.guard_proposal_result();

create function evaluation.on_declined() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update programmes_proposaldossier set state = 'declined' where proposal_id = new.item_ptr_id;
  update programmes_resultline set is_declined = true where proposal_id = new.item_ptr_id;
  return null;
end $$;
create trigger declined after update of state on programmes_proposal for each row when (new.state = 'declined' and old.state <> 'declined')
  execute function evaluation.on_declined();

create function evaluation.guard_paper() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'is_open' is distinct from to_jsonb(old) - 'is_open' or (old.is_open and not new.is_open) then raise exception 'paper: the copy stays'; end if;
  return new;
end $$;
create trigger guard before update on programmes_dossierpaper for each row execute function evaluation.guard_paper();

-- Reviews --------------------------------------------------------------------------------------------
create function evaluation.guard_review() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare d programmes_proposaldossier; s programmes_evaluatorseat; c jsonb; said jsonb; moved boolean;
begin
  select * into s from programmes_evaluatorseat where id = new.seat_id;
  select * into d from programmes_proposaldossier where item_ptr_id = new.item_id for share;
  if d.state <> 'document_review' then raise exception 'review: not now'; end if;
  if tg_op = 'UPDATE' then
    if (new.item_id, new.seat_id, new.person_id) is distinct from (old.item_id, old.seat_id, old.person_id) then raise exception 'review: stays its reviewer''s'; end if;
    if old.state = 'submitted' then
      if new.state <> 'returned' or new.reopen_reason !~ '\S' or new.reopened_by_id is distinct from app.user_id() or not app.manages_evaluation(new.item_id)
         or to_jsonb(new) - array['state', 'reopen_reason', 'reopened_by_id'] is distinct from to_jsonb(old) - array['state', 'reopen_reason', 'reopened_by_id'] then
        raise exception 'review: what was sent stands until it is sent back with a reason';
      end if;
      return new;
    end if;
    if not (old.state || ' ' || new.state) = any(array['draft draft', 'draft submitted', 'returned draft']) then raise exception 'review: % does not become %', old.state, new.state; end if;
  elsif new.state <> 'draft' then
    raise exception 'review: begins as a draft';
  end if;
  if new.person_id is distinct from app.user_id() or s.person_id is distinct from new.person_id or s.item_id is distinct from new.item_id then
    raise exception 'review: nobody reviews in another name';
  end if;
  if not s.is_clear or (s.ended_at is not null and s.ended_at <= app.at()) then raise exception 'review: this seat has ended'; end if;
  if new.state = 'submitted' then
    for c in select jsonb_array_elements(d.body->'criteria') loop
      said := new.scores->(c->>'number');
      if said is null or coalesce(said->>'score', '') !~ '^[0-9]{1,4}$' or (said->>'score')::int > (c->>'max_score')::int or coalesce(said->>'comment', '') !~ '\S' then
        raise exception 'review: a criterion has no score or comment';
      end if;
    end loop;
    if new.recommendation = '' then raise exception 'review: no recommendation'; end if;
    new.submitted_at := app.at();
  end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_review for each row execute function evaluation.guard_review();

create function evaluation.guard_consensus() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.written_by_id is distinct from app.user_id() or app.evaluation_standing(new.item_id) <> 'chair' then raise exception 'consensus: the chair''s'; end if;
  if not exists (select 1 from programmes_proposaldossier where item_ptr_id = new.item_id and state in ('discussing', 'interview')) then raise exception 'consensus: not now'; end if;
  new.written_at := app.at();
  return new;
end $$;
create trigger guard before insert or update on programmes_consensusnote for each row execute function evaluation.guard_consensus();
create function evaluation.guard_interview() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from programmes_proposaldossier where item_ptr_id = new.item_id and state = 'interview') then raise exception 'interview: not now'; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_interviewrecord for each row execute function evaluation.guard_interview();

-- Ranking and release --------------------------------------------------------------------------------
create function evaluation.unfinished(c uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_proposaldossier d where d.call_id = c and (d.state not in ('discussing', 'interview')
      or (d.state = 'interview' and not exists (select 1 from programmes_interviewrecord i where i.item_id = d.item_ptr_id))
      or (select count(*) from evaluation.counted_reviews(d.item_ptr_id)) < d.min_reviews
      or not exists (select 1 from programmes_rankingline l where l.dossier_id = d.item_ptr_id)))
    or not exists (select 1 from programmes_proposaldossier d where d.call_id = c)
$$;
create function app.unfinished_reviews(c uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select evaluation.unfinished(c) where app.runs_call_review(c)
$$;

create function evaluation.guard_call_review() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare moves constant text[] := array['reviewing proposed', 'proposed reviewing', 'proposed ranked', 'ranked planned', 'planned ranked', 'planned set', 'set ranked', 'set announced'];
begin
  if tg_op = 'INSERT' then
    select concept_id, fund_id into new.concept_id, new.fund_id from programmes_call where item_ptr_id = new.call_id;
    if new.state <> 'reviewing' then raise exception 'call review: begins with the review'; end if;
    if exists (select 1 from programmes_call where item_ptr_id = new.call_id and (state <> 'scheduled' or closes_at > app.at())) then
      raise exception 'call review: after the closing';
    end if;
    return new;
  end if;
  if (new.call_id, new.concept_id, new.fund_id) is distinct from (old.call_id, old.concept_id, old.fund_id) then raise exception 'call review: stays with its call'; end if;
  if app.user_id() is null then
    if not (old.state = 'set' and new.state = 'announced' and old.release_at <= app.at()) and new.state <> old.state then raise exception 'call review: a person moves it'; end if;
    return new;
  end if;
  if not app.runs_call_review(new.call_id) then raise exception 'call review: for who runs it'; end if;
  if old.state in ('planned', 'set', 'announced') and (new.release_at, new.public_text, new.english_text, new.planned_by_id)
      is distinct from (old.release_at, old.public_text, old.english_text, old.planned_by_id) then raise exception 'call review: what is planned stands'; end if;
  if new.shares_scores is distinct from old.shares_scores and old.state <> 'reviewing' then raise exception 'call review: settled before the ranking'; end if;
  if new.state = old.state then return new; end if;
  if not (old.state || ' ' || new.state) = any(moves) then raise exception 'call review: % does not become %', old.state, new.state; end if;
  if new.state = 'proposed' and (new.proposed_by_id is distinct from app.user_id() or evaluation.unfinished(new.call_id)) then
    raise exception 'ranking: every proposal is reviewed and ranked, in one''s own name';
  end if;
  if old.state = 'proposed' and new.state = 'ranked' then
    if new.confirmed_by_id is distinct from app.user_id() or new.confirmed_by_id = old.proposed_by_id then raise exception 'ranking: another person confirms'; end if;
    if evaluation.unfinished(new.call_id) then raise exception 'ranking: not every proposal has its reviews any more'; end if;
  end if;
  if new.state = 'planned' then
    if new.planned_by_id is distinct from app.user_id() or new.release_at is null or new.release_at <= app.at() then raise exception 'release: ahead, and in one''s own name'; end if;
    if exists (select 1 from programmes_proposaldossier d where d.call_id = new.call_id and d.state not in ('security_checked', 'not_selected'))
       or exists (select 1 from programmes_proposaldossier d where d.call_id = new.call_id and not exists (
         select 1 from programmes_resultletter l where l.proposal_id = d.proposal_id and l.is_selected = (d.state = 'security_checked'))) then
      raise exception 'release: every proposal is decided, checked and has its letter';
    end if;
    if evaluation.names_reviewer(new.call_id, array[new.public_text, new.english_text]) then raise exception 'release: the text names somebody'; end if;
  end if;
  if new.state = 'set' and (new.approved_by_id is distinct from app.user_id() or new.approved_by_id = old.planned_by_id or old.release_at <= app.at()) then
    raise exception 'release: another person approves it, before its instant';
  end if;
  if old.state = 'set' and new.state = 'ranked' and old.release_at <= app.at() then raise exception 'release: it is out'; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_callreview for each row execute function evaluation.guard_call_review();

-- The confirmed ranking moves every dossier; all seats end. The release that is out moves proposals and the call.
create function evaluation.on_call_review() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.state = 'proposed' and new.state = 'ranked' then
    update programmes_proposaldossier set state = 'ranked' where call_id = new.call_id and state in ('discussing', 'interview');
    update programmes_evaluationplace set closed_at = app.at() where closed_at is null
      and item_id in (select item_ptr_id from programmes_proposaldossier where call_id = new.call_id);
  elsif new.state = 'announced' then
    update programmes_proposal p set state = case when l.is_selected then 'selected' else 'not_selected' end
      from programmes_resultletter l where l.proposal_id = p.item_ptr_id and l.call_id = new.call_id and p.state = 'eligible';
    update programmes_call set state = 'selected' where item_ptr_id = new.call_id and state = 'scheduled';
  end if;
  return null;
end $$;
create trigger moved after update of state on programmes_callreview for each row when (new.state is distinct from old.state) execute function evaluation.on_call_review();

create function evaluation.guard_line() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from programmes_callreview r join programmes_proposaldossier d on d.call_id = r.call_id
      where r.item_ptr_id = new.item_id and d.item_ptr_id = new.dossier_id and r.state = 'reviewing') then
    raise exception 'ranking: of this call''s proposals, while it is worked on';
  end if;
  if tg_op = 'UPDATE' and (new.item_id, new.dossier_id) is distinct from (old.item_id, old.dossier_id) then raise exception 'ranking: a line stays its proposal''s'; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_rankingline for each row execute function evaluation.guard_line();

create function evaluation.guard_decision() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare r programmes_callreview; d programmes_proposaldossier;
begin
  select * into d from programmes_proposaldossier where item_ptr_id = new.item_id;
  select * into r from programmes_callreview where call_id = d.call_id;
  if d.state <> 'ranked' or r.state <> 'ranked' then raise exception 'decision: not now'; end if;
  if new.decided_by_id is distinct from app.user_id() or new.decided_by_id = r.proposed_by_id then raise exception 'decision: by another person than who proposed the ranking'; end if;
  if exists (select 1 from programmes_evaluatorseat s where s.item_id = new.item_id and s.person_id = new.decided_by_id) then raise exception 'decision: no reviewer decides'; end if;
  if new.applicant_reason !~ '\S' or new.internal_reason !~ '\S' then raise exception 'decision: with its reasons'; end if;
  if evaluation.names_reviewer(d.call_id, array[new.public_reason, new.applicant_reason]) then raise exception 'decision: the text names somebody'; end if;
  new.decided_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_selectiondecision for each row execute function evaluation.guard_decision();

create function evaluation.guard_security() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare d programmes_proposaldossier;
begin
  select * into d from programmes_proposaldossier where item_ptr_id = new.dossier_id;
  if d.state <> 'selected' or new.reason !~ '\S' then raise exception 'security: of who was selected, with a reason'; end if;
  if new.checked_by_id is distinct from app.user_id() or not app.manages_evaluation(new.dossier_id)
     or new.checked_by_id = (select decided_by_id from programmes_selectiondecision where item_id = new.dossier_id order by decided_at desc, id limit 1) then
    raise exception 'security: checked by another person than who selected';
  end if;
  new.number := d.number; new.checked_at := app.at();
  return new;
end $$;
create trigger guard before insert on programmes_securitycheck for each row execute function evaluation.guard_security();

create function evaluation.guard_letter() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare d programmes_proposaldossier; r programmes_callreview;
begin
  select * into d from programmes_proposaldossier where item_ptr_id = new.dossier_id;
  select * into r from programmes_callreview where call_id = d.call_id;
  if (d.proposal_id, d.call_id) is distinct from (new.proposal_id, new.call_id) then raise exception 'letter: of its own proposal'; end if;
  if tg_op = 'UPDATE' and (new.proposal_id, new.dossier_id) is distinct from (old.proposal_id, old.dossier_id) then raise exception 'letter: stays its proposal''s'; end if;
  if r.state <> 'ranked' and not (tg_op = 'UPDATE' and to_jsonb(new) - 'release_at' = to_jsonb(old) - 'release_at') then raise exception 'letter: fixed with the plan'; end if;
  if evaluation.names_reviewer(d.call_id, array[new.text, new.feedback]) then raise exception 'letter: it names somebody'; end if;
  if not r.shares_scores and new.scores <> '[]' then raise exception 'letter: no scores'; end if;
  return new;
end $$;
create trigger guard before insert or update on programmes_resultletter for each row execute function evaluation.guard_letter();

create function evaluation.guard_award() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare d programmes_proposaldossier;
begin
  select * into d from programmes_proposaldossier where proposal_id = new.proposal_id for update;
  if d.state is distinct from 'security_checked' or not app.is_released(d.call_id) then raise exception 'award: selected, checked and released'; end if;
  if new.awarded_by_id is distinct from app.user_id() or not app.manages_evaluation(d.item_ptr_id)
     or new.awarded_by_id = (select decided_by_id from programmes_selectiondecision where item_id = d.item_ptr_id order by decided_at desc, id limit 1) then
    raise exception 'award: by another person than who selected';
  end if;
  if exists (select 1 from programmes_proposal p where p.item_ptr_id = new.proposal_id and p.amount is not null and new.amount > p.amount) then
    raise exception 'award: no more than was asked for';
  end if;
  new.awarded_at := app.at(); new.text_hash := d.body_hash;
  return new;
end $$;
create trigger guard before insert on programmes_award for each row execute function evaluation.guard_award();

create trigger append_only before update or delete or truncate on programmes_award for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_selectiondecision for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_securitycheck for each statement execute function app.append_only();
create trigger append_only before update or delete or truncate on programmes_callresult for each statement execute function app.append_only();
create trigger kept before delete or truncate on programmes_resultline for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_resultletter for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_review for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_proposaldossier for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_dossierpaper for each statement execute function app.never_deleted();
create trigger kept before delete or truncate on programmes_callreview for each statement execute function app.never_deleted();
revoke all on all functions in schema app from public;
revoke all on all functions in schema evaluation from public;
