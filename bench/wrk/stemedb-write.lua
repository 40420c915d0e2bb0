dofile(os.getenv("BENCH") .. "/wrk/common.lua")
local headers = { ["Content-Type"] = "application/json" }
function request()
  counter = counter + 1
  return wrk.format("POST", "/v1/assert", headers, claim(math.random(SUBJECTS), counter))
end
