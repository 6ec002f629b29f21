#!/bin/sh
# Runs one attempt of a workcell and records how it ended. workcell starts it in a session of its
# own, with the frozen environment, in the directory of the attempt:
#
#   wrapper WORKTREE PROGRAM MARKER SPACE split|merged|terminal AGENT ARG...
#
# It holds no text of the user: everything comes as an argument and is never evaluated.
# It leaves: taken (a directory; the first to make it owns the attempt), start, exit, err, and told
# when a signal reached it. With `terminal` the agent gets a terminal of its own: `script` keeps it,
# writes what it shows to agent.log, and types what arrives in the FIFO `keys`; terminal.sh is in it.
set -u
mask=$(umask)
umask 077
agent='' told='' number=0

# A signal to us is passed on to the agent's process group. Before there is one, it keeps the agent
# from being started: the file tells the child that is about to become it, whose shell may have lost
# the signal itself while it was forked, or ignores it.
forward() {
  told=$1 number=$2
  # script would give the agent 2 s; told itself, the agent takes its time, and script sees it end.
  if [ "${streams:-}" = terminal ] && in_terminal=$(sed -n 's/^pid //p' terminal 2>/dev/null) &&
    [ -n "$in_terminal" ] && kill -s "$1" "$in_terminal" 2>/dev/null; then
    return
  fi
  [ -z "$agent" ] || kill -s "$1" -- "-$agent" 2>/dev/null || {
    true >told
    kill -s TERM "$agent"
  } 2>/dev/null
}
trap 'forward HUP 1' HUP
trap 'forward INT 2' INT
trap 'forward TERM 15' TERM

mkdir taken 2>/dev/null || exit 0
worktree=$1 program=$2 marker=$3 space=$4 streams=$5
shift 5

