-- What all scripts share: the record, and the last line that bench.sh reads.
-- A record is about 300 bytes of JSON and is the same for every system; its counter makes it distinct.
SUBJECTS = 10000

function subject(i)
  return string.format("stocks/us/company-%05d/revenue", i)
end

function micros(n)
  return string.format("%02d:%02d:%02d.%06dZ", math.floor(n / 3600) % 24, math.floor(n / 60) % 60, n % 60, n % 1000000)
end

-- n must never come twice in a run: it is what makes the claim a new one.
function claim(i, n)
  return string.format(
    '{"concept_path":"%s","predicate":"reports","value":{"amount":%d,"unit":"USD"},"source":"sec-edgar-10k-2026",' ..
    '"confidence":0.87,"asserted_at":"2026-11-22T%s","metadata":{"agent":"agent-%03d","lifecycle":"proposed",' ..
    '"note":"batch ingest of quarterly filings"}}',
    subject(i), n, micros(n), n % 100)
end

local alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
function base64(data)
  local bits = data:gsub('.', function(x)
    local r, b = '', x:byte()
    for i = 8, 1, -1 do r = r .. (b % 2 ^ i - b % 2 ^ (i - 1) > 0 and '1' or '0') end
    return r
  end) .. '0000'
  return bits:gsub('%d%d%d?%d?%d?%d?', function(x)
    if #x < 6 then return '' end
    local c = 0
    for i = 1, 6 do c = c + (x:sub(i, i) == '1' and 2 ^ (6 - i) or 0) end
    return alphabet:sub(c + 1, c + 1)
  end) .. ({ '', '==', '=' })[#data % 3 + 1]
end

-- wrk runs one thread here, so these live in one place. WRONG counts answers that were not the expected status.
local threads = {}
function setup(thread) table.insert(threads, thread) end

expected = tonumber(os.getenv("EXPECT") or "200")
wrong = 0
wrong_status = 0
function response(status)
  if status ~= expected then wrong, wrong_status = wrong + 1, status end
end

function done(summary, latency)
  local unexpected = 0
  for _, thread in ipairs(threads) do
    unexpected = unexpected + thread:get("wrong")
    if thread:get("wrong") > 0 then io.write(string.format("an answer had status %d\n", thread:get("wrong_status"))) end
  end
  local errors = summary.errors
  io.write(string.format(
    "RESULT rate=%.1f p50_ms=%.3f p99_ms=%.3f max_ms=%.1f answered=%d wrong=%d socket_errors=%d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    latency.max / 1000, summary.requests, unexpected, errors.connect + errors.read + errors.write + errors.timeout))
end

-- Where counting begins: bench.sh hands every run a range of its own.
counter = tonumber(os.getenv("FIRST") or "0")
math.randomseed(counter + 1)
