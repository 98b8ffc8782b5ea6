#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Man page, completion and --help say what the table of columns and options says.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 17
page=$tests/../lifecycle.1
commands=$(lifecycle --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')

# listed [COMMAND]: the columns, as name|unit|meaning
listed() {
	lifecycle columns -J "$@" |
		sed -n 's/.*"name": "\([^"]*\)", "unit": "\([^"]*\)".*"help": "\([^"]*\)".*/\1|\2|\3/p'
}
{ listed && listed oom; } >"$work/columns"
awk -F '\t' '/^[a-z_]*\t[a-z, ]*\tT\{$/ { left = $1 "|" $2; getline; gsub(/\\-/, "-"); print left "|" $0 }' \
	"$page" >"$work/page"
check 'the man page has all columns, their units and meanings' diff "$work/columns" "$work/page"

lifecycle ps --help | sed -n '/^Columns/,/^$/s/^  \([a-z_]*\)  *.*/\1/p' >"$work/help"
listed | sed 's/|.*//' >"$work/names"
check '--help has all columns' diff "$work/names" "$work/help"
lifecycle oom --help | sed -n '/^Columns/,/^$/s/^  \([a-z_]*\)  *.*/\1/p' >"$work/help"
listed oom | sed 's/|.*//' >"$work/names"
check '--help of oom has its own' diff "$work/names" "$work/help"

check 'the man page has all options' sh -c "
	for c in $(echo "$commands" | tr '\n' ' '); do
		for o in \$(lifecycle \$c --help | sed -n 's/.*--\([a-z]*\).*/\1/p'); do
			grep -Eq '^\.B[IR]? .*-'\"\$o\" '$page' || { echo \"\$c --\$o\"; exit 1; }
		done
	done"
check 'the man page has all commands' sh -c "
	for c in $(echo "$commands" | tr '\n' ' '); do
		grep -Eq \"^\.B[IR]? \$c\" '$page' || { echo \"\$c\"; exit 1; }
	done"
causes=$(sed -n '/define LC_CAUSES/,/UNKNOWN/s/.*"\([a-z-]*\)").*/\1/p' "$tests/../../module/uapi.h")
check 'the man page has all causes of death' sh -c "
	for c in $(echo "$causes" | tr '\n' ' '); do
		[ \$c = - ] || grep -q \"^\$c	\" '$page' || { echo \"\$c\"; exit 1; }
	done"
for list in ORIGINS REAPS; do
	words=$(sed -n "/define LC_$list/,/^\$/s/.*\"\([a-z-]*\)\").*/\1/p" "$tests/../../module/uapi.h" | paste -sd ' ')
	check "the man page has all of LC_$list" sh -c "
		[ \$(echo '$words' | wc -w) -gt 5 ] || exit 1
		for w in $words; do
			[ \$w = - ] || grep -q \"^\$w	\" '$page' || { echo \"\$w\"; exit 1; }
		done"
done
sed -n '/^} killers/,/^}/s/.*{ "\([^"]*\)", .*/\1/p' "$tests/../derive_death.c" >"$work/killers"
sed -n '/^\.SS Userspace OOM/,/^\.SH/{s/\\-/-/g;s/^\.BR* \([a-z_-]*\)\( [,.;]\)*$/\1/p}' "$page" >"$work/page_killers"
check 'the man page has all userspace OOM killers and watchdogs' diff "$work/killers" "$work/page_killers"
if command -v man >/dev/null && command -v tbl >/dev/null; then
	check 'the man page is well-formed' sh -c "
		man --warnings -l '$page' 2>&1 >/dev/null | tee '$work/warnings'; [ ! -s '$work/warnings' ]"
else
	skip 'the man page is well-formed' 'no man to read it'
fi

# complete WORD...: what completion offers for the last word
cat >"$work/complete" <<'END'
. "$1/../lifecycle.bash-completion"
shift
COMP_WORDS=(lifecycle "$@")
COMP_CWORD=$#
_lifecycle
printf '%s\n' "${COMPREPLY[@]}"
END
offered() { bash "$work/complete" "$tests" "$@"; }
check 'completion offers all commands' sh -c "
	[ '$(offered '')' = '$commands' ] && [ '$(offered --root x tr)' = tree ]"
check 'completion offers options and columns' sh -c "
	[ '$(offered dead --fa)' = --failed ] && [ '$(offered ps -o pid,birth_p)' = pid,birth_ppid ] &&
	[ '$(offered ps -o +state | paste -sd ' ')' = '+states +state +state_since_ns +state_age_ns' ] && [ '$(offered run --wa)' = --wait ]"
check 'completion offers classes' sh -c "
	[ '$(offered latency --class d)' = deadline ] && [ '$(offered latency --cl)' = --class ]"
check 'completion offers causes, one after the other' sh -c "
	[ '$(offered dead --cause oom,pd)' = oom,pdeathsig ] && [ '$(offered dead --cause fa)' = failed ]"
check 'completion offers the columns of the command' sh -c "
	[ '$(offered oom -o pid,gf | paste -sd ' ')' = 'pid,gfp_mask pid,gfp_flags' ] &&
	[ -z '$(offered oom -o sched)' ] && [ '$(offered columns zo)' = zombies ]"
classes=$(sed -n '/define LC_CLASSES/,/EXT/s/.*"\([a-z-]*\)").*/\1/p' "$tests/../../module/uapi.h" | paste -sd ' ')
check '--help and the man page have all classes' sh -c "
	lifecycle latency --help | grep -q 'only this class: $classes\$' || exit 1
	for c in $classes; do
		sed -n '/^\.BI .*-class/,/^\.TP/p' '$page' | grep -Eq \"^\.BR? \$c( |\$)\" || { echo \"\$c\"; exit 1; }
	done"
lifecycle ps --help | sed -n '/^Sets/,/^$/s/^ *\([a-z][a-z,_?]*\)\( .*\)*$/\1/p' | tr -d '?' >"$work/sets"
sed -n '/^\.SS Sets/,/^\.SS Units/{/^\.B /s///p;/, [a-z]/s/, /,/gp}' "$page" >"$work/page_sets"
check 'the man page has all sets of columns' diff "$work/sets" "$work/page_sets"
finish
