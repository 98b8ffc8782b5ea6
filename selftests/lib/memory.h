/* SPDX-License-Identifier: GPL-2.0 */
/* Memory with nothing behind it. */
#ifndef SELFTESTS_MEMORY_H
#define SELFTESTS_MEMORY_H

#include <stddef.h>

/* @size bytes, of whole pages; whoever goes beyond them faults. */
char *memory_with_end(size_t size);

#endif
