dofile(os.getenv("BENCH") .. "/wrk/common.lua")
-- Lines are made once with a marker for the amount; a batch replaces it, so that every line of every batch is distinct.
local headers = { ["Content-Type"] = "application/x-ndjson" }
local lines = {}
for i = 1, 1000 do
  lines[i] = claim(math.random(SUBJECTS), i):gsub('"amount":%d+', '"amount":@@@@@@@@' .. string.format("%04d", i))
end
local body = table.concat(lines, "\n")
function request()
  counter = counter + 1
  return wrk.format("POST", "/v1/assertions", headers, (body:gsub("@@@@@@@@", string.format("1%07d", counter))))
end
