// SPDX-License-Identifier: GPL-2.0
/* A failed exec that explains an exit status, and one that does not. */
#include "made.h"
#include "why/exec.h"

#define FAILED		"cause=failed exit_code=127 died_ns=2900000000 "
#define EXEC(err, at) "exec_errno=" err " exec_failed_ns=" at " "
#define BEGIN	"x (pid 7, child of 5) failed with status 127, 2.000s after it was born"
#define END	"; its parent reaped it at once."

static const struct {
	const char *task;
	bool wanted;
	const char *description;
} cases[] = {
	{ FAILED EXEC("2", "2899000000"), true, "an exec that failed" },
	{ FAILED EXEC("2", "1100000000"), true, "long before, with such a status" },
	{ FAILED EXEC("2", "1100000000") "exit_code=1", false, "long before, with another status" },
	{ FAILED EXEC("2", "2000000000") "exit_code=203", true, "shortly before, with any status" },
	{ FAILED EXEC("-", "2899000000"), true, "an error that is hidden" },
	{ FAILED EXEC("2", "2000000000") "exec_ns=1900000000", true, "after a successful exec" },
	{ FAILED EXEC("2", "2000000000") "exec_ns=2000001000", false, "before a successful exec" },
	{ FAILED EXEC("2", "2000000000") "exec_ns=2000000000", false, "at the time of one" },
	{ FAILED "execs_failed=0 exec_errno=- exec_failed_ns=-", false, "no failed exec" },
	{ FAILED, false, "an older module" },
	{ FAILED EXEC("2", "2900000001"), false, "an exec after the end" },
	{ FAILED EXEC("2", "2899000000") "died_ns=-", false, "an unknown end" },
	{ FAILED EXEC("2", "2899000000") "cause=exited exit_code=0", false, "a success" },
	{ FAILED EXEC("2", "2899000000") "cause=killed exit_code=-", false, "a signal" },
};

int main(void)
{
	struct made made;
	const struct lct_case c = { .task = &made.task };
	size_t i;

	plan(NR(cases) + 6);
	for (i = 0; i < NR(cases); i++) {
		make(&made, cases[i].task);
		result(lct_exec_explains(&made.task) == cases[i].wanted, cases[i].description);
	}
	make(&made, FAILED EXEC("2", "2898800000"));
	judge(&c, BEGIN "; its exec had failed with ENOENT (the file or its "
	      "interpreter does not exist) 1.2ms before" END,
	      "the sentence names the error");
	make(&made, FAILED EXEC("524", "2898800000"));
	judge(&c, BEGIN "; its exec had failed with 524 (Unknown error 524) 1.2ms before" END,
	      "an error without a name");
	make(&made, FAILED EXEC("-", "2898800000"));
	judge(&c, BEGIN "; its exec had failed 1.2ms before" END,
	      "an error that is hidden is not named");
	make(&made, FAILED EXEC("2", "2898800000") "exec_failed_path=/usr/bin/no\\040such");
	judge(&c, BEGIN "; its exec of /usr/bin/no such had failed with ENOENT (the file or its "
	      "interpreter does not exist) 1.2ms before" END,
	      "the sentence names the path");
	make(&made, FAILED EXEC("2", "2898800000") "exec_failed_path=\\033[2J");
	judge(&c, BEGIN "; its exec of \\033[2J had failed with ENOENT (the file or its "
	      "interpreter does not exist) 1.2ms before" END,
	      "a path does not command the terminal");
	make(&made, FAILED EXEC("2", "2898800000") "exec_ns=2899000000");
	judge(&c, BEGIN END,
	      "a search along PATH that found a program is not blamed");
	return ktap_failed;
}
