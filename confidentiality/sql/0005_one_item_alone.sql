-- A change of one item reads that item alone: used three times, a plain "base" would be made for all items first.
create or replace view app.item_acl_source with (security_invoker = true) as
  with base as not materialized (
    select b.principal_id, b.item_id, b.depth, i.container_id, i.created,
           tstzmultirange(tstzrange(coalesce(b.valid_from, '-infinity'), coalesce(b.valid_until, 'infinity'))) as during,
           coalesce(w.during, '{}'::tstzmultirange) as closed
      from confidentiality_baseaudience b join confidentiality_item i on i.id = b.item_id
      -- Windows in which the base audience keeps the title only: before the unsealing, and during a designation.
      left join lateral (
        select range_agg(c.during) as during from (
          select tstzrange('-infinity', coalesce(i.unsealed_at, 'infinity')) where i.is_born_sealed
          union all
          select tstzrange(v.valid_from, v.valid_until) from confidentiality_designation d
            join confidentiality_designationversion v on v.designation_id = d.id
            where d.item_id = b.item_id and v.valid_from is not null and v.valid_from < v.valid_until
        ) c(during) where not isempty(c.during)) w on true
      where coalesce(b.valid_from, '-infinity') < coalesce(b.valid_until, 'infinity'))
  select principal_id, item_id, 2::smallint as depth, container_id, created, lower(r) as valid_from, upper(r) as valid_until
    from base cross join lateral unnest(during - closed) r where depth = 2
  union all
  select principal_id, item_id, 1::smallint, container_id, created, lower(r), upper(r)
    from base cross join lateral unnest(during * closed) r where depth = 2
  union all
  select principal_id, item_id, 1::smallint, container_id, created, lower(r), upper(r)
    from base cross join lateral unnest(during) r where depth = 1
  union all
  select h.principal_id, d.item_id, 2::smallint, i.container_id, i.created,
         greatest(v.valid_from, h.valid_from), least(v.valid_until, coalesce(h.valid_until, 'infinity'))
    from confidentiality_holder h join confidentiality_designationversion v on v.id = h.version_id
    join confidentiality_designation d on d.id = v.designation_id join confidentiality_item i on i.id = d.item_id
    where v.valid_from is not null
      and greatest(v.valid_from, h.valid_from) < least(v.valid_until, coalesce(h.valid_until, 'infinity'))
  union all
  select p.id, i.id, 2::smallint, i.container_id, i.created, '-infinity', 'infinity'
    from confidentiality_item i join confidentiality_principal p on p.kind = 'person' and p.ref = i.custodian_id;
drop view app.closed_window;
