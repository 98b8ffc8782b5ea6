// SPDX-License-Identifier: GPL-2.0
#include "record/actor.h"
#include "record/exec_path.h"
#include "record/facts.h"
#include "record/program.h"

/**
 * lc_facts_hold() - take the references of a copy of facts
 * @facts: the copy; what the task has replaced meanwhile is taken out
 *
 * Context: the RCU read side in which the copy was made.
 */
void lc_facts_hold(struct lc_facts *facts)
{
	lc_actor_hold_all(facts);
	facts->program = lc_program_hold(facts->program);
	facts->exec_path = lc_exec_path_hold(facts->exec_path);
}

/**
 * lc_facts_drop() - drop the references of facts that are about to be overwritten or freed
 * @facts: the facts
 *
 * Readers that copy @facts, or have, may use what it refers to until the end of their read
 * side.
 *
 * Context: No scheduler lock held.
 */
void lc_facts_drop(const struct lc_facts *facts)
{
	lc_actor_drop_all(facts);
	lc_program_put(facts->program);
	lc_exec_path_put(facts->exec_path);
}
