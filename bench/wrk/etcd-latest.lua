dofile(os.getenv("BENCH") .. "/wrk/common.lua")
local headers = { ["Content-Type"] = "application/json" }
local keys = {}
for i = 1, SUBJECTS do keys[i] = base64(subject(i)) end
function request()
  return wrk.format("POST", "/v3/kv/range", headers, '{"key":"' .. keys[math.random(SUBJECTS)] .. '"}')
end
