#!/bin/sh
# Shows an interactive agent's terminal in this one, and types into it what is typed here. Any number
# of these may come and go; the agent's terminal is kept by `script` (see wrapper.sh).
#
#   screen.sh ATTEMPT start|now
#
# `start`: from the attempt's first byte on; for the terminal that answers what the agent asks of it
# when it starts. `now`: from now on, and the agent is made to draw everything anew.
set -u
cd "$1" || exit 1
stty raw -echo 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  [ ! -p keys ] || [ ! -e terminal ] || break
  sleep 0.1
done
agent_tty=$(sed -n 's/^tty //p' terminal 2>/dev/null)

# The agent's terminal gets our size; the kernel tells the agent, which draws anew.
fit() {
  size=$(stty size 2>/dev/null) || return
  [ -z "$agent_tty" ] || stty rows "${size% *}" cols "${size#* }" <"$agent_tty" 2>/dev/null
}

if [ "$2" = now ]; then
  from=$(($(wc -c <../../agent.log) + 1))
  [ -z "$agent_tty" ] || stty rows 49 cols 199 <"$agent_tty" 2>/dev/null
else
  from=$(($(cat log-start) + 1))
fi
exec 3<&0
tail -c "+$from" -f ../../agent.log &
shows=$!
types=''
trap 'kill "$shows" $types 2>/dev/null' EXIT
trap 'exit 0' HUP TERM
trap fit WINCH
if [ -p keys ]; then
  cat <&3 >keys &
  types=$!
fi
[ "$2" != now ] || sleep 0.5
fit
while kill -0 "$shows" 2>/dev/null; do
  wait "$shows"
done
