// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "text/nearest.h"

static const char * const words[] = {
	"run_ns", "runnable_ns", "nice", "state", "state_since_ns", "latency_max_ns", "comm",
};

static const char *nearest_to(const char *word)
{
	struct lct_nearest nearest;
	size_t i;

	lct_nearest_begin(&nearest, word, strlen(word));
	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		lct_nearest_try(&nearest, words[i], strlen(words[i]));
	return nearest.best ? nearest.best : "none";
}

int main(void)
{
	plan(8);
	same(nearest_to("nise"), "nice", "a wrong letter");
	same(nearest_to("sttae"), "state", "two letters exchanged");
	same(nearest_to("runable_ns"), "runnable_ns", "a letter too few");
	same(nearest_to("latency_maxx_ns"), "latency_max_ns", "a letter too many");
	same(nearest_to("COM"), "comm", "in any case");
	same(nearest_to("frobnicate"), "none", "none is near");
	same(nearest_to(""), "none", "no word");
	same(nearest_to("latency_max_ns_latency_max_ns_latency_max_ns_latency_max_ns"), "none",
	     "a word that is too long");
	return ktap_failed;
}
