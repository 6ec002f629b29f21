#!/bin/sh
# One attempt of an agent without workcell, with git and tmux alone. It leaves the same five artifacts
# in its run directory: brief.md, verify.sh, agent.log, status.json, handoff.md.
#
#   cd RUN                            a directory outside the repository, with
#                                       brief.md    what is to be done (templates/brief.md)
#                                       verify.sh   the check (templates/verify.sh); exit 0 means done
#                                       agent.sh    starts the agent, in the foreground
#                                       claim.sh    optional: exit 0 when agent.log says that it is done
#   sh by-hand.sh WORKTREE                 start it; it goes on without this terminal
#   sh by-hand.sh --allow-dirty WORKTREE   the same, on changes that are not committed
#   sh by-hand.sh --wait WORKTREE          wait for its end: exit 0 passed, 1 not
#   sh by-hand.sh --settle WORKTREE        after a crash or a reboot: record, check, write the handoff
#
# The agent has a session of its own and its output goes straight into a file, so it outlives tmux,
# which only shows that file. What the check says decides, not the agent and not its exit code.
# Exit: 0 ok, 1 not passed, 2 wrong words, 4 it may not be done now, with the reason.
set -u
mask=$(umask)
umask 077

refuse() { # what why mend
  printf '%s\n  why:  %s\n  mend: %s\n' "$1" "$2" "$3" >&2
  exit 4
}

# A text as the inside of a JSON string.
json() {
  printf '%s' "$1" | tr '\n\t' '  ' | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g'
}

# text or nothing -> a JSON string or null
string() { if [ -n "$1" ]; then printf '"%s"' "$(json "$1")"; else printf null; fi; }

# number or nothing -> a JSON number or null
digits() { if [ -n "$1" ]; then printf '%s' "$1"; else printf null; fi; }

section() { # heading: the text below it in brief.md
  awk -v want="$1" '/^#/ { on = (tolower($0) ~ "^#+ *" tolower(want) " *$"); next } on' brief.md
}

work() { git -c core.fsmonitor=false -C "$worktree" "$@"; }

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# A file of ours: file names its value; empty when there is none.
known() { [ ! -r "$1" ] || cat "$1"; }

begun_at() { ps -o lstart= -p "$1" 2>/dev/null | tr -s ' '; }

# file: writes pid and start time, which name a process for as long as it lives.
identify() { printf '%s\n%s\n' "$2" "$(begun_at "$2")" >"$1.new" && mv "$1.new" "$1"; }

# Whether the process that .runner names is there.
lives() {
  [ -r .runner ] || return 1
  { read -r pid && IFS= read -r began; } <.runner
  [ -n "$began" ] && [ "$(begun_at "$pid")" = "$began" ]
}

# Whether a process of the agent's group is there; sets `group`. A pid that was given away again is
# not taken for it.
group_lives() {
  [ -r .agent ] || return 1
  { read -r group && IFS= read -r began; } <.agent
  kill -s 0 -- "-$group" 2>/dev/null || return 1
  leader=$(begun_at "$group")
  [ -z "$leader" ] || [ "$leader" = "$began" ]
}

# state because: status.json, whole or not at all; the keys are those of workcell's own.
status() {
  code=$(known .code) verified=$(known .verified) claim=null exit=null signal=null
  [ -z "$code" ] || [ "$code" -le 128 ] || signal=$((code - 128))
  [ ! -e .ended ] || exit="{\"code\": $(digits "$code"), \"signal\": $signal, \"by\": $(string "$(known .by)"), \"at\": $(string "$(known .ended)")}"
  [ ! -e .claim ] || claim="{\"ok\": $(known .claim), \"text\": null}"
  said="verify.sh ended with $verified"
  [ -n "$verified" ] || said='it has not ended yet'
  branch=$(work symbolic-ref -q --short HEAD) || branch=
  [ -z "$(work status --porcelain 2>/dev/null)" ] && dirty=false || dirty=true
  cat >.status.json <<END
{
  "schema": 1,
  "seq": null,
  "by": "hand",
  "cell": $(string "$name"),
  "run": $number,
  "attempt": 1,
  "state": "$1",
  "since": "$(now)",
  "because": $(string "$2"),
  "wanted": "running",
  "objective": $(string "$(section Objective | tr -s '\n ' ' ' | sed 's/^ //; s/ $//')"),
  "agent": {"recipe": "hand", "program": null, "version": null, "mode": "headless", "permissions": null, "sessionId": null, "denied": []},
  "repo": {"path": $(string "$worktree"), "worktree": null, "branch": $(string "$branch"), "headAtStart": $(string "$(known .head-at-start)"), "head": $(string "$(work rev-parse HEAD)"), "tree": null, "dirty": $dirty, "changed": null, "salvage": null},
  "tmux": {"socket": $(string "$PWD/tmux.sock"), "session": "run", "attach": $(string "cd '$PWD' && tmux -S tmux.sock attach")},
  "process": null,
  "log": {"bytes": $(wc -c <agent.log | tr -d ' '), "lastAt": null},
  "exit": $exit,
  "claim": $claim,
  "verify": {"verdict": "$verdict", "exitCode": $(digits "$verified"), "durationMs": $(digits "$(known .verify-ms)"), "head": $(string "$(known .head)"), "tree": null, "treeAfter": null, "changed": [], "logSha256": null, "because": $(string "$said")},
  "diagnosis": null,
  "next": null,
  "budget": null,
  "usage": {"tokens": null, "costUsd": null},
  "leftovers": [],
  "durability": "by hand: the agent does not depend on tmux",
  "taken": null,
  "notices": []
}
END
  mv -f .status.json status.json
}

