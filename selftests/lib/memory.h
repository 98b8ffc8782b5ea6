/* SPDX-License-Identifier: GPL-2.0 */
/* Memory followed by an unmapped page. */
#ifndef SELFTESTS_MEMORY_H
#define SELFTESTS_MEMORY_H

#include <stddef.h>

/* @size bytes in whole pages; an access beyond them faults. */
char *memory_with_end(size_t size);

#endif
