-- What some events change, in one step: Trace.with, for each key. Every key expires, holds a bounded number of links and events,
-- and stands in an index by the time of its last change, so that the oldest go when there are too many.
-- ARGV: prefix, expiry in ms, most links, most events, most keys; then key, role, link or '', lines of events or '' in turn.
-- Gives how many keys there are.
local prefix, expiry = ARGV[1], tonumber(ARGV[2])
local most_links, most_events, most_keys = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local index = prefix .. 'keys'
-- One clock for all servers.
local time = redis.call('TIME')
local now = string.format('%d%06d', tonumber(time[1]), tonumber(time[2]))

-- Whatever else is found under a name of ours makes room.
local function failed(answer)
  return type(answer) == 'table' and answer.err
end

local function linked(links, link)
  if link == '' or string.find(' ' .. links .. ' ', ' ' .. link .. ' ', 1, true) then
    return links
  end
  local _, count = string.gsub(links, '%S+', '')
  if count >= most_links then
    return links
  end
  return links == '' and link or links .. ' ' .. link
end

local function newest(events)
  local _, count = string.gsub(events, '\n', '')
  local from = 1
  for _ = 1, count - most_events do
    from = string.find(events, '\n', from, true) + 1
  end
  return string.sub(events, from)
end

-- A key that several steps name is read and written once.
local names, traces = {}, {}

local function trace(key)
  if not traces[key] then
    local name = prefix .. key
    local old = redis.pcall('HMGET', name, 'roles', 'links', 'events')
    if failed(old) then
      redis.call('DEL', name)
      old = { false, false, false }
    end
    traces[key] = { roles = tonumber(old[1] or '0') or 0, links = old[2] or '', events = old[3] or '' }
    names[#names + 1] = key
  end
  return traces[key]
end

-- Events of one call come at one moment: three digits more tell their order, across keys too.
local place = 0
local function placed(line)
  local text = string.format('%s%03d\t%s', now, math.min(place, 999), line)
  place = place + 1
  return text
end

for at = 6, #ARGV, 4 do
  local changed = trace(ARGV[at])
  changed.roles = bit.bor(changed.roles, tonumber(ARGV[at + 1]))
  changed.links = linked(changed.links, ARGV[at + 2])
  if ARGV[at + 3] ~= '' then
    changed.events = newest(changed.events .. string.gsub(ARGV[at + 3], '[^\n]+', placed))
  end
end
local newest_keys = {}
for _, key in ipairs(names) do
  local name, changed = prefix .. key, traces[key]
  redis.call('HSET', name, 'roles', changed.roles, 'links', changed.links, 'events', changed.events)
  redis.call('PEXPIRE', name, expiry)
  newest_keys[#newest_keys + 1] = now
  newest_keys[#newest_keys + 1] = key
end
if failed(redis.pcall('ZADD', index, unpack(newest_keys))) then
  redis.call('DEL', index)
  redis.call('ZADD', index, unpack(newest_keys))
end
redis.call('PEXPIRE', index, expiry)

-- What has expired leaves the index, more with each call than comes; then what is too much goes, the oldest first.
local at_once = 32 + 2 * #names
local stale = string.format('%.0f', tonumber(now) - expiry * 1000)
for _, key in ipairs(redis.call('ZRANGEBYSCORE', index, '-inf', stale, 'LIMIT', 0, at_once)) do
  redis.call('ZREM', index, key)
end
local over = math.min(redis.call('ZCARD', index) - most_keys, at_once)
if over > 0 then
  for _, key in ipairs(redis.call('ZRANGE', index, 0, over - 1)) do
    redis.call('DEL', prefix .. key)
    redis.call('ZREM', index, key)
  end
end
return redis.call('ZCARD', index)