indented() { sed 's/^/    /'; }

handoff() { # state because
  {
    printf '# Handoff of %s, by hand\n\n## Next action\n\n' "$name"
    case $1 in
      passed) printf 'Look at the work and commit it: git -C %s diff HEAD\n' "$worktree" ;;
      *) printf 'Make the check pass: %s.\nIts output is in verify.log, the agent'\''s in agent.log and err.\n' "$2" ;;
    esac
    printf '\n## Goal\n\n%s\n\n' "$(section Objective)"
    printf '## Where it stands\n\n- state: **%s**, because %s\n- exit: %s\n\n' "$1" "$2" "$(known .code)"
    printf '## Done\n\nChanged since it began, new files apart:\n\n'
    work diff --no-ext-diff --stat "$(known .head-at-start)" -- | indented
    printf '\n## Not done\n\n'
    [ "$1" = passed ] && printf 'Nothing that the check knows of.\n' || printf 'What the check still says, below.\n'
    printf '\n## Repository\n\n- work tree: %s\n- HEAD %s, at the start %s\n\n' \
      "$worktree" "$(work rev-parse HEAD)" "$(known .head-at-start)"
    work status --short | indented
    printf '\n## Verification\n\nverdict **%s**: verify.sh ended with %s\n\n' "$verdict" "$(known .verified)"
    tail -n 20 verify.log | indented
    printf '\n## Dead ends\n\nNone recorded.\n\n## Open questions\n\nNone recorded.\n\n'
    printf '## How to resume\n\n    cd %s   # resume.md, "By hand"\n' "$PWD"
  } >.handoff.md
  mv -f .handoff.md handoff.md
}

# The check and what follows from it. It may be done again: the world is looked at anew.
settle() {
  # What the agent left in its process group; what made a session of its own is not found.
  for signal in TERM KILL; do
    group_lives && kill -s "$signal" -- "-$group" 2>/dev/null
    for _ in 1 2 3 4 5; do group_lives && sleep 1; done
  done
  rm -f .verified
  echo 0 >.verify-ms
  status verifying 'the agent ended and the check runs'
  work rev-parse HEAD >.head
  began=$(date +%s)
  (umask "$mask" && cd "$worktree" && exec sh "$run/verify.sh") </dev/null >verify.log 2>&1
  echo $? >.verified
  echo $((($(date +%s) - began) * 1000)) >.verify-ms
  verdict=failed
  [ "$(cat .verified)" -ne 0 ] || verdict=passed
  case $(known .claim)/$verdict in
    true/passed) end passed 'the agent says done and verify.sh agrees' ;;
    true/failed) end parked "the agent says done but verify.sh fails (exit $(cat .verified))" ;;
    */passed) end parked "verify.sh passes, but the agent did not say done ($(how))" ;;
    *) end parked "verify.sh fails (exit $(cat .verified)) and the agent did not say done ($(how))" ;;
  esac
  rm -rf "$holder"
}

how() { [ -s .code ] && printf 'exit %s' "$(cat .code)" || printf 'its exit is unknown'; }

end() { # state because
  status "$1" "$2"
  handoff "$1" "$2"
  printf '\n== %s: %s\n== %s\n' "$1" "$2" "$run/handoff.md"
}

