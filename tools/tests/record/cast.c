// SPDX-License-Identifier: GPL-2.0
/* Parts in the recorded scene that no shell can play. */
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static void *rest(void *until)
{
	sigset_t set;
	int sig;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	while (until && sigwait(&set, &sig))
		;
	return NULL;
}

/* Two threads come and go, another stays; then it tells its pid by a line. */
static int threads(void)
{
	static int forever = 1;
	pthread_t thread;
	sigset_t set;
	int i;

	sigfillset(&set);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	for (i = 0; i < 2; i++)
		if (pthread_create(&thread, NULL, rest, NULL) || pthread_join(thread, NULL))
			return 1;
	if (pthread_create(&thread, NULL, rest, &forever) || write(1, "ready\n", 6) != 6)
		return 1;
	pthread_join(thread, NULL);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "threads"))
		return threads();
	alarm(1);
	pause();
	return 0;
}
