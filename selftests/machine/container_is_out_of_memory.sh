#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A container reaches its limit of memory: the kernel's OOM killer is named, and the container.
. "${0%/*}/common"

plan 5
container hungry --memory=32m --memory-swap=32m -- /victim eat
is 'podman has seen SIGKILL' "$(podman wait hungry)" $((128 + 9))
scope=libpod-$(podman inspect -f '{{.Id}}' hungry).scope
pid=$(dmesg | sed -n "s/.*task_memcg=[^,]*$scope.*,task=victim,pid=\([0-9]*\),.*/\1/p")
has 'the kernel names its victim' "$pid" '^[0-9]+$'
is 'the list of OOM kills has it' "$(lifecycle oom -rn -o pid,comm,unit | tr -s ' ' |
	sed 's/^ //; s/ $//' | grep "^$pid ")" "$pid victim $scope"
is 'the death is one by the OOM killer, in the cgroup' \
	"$(dead "$pid" cause,exit_signal,oom_kind)" 'oom-cgroup 9 cgroup'
has 'the sentence names the container' "$(why "$pid")" \
	"^victim .* in $scope was killed by the kernel's OOM killer .* the cgroup /machine.slice/$scope"
