-- Asks pages as readers do: home, board and its next pages, a place, a search, and mostly one promise among all.
-- Arguments: the number of promises, a seed. Prints the same line of JSON as load.lua.
local promises

init = function(arguments)
  promises = tonumber(arguments[1])
  math.randomseed(tonumber(arguments[2]))
end

local function path()
  local chance = math.random()
  if chance < 0.15 then return "/" end
  if chance < 0.35 then return "/cadres/cadre-invente/" end
  if chance < 0.45 then return "/cadres/cadre-invente/?page=" .. math.random(2, 20) end
  if chance < 0.55 then return "/lieux/departement/21/" end
  if chance < 0.65 then return "/cadres/cadre-invente/?intitule=" .. math.random(1, 200) end
  return "/cadres/cadre-invente/" .. math.random(1, promises) .. "/"
end

request = function()
  return wrk.format("GET", path())
end

done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nJSON {"per_second": %.2f, "p50": %.3f, "p95": %.3f, "errors": %d}\n',
    summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
