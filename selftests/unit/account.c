// SPDX-License-Identifier: GPL-2.0
/* The state machine and its sums, event by event. */
#include <stdlib.h>

#include "base/account.h"
#include "ktap.h"

static uint64_t sum_of(const struct lc_account *a)
{
	uint64_t sum = 0;
	int i;

	for (i = 0; i < LC_STATES_TIMED; i++)
		sum += a->ns[i];
	return sum;
}

static const struct lc_queue idle_queue = { 0 };

static void a_whole_life(void)
{
	struct lc_account a = { 0 };
	struct lc_queue queue = { .waited_ns = 20 + 7 + 11 };
	struct lc_wait wait;

	lc_account_open(&a, LC_STATE_NEW, 1000, 0);
	lc_account_on(&a, 1030);
	expect(lc_account_off(&a, LC_STATE_SLEEPING, 1100, 20, &wait), "no first wait");
	expect_u64("first wait", wait.ns, 20);
	lc_account_on(&a, 1507);
	lc_account_off(&a, LC_STATE_RUNNABLE, 1600, 20 + 7, &wait);
	expect_u64("wait after the sleep", wait.ns, 7);
	lc_account_on(&a, 1611);
	lc_account_off(&a, LC_STATE_ZOMBIE, 1700, 20 + 7 + 11, &wait);
	expect_u64("wait after preemption", wait.ns, 11);
	expect_u64("end", lc_account_settle(&a, 2000, &queue), 2000);

	expect_u64("new", a.ns[LC_STATE_NEW], 10);
	expect_u64("runnable", a.ns[LC_STATE_RUNNABLE], 20 + 7 + 11);
	expect_u64("running", a.ns[LC_STATE_RUNNING], 70 + 93 + 89);
	expect_u64("sleeping", a.ns[LC_STATE_SLEEPING], 400);
	expect_u64("zombie", a.ns[LC_STATE_ZOMBIE], 300);
	expect_u64("sum", sum_of(&a), 1000);
	expect_u64("first run", a.first_run_ns, 1030);
	expect_u64("longest wait", a.latency_max_ns, 20);
	expect_u64("its end", a.latency_max_at_ns, 1030);
	expect_u64("wakeups", lc_account_wakeups(&a), 1);
	expect_u64("runs", a.entries[LC_STATE_RUNNING], 3);
	expect_u64("times runnable", a.entries[LC_STATE_RUNNABLE], 3);
	expect_u64("waits counted", a.latency_hist[0], 3);
}

static void a_birth_unseen(void)
{
	struct lc_account a = { 0 };
	struct lc_wait wait;

	lc_account_open(&a, LC_STATE_UNKNOWN, 5, 1000);
	lc_account_on(&a, 105);
	lc_account_off(&a, LC_STATE_DISK, 110, 1002, &wait);
	lc_account_on(&a, 125);
	lc_account_settle(&a, 130, &(struct lc_queue){ .waited_ns = 1007 });
	expect_u64("unknown", a.ns[LC_STATE_UNKNOWN], 98);
	expect_u64("disk", a.ns[LC_STATE_DISK], 10);
	expect_u64("runnable", a.ns[LC_STATE_RUNNABLE], 7);
	expect_u64("first run", a.first_run_ns, 0);
	expect_u64("longest wait", a.latency_max_ns, 5);
	expect_u64("wakeups", lc_account_wakeups(&a), 1);
}

/* A saturated count keeps its value, and its neighbours keep theirs. */
static void counts_do_not_wrap(void)
{
	u32 counts[3] = { 7, (u32)-2, 9 };

	for (int i = 0; i < 3; i++)
		lc_account_count(&counts[1]);
	expect_u64("the full one", counts[1], (u32)-1);
	expect_u64("before it", counts[0], 7);
	expect_u64("after it", counts[2], 9);
}

/* On a CPU when the module was loaded: the first event is the switch away. */
static void first_met_running(void)
{
	struct lc_account a = { 0 };
	struct lc_wait wait;

	lc_account_open(&a, LC_STATE_UNKNOWN, 5, 1000);
	expect(!lc_account_off(&a, LC_STATE_SLEEPING, 50, 1000, &wait),
	       "a wait that was not recorded");
	expect_u64("unknown", a.ns[LC_STATE_UNKNOWN], 45);
	expect_u64("runs", a.entries[LC_STATE_RUNNING], 0);
	expect_u64("waits counted", a.latency_hist[0], 0);
}

