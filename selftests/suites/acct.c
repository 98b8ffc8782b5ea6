// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's process accounting, see acct(2) and acct(5):
 *
 *   acct on FILE	begin to append a record for each process that ends
 *   acct off		end that
 *   acct print FILE	print 'PID UID STATUS SIGNAL CORE COMM' for each record
 *
 * The first two print the time, in ns of CLOCK_MONOTONIC: accounting is on from the first to
 * the second.
 */
#define _DEFAULT_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/acct.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define VERSION 3

static int fail(const char *what)
{
	perror(what);
	return 1;
}

static void print_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	printf("%lld%09ld\n", (long long)now.tv_sec, now.tv_nsec);
}

static int begin(const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file || fclose(file) || acct(path))
		return fail(path);
	print_time();
	return 0;
}

static int end(void)
{
	print_time();
	return acct(NULL) ? fail("acct") : 0;
}

static void print_comm(const char *comm, size_t size)
{
	size_t i;

	for (i = 0; i < size && comm[i]; i++)
		putchar(isgraph((unsigned char)comm[i]) ? comm[i] : '?');
}

static int print(const char *path)
{
	FILE *file = fopen(path, "r");
	struct acct_v3 record;
	int status;

	if (!file)
		return fail(path);
	while (fread(&record, sizeof(record), 1, file)) {
		if ((record.ac_version & 0xf) != VERSION) {
			fprintf(stderr, "%s: version %d\n", path, record.ac_version & 0xf);
			return 1;
		}
		status = record.ac_exitcode;
		printf("%u %u %d %d %d ", record.ac_pid, record.ac_uid, WEXITSTATUS(status),
		       WTERMSIG(status), !!WCOREDUMP(status));
		print_comm(record.ac_comm, sizeof(record.ac_comm));
		putchar('\n');
	}
	if (ferror(file))
		return fail(path);
	fclose(file);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "on"))
		return begin(argv[2]);
	if (argc == 2 && !strcmp(argv[1], "off"))
		return end();
	if (argc == 3 && !strcmp(argv[1], "print"))
		return print(argv[2]);
	fprintf(stderr, "usage: acct on FILE | off | print FILE\n");
	return 64;
}
