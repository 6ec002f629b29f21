#!/bin/sh
# The demonstration agent: plays the part file that WORKCELL_DEMO_PART names, or demo-part.txt of the
# work tree, one step a line.
# Its session id says how far it came (demo-3: after step 3), so a resumed run goes on from there.
# See recipes/demo.md for the steps.
set -u
session=demo-0
while [ $# -gt 0 ]; do
  case $1 in
    --resume) session=$2; shift 2 ;;
    *) shift ;;
  esac
done
done_steps=${session#demo-}

json_text() { # a text as the inside of a JSON string
  printf '%s' "$1" | tr '\n\t' '  ' | sed 's/\\/\\\\/g; s/"/\\"/g' | tr -d '\000-\037'
}
say() { printf '{"type":"%s","text":"%s"}\n' "$1" "$(json_text "$2")"; }
result() { printf '{"type":"result","ok":%s,"text":"%s"}\n' "$1" "$(json_text "$2")"; }
edited() { printf '{"type":"edit","file":"%s"}\n' "$(json_text "$1")"; }

play() { # verb rest
  file=${2%% *}
  text=${2#"$file"}
  text=${text# }
  case $1 in
    say) say say "$2" ;;
    write) mkdir -p "$(dirname "$file")"; printf '%s\n' "$text" >"$file" || exit 3; edited "$file" ;;
    append) printf '%s\n' "$text" >>"$file" || exit 3; edited "$file" ;;
    delete) rm -f "$file"; edited "$file" ;;
    run) sh -c "$2" || say say "the command ended with $?: $2" ;;
    spawn) sh -c "$2" >/dev/null 2>&1 & ;;
    pause) sleep "$2" ;;
    stop-here) mark; result false "I stopped half-way."; exit 1 ;;
    claim-done) mark; result true "${2:-Done.}"; exit 0 ;;
    limit)
      mark
      printf '{"type":"limit","text":"usage limit reached","resetsAt":%s}\n' "$(($(date +%s) + $2))"
      result false "usage limit reached"
      exit 1 ;;
    auth) mark; say auth "invalid API key"; result false "invalid API key"; exit 1 ;;
    hang) mark; while :; do sleep 3600; done ;;
    exit) mark; exit "$2" ;;
    *) result false "no such step: $1"; exit 2 ;;
  esac
}
mark() { printf '{"type":"step","session":"demo-%s"}\n' "$step"; }

printf '{"type":"start","session":"%s"}\n' "$session"
part=${WORKCELL_DEMO_PART:-demo-part.txt}
if [ ! -r "$part" ]; then
  step=1
  play append "demo.txt a line from the demonstration agent"
  play claim-done "I added a line to demo.txt."
fi
step=0
while IFS= read -r line <&3 || [ -n "$line" ]; do
  case $line in '' | '#'*) continue ;; esac
  step=$((step + 1))
  [ "$step" -le "$done_steps" ] && continue
  verb=${line%% *}
  rest=${line#"$verb"}
  play "$verb" "${rest# }"
  mark
done 3<"$part"
result true "I came to the end of my part."
