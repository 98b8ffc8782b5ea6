#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Containers of podman are stopped and killed: their processes are named by the container, and the
# sender of the signal is what podman has called.
. "${0%/*}/common"

# scope NAME: the unit of the container
scope() {
	echo "libpod-$(podman inspect -f '{{.Id}}' "$1").scope"
}

plan 9
container stopped -- /victim handle
pid=$(state stopped Pid)
conmon=$(state stopped ConmonPid)
# It can be stopped once it handles SIGTERM
until grep -q 'SigCgt:.*4...$' "/proc/$pid/status"; do :; done
is 'the unit is that of the container' "$(lifecycle ps -rn -p "$pid" -o unit)" "$(scope stopped)"
podman stop stopped >/dev/null
is 'podman has seen it exit with status 0' "$(podman wait stopped)" 0
is 'which is recorded' "$(dead "$pid" cause,exit_code,handled_signal,handled_sender_comm)" \
	'exited 0 15 crun'
is 'conmon has reaped it' "$(dead "$pid" reaper_pid)" "$conmon"
has 'the sentence names container and sender' "$(why "$pid")" \
	"^victim .* in $(scope stopped) exited with status 0, .* after it handled SIGTERM from crun .* in machine.service; conmon "

container killed -- /victim rest
pid=$(state killed Pid)
podman kill killed >/dev/null
is 'podman has seen it killed' "$(podman wait killed)" $((128 + 9))
is 'which is recorded' "$(dead "$pid" cause,exit_signal,killer_comm,killer_parent_comm)" \
	'killed 9 crun podman'
has 'the sentence names the container, and what called the killer' "$(why "$pid")" \
	"^victim .* in $(scope killed) was killed by SIGKILL from crun .*, started by podman\) in machine.service"
has 'the container is a unit' "$(lifecycle unit "$(scope killed)")" "$pid#[0-9]+ .* victim .*killed SIGKILL crun"
