-- What lists add up is kept beside the row it is the sum of, by the database alone: a page reads it and adds up no more than it must.

-- A review's weighted total of 100, kept on the review itself and so read by whoever reads its scores. None while it is not sent.
-- The dossier's criteria are frozen with it, so a total that was right stays right.
create function evaluation.total_of(dossier uuid, scores jsonb) returns numeric
language sql stable security definer set search_path = public, pg_temp as $$
  select sum((scores->(k->>'number')->>'score')::numeric * (k->>'weight')::numeric) * 100
      / nullif(sum((k->>'max_score')::numeric * (k->>'weight')::numeric), 0)
    from programmes_proposaldossier d cross join lateral jsonb_array_elements(d.body->'criteria') k where d.item_ptr_id = dossier
$$;
-- Runs after the guard (by name), which has refused scores that are no numbers.
create function evaluation.keep_total() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.total := case when new.state = 'submitted' then evaluation.total_of(new.item_id, new.scores) end;
  return new;
end $$;
create trigger keep_total before insert or update on programmes_review for each row execute function evaluation.keep_total();

-- What was sent before is given its total without a step of its own: the guard refuses changes of what was sent.
alter table programmes_review disable trigger guard;
update programmes_review set scores = scores where state = 'submitted';
set constraints all immediate;
alter table programmes_review enable trigger guard;

-- The order: as before, but summed from kept totals; what is only shown is read for the page alone.
create or replace function app.review_ranking(c uuid, part text, words text[], skipped int default 0, most int default null)
returns table (dossier uuid, number text, title text, state text, submitted int, needed int, mean numeric, deviation numeric,
  by_score int, place int, reason text, is_moved boolean, of_all int)
language sql stable security definer set search_path = public, pg_temp as $$
  with here as materialized (select app.runs_call_review(c) as runs),
  said as (select e.item_id, count(*) as n, avg(e.total) as mean
    from programmes_proposaldossier d join programmes_review e on e.item_id = d.item_ptr_id join programmes_evaluatorseat s on s.id = e.seat_id
    where (select runs from here) and d.call_id = c and e.state = 'submitted'
      and (s.ended_at is null or s.ended_at > app.at() or s.ended_ground in ('finished', 'released', 'resigned')) group by 1),
  ordered as (select d.item_ptr_id as id, d.number, coalesce(said.n, 0) as n, said.mean,
      case when said.mean is not null then rank() over (order by said.mean desc nulls last) end as by_score,
      l.place, not l.is_by_score as is_moved
    from programmes_proposaldossier d left join said on said.item_id = d.item_ptr_id left join programmes_rankingline l on l.dossier_id = d.item_ptr_id
    where (select runs from here) and d.call_id = c),
  shown as (select o.*, count(*) over () as of_all from ordered o
    where (part = '' or (part = 'unplaced' and o.place is null) or (part = 'moved' and o.is_moved))
      and (cardinality(words) = 0 or not exists (select 1 from unnest(words) w join programmes_proposaldossier t on t.item_ptr_id = o.id
        where position(lower(w) in lower(o.number || ' ' || coalesce(t.body->>'title', ''))) = 0))
    order by o.place nulls last, o.mean desc nulls last, o.number offset skipped limit most)
  select o.id, o.number::text, d.body->>'title', d.state::text, o.n::int, d.min_reviews::int, round(o.mean, 1),
      (select round(stddev_pop(e.total), 1) from evaluation.counted_reviews(o.id) e),
      o.by_score::int, o.place::int, coalesce(l.reason, ''), coalesce(o.is_moved, false), o.of_all::int
    from shown o join programmes_proposaldossier d on d.item_ptr_id = o.id left join programmes_rankingline l on l.dossier_id = o.id
    order by o.place nulls last, o.mean desc nulls last, o.number
$$;

