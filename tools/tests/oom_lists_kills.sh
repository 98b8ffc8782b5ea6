#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# oom lists the victims of the kernel's OOM killer, what triggered it, and the evidence.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 12
golden oom 'the newest kill last' lifecycle oom --root data/death
golden oom_recorded 'a recording of a real kernel' lifecycle oom --root data/recorded
golden oom_columns 'chosen columns, sizes and masks' \
	lifecycle oom --root data/death -o pid,GFP_MASK,gfp_flags,total_vm,rss_file_bytes,page_tables
golden oom_add 'columns added to the default ones' lifecycle oom --root data/death -n -o +oom_event
golden oom_json 'JSON' lifecycle oom --root data/death -J
golden oom_unknown 'columns of tasks are unknown' lifecycle oom --root data/death -o pid,cause
columns=$(sed -n 2p "$data/death/proc/lifecycle/oom" | tr ' ' ,)
tail -n +2 "$data/death/proc/lifecycle/oom" >"$work/wanted"
lifecycle oom --root "$data/death" -r -o "$columns" >"$work/raw"
check '-r is what the module wrote' cmp "$work/wanted" "$work/raw"
golden oom_missing 'a recording without the list' lifecycle oom --root data/life
mkdir -p "$work/some/proc/lifecycle"
cp "$data/death/proc/lifecycle/stats" "$work/some/proc/lifecycle"
head -n 2 "$data/death/proc/lifecycle/oom" >"$work/some/proc/lifecycle/oom"
check 'an empty list' sh -c "
	[ \"\$(lifecycle oom --root '$work/some' -J)\" = '{\"oom\": []}' ] && [ -z \"\$(lifecycle oom --root '$work/some' -rn)\" ]"
printf '# lifecycle 2\npid comm\n7 x\n' >"$work/some/proc/lifecycle/oom"
check 'missing columns are printed as -' sh -c \
	"[ \"\$(lifecycle oom --root '$work/some' -rn -o comm,killed,rss,trigger,freed_after,pid)\" = 'x - - - - 7' ]"
golden columns_oom 'columns oom lists the columns' lifecycle columns oom
golden columns_bad 'columns is rejected for a command without columns' lifecycle columns status
finish
