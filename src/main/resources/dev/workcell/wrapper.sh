#!/bin/sh
# Runs one attempt of a workcell and records how it ended. workcell starts it in a session of its
# own, with the frozen environment, in the directory of the attempt:
#
#   wrapper WORKTREE PROGRAM MARKER SPACE split|merged AGENT ARG...
#
# It holds no text of the user: everything comes as an argument and is never evaluated.
# It leaves: taken (a directory; the first to make it owns the attempt), start, exit, err.
set -u
umask 077
mkdir taken 2>/dev/null || exit 0

worktree=$1 program=$2 marker=$3 space=$4 streams=$5
shift 5
agent='' told='' number=0 interrupted=''

# name text: a file that is there whole or not at all. A full disk gets the reserve back and one
# more try; a disk that does not confirm is recorded, and the file still gets its name.
put() {
  for try in first second; do
    if printf '%s\nsynced yes\nend\n' "$2" >".$1" 2>/dev/null; then
      sync ".$1" 2>/dev/null || printf '%s\nsynced no\nend\n' "$2" >".$1" 2>/dev/null
      mv -f ".$1" "$1" 2>/dev/null && { sync . 2>/dev/null; return 0; }
    fi
    [ "$try" = second ] || rm -f ../../reserve
  done
  return 1
}

# Sets `started` and `boot`, which with the pid name this process for ever.
identify() {
  if read -r stat 2>/dev/null <"/proc/$$/stat"; then
    # shellcheck disable=SC2086 # the fields after the command name, split on purpose
    set -- ${stat##*) }
    shift 19
    started=$1
    read -r boot </proc/sys/kernel/random/boot_id
  else
    started=$(ps -o lstart= -p $$ | tr -s ' ')
    boot=$(sysctl -n kern.bootsessionuuid)
  fi
}

# A signal to us is passed on to the agent's process group; before the agent is there it only
# keeps it from being started.
forward() {
  told=$1 number=$2 interrupted=yes
  [ -z "$agent" ] || kill -s "$1" -- "-$agent" 2>/dev/null || kill -s "$1" "$agent" 2>/dev/null
}
trap 'forward HUP 1' HUP
trap 'forward INT 2' INT
trap 'forward TERM 15' TERM

# A session of its own for the agent, with INT and QUIT as they should be: sh starts every
# background command with both ignored, which would last through exec.
in_session() {
  cd "$worktree" || exit 126
  if command -v setsid >/dev/null 2>&1 && env --default-signal=INT,QUIT true 2>/dev/null; then
    exec setsid env --default-signal=INT,QUIT "$@"
  fi
  # shellcheck disable=SC2016 # perl, not sh
  exec perl -e 'use POSIX; POSIX::setsid(); $SIG{INT}="DEFAULT"; $SIG{QUIT}="DEFAULT";
    exec {$ARGV[0]} @ARGV; exit 127' "$@"
}

identify
put start "pid $$
startTime $started
bootId $boot
space $space"

WORKCELL_BRIEF=$(cd ../.. && pwd -P)/brief.md
WORKCELL_NOTES=${WORKCELL_BRIEF%brief.md}notes
mkdir -p "$WORKCELL_NOTES" 2>/dev/null
if [ -z "$told" ]; then
  export WORKCELL_BRIEF WORKCELL_NOTES
  if [ "$streams" = merged ]; then
    WORKCELL_RUN=$marker in_session "$@" </dev/null >>../../agent.log 2>&1 &
  else
    WORKCELL_RUN=$marker in_session "$@" </dev/null >>../../agent.log 2>>err &
  fi
  agent=$!
  [ -z "$told" ] || forward "$told" "$number"
fi

# `wait` comes back early when a signal arrives, with 128 + signal. Only then is it asked again;
# and when it then no longer knows the agent (127), the first answer was the agent's own.
code=$((128 + number))
while [ -n "$agent" ]; do
  interrupted=''
  wait "$agent"
  status=$?
  if [ -n "$interrupted" ] && [ "$status" -eq $((128 + number)) ]; then
    wait "$agent"
    again=$?
    [ -n "$interrupted" ] && [ "$again" -eq $((128 + number)) ] && kill -0 "$agent" 2>/dev/null &&
      continue
    [ "$again" -eq 127 ] || status=$again
  fi
  code=$status
  agent=''
done
by=agent
[ -z "$told" ] || by=signal
put exit "code $code
at $(date +%s)
by $by"

# Told to end: somebody is shutting things down, so whoever looks next settles.
[ "$by" = agent ] || exit "$code"

for try in first second last; do
  # An agent may have deleted this directory, or filled the disk.
  (: >>settle.log) 2>/dev/null && log=settle.log || log=/dev/null
  (cd / && exec "$program/workcell" settle "$marker" --code "$code") </dev/null >>"$log" 2>&1
  settled=$?
  [ "$settled" -gt 128 ] || break
done
[ "$settled" -ne 0 ] || exit "$code"

# Nobody could settle: a minimal record, which any later verb replaces.
cell=${marker#*/}
run=${cell#*/}
cell=${cell%%/*}
printf '{"schema":1,"seq":null,"by":"wrapper","cell":"%s","run":%d,"attempt":%s,"state":"parked","because":"settle could not start (it ended with %d); the agent ended with %d","exit":{"code":%d,"by":"agent"}}\n' \
  "$cell" "$(printf '%s' "${run%%/*}" | sed 's/^0*//')" "${run#*/}" "$settled" "$code" "$code" \
  >../../.status.wrapper 2>/dev/null && mv -f ../../.status.wrapper ../../status.json 2>/dev/null
exit "$code"