/* A reader takes a copy between two events. */
static void views_of_the_living(void)
{
	struct lc_account a = { 0 }, view;
	struct lc_wait wait;

	lc_account_open(&a, LC_STATE_NEW, 0, 0);
	view = a;
	lc_account_settle(&view, 9, &(struct lc_queue){ .waiting_ns = 4 });
	expect_u64("state of the new", view.state, LC_STATE_RUNNABLE);
	expect_u64("new", view.ns[LC_STATE_NEW], 5);
	expect_u64("runnable", view.ns[LC_STATE_RUNNABLE], 4);

	lc_account_on(&a, 10);
	lc_account_off(&a, LC_STATE_SLEEPING, 20, 5, &wait);
	view = a;
	lc_account_settle(&view, 100, &(struct lc_queue){ .waited_ns = 5 });
	expect_u64("state of the sleeper", view.state, LC_STATE_SLEEPING);
	expect_u64("sleeping", view.ns[LC_STATE_SLEEPING], 80);
	expect_u64("wakeups of the sleeper", lc_account_wakeups(&view), 0);
	expect_u64("asleep since", view.since_ns, 20);

	view = a;
	lc_account_settle(&view, 100, &(struct lc_queue){ .waited_ns = 5, .waiting_ns = 30 });
	expect_u64("state of the woken", view.state, LC_STATE_RUNNABLE);
	expect_u64("slept before", view.ns[LC_STATE_SLEEPING], 50);
	expect_u64("waits since", view.since_ns, 70);
	expect_u64("waits", view.ns[LC_STATE_RUNNABLE], 5 + 30);
	expect_u64("wakeups of the woken", lc_account_wakeups(&view), 1);

	lc_account_on(&a, 100);
	view = a;
	lc_account_settle(&view, 105, &(struct lc_queue){ .waited_ns = 5 + 30 });
	expect_u64("state of the running", view.state, LC_STATE_RUNNING);
	expect_u64("slept", view.ns[LC_STATE_SLEEPING], 50);
	expect_u64("ran", view.ns[LC_STATE_RUNNING], 15);
	expect_u64("sum", sum_of(&view), 105);
}

/* Between the hook and the kernel's sum: the wait that has just ended counts at once. */
static void a_view_of_one_just_switched_in(void)
{
	struct lc_account a = { 0 }, view;
	struct lc_wait wait;

	lc_account_open(&a, LC_STATE_NEW, 0, 0);
	lc_account_on(&a, 10);
	lc_account_off(&a, LC_STATE_SLEEPING, 20, 0, &wait);
	lc_account_on(&a, 100);
	view = a;
	lc_account_settle(&view, 101, &(struct lc_queue){ .waiting_ns = 30 });
	expect_u64("slept", view.ns[LC_STATE_SLEEPING], 50);
	expect_u64("waited", view.ns[LC_STATE_RUNNABLE], 30);
}

/* Switches are not traced while a CPU goes offline or comes online. */
static void a_switch_that_was_not_seen(void)
{
	struct lc_account a = { 0 };
	struct lc_wait wait;

	lc_account_open(&a, LC_STATE_NEW, 0, 0);
	lc_account_on(&a, 10);
	lc_account_on(&a, 1010);
	lc_account_off(&a, LC_STATE_SLEEPING, 1020, 0, &wait);
	expect_u64("new", a.ns[LC_STATE_NEW], 10);
	expect_u64("running", a.ns[LC_STATE_RUNNING], 10);
	expect_u64("unknown", a.ns[LC_STATE_UNKNOWN], 1000);
	lc_account_on(&a, 2020);
	lc_account_on(&a, 2050);
	expect_u64("sleeping", a.ns[LC_STATE_SLEEPING], 1000);
	expect_u64("end", lc_account_settle(&a, 2055, &idle_queue), 2055);
	expect_u64("sum", sum_of(&a), 2055);
}

/* Preempted on its way to sleep: the kernel counts no wait, the account does. */
static void a_wait_the_kernel_does_not_count(void)
{
	struct lc_account a = { 0 };
	struct lc_wait wait;

	lc_account_open(&a, LC_STATE_NEW, 0, 0);
	lc_account_on(&a, 0);
	lc_account_off(&a, LC_STATE_RUNNABLE, 10, 0, &wait);
	lc_account_on(&a, 4010);
	lc_account_off(&a, LC_STATE_SLEEPING, 4020, 0, &wait);
	expect_u64("wait", wait.ns, 4000);
	expect_u64("bucket", wait.bucket, 2);
	expect_u64("runnable", a.ns[LC_STATE_RUNNABLE], 4000);
}