# The agent in a session of its own, so that no terminal reaches it.
in_session() {
  # sh starts a background command with INT and QUIT ignored, which would stay so
  if command -v setsid >/dev/null 2>&1 && env --default-signal=INT,QUIT true 2>/dev/null; then
    exec env --default-signal=INT,QUIT setsid "$@"
  fi
  # shellcheck disable=SC2016 # perl, not sh
  exec perl -e 'use POSIX; $SIG{INT}="DEFAULT"; $SIG{QUIT}="DEFAULT"; POSIX::setsid(); exec {$ARGV[0]} @ARGV; exit 127' "$@"
}

# In a session of its own too: runs the agent, records how it ended, settles.
supervise() {
  identify .runner $$
  echo 0 >.verify-ms
  status working 'the agent was started'
  (umask "$mask" && cd "$worktree" && export BRIEF="$run/brief.md" RUN="$run" && in_session sh "$run/agent.sh") \
    </dev/null >>agent.log 2>>err &
  agent=$!
  identify .agent "$agent"
  wait "$agent"
  echo $? >.code
  echo agent >.by
  now >.ended
  echo false >.claim
  if [ "$(cat .code)" -eq 0 ] && { [ ! -e claim.sh ] || sh claim.sh </dev/null >/dev/null 2>&1; }; then
    echo true >.claim
  fi
  settle
}

mode=run dirty=
case ${1:-} in
  --allow-dirty) dirty=allowed && shift ;;
  --settle | --supervise | --wait) mode=${1#--} && shift ;;
esac
if [ $# -ne 1 ] || [ ! -d "$1" ]; then
  sed -n '2,18s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
worktree=$(cd "$1" && pwd -P)
run=$(pwd -P)
name=$(basename "$(dirname "$run")")
number=$(basename "$run" | sed 's/^0*//')
case $number in '' | *[!0-9]*) number=1 ;; esac
verdict=none
for file in brief.md verify.sh agent.sh; do
  [ -s "$file" ] || refuse 'nothing was done' "$run/$file is missing or empty" "write $file"
done
git_dir=$(work rev-parse --absolute-git-dir 2>/dev/null) ||
  refuse 'nothing was done' "$worktree is no git work tree" "git init '$worktree'"
holder=$git_dir/by-hand

start() {
  case $run/ in "$worktree"/*)
    refuse 'nothing was started' "the run directory is inside the work tree" "mkdir -p ~/by-hand/$name/1" ;;
  esac
  [ ! -e .started ] ||
    refuse 'nothing was started' "$run was used already" "take a new directory; resume.md says how"
  [ -n "$dirty" ] || [ -z "$(work status --porcelain)" ] ||
    refuse 'nothing was started' "$worktree has changes that are not committed" \
      "git -C '$worktree' stash -u   # or: sh by-hand.sh --allow-dirty '$worktree'"
  mkdir "$holder" 2>/dev/null || {
    other=$(known "$holder/run")
    refuse 'nothing was started' "$other works in $worktree" "cd '$other' && sh by-hand.sh --settle '$worktree'"
  }
  echo "$run" >"$holder/run"
  work rev-parse HEAD >.head-at-start 2>/dev/null || {
    rm -rf "$holder"
    refuse 'nothing was started' 'the repository has no commit' "git -C '$worktree' commit --allow-empty -m Begin"
  }
  : >.started
  : >>agent.log
  (in_session sh "$0" --supervise "$worktree") </dev/null >>by-hand.log 2>&1 &
  for _ in 1 2 3 4 5; do [ -e .runner ] || sleep 1; done
  printf 'started: %s\n' "$run"
}

resettle() {
  [ -e .started ] || refuse 'nothing to settle' "$run was not started" "sh by-hand.sh '$worktree'"
  ! lives || refuse 'it was left as it is' "it still runs (pid $pid)" "sh by-hand.sh --wait '$worktree'"
  ! group_lives ||
    refuse 'it was left as it is' "the agent lives without its supervisor (group $group)" "kill -s TERM -- -$group"
  if [ ! -s .ended ]; then
    echo vanished >.by
    now >.ended
    echo false >.claim
  fi
  settle
}

await() {
  while [ ! -e handoff.md ] && lives; do sleep 1; done
  [ -e handoff.md ] ||
    refuse 'it ended without a record' "nothing runs and $run/handoff.md is missing" "sh by-hand.sh --settle '$worktree'"
  grep -e '^  "state"' -e '^  "because"' status.json
  grep -q '^  "state": "passed",$' status.json || exit 1
}

case $mode in
  run) start ;;
  supervise) supervise ;;
  settle) resettle ;;
  wait) await ;;
esac
