// SPDX-License-Identifier: GPL-2.0
/*
 * What has to be asked for of a debug kernel while it runs. On others the files
 * are not there, and nothing happens.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "debug.h"
#include "verdict.h"

#define KCSAN	 "/sys/kernel/debug/kcsan"
#define KMEMLEAK "/sys/kernel/debug/kmemleak"

/* kmemleak reports nothing that is younger, in seconds */
#define LEAK_AGE 5

static int tell(const char *path, const char *word)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), told;

	if (fd < 0)
		return 0;
	told = write(fd, word, strlen(word)) == (ssize_t)strlen(word);
	close(fd);
	return told;
}

static void copy_to_console(const char *path)
{
	FILE *from = fopen(path, "re"), *to = fopen("/dev/console", "we");
	char line[512];

	while (from && to && fgets(line, sizeof(line), from))
		fputs(line, to);
	if (from)
		fclose(from);
	if (to)
		fclose(to);
}

void debug_begin(void)
{
	/* Not from the start: booting would take minutes */
	tell(KCSAN, "on");
}

void debug_end(void)
{
	tell(KCSAN, "off");
	if (access(KMEMLEAK, W_OK))
		return;
	sleep(LEAK_AGE + 1);
	/* What the first scan suspects is only reported when the second finds it the same */
	if (!tell(KMEMLEAK, "scan") || !tell(KMEMLEAK, "scan"))
		fail(KMEMLEAK);
	copy_to_console(KMEMLEAK);
}