# name text: a file that is there whole or not at all. A disk that does not confirm is recorded, and
# the file still gets its name.
put() {
  if printf '%s\nsynced yes\nend\n' "$2" >".$1" 2>/dev/null; then
    sync ".$1" 2>/dev/null || printf '%s\nsynced no\nend\n' "$2" >".$1" 2>/dev/null
    mv -f ".$1" "$1" 2>/dev/null && return 0
  fi
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

# A session of its own for the agent, with INT and QUIT as they should be: sh starts every
# background command with both ignored, which would last through exec. They are put right before
# the session is made, so that a signal to its group always counts.
in_session() {
  umask "$mask"
  cd "$worktree" || exit 126
  if command -v setsid >/dev/null 2>&1 && env --default-signal=INT,QUIT >/dev/null 2>&1; then
    [ ! -e "$attempt/told" ] || exit 143
    exec env --default-signal=INT,QUIT setsid "$@"
  fi
  [ ! -e "$attempt/told" ] || exit 143
  # shellcheck disable=SC2016 # perl, not sh
  exec perl -e 'use POSIX; $SIG{INT}="DEFAULT"; $SIG{QUIT}="DEFAULT"; POSIX::setsid();
    exec {$ARGV[0]} @ARGV; $why = $! + 0; print STDERR "$ARGV[0]: $!\n";
    exit($why == ENOENT ? 127 : 126)' "$@"
}

# The words of the agent's command line reach the inside of the terminal as variables: `script -c`
# takes one string for a shell, which must not hold any of them.
keep_terminal() {
  export WORKCELL_WORKTREE="$worktree" WORKCELL_MARKER="$marker" WORKCELL_SHELL="${SHELL:-}"
  export WORKCELL_PROGRAM="$program" WORKCELL_HOOKS="$attempt/hooks" SHELL=/bin/sh
  WORKCELL_WORDS=0
  for word; do
    WORKCELL_WORDS=$((WORKCELL_WORDS + 1))
    export "WORKCELL_WORD_$WORKCELL_WORDS=$word"
  done
  export WORKCELL_WORDS
  worktree=$attempt
  # shellcheck disable=SC2016 # expanded by the shell in the terminal
  inside='exec /bin/sh "$WORKCELL_PROGRAM/terminal.sh"'
  if script --version 2>/dev/null </dev/null | grep -q util-linux; then
    in_session script -q -e -f -c "$inside" /dev/null
  fi
  in_session script -q -F /dev/null /bin/sh -c "$inside"
}

identify
put start "pid $$
startTime $started
bootId $boot
space $space"

attempt=$PWD
run=${attempt%/attempts/*}
[ -d "$run/notes" ] || mkdir "$run/notes" 2>/dev/null
if [ -z "$told" ]; then
  # There bash would tell of an agent that was killed before it was waited for.
  exec 2>/dev/null
  export WORKCELL_BRIEF="$run/brief.md" WORKCELL_NOTES="$run/notes"
  [ ! -e prompt.md ] || export WORKCELL_PROMPT="$attempt/prompt.md"
  if [ "$streams" = terminal ]; then
    : >>hooks
    mkfifo -m 600 keys 2>/dev/null
    keep_terminal "$@" <>keys >>../../agent.log 2>>err &
  elif [ "$streams" = merged ]; then
    WORKCELL_RUN=$marker in_session "$@" </dev/null >>../../agent.log 2>&1 &
  else
    WORKCELL_RUN=$marker in_session "$@" </dev/null >>../../agent.log 2>>err &
  fi
  agent=$!
  [ -z "$told" ] || forward "$told" "$number"
  sync . 2>/dev/null
fi

# Whether the agent is still a child of ours: it lives, or was not waited for yet.
ours() {
  if read -r stat 2>/dev/null <"/proc/$agent/stat"; then
    # shellcheck disable=SC2086 # the fields after the command name, split on purpose
    set -- ${stat##*) }
    parent=$2
  else
    parent=$(ps -o ppid= -p "$agent" 2>/dev/null | tr -d ' ')
  fi
  [ "$parent" = $$ ]
}

# `wait` comes back early when a signal arrives, with 128 and some signal's number, which the agent may
# have died of just as well; after several at once it does so even when their handlers have run before.
# So once a signal came the agent's end is looked for, and only then its code is asked again. A shell that
# no longer knows it (127, bash also -1) has given its code before, unless it was still to be seen after
# that: then 127 is its own. (After several signals bash may go on to answer with one of them for good:
# then `exit` says 128 and that signal, by signal.)
code=$((128 + number))
if [ -n "$agent" ]; then
  wait "$agent" 2>/dev/null
  code=$?
  if [ -n "$told" ]; then
    seen=''
    while ours; do seen=yes; sleep 0.05; done
    wait "$agent" 2>/dev/null
    status=$?
    if [ "$status" -ge 0 ] && { [ "$status" -ne 127 ] || [ -n "$seen" ]; }; then code=$status; fi
  fi
fi
agent=''
[ "$streams" != terminal ] || rm -f keys terminal
by=agent
[ -z "$told" ] || by=signal
# A signal to our whole group also ends the date that is asked.
at=''
for _ in first second last; do
  [ -n "$at" ] || at=$(date +%s)
done
# A full disk gets the reserve back and one more try.
for _ in first second; do
  put exit "code $code
at $at
by $by" && { sync . 2>/dev/null; break; }
  rm -f ../../reserve
done

# Told to end: somebody is shutting things down, so whoever looks next settles.
[ "$by" = agent ] || exit "$code"

# A supervisor that lives settles it, and says so by `settling` as soon as it has seen `exit`.
if [ -e "${program%/app/*}/supervisor/live" ]; then
  for _ in 1 2 3 4 5 6; do
    [ ! -e settling ] || exit "$code"
    sleep 0.05
  done
fi

for _ in first second last; do
  # An agent may have deleted this directory, or filled the disk.
  (: >>settle.log) 2>/dev/null && log=settle.log || log=/dev/null
  (umask "$mask" && cd / && exec "$program/workcell" settle "$marker" --code "$code") </dev/null >>"$log" 2>&1
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
