// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <linux/string_helpers.h>

#include "record/cgroup_watch.h"
#include "record/event_switch.h"
#include "record/watch.h"
#include "view/event_filter.h"
#include "view/row.h"
#include "view/row_event.h"

/**
 * lc_event_filter_init() - want all events
 * @filter: the filter
 * @ring: where they are
 *
 * Context: Any context.
 */
void lc_event_filter_init(struct lc_event_filter *filter, const struct lc_event_ring *ring)
{
	*filter = (struct lc_event_filter) {
		.ring = ring, .kinds = lc_event_kinds(ring) | BIT(LC_EVENT_LOST),
		.uid = INVALID_UID, .watch = -1, .cgroup = -1,
		.slow_ns = ring == &lc_event_waits ? LC_EVENT_SLOW_NS : 0,
	};
}

static int set_kinds(struct lc_event_filter *filter, struct lc_viewer *viewer, char *list)
{
	char *word;
	int kind;

	/* No list has this kind, so there was none. */
	if (!(filter->kinds & BIT(LC_EVENT_LOST)))
		return -EINVAL;
	filter->kinds = 0;
	while ((word = strsep(&list, ","))) {
		kind = match_string(lc_row_event_words, LC_EVENT_NR, word);
		if (kind <= LC_EVENT_LOST || !(lc_event_kinds(filter->ring) & BIT(kind)))
			return -EINVAL;
		filter->kinds |= BIT(kind);
	}
	return 0;
}

static int set_uid(struct lc_event_filter *filter, struct lc_viewer *viewer, char *text)
{
	uid_t uid;

	if (uid_valid(filter->uid) || kstrtouint(text, 10, &uid))
		return -EINVAL;
	filter->uid = make_kuid(viewer->file->f_cred->user_ns, uid);
	return uid_valid(filter->uid) ? 0 : -EINVAL;
}

/* As it is printed. */
static int set_comm(struct lc_event_filter *filter, struct lc_viewer *viewer, char *text)
{
	if (filter->has_comm ||
	    string_unescape_inplace(text, UNESCAPE_OCTAL) >= TASK_COMM_LEN)
		return -EINVAL;
	strscpy(filter->comm, text, sizeof(filter->comm));
	filter->has_comm = true;
	return 0;
}

static bool sees_all(struct lc_viewer *viewer)
{
	bool all;

	rcu_read_lock();
	viewer->capable_ns = NULL;
	all = lc_access_sees_all(viewer);
	rcu_read_unlock();
	return all;
}

/* The leader of the process that a PID stands for, with a reference; NULL if it is not visible. */
static struct task_struct *find_leader(struct lc_viewer *viewer, pid_t nr)
{
	struct task_struct *task, *leader = NULL;
	struct lc_subject subject;

	rcu_read_lock();
	viewer->capable_ns = NULL;
	task = pid_task(find_pid_ns(nr, viewer->ns), PIDTYPE_PID);
	if (task) {
		leader = READ_ONCE(task->group_leader);
		subject = lc_row_subject(viewer, leader);
		leader = lc_access_may_see(viewer, &subject) ? get_task_struct(leader) : NULL;
	}
	rcu_read_unlock();
	return leader;
}

static int set_tree(struct lc_event_filter *filter, struct lc_viewer *viewer, char *text)
{
	struct task_struct *leader;
	int nr, watch;

	if (filter->watch >= 0 || kstrtoint(text, 10, &nr) || nr <= 0)
		return -EINVAL;
	leader = find_leader(viewer, nr);
	if (!leader)
		return -ESRCH;
	watch = lc_watch_open(leader, viewer->file->f_cred->fsuid, sees_all(viewer));
	put_task_struct(leader);
	if (watch < 0)
		return watch;
	filter->watch = watch;
	filter->followed = lc_event_newest(filter->ring);
	return 0;
}

/* A text as it is printed; false if it has a NUL within. */
static bool unescape(char *text)
{
	return string_unescape_inplace(text, UNESCAPE_OCTAL) == (int)strlen(text);
}

static int follow_cgroup(struct lc_event_filter *filter, struct lc_viewer *viewer,
			 const char *path, const char *unit)
{
	int watch;

	if (filter->cgroup >= 0)
		return -EINVAL;
	watch = lc_cgroup_watch_open(viewer->cgroup_root, path, unit,
				     viewer->file->f_cred->fsuid, sees_all(viewer));
	if (watch < 0)
		return watch;
	filter->cgroup = watch;
	filter->followed = lc_event_newest(filter->ring);
	return 0;
}

static int set_cgroup(struct lc_event_filter *filter, struct lc_viewer *viewer, char *text)
{
	if (!unescape(text) || *text != '/')
		return -EINVAL;
	return follow_cgroup(filter, viewer, text, "");
}

