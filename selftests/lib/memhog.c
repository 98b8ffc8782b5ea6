// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "child.h"
#include "ktap.h"
#include "memhog.h"
#include "table.h"

static void eat_of(size_t size, int flags)
{
	char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    flags | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	require(memory != MAP_FAILED, "mmap: %s", strerror(errno));
	for (size_t at = 0; at < size; at += 4096)
		((volatile char *)memory)[at] = 1;
}

void eat(size_t size)
{
	eat_of(size, MAP_PRIVATE);
}

void eat_to_share(size_t size)
{
	eat_of(size, MAP_SHARED);
}

void set_oom_adj(int adj)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", adj);
	require(write_file("/proc/self/oom_score_adj", number), "oom_score_adj: %s",
		strerror(errno));
}

uint64_t memory_available(void)
{
	char *text = path_text("/proc/meminfo"), *at = text ? strstr(text, "MemAvailable:") : NULL;
	uint64_t kib;

	require(at, "/proc/meminfo has no MemAvailable");
	kib = strtoull(at + strlen("MemAvailable:"), NULL, 10);
	free(text);
	return kib * 1024;
}
