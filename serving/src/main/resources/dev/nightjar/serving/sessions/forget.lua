-- Takes the events and showings of these keys away. Who was seen with whom stays until it expires, as in memory.
-- ARGV: prefix, then the keys.
for at = 2, #ARGV do
  local name = ARGV[1] .. ARGV[at]
  local answer = redis.pcall('HDEL', name, 'events', 'shown')
  if type(answer) == 'table' and answer.err then
    redis.call('DEL', name)
  end
end
return #ARGV - 1
