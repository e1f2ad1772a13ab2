-- Which passages of a paper about to be published repeat what somebody in this council holds under seal.
-- Whoever prepares the publication need not see that material: the answer is numbers of passages, no word of it.
create function app.plain(words text) returns text language sql immutable parallel safe as
$$ select lower(regexp_replace(normalize(words, nfkc), '\s', '', 'g')) $$;

create function app.passages_under_seal(council uuid, passages text[]) returns int[]
language plpgsql stable security definer set search_path = public, app, pg_temp as $$
begin
  if current_setting('role') <> 'banso_system' and not coalesce(app.principals() && array(
      select p.id from confidentiality_principal p
        where p.kind = 'capacity' and p.ref = council and p.part in ('secretariat', 'chair')), false) then
    return '{}';
  end if;
  return array(
    with sealed as (
      select m.item_ptr_id as id, m.title from councils_material m join confidentiality_item i on i.id = m.item_ptr_id
        where i.container_id = council and exists (
          select 1 from confidentiality_designation d where d.item_id = i.id
            and (d.state in ('described', 'discussing', 'consent_open', 'rework') or exists (
              select 1 from confidentiality_designationversion v where v.designation_id = d.id
                and v.valid_from <= app.at() and v.valid_until > app.at())))),
    phrases as (
      select app.plain(title) as words from sealed where length(app.plain(title)) >= 5
      union
      select app.plain(line) from sealed
        cross join lateral (select text from councils_materialversion v where v.item_id = sealed.id order by number desc limit 1) latest
        cross join lateral regexp_split_to_table(latest.text, '[。\n]') line
        where length(app.plain(line)) >= 15)
    select p.place::int from unnest(passages) with ordinality p(words, place)
      where exists (select 1 from phrases f where position(f.words in app.plain(p.words)) > 0)
      order by p.place);
end $$;
revoke all on function app.plain(text), app.passages_under_seal(uuid, text[]) from public;