-- How the whole of a call stands: whether a review was sent stands on its seat, so no review is read.
create or replace function app.review_standing(c uuid) returns table (proposals int, enough int, collecting int, lost int, placed int, waiting int)
language sql stable security definer set search_path = public, pg_temp as $$
  with here as materialized (select app.runs_call_review(c) as runs),
  seat as (select s.item_id, count(*) filter (where s.ended_at <= app.at() and s.ended_ground not in ('finished', 'released')) as lost,
      count(*) filter (where s.handed_in_at is not null
        and (s.ended_at is null or s.ended_at > app.at() or s.ended_ground in ('finished', 'released', 'resigned'))) as submitted
    from programmes_proposaldossier d join programmes_evaluatorseat s on s.item_id = d.item_ptr_id
    where (select runs from here) and d.call_id = c group by 1)
  select count(*)::int, (count(*) filter (where coalesce(seat.submitted, 0) >= d.min_reviews))::int,
      (count(*) filter (where d.state = 'document_review'))::int, coalesce(sum(seat.lost), 0)::int, count(l.place)::int,
      (select count(*)::int from programmes_proposal p where p.call_id = c and p.state = 'eligible' and (select runs from here)
        and not exists (select 1 from programmes_proposaldossier o where o.proposal_id = p.item_ptr_id))
    from programmes_proposaldossier d left join seat on seat.item_id = d.item_ptr_id left join programmes_rankingline l on l.dossier_id = d.item_ptr_id
    where d.call_id = c and (select runs from here)
$$;

-- Sums over everything the reader may read -----------------------------------------------------------
-- Items whose content the reader has now: the condition of every guard, for functions that add up many rows. A policy asks
-- row by row, three times as dear as one join. Owner's alone, and by the invoker's rights besides.
create view app.read_now with (security_invoker = true) as
  select item_id from item_acl where depth = 2 and principal_id = any((select app.principals())::int[])
    and valid_from <= app.at() and valid_until > app.at();
revoke all on app.read_now from public;

-- {field: technologies in it} as this reader may read them; fields without one are not named.
create function app.technologies_by_field() returns table (field uuid, held int)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.field_id, count(*)::int from programmes_criticaltechnology t
    where exists (select 1 from app.read_now r where r.item_id = t.item_ptr_id) group by 1
$$;

-- Technologies in these states by origin and horizon; each counts where the reader reads it and its book.
create function app.technology_balance(states text[]) returns table (origin text, horizon text, n int)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.origin::text, b.horizon::text, count(*)::int
    from programmes_technologybook b join programmes_criticaltechnology t on t.item_ptr_id = b.technology_id
    where t.state = any(states) and exists (select 1 from app.read_now r where r.item_id = b.item_ptr_id)
      and exists (select 1 from app.read_now r where r.item_id = t.item_ptr_id) group by 1, 2
$$;

-- Projects in these states (null: in any) by origin and horizon, and what was paid to them less what came back, in whole yen:
-- the lines of the payments the reader reads, of the projects they read.
create function app.project_balance(states text[]) returns table (origin text, horizon text, n int, paid bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  with mine as materialized (select p.item_ptr_id as id, p.origin, p.horizon from programmes_project p
      where (states is null or p.state = any(states)) and exists (select 1 from app.read_now r where r.item_id = p.item_ptr_id)),
  spent as (select d.project_id, sum(l.amount) as paid from programmes_ledgerentry l
      join programmes_disbursement d on d.item_ptr_id = l.disbursement_id
      where l.kind in ('payment', 'refund') and exists (select 1 from app.read_now r where r.item_id = d.item_ptr_id)
        and (l.item_id = d.item_ptr_id or exists (select 1 from app.read_now r where r.item_id = l.item_id)) group by 1)
  select m.origin::text, m.horizon::text, count(*)::int, coalesce(sum(s.paid), 0)::bigint
    from mine m left join spent s on s.project_id = m.id group by 1, 2
$$;

-- The tags of one issue on what this reader reads, kind by kind, newest first: one page, chosen before anything else is read.
create function app.tags_of_issue(wanted uuid, skipped int, most int) returns setof bigint
language sql stable security definer rows 50 set search_path = public, pg_temp as $$
  select t.id from programmes_issuetag t join confidentiality_item i on i.id = t.item_id
    where t.issue_id = wanted and exists (select 1 from app.read_now r where r.item_id = t.item_id)
    order by i.kind, i.created desc, t.id offset skipped limit most
$$;
revoke all on function app.technologies_by_field, app.technology_balance, app.project_balance, app.tags_of_issue from public;
revoke all on function evaluation.total_of, evaluation.keep_total from public;
