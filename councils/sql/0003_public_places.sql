-- Where a paper open to everybody was handed out, as far as that meeting is public itself: its summary is published.
-- ``of`` is a council, a material or a summary. Nobody signed out reads meetings, so the answer is numbers and labels,
-- and only of papers and summaries everybody has the content of now; papers kept apart or not numbered have no place.
create function app.public_places(of uuid)
returns table (material uuid, summary uuid, number int, held_on date, label text)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.item_ptr_id, s.item_ptr_id, s.number::int, s.held_on, h.label::text
    from councils_handout h
    join councils_material m on m.item_ptr_id = h.item_id and m.disclosure = 'public'
    join councils_minutessummary s on s.meeting_id = h.meeting_id and s.state = 'published'
    where h.number < 1001 and (of = s.item_ptr_id or (of in (m.council_id, m.item_ptr_id) and s.council_id = m.council_id))
      and (select count(distinct a.item_id) from item_acl a where a.item_id in (m.item_ptr_id, s.item_ptr_id)
             and a.principal_id = 1 and a.depth = 2 and a.valid_from <= app.at() and a.valid_until > app.at()) = 2
    order by s.number desc, h.number
$$;
revoke all on function app.public_places from public;
