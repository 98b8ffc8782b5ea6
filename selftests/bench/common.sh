# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# What the scripts of the benchmark share. They run in the guest's shell, and
# print figures for scripts/bench, a line each: 'KIND NAME... VALUE'.

tmp=$(mktemp -d) || exit 1
options=	# of the workload


# price NAME [COMMAND...]: runs the workload, below COMMAND where there is one, and
# prints what each operation cost
price() {
	name=$1
	shift
	rm -f "$tmp/prices"
	# shellcheck disable=SC2086 # into words
	"$@" ./switch_price -o "$tmp/prices" $options >"$tmp/log" 2>&1 </dev/null || {
		echo "$name: status $?" >&2
		tail -n 5 "$tmp/log" >&2
		return 1
	}
	sed "s/^/price $name /" "$tmp/prices"
}

# with_module FILE NAME
with_module() {
	busybox insmod "$1" || return
	price "$2"
	busybox rmmod "$(basename "$1" .ko)"
}

# with_sysctl FILE NAME; kernels without it are passed over
with_sysctl() {
	[ -w "/proc/sys/kernel/$1" ] || return 0
	echo 1 >"/proc/sys/kernel/$1"
	price "$2"
	echo 0 >"/proc/sys/kernel/$1"
}
