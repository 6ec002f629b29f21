#!/bin/sh
# The inside of an interactive agent's terminal: becomes the agent, whose command line comes as the
# variables WORKCELL_WORD_1, _2, ... so that no shell ever reads it. Started by the wrapper.
# It leaves `terminal` in the directory of the attempt: the terminal's name and the agent's pid.
set -u
stty sane rows 50 cols 200 2>/dev/null
printf 'tty %s\npid %s\n' "$(tty)" "$$" >.terminal && mv -f .terminal terminal
count=0
set --
while [ "$count" -lt "$WORKCELL_WORDS" ]; do
  count=$((count + 1))
  eval "set -- \"\$@\" \"\$WORKCELL_WORD_$count\"; unset WORKCELL_WORD_$count"
done
if [ -n "$WORKCELL_SHELL" ]; then export SHELL="$WORKCELL_SHELL"; else unset SHELL; fi
export WORKCELL_RUN="$WORKCELL_MARKER"
cd "$WORKCELL_WORKTREE" || exit 126
unset WORKCELL_WORDS WORKCELL_SHELL WORKCELL_MARKER WORKCELL_WORKTREE WORKCELL_PROGRAM count
exec "$@"
