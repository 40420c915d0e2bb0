create table assertion (
  id bigserial primary key,
  concept_path text not null,
  predicate text not null,
  value jsonb not null,
  source text not null,
  confidence real not null,
  asserted_at timestamptz not null,
  metadata jsonb not null
);
create index on assertion (concept_path, asserted_at desc);
