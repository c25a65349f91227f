-- The traces that decide what one request is answered from, in one trip: those next to the ids that it names. Whose the events
-- are is decided by LivePersons, by the same rule as in memory; this walks as far as that rule looks and no further.
-- ARGV: prefix, most traces, user, device, visit (each '' when not named). Gives key, roles, links, events and shown items in turn.
local prefix, most = ARGV[1], tonumber(ARGV[2])
local user, device, visit = ARGV[3], ARGV[4], ARGV[5]
local order, traces, walked, users = {}, {}, {}, {}

local function look(key)
  if not traces[key] and #order < most then
    local stored = redis.call('HMGET', prefix .. key, 'roles', 'links')
    local roles = tonumber(stored[1] or '0')
    -- Trace.isUser, and whoever is asked for as a user.
    traces[key] = { roles = roles, links = stored[2] or '', user = key == user or roles % 2 == 1 or roles == 2 }
    order[#order + 1] = key
  end
  return traces[key]
end

local function append_links(key, open)
  if key ~= '' then
    for link in string.gmatch(look(key).links, '%S+') do
      open[#open + 1] = link
    end
  end
end

-- Breadth first, so that what is nearest is there even when the rest is too much. A user ends the walk.
local function walk(open)
  local at = 1
  while open[at] do
    local key = open[at]
    at = at + 1
    if not walked[key] then
      walked[key] = true
      local trace = look(key)
      if not trace then
        return
      elseif trace.user then
        users[#users + 1] = key
      else
        append_links(key, open)
      end
    end
  end
end

local open, reader = {}, user
if user ~= '' then
  append_links(user, open)
  local linked = #open
  if device ~= '' then
    open[#open + 1] = device
  end
  append_links(visit, open)
  -- The request is a log-in on them: none is the end of a chain of aliases any longer.
  for at = linked + 1, #open do
    local trace = look(open[at])
    if trace and open[at] ~= user then
      trace.user = trace.roles % 2 == 1
    end
  end
elseif device ~= '' then
  open[1] = device
else
  append_links(visit, open)
end
walk(open)
if user == '' and #users == 1 then
  reader = users[1]
  open = {}
  append_links(reader, open)
  walk(open)
end

local found = {}
for _, key in ipairs(order) do
  local trace = traces[key]
  local events, shown = '', ''
  -- Nothing of another user leaves the store.
  if key == reader or (walked[key] and not trace.user) then
    local stored = redis.call('HMGET', prefix .. key, 'events', 'shown')
    events, shown = stored[1] or '', stored[2] or ''
  end
  found[#found + 1] = key
  found[#found + 1] = tostring(trace.roles)
  found[#found + 1] = trace.links
  found[#found + 1] = events
  found[#found + 1] = shown
end
return found
