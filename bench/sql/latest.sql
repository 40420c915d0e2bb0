\set s random(1, 10000)
select id, value, source, confidence, asserted_at from assertion where concept_path = 'stocks/us/company-' || lpad(:s::text, 5, '0') || '/revenue' order by asserted_at desc limit 1;
