# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Completion for lifecycle(1). Commands, options and columns are asked of the tool
# itself, so that they cannot differ from what it takes.

# Long options, one a line, of a command or, without one, of the tool
_lifecycle_options() {
	# shellcheck disable=SC2086 # no command is no word
	lifecycle ${1-} --help 2>/dev/null |
		sed -n 's/^  [- ][a-zA-Z ][, ] \(--[a-z-]*\).*/\1/p'
}

_lifecycle_commands() {
	lifecycle --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'
}

_lifecycle_pids() {
	lifecycle ps -n -r -o pid 2>/dev/null
	[[ $1 == ps ]] || lifecycle dead -n -r -o pid 2>/dev/null
}

# Names in columns of the dead, or of the living for other commands; not those that are escaped
_lifecycle_names() {
	local from=ps column

	[[ $1 != dead ]] || from=dead
	shift
	for column in "$@"; do
		lifecycle "$from" -rn -o "$column" 2>/dev/null
	done | grep -vx -e - | grep -vF '\' | sort -u
}

# Completes $1 to one of the lines on standard input. Any user may have chosen these: unlike
# compgen -W, this does not expand them, and quotes them.
_lifecycle_choose() {
	local line

	while IFS= read -r line; do
		[[ $line != "$1"* ]] || COMPREPLY+=("$(printf %q "$line")")
	done
}

_lifecycle_sets() {
	lifecycle "$1" --help 2>/dev/null | sed -n '/^Sets/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p'
}

# Recorded boots, by number and by ID
_lifecycle_boots() {
	lifecycle boots -n 2>/dev/null | awk '{ print $1; print $2 }'
}

# The words that an option takes, which the tool names when it is asked for another
_lifecycle_words() {
	lifecycle "$1" "--$2" '?' 2>&1 | sed -n 's/.*known are: //p'
}

# Kinds of events, as lifecycle(5) names them
_lifecycle_events() {
	echo birth exec exec-failed exit reap orphan oom fork-failed signal delivery stop continue
}

_lifecycle_classes() {
	lifecycle latency --help 2>/dev/null | sed -n 's/.*only this class: //p'
}

# Completes the last of a list of columns of a command; the rest of the list stays
_lifecycle_columns() {
	local head='' last=$2

	[[ $last != *,* ]] || head=${last%,*},
	last=${last##*,}
	[[ $head || $last != +* ]] || head=+ last=${last#+}
	compgen -P "$head" -W "all $(_lifecycle_sets "$1") $(lifecycle columns -n "$1" 2>/dev/null | sed 's/ .*//')" -- "$last"
}

# Completes the last of a list of columns to sort by, each of which may follow a minus
_lifecycle_order() {
	local head='' last=$2

	[[ $last != *,* ]] || head=${last%,*},
	last=${last##*,}
	[[ $last != -* ]] || head=$head- last=${last#-}
	compgen -P "$head" -W "$(lifecycle columns -n "$1" 2>/dev/null | sed 's/ .*//')" -- "$last"
}

# Completes the last of a list of words between commas
_lifecycle_list() {
	local head='' last=$1

	[[ $last != *,* ]] || head=${last%,*},
	compgen -P "$head" -W "$2" -- "${last##*,}"
}

_lifecycle() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' i

	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--root | --boot) i=$((i + 1)) ;;
		-*) ;;
		*) command=${COMP_WORDS[i]}; break ;;
		esac
	done
	case $prev in
	-o | --columns) mapfile -t COMPREPLY < <(_lifecycle_columns "$command" "$cur"); return ;;
	-p | --pid) mapfile -t COMPREPLY < <(compgen -W "$(_lifecycle_pids "$command")" -- "$cur"); return ;;
	--sort) mapfile -t COMPREPLY < <(_lifecycle_order "$command" "$cur"); return ;;
	--state) mapfile -t COMPREPLY < <(_lifecycle_list "$cur" "$(_lifecycle_words ps state)"); return ;;
	--class) mapfile -t COMPREPLY < <(compgen -W "$(_lifecycle_classes)" -- "$cur"); return ;;
	--comm) _lifecycle_choose "$cur" < <(_lifecycle_names "$command" comm); return ;;
	--killer) _lifecycle_choose "$cur" < <(_lifecycle_names dead killer_comm); return ;;
	--cause) mapfile -t COMPREPLY < <(_lifecycle_list "$cur" "$(_lifecycle_words dead cause)"); return ;;
	-e | --event) mapfile -t COMPREPLY < <(_lifecycle_list "$cur" "$(_lifecycle_events)"); return ;;
	--uid | --user) mapfile -t COMPREPLY < <(compgen -u -- "$cur"); return ;;
	--unit | --session) _lifecycle_choose "$cur" < <(_lifecycle_names "$command" "${prev#--}"); return ;;
	--parent) mapfile -t COMPREPLY < <(compgen -W "$(_lifecycle_pids "$command")" -- "$cur"); return ;;
	--boot) mapfile -t COMPREPLY < <(compgen -W "$(_lifecycle_boots)" -- "$cur"); return ;;
	--root | -D | --directory) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
	--output) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
	esac
	if [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(_lifecycle_options "$command")" -- "$cur")
	elif [[ ! $command ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(_lifecycle_commands)" -- "$cur")
	elif [[ $command == why || $command == timeline ]]; then
		_lifecycle_choose "$cur" < <(_lifecycle_pids "$command"; _lifecycle_names dead comm unit)
	elif [[ $command == unit ]]; then
		_lifecycle_choose "$cur" < <(_lifecycle_names ps unit; _lifecycle_names dead unit)
	elif [[ $command == show || $command == tree ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(_lifecycle_pids "$command")" -- "$cur")
	elif [[ $command == columns || $command == help ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(_lifecycle_commands)" -- "$cur")
	elif [[ $command == run || $command == follow ]]; then
		mapfile -t COMPREPLY < <(compgen -c -- "$cur")
	fi
}

complete -F _lifecycle lifecycle
