#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# why prints a sentence about a task's death, then the evidence.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 20
golden why_killed 'the killer, its parent, and the state when the signal was sent' \
	lifecycle why --root data/death 812
golden why_oom 'an OOM kill, with its row as evidence' lifecycle why --root data/death 1015
golden why_orphan 'an orphan, killed at the death of its parent' lifecycle why --root data/death 1016
golden why_stopped 'a living task, stopped by another process' lifecycle why --root data/death 930
golden why_zombie 'a zombie and the parent that has not reaped it' lifecycle why --root data/death 901
golden why_traced 'zombies that a tracer holds or has released' lifecycle why --root data/traced 620 621 622 623 630
golden why_json 'JSON, one object per line' lifecycle why --root data/death -J 812 1014 900
# sentences ROOT: the sentences about all tasks in a recording
# shellcheck disable=SC2317 # golden calls it
sentences() {
	for pid in $(lifecycle dead --root "data/$1" -L -rn -o pid; lifecycle ps --root "data/$1" -L -rn -o pid); do
		lifecycle why --root "data/$1" "$pid" | head -n 1
	done
}
# shellcheck disable=SC2317 # golden calls it
dying() { sentences dying | grep -E '^(stuck|server|updater|writer|traced|cinit|guest) '; }
golden why_sentences 'all causes and origins, and living tasks' sentences death
# shellcheck disable=SC2317 # golden calls it
seen() { sentences "$1" | grep -v 'no event has been recorded'; }
golden why_recorded 'a recording of a real kernel' seen recorded
golden why_dying 'tasks that cannot end yet, and what holds them' \
	lifecycle why --root data/dying 89 96
golden why_dying_sentences 'the sentences about all such tasks' dying
golden why_exec 'a failed exec, and one whose error is hidden' lifecycle why --root data/exec 701 705
golden why_exec_json 'a failed exec in JSON' lifecycle why --root data/exec -J 701
golden why_exec_sentences 'failed execs that explain an exit status, and that do not' sentences exec
golden why_old 'an older module with fewer columns' sentences life
golden why_unknown 'an unknown PID and a known one' lifecycle why --root data/life 4711 201
golden why_usage 'no PID' lifecycle why
golden why_nopid 'arguments that are no PIDs' lifecycle why --root data/life 12#
# The list of OOM kills may be missing, or the kill may have been evicted from it.
cp -r "$data/death" "$work/death"
rm "$work/death/proc/lifecycle/oom"
check 'an OOM kill, but no list of OOM kills' sh -c "
	lifecycle why --root '$work/death' 1015 | tee '$work/why' | grep 'because its cgroup was out of memory,' &&
	! grep 'badness' '$work/why'"
sed '/^2 /d' "$data/death/proc/lifecycle/oom" >"$work/death/proc/lifecycle/oom"
check 'an OOM kill evicted from the list' sh -c \
	"lifecycle why --root '$work/death' 1015 | grep 'because its cgroup was out of memory,'"
finish
