-- Sums, gaps and counts of a thing are told to who reads the thing; whoever else asks learns what nothing would say.
create function app.fund_unallocated_here(fund uuid) returns bigint
language sql stable security definer set search_path = public, pg_temp as
$$ select case when app.reads_content(fund) then app.fund_unallocated(fund) else 0 end $$;

create function app.concept_remaining_here(concept uuid, in_year int) returns bigint
language sql stable security definer set search_path = public, pg_temp as
$$ select case when app.reads_content(concept) then app.concept_remaining(concept, in_year) else 0 end $$;

create function app.concept_allocated_here(concept uuid) returns bigint
language sql stable security definer set search_path = public, pg_temp as
$$ select case when app.reads_content(concept) then app.concept_allocated(concept) else 0 end $$;

create function app.bond_gap_here(project uuid, for_money boolean) returns text
language sql stable security definer set search_path = public, pg_temp as
$$ select case when app.reads_content(project) then app.bond_gap(project, for_money) else 'no_council' end $$;

create function app.hold_bond_here(project uuid, for_money boolean) returns text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  return case when app.reads_content(project) then app.hold_bond(project, for_money) else 'no_council' end;
end $$;

create function app.plan_gaps_here(project uuid) returns text[]
language sql stable security definer set search_path = public, pg_temp as
$$ select case when app.reads_content(project) then app.plan_gaps(project) else array['no_plan'] end $$;

create function app.undecided_outcomes_here(project uuid) returns int
language sql stable security definer set search_path = public, pg_temp as
$$ select case when app.reads_content(project) then app.undecided_outcomes(project) else 0 end $$;

create or replace function app.next_outcome(project uuid) returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not app.reads_content(project) then return null; end if;
  perform app.lock_item(project);
  return (select coalesce(max(number), 0) + 1 from programmes_outcome where project_id = project);
end $$;

create function app.proposal_in_work_here(proposal uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as
$$ select app.reads_content(proposal) and app.proposal_in_work(proposal) $$;

create function app.proposal_takes_text_here(proposal uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as
$$ select app.reads_content(proposal) and app.proposal_takes_text(proposal) $$;

create or replace function app.shared_alike(whole uuid, part uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select app.reads_content(whole) and app.reads_content(part)
    and not exists (select 1 from item_acl a where a.item_id = whole and a.depth = 2 and a.valid_from <= app.at() and a.valid_until > app.at()
      and not exists (select 1 from item_acl b where b.item_id = part and b.principal_id = a.principal_id and b.depth = 2
        and b.valid_from <= app.at() and b.valid_until > app.at()))
$$;

comment on function app.fund_unallocated is 'inner';
comment on function app.concept_remaining is 'inner';
comment on function app.concept_allocated is 'inner';
comment on function app.bond_gap is 'inner';
comment on function app.hold_bond is 'inner';
comment on function app.plan_gaps is 'inner';
comment on function app.is_large_project is 'inner';
comment on function app.delegated_used is 'inner';
comment on function app.copy_face is 'inner';
comment on function app.begin_plan is 'inner';
comment on function app.concept_is_agreed is 'inner';
comment on function app.undecided_outcomes is 'inner';
comment on function app.proposal_in_work is 'inner';
comment on function app.proposal_takes_text is 'inner';
revoke all on all functions in schema app from public;
