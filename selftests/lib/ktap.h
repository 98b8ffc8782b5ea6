/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A test program is a list of cases. Each case runs in a process of its own, so that a case
 * that crashes or leaves children behind does not affect others, and prints one KTAP line.
 * What a case's children expect counts for the case.
 */
#ifndef SELFTESTS_KTAP_H
#define SELFTESTS_KTAP_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <errno.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/**
 * struct ktap_case - one line of the plan
 * @name: what is guarded, as a sentence
 * @run: the case; runs in a process of its own
 * @cleanup: optional; runs in the program's first process after the case,
 *	however that ended
 */
struct ktap_case {
	const char *name;
	void (*run)(void);
	void (*cleanup)(void);
};

int ktap_main(int argc, char **argv, const struct ktap_case *cases, int count);

#define KTAP_MAIN(cases)						\
	int main(int argc, char **argv)					\
	{								\
		return ktap_main(argc, argv, cases, ARRAY_SIZE(cases));	\
	}

void ktap_diag(const char *format, ...) __attribute__((format(printf, 1, 2)));
void ktap_fail(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void ktap_skip(const char *format, ...)
	__attribute__((format(printf, 1, 2), noreturn));
void ktap_leave(void) __attribute__((noreturn));
bool ktap_failed(void);

/* A failed expectation fails the case, which goes on. */
#define expect(condition, ...)						\
	({								\
		bool met_ = (condition);				\
									\
		if (!met_)						\
			ktap_fail(__FILE__, __LINE__, __VA_ARGS__);	\
		met_;							\
	})

/* A failed requirement fails the case and ends the calling process. */
#define require(condition, ...)						\
	do {								\
		if (!expect(condition, __VA_ARGS__))			\
			ktap_leave();					\
	} while (0)

#define expect_u64(what, got, want)					\
	({								\
		uint64_t got_ = (got), want_ = (want);			\
									\
		expect(got_ == want_, "%s is %llu, not %llu", (what),	\
		       (unsigned long long)got_,			\
		       (unsigned long long)want_);			\
	})

#define expect_text(what, got, want)					\
	({								\
		const char *got_ = (got), *want_ = (want);		\
									\
		expect(!strcmp(got_, want_), "%s is '%s', not '%s'",	\
		       (what), got_, want_);				\
	})

/* first <= second <= third, for points in time */
#define expect_between(what, low, value, high)				\
	({								\
		uint64_t low_ = (low), value_ = (value), high_ = (high);\
									\
		expect(low_ <= value_ && value_ <= high_,		\
		       "%s is %llu, not in %llu .. %llu", (what),	\
		       (unsigned long long)value_,			\
		       (unsigned long long)low_,			\
		       (unsigned long long)high_);			\
	})

#endif