static void buckets(void)
{
	expect_u64("0", lc_account_bucket(0), 0);
	expect_u64("1023", lc_account_bucket(1023), 0);
	expect_u64("1024", lc_account_bucket(1024), 1);
	expect_u64("2047", lc_account_bucket(2047), 1);
	expect_u64("2048", lc_account_bucket(2048), 2);
	expect_u64("the last but one", lc_account_bucket((1ull << 30) - 1), 20);
	expect_u64("the last", lc_account_bucket(1ull << 30), 21);
	expect_u64("far beyond", lc_account_bucket(1ull << 62), 21);
	expect_u64("just where 32 bits end", lc_account_bucket(1ull << 42), 21);
}

static void the_longest_wait_names_who_ran(void)
{
	struct lc_account a = { 0 };
	struct lc_wait wait;

	lc_account_open(&a, LC_STATE_NEW, 0, 0);
	lc_account_on(&a, 0);
	lc_account_off(&a, LC_STATE_RUNNABLE, 10, 0, &wait);
	expect(lc_account_on(&a, 110), "not taken for the longest wait");
	a.prev = (struct lc_prev_task){ 7, "hog" };
	lc_account_off(&a, LC_STATE_RUNNABLE, 120, 100, &wait);
	expect(!lc_account_on(&a, 130), "taken for the longest wait");
	lc_account_off(&a, LC_STATE_SLEEPING, 140, 110, &wait);
	expect(lc_account_on(&a, 1140), "a long sleep may end in a long wait");
	a.prev = (struct lc_prev_task){ 8, "other" };
	lc_account_off(&a, LC_STATE_SLEEPING, 1150, 111, &wait);
	expect_u64("longest wait", a.latency_max_ns, 100);
	expect_u64("its end", a.latency_max_at_ns, 110);
	expect_u64("previous task", a.latency_max_prev.pid, 7);
	expect_text("previous task", a.latency_max_prev.comm, "hog");
}

static void clocks_that_step_back(void)
{
	struct lc_account a = { 0 };
	struct lc_wait wait;

	lc_account_open(&a, LC_STATE_NEW, 100, 0);
	lc_account_on(&a, 98);
	expect_u64("first run", a.first_run_ns, 100);
	lc_account_off(&a, LC_STATE_SLEEPING, 150, 30, &wait);
	expect_u64("longest wait", a.latency_max_ns, 0);
	expect_u64("end", lc_account_settle(&a, 140, &idle_queue), 150);
	expect_u64("sum", sum_of(&a), 50);
	expect_u64("running", a.ns[LC_STATE_RUNNING], 50);
}

/* Any order of events, any clock, any queue: the sum is the age. */
static void conservation_of_time(void)
{
	unsigned int seed;

	for (seed = 1; seed <= 200 && !ktap_failed(); seed++) {
		struct lc_account a = { 0 }, view;
		uint64_t now = 1000000, waited = 0, end;
		struct lc_queue queue;
		struct lc_wait wait;
		int i;

		srand(seed);
		lc_account_open(&a, rand() % 2 ? LC_STATE_NEW : LC_STATE_UNKNOWN, now, 0);
		for (i = 0; i < 1000; i++) {
			bool runs = a.state == LC_STATE_RUNNING;
			bool unseen = rand() % 20 == 0;

			now += rand() % 1000 - 50;
			waited += rand() % 600;
			if (runs != unseen)
				lc_account_off(&a, rand() % LC_STATES_TIMED, now, waited, &wait);
			else
				lc_account_on(&a, now);
			queue.waited_ns = waited + rand() % 100;
			queue.waiting_ns = rand() % 3 ? 0 : rand() % 1000;
			view = a;
			end = lc_account_settle(&view, now + rand() % 100, &queue);
			expect_u64("sum", sum_of(&view), end - a.born_ns);
		}
	}
}

static const struct ktap_case cases[] = {
	{ "a life is accounted state by state", a_whole_life },
	{ "time before the first event after an unseen birth is unknown", a_birth_unseen },
	{ "a task first seen running has no wait", first_met_running },
	{ "a reader's copy of a living task is settled", views_of_the_living },
	{ "a wait that has just ended is in the copy", a_view_of_one_just_switched_in },
	{ "time between two runs is unknown if its start was not seen",
	  a_switch_that_was_not_seen },
	{ "preemption on the way to sleep is a wait for a CPU", a_wait_the_kernel_does_not_count },
	{ "counts saturate", counts_do_not_wrap },
	{ "waits are counted in power-of-two buckets", buckets },
	{ "the longest wait records which task ran before", the_longest_wait_names_who_ran },
	{ "a clock that steps back neither loses nor doubles time", clocks_that_step_back },
	{ "time is conserved for any sequence of events", conservation_of_time },
};

KTAP_MAIN(cases)
