#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Any user can choose the name of a process: the completion offers it quoted, and never executes it.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 5
mkdir -p "$work/named/proc/lifecycle"
cp "$data/units/proc/lifecycle/stats" "$work/named/proc/lifecycle"
for file in tasks dead; do
	# shellcheck disable=SC2016 # the name is to be expanded by nobody
	sed 's/ sh / $(>mark) /; s/ bash / `>mark` /' "$data/units/proc/lifecycle/$file" \
		>"$work/named/proc/lifecycle/$file"
done
# The completions of the last word; the tool reads the recording.
cat >"$work/complete" <<'END'
. "$1/../completion/lifecycle.bash"
recording=$2
shift 2
lifecycle() { command lifecycle "$@" --root "$recording"; }
COMP_WORDS=(lifecycle "$@")
COMP_CWORD=$#
_lifecycle
printf '%s\n' "${COMPREPLY[@]}"
END
offered() { (cd "$work" && bash complete "$tests" named "$@" | sort | paste -sd ' '); }
check 'names and units' test "$(offered why n)" = 'nginx nginx.service'
check 'units' test "$(offered ps --unit s)" = session-3.scope
# shellcheck disable=SC2016 # likewise
check 'a name like a command is quoted' test "$(offered why '$')" = '\$\(\>mark\)'
# shellcheck disable=SC2016 # likewise
check 'and among the living' test "$(offered ps --comm '`')" = '\`\>mark\`'
check 'none of them was executed' test ! -e "$work/mark"
finish