static int set_unit(struct lc_event_filter *filter, struct lc_viewer *viewer, char *text)
{
	if (!unescape(text) || !*text || strchr(text, '/'))
		return -EINVAL;
	return follow_cgroup(filter, viewer, "", text);
}

/* Short waits of all tasks are many, and each takes others time. */
static int set_slow(struct lc_event_filter *filter, struct lc_viewer *viewer, char *text)
{
	if (filter->ring != &lc_event_waits || filter->has_slow ||
	    kstrtou64(text, 10, &filter->slow_ns) || !filter->slow_ns)
		return -EINVAL;
	filter->has_slow = true;
	return filter->slow_ns < LC_EVENT_SLOW_MIN_NS && !sees_all(viewer) ? -EPERM : 0;
}

static int set_from(struct lc_event_filter *filter, struct lc_viewer *viewer, char *text)
{
	if (filter->from_oldest || strcmp(text, "oldest"))
		return -EINVAL;
	filter->from_oldest = true;
	return 0;
}

static const struct {
	const char *key;
	int (*set)(struct lc_event_filter *filter, struct lc_viewer *viewer, char *text);
} conditions[] = {
	{ "kind", set_kinds },
	{ "uid", set_uid },
	{ "comm", set_comm },
	{ "tree", set_tree },
	{ "cgroup", set_cgroup },
	{ "unit", set_unit },
	{ "slow", set_slow },
	{ "from", set_from },
};

static int set(struct lc_event_filter *filter, struct lc_viewer *viewer, char *word)
{
	const char *key = strsep(&word, "=");
	size_t i;

	if (!word || !*word)
		return -EINVAL;
	for (i = 0; i < ARRAY_SIZE(conditions); i++)
		if (!strcmp(conditions[i].key, key))
			return conditions[i].set(filter, viewer, word);
	return -EINVAL;
}

/**
 * lc_event_filter_parse() - read a filter
 * @filter: the filter, initialized
 * @of: the reader, who may be reading meanwhile
 * @text: conditions of the form KEY=VALUE, each key once, separated by blanks; changed
 *
 * Context: Process context. Pair with lc_event_filter_drop().
 * Return: 0, -EINVAL, -EPERM if waits of others are to be so short, -ESRCH if a process is not
 * visible, -EBUSY if too many trees or cgroups are being followed, or -EINTR; then nothing is to
 * be dropped.
 */
int lc_event_filter_parse(struct lc_event_filter *filter, const struct lc_viewer *of, char *text)
{
	/* What is found about the reader's rights must not get into the reader's own. */
	struct lc_viewer viewer = *of;
	char *word;
	int ret = 0;

	while (!ret && (word = strsep(&text, "\n ")))
		if (*word)
			ret = set(filter, &viewer, word);
	if (ret)
		lc_event_filter_drop(filter);
	return ret;
}

/**
 * lc_event_filter_drop() - give back what a filter holds
 * @filter: the filter
 *
 * Context: Process context.
 */
void lc_event_filter_drop(struct lc_event_filter *filter)
{
	if (filter->watch >= 0)
		lc_watch_close(filter->watch);
	if (filter->cgroup >= 0)
		lc_cgroup_watch_close(filter->cgroup);
	filter->watch = -1;
	filter->cgroup = -1;
}

static bool is_followed(const struct lc_event_filter *filter, const struct lc_event *event)
{
	if (filter->watch < 0 && filter->cgroup < 0)
		return true;
	return event->seq > filter->followed &&
	       (filter->watch < 0 || event->watches & BIT(filter->watch)) &&
	       (filter->cgroup < 0 || event->cgroups & BIT(filter->cgroup));
}

/* A new name is one of the names. */
static bool is_named(const struct lc_event_filter *filter, const struct lc_event *event)
{
	return !strncmp(filter->comm, event->comm, TASK_COMM_LEN) ||
	       (event->kind == LC_EVENT_COMM &&
		!strncmp(filter->comm, event->new_comm, TASK_COMM_LEN));
}

/**
 * lc_event_filter_wants() - check whether an event meets all conditions
 * @filter: the conditions
 * @event: the event
 *
 * Context: Any context.
 * Return: true if it does.
 */
bool lc_event_filter_wants(const struct lc_event_filter *filter, const struct lc_event *event)
{
	if (!(filter->kinds & BIT(event->kind)))
		return false;
	if (filter->slow_ns && event->value < filter->slow_ns)
		return false;
	if (uid_valid(filter->uid) && !uid_eq(filter->uid, event->uid))
		return false;
	if (filter->has_comm && !is_named(filter, event))
		return false;
	return is_followed(filter, event);
}
