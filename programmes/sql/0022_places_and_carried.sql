-- Ranking of a call a page at a time (R38), and which kinds of clause each call carries (R35).

-- The proposals of a call as ranked: what has a place first, then by the mean of the reviews, then by number. ``by_score``
-- counts the proposals whose mean is higher, plus one. Every word must occur in number or title. For who runs the review.
create function app.review_ranking(c uuid, part text, words text[], skipped int default 0, most int default null)
returns table (dossier uuid, number text, title text, state text, submitted int, needed int, mean numeric, deviation numeric,
  by_score int, place int, reason text, is_moved boolean, of_all int)
language sql stable security definer set search_path = public, pg_temp as $$
  with here as materialized (select app.runs_call_review(c) as runs),
  counted as (select e.item_id, (select sum((e.scores->(k->>'number')->>'score')::numeric * (k->>'weight')::numeric) * 100
        / sum((k->>'max_score')::numeric * (k->>'weight')::numeric) from jsonb_array_elements(d.body->'criteria') k) as total
    from programmes_review e join programmes_evaluatorseat s on s.id = e.seat_id join programmes_proposaldossier d on d.item_ptr_id = e.item_id
    where (select runs from here) and d.call_id = c and e.state = 'submitted'
      and (s.ended_at is null or s.ended_at > app.at() or s.ended_ground in ('finished', 'released', 'resigned'))),
  said as (select item_id, count(*) as n, avg(total) as mean, stddev_pop(total) as deviation from counted group by 1),
  ordered as (select d.item_ptr_id as id, d.number, d.body->>'title' as title, d.state, coalesce(said.n, 0) as n, d.min_reviews, said.mean,
      said.deviation, case when said.mean is not null then rank() over (order by said.mean desc nulls last) end as by_score,
      l.place, l.reason, not l.is_by_score as is_moved
    from programmes_proposaldossier d left join said on said.item_id = d.item_ptr_id left join programmes_rankingline l on l.dossier_id = d.item_ptr_id
    where (select runs from here) and d.call_id = c)
  select o.id, o.number::text, o.title, o.state::text, o.n::int, o.min_reviews::int, round(o.mean, 1), round(o.deviation, 1),
      o.by_score::int, o.place::int, coalesce(o.reason, ''), coalesce(o.is_moved, false), count(*) over ()::int
    from ordered o
    where (part = '' or (part = 'unplaced' and o.place is null) or (part = 'moved' and o.is_moved))
      and not exists (select 1 from unnest(words) w where position(lower(w) in lower(o.number || ' ' || coalesce(o.title, ''))) = 0)
    order by o.place nulls last, o.mean desc nulls last, o.number offset skipped limit most
$$;
revoke all on function app.review_ranking(uuid, text, text[], int, int) from public;

-- Places are 1, 2, 3 … without a gap before anybody is asked to confirm them.
create or replace function evaluation.unfinished(c uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from programmes_proposaldossier d where d.call_id = c and (d.state not in ('discussing', 'interview')
      or (d.state = 'interview' and not exists (select 1 from programmes_interviewrecord i where i.item_id = d.item_ptr_id))
      or (select count(*) from evaluation.counted_reviews(d.item_ptr_id)) < d.min_reviews
      or not exists (select 1 from programmes_rankingline l where l.dossier_id = d.item_ptr_id)))
    or not exists (select 1 from programmes_proposaldossier d where d.call_id = c)
    or (select max(l.place) <> count(*) from programmes_rankingline l join programmes_proposaldossier d on d.item_ptr_id = l.dossier_id where d.call_id = c)
$$;

-- Clauses a call carries ---------------------------------------------------------------------------------
-- Kept by the database alone: whatever is written, the column says what the answers say, adopted or reworded.
create function app.keep_carried() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select coalesce(array_agg(distinct k.kind order by k.kind), '{}') into new.carries
    from programmes_callclause k where k.item_id = new.item_ptr_id and k.answer in ('adopted', 'changed');
  return new;
end $$;
create trigger keep_carried before insert or update on programmes_call for each row execute function app.keep_carried();

create function app.on_call_clause() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update programmes_call set carries = '{}' where item_ptr_id = coalesce(new.item_id, old.item_id);
  return null;
end $$;
create trigger carried after insert or update or delete on programmes_callclause for each row execute function app.on_call_clause();
update programmes_call set carries = '{}';
