// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>

#include "ktap.h"
#include "random.h"

static __thread uint64_t state;

void random_begin(void)
{
	const char *wanted = getenv("LC_SEED");
	uint64_t seed = wanted ? strtoull(wanted, NULL, 0) : 20240229;

	ktap_diag("LC_SEED=%llu", (unsigned long long)seed);
	random_begin_with(seed);
}

void random_begin_with(uint64_t seed)
{
	state = seed * 2 + 1;
	for (int i = 0; i < 8; i++)
		random_next();
}

/* xorshift64*: never 0 unless the state was 0. */
uint64_t random_next(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * 2685821657736338717ULL;
}

uint64_t random_below(uint64_t end)
{
	return (random_next() >> 11) % end;
}

uint64_t random_size(uint64_t end)
{
	unsigned int bits = random_below(21);

	return random_below((1ULL << bits) < end ? (1ULL << bits) : end) + 1;
}
