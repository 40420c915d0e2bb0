\set s random(1, 10000)
\set n random(1, 1000000000)
insert into assertion (concept_path, predicate, value, source, confidence, asserted_at, metadata) values ('stocks/us/company-' || lpad(:s::text, 5, '0') || '/revenue', 'reports', jsonb_build_object('amount', :n::int, 'unit', 'USD'), 'sec-edgar-10k-2026', 0.87, now(), '{"agent":"agent-007","lifecycle":"proposed","note":"batch ingest of quarterly filings"}');
