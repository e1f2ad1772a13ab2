-- One page of a call's review, and how the whole of it stands without reading a score: the sums of the scores are made for
-- what is shown alone. Both answer who runs the review and nobody else.
drop function app.review_overview(uuid);
create function app.review_overview(c uuid, skipped int default 0, most int default null)
returns table (dossier uuid, number text, title text, state text, seats int, waiting int, submitted int, lost int, needed int,
  mean numeric, low numeric, high numeric, deviation numeric, place int)
language sql stable security definer set search_path = public, pg_temp as $$
  with shown as materialized (select item_ptr_id as id from programmes_proposaldossier
      where call_id = c and app.runs_call_review(c) order by number offset skipped limit most),
  seat as (select s.item_id, count(*) filter (where s.ended_at is null or s.ended_at > app.at()) as live,
      count(*) filter (where (s.ended_at is null or s.ended_at > app.at()) and s.declared_at is null) as waiting,
      count(*) filter (where s.ended_at <= app.at() and s.ended_ground not in ('finished', 'released')) as lost
    from programmes_evaluatorseat s join programmes_proposaldossier d on d.item_ptr_id = s.item_id where d.call_id = c and d.item_ptr_id in (select id from shown) group by 1),
  counted as (select e.item_id, e.id, (select sum((e.scores->(k->>'number')->>'score')::numeric * (k->>'weight')::numeric) * 100
        / sum((k->>'max_score')::numeric * (k->>'weight')::numeric) from jsonb_array_elements(d.body->'criteria') k) as total
    from programmes_review e join programmes_evaluatorseat s on s.id = e.seat_id join programmes_proposaldossier d on d.item_ptr_id = e.item_id
    where d.call_id = c and d.item_ptr_id in (select id from shown) and e.state = 'submitted'
      and (s.ended_at is null or s.ended_at > app.at() or s.ended_ground in ('finished', 'released', 'resigned'))),
  said as (select item_id, count(*) n, round(avg(total), 1) mean, round(min(total), 1) low, round(max(total), 1) high,
      round(stddev_pop(total), 1) deviation from counted group by 1)
  select d.item_ptr_id, d.number::text, d.body->>'title', d.state::text, coalesce(seat.live, 0)::int, coalesce(seat.waiting, 0)::int,
      coalesce(said.n, 0)::int, coalesce(seat.lost, 0)::int, d.min_reviews::int, said.mean, said.low, said.high, said.deviation, l.place::int
    from programmes_proposaldossier d left join seat on seat.item_id = d.item_ptr_id left join said on said.item_id = d.item_ptr_id
      left join programmes_rankingline l on l.dossier_id = d.item_ptr_id
    where d.call_id = c and d.item_ptr_id in (select id from shown) and app.runs_call_review(c) order by d.number
$$;

create function app.review_standing(c uuid) returns table (proposals int, enough int, collecting int, lost int, placed int, waiting int)
language sql stable security definer set search_path = public, pg_temp as $$
  with seat as (select s.item_id, count(*) filter (where s.ended_at <= app.at() and s.ended_ground not in ('finished', 'released')) as lost,
      count(e.id) filter (where e.state = 'submitted'
        and (s.ended_at is null or s.ended_at > app.at() or s.ended_ground in ('finished', 'released', 'resigned'))) as submitted
    from programmes_evaluatorseat s join programmes_proposaldossier d on d.item_ptr_id = s.item_id
      left join programmes_review e on e.seat_id = s.id where d.call_id = c group by 1)
  select count(*)::int, (count(*) filter (where coalesce(seat.submitted, 0) >= d.min_reviews))::int,
      (count(*) filter (where d.state = 'document_review'))::int, coalesce(sum(seat.lost), 0)::int, count(l.place)::int,
      (select count(*)::int from programmes_proposal p where p.call_id = c and p.state = 'eligible' and app.runs_call_review(c)
        and not exists (select 1 from programmes_proposaldossier o where o.proposal_id = p.item_ptr_id))
    from programmes_proposaldossier d left join seat on seat.item_id = d.item_ptr_id left join programmes_rankingline l on l.dossier_id = d.item_ptr_id
    where d.call_id = c and app.runs_call_review(c)
$$;
revoke all on function app.review_overview(uuid, int, int), app.review_standing from public;
