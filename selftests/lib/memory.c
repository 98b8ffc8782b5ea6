// SPDX-License-Identifier: GPL-2.0
#include <sys/mman.h>

#include "ktap.h"
#include "memory.h"

char *memory_with_end(size_t size)
{
	char *memory = mmap(NULL, size + 4096, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	require(memory != MAP_FAILED && !mprotect(memory + size, 4096, PROT_NONE), "mmap: %s",
		strerror(errno));
	return memory;
}
