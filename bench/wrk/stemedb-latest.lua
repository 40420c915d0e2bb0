dofile(os.getenv("BENCH") .. "/wrk/common.lua")
local headers = { ["Content-Type"] = "application/json" }
function request()
  return wrk.format("POST", "/v1/query", headers, string.format(
    '{"concept_path":"%s","predicate":"reports","lens":"recency"}', subject(math.random(SUBJECTS))))
end
