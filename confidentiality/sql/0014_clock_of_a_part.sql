-- As before, and a part that waits for the clock says until when: what is not decided yet may be unknown rather than no.
create or replace function app.part_stands(wanted uuid, t timestamptz)
returns table (is_out boolean, waits_for text, until timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  with p as (select d.*, x.item_ptr_id as part_id from confidentiality_disclosurepart x join confidentiality_disclosure d on d.item_ptr_id = x.disclosure_id where x.item_ptr_id = wanted),
  gone as (select exists (select 1 from confidentiality_publishedpart where part_id = wanted) yes),
  held as (select max(v.valid_until) u from confidentiality_disclosuretouch t0 join confidentiality_designation g on g.item_id = t0.touched_id
     join confidentiality_designationversion v on v.designation_id = g.id
     where t0.part_id = wanted and t0.answer = 'reproduces' and v.valid_from <= t and t < v.valid_until),
  closed as (select max(r.valid_until) u from confidentiality_closingrequest r, p
     where r.item_id = p.item_ptr_id and wanted = any(r.parts) and r.valid_from <= t and t < r.valid_until),
  decided as (select opened_at is not null and (decide_by <= t or coalesce(cleared_at <= t, false) or exists (select 1 from confidentiality_closingrequest r
     where r.item_id = p.item_ptr_id and r.valid_from <= t)) yes from p)
  select (select yes from gone),
    case when (select yes from gone) then '' when (select opened_at from p) is null then 'opening' when (select u from held) is not null then 'designation'
         when (select u from closed) is not null then 'request' when (select yes from decided) then '' else 'clock' end,
    case when (select u from held) is not null then (select u from held) when (select u from closed) is not null then (select u from closed)
         when not (select yes from decided) then (select decide_by from p) end
$$;
