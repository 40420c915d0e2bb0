dofile(os.getenv("BENCH") .. "/wrk/common.lua")
-- Base64 in Lua is slow, so keys and values are made before the clock runs; etcd keeps every put as a new revision anyway.
local headers = { ["Content-Type"] = "application/json" }
local keys, values = {}, {}
for i = 1, SUBJECTS do keys[i] = base64(subject(i)) end
for i = 1, 500 do values[i] = base64(claim(i, counter + i)) end
function request()
  return wrk.format("POST", "/v3/kv/put", headers,
    '{"key":"' .. keys[math.random(SUBJECTS)] .. '","value":"' .. values[math.random(#values)] .. '"}')
end
