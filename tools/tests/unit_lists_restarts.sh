#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# unit lists the processes of a unit, living and dead, and which has taken the place of which.
# shellcheck source=ktap
. "${0%/*}/ktap"
plan 8
golden unit_nginx 'a service' lifecycle unit --root data/units nginx
golden unit_several 'several units, by a pattern' lifecycle unit --root data/units 'session-*' player.service
golden unit_json 'JSON, an object for each' lifecycle unit --root data/units -J player.service 'x\x2dy'
golden unit_raw 'raw values' lifecycle unit --root data/units -rn -o id,replaces,down_ns nginx
golden unit_forking 'daemons that have been started by processes that exit' \
	lifecycle unit --root data/restarts -rn -o id,comm,replaces,down_ns daemon
golden unit_pairs 'two processes of one program: which replaced which is not known; and helpers' \
	lifecycle unit --root data/restarts -rn -o id,comm,replaces pair
golden unit_nobody 'a unit of which no process is known' lifecycle unit --root data/units nobody
golden unit_usage 'no unit' lifecycle unit
finish
