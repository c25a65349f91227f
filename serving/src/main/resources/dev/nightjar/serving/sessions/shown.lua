-- Notes that an answer showed items to somebody: Trace.withShown. It lives as long as what else is kept of the person; where nothing
-- is, it expires by itself and counts among the keys.
-- ARGV: prefix, expiry in ms, most items, most keys, key, a line an item. Gives how many items are noted.
local prefix, expiry, most, most_keys, key = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local name, index = prefix .. key, prefix .. 'keys'

local function failed(answer)
  return type(answer) == 'table' and answer.err
end

-- Whatever else is found under a name of ours makes room.
local old = redis.pcall('HGET', name, 'shown')
if failed(old) then
  redis.call('DEL', name)
  old = ''
end

local times, fresh, order = {}, {}, {}
for item in string.gmatch(ARGV[6], '[^\n]+') do
  fresh[item] = true
end
for count, item in string.gmatch(old or '', '(%d+)\t([^\n]*)\n') do
  times[item] = tonumber(count)
  if not fresh[item] then
    order[#order + 1] = item
  end
end
for item in string.gmatch(ARGV[6], '[^\n]+') do
  if fresh[item] then
    fresh[item] = nil
    times[item] = (times[item] or 0) + 1
    order[#order + 1] = item
  end
end
local lines = {}
for at = math.max(1, #order - most + 1), #order do
  lines[#lines + 1] = string.format('%d\t%s\n', times[order[at]], order[at])
end

local known = redis.call('EXISTS', name) == 1
redis.call('HSET', name, 'shown', table.concat(lines))
if not known then
  redis.call('PEXPIRE', name, expiry)
  local time = redis.call('TIME')
  local now = string.format('%d%06d', tonumber(time[1]), tonumber(time[2]))
  if failed(redis.pcall('ZADD', index, now, key)) then
    redis.call('DEL', index)
    redis.call('ZADD', index, now, key)
  end
  redis.call('PEXPIRE', index, expiry)
  local stale = string.format('%.0f', tonumber(now) - expiry * 1000)
  for _, gone in ipairs(redis.call('ZRANGEBYSCORE', index, '-inf', stale, 'LIMIT', 0, 32)) do
    redis.call('ZREM', index, gone)
  end
  local over = math.min(redis.call('ZCARD', index) - most_keys, 32)
  if over > 0 then
    for _, gone in ipairs(redis.call('ZRANGE', index, 0, over - 1)) do
      redis.call('DEL', prefix .. gone)
      redis.call('ZREM', index, gone)
    end
  end
end
return #lines
