-- A government's item may also be let go by whoever sits here for the ministry or agency that brought it, once its
-- provider has left: the domain gives the end of such an item to the body, never that of anybody else's item.
create or replace function app.may_end(designation uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select 1 from confidentiality_designation d join confidentiality_item i on i.id = d.item_id
      left join confidentiality_designationversion v on v.id = d.in_force_id
      where d.id = designation and (i.custodian_id = app.user_id() or (v.origin = 'government'
        and not exists (select 1 from councils_membership m where m.council_id = i.container_id
              and m.person_id = i.custodian_id and m.state in ('active', 'leaving'))
        and exists (select 1 from councils_membership was join councils_membership mine
              on mine.council_id = was.council_id and mine.organisation_id = was.organisation_id
              join confidentiality_principal s on s.kind = 'membership' and s.ref = mine.id
              where was.council_id = i.container_id and was.person_id = i.custodian_id and was.valid_from is not null
                and mine.person_id = app.user_id() and s.id = any(app.principals()))))
  )
$$;
revoke all on function app.may_end from public;

-- What a candidate was shown by name closes when they sit; it was left open to those seated before this was so.
-- Their council's name stays known to them, as to everybody who sat there.
insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from, valid_until)
  select distinct m.council_id, p.id, 1, statement_timestamp(), timestamptz '9999-12-31 00:00+00'
    from councils_membership m join confidentiality_principal p on p.kind = 'person' and p.ref = m.person_id
    where m.state in ('active', 'leaving')
      and exists (select 1 from confidentiality_baseaudience b where b.item_id = m.council_id and b.principal_id = p.id
                    and b.depth = 2 and b.valid_until is null)
      and not exists (select 1 from confidentiality_baseaudience b where b.item_id = m.council_id and b.principal_id = p.id and b.depth = 1);
update confidentiality_baseaudience b set valid_until = statement_timestamp()
  from councils_membership m join confidentiality_principal p on p.kind = 'person' and p.ref = m.person_id
    join councils_prospectus t on t.council_id = m.council_id
  where m.state in ('active', 'leaving') and b.item_id in (m.council_id, t.item_ptr_id) and b.principal_id = p.id
    and b.depth = 2 and b.valid_until is null;

-- What belongs to a council is nobody's own, whoever typed or imported it.
update confidentiality_item set custodian_id = null where custodian_id is not null
  and kind in ('councils.council', 'councils.room', 'councils.prospectus', 'councils.meeting');

-- Records officers know of a meeting's sheet of speakers and read who spoke, never what hangs off it besides.
update confidentiality_baseaudience b set depth = 1 from confidentiality_item i
  where i.id = b.item_id and i.kind = 'councils.speakersheet' and b.principal_id = 5 and b.depth = 2;
